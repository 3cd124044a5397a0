"""A made-up company with two years of history and a story at every state of a plan's life.

    from goodstanding import demo
    demo.build(seed=1, today=…, progress=…)

See docs/explanation/demo-company.md for who is who.
"""

from __future__ import annotations

from goodstanding.demo.build import Summary, build

__all__ = ["Summary", "build"]
