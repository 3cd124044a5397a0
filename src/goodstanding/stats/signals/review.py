"""One full review of a panel: the only function that other layers call."""

from __future__ import annotations

from goodstanding.stats.signals.findings import Review
from goodstanding.stats.signals.panel import Panel
from goodstanding.stats.signals.settings import SignalSettings


def review(panel: Panel, settings: SignalSettings | None = None) -> Review:
    """Findings as of the end of the panel's last period. Cut the panel with `until` for an earlier day.

    Never changes the panel. The review before, which a decline needs as well, is worked out here.
    """
    raise NotImplementedError("The pipeline is not built yet.")
