"""The command line: a command a file. Each imports what it needs only when it runs, so that help is quick."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from goodstanding.cli import (
    backup,
    check,
    demo,
    export,
    import_,
    me,
    rebuild,
    restore,
    review,
    serve,
    signals,
    signer,
    verify,
    worker,
)

COMMANDS = (
    demo,
    serve,
    me,
    backup,
    restore,
    import_,
    export,
    review,
    signals,
    rebuild,
    check,
    verify,
    signer,
    worker,
)
EXIT_BUG, EXIT_USER, EXIT_DAMAGE, EXIT_INTERRUPTED = 1, 3, 4, 130
EPILOG = """Exit codes: 0 done; 1 a fault of the program; 2 a wrong call; 3 something you can put right;
4 the record is damaged; 10 a review found something decisive. Settings are read from the environment: see
docs/reference/settings.md."""


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goodstanding",
        description="Performance improvement plans that hold up, for both sides.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="store_true", help="print the version and stop")
    commands = made.add_subparsers(title="commands", metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    made = parser()
    chosen = made.parse_args(arguments)
    if chosen.version:
        from goodstanding import __version__

        print(f"goodstanding {__version__}")
        return 0
    if not hasattr(chosen, "run"):
        made.print_help()
        return 2
    return _run(chosen)


def _run(chosen: argparse.Namespace) -> int:
    from goodstanding.domain.errors import Bug, Damage, GoodStandingError

    try:
        code: int = chosen.run(chosen)
    except GoodStandingError as error:
        print(f"goodstanding: {error.message}", file=sys.stderr)
        if isinstance(error, Damage):
            return EXIT_DAMAGE
        return EXIT_BUG if isinstance(error, Bug) else EXIT_USER
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code


def entrypoint() -> None:
    sys.exit(main())
