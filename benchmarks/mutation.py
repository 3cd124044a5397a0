"""Are the rules of the review held by their tests? `python -m benchmarks.mutation [FILE-PATTERN …]`.

Copies the review and its tests into build/mutation, lets mutmut change the rules there one small thing at a
time, and
prints how many changes the tests noticed. mutmut leaves decorated functions alone, so in the copy each rule
is made
after its function instead of around it. Ends with 1 below 90 in 100.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TREE = ROOT / "build" / "mutation"
WANTED = 0.9
MUTATED = ["practice/*.py", "when.py", "engine.py", "reading.py", "stated.py", "from_facts.py"]
# Left out of the tests: the published and the invented decisions, which run every rule for each case and
# would make every change slow to test. What is noticed here is noticed by the near twins alone.
TESTS = [
    "test_when.py", "test_engine.py",
    "test_rules_before_plan.py", "test_rules_terms.py", "test_rules_course.py", "test_rules_records.py",
    "test_rules_protected.py", "test_rules_others.py", "test_rules_ending.py", "test_rules_passed.py",
    "test_rules_wording.py", "test_rules_leave.py", "test_what_findings_say.py", "test_reading_facts.py",
]  # fmt: skip
CONFIG = """
[tool.pytest.ini_options]
pythonpath = ["src", "."]
addopts = "-p no:cacheprovider -p no:django -p no:xdist -q"

[tool.mutmut]
source_paths = ["src/goodstanding/review"]
only_mutate = {only}
also_copy = ["src/goodstanding"]
pytest_add_cli_args_test_selection = {tests}
"""


def undecorated(source: str) -> str:
    """The same module with `@HERE.rule(…)` over a function turned into an assignment below it."""
    lines = source.splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
            continue
        (decorator,) = node.decorator_list
        end = node.end_lineno or node.lineno
        made = "".join(lines[decorator.lineno - 1 : decorator.end_lineno]).lstrip("@").rstrip()
        lines[end:end] = [f"\n{node.name} = {made}({node.name})\n"]
        del lines[decorator.lineno - 1 : decorator.end_lineno]
    return "".join(lines)


def prepare(patterns: list[str]) -> None:
    shutil.rmtree(TREE, ignore_errors=True)
    keep = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "goodstanding", TREE / "src" / "goodstanding", ignore=keep)
    shutil.copytree(ROOT / "tests" / "fixtures", TREE / "tests" / "fixtures", ignore=keep)
    here = TREE / "tests" / "unit" / "review"
    here.mkdir(parents=True)
    for folder in (TREE / "tests", TREE / "tests" / "unit"):
        (folder / "__init__.py").touch()
    for name in ["filing.py", *TESTS]:
        shutil.copy(ROOT / "tests" / "unit" / "review" / name, here / name)
    for path in (TREE / "src" / "goodstanding" / "review" / "practice").glob("*.py"):
        path.write_text(undecorated(path.read_text()))
    only = [f"src/goodstanding/review/{p}" for p in patterns]
    tests = [f"tests/unit/review/{t}" for t in TESTS]
    (TREE / "pyproject.toml").write_text(CONFIG.format(only=json.dumps(only), tests=json.dumps(tests)))


def main() -> int:
    prepare(sys.argv[1:] or MUTATED)
    mutmut = str(Path(sys.executable).parent / "mutmut")
    subprocess.run([mutmut, "run", "--max-children", "2"], cwd=TREE, check=False)
    subprocess.run([mutmut, "export-cicd-stats"], cwd=TREE, check=True)
    stats = json.loads((TREE / "mutants" / "mutmut-cicd-stats.json").read_text())
    killed = stats["killed"] + stats.get("timeout", 0) + stats.get("suspicious", 0)
    total = killed + stats["survived"] + stats["no_tests"]
    print(f"{killed} of {total} changes noticed ({killed / total:.1%}); wanted {WANTED:.0%}. {stats}")
    print("What was not noticed: cd build/mutation && mutmut results; mutmut show NAME")
    return 0 if killed / total >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
