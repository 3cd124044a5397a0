"""Fold a case from its entries: one small function per kind, and `apply` for the next entry."""

from goodstanding.domain.case_fold import after, running  # noqa: F401  (they register their kinds)
from goodstanding.domain.case_fold.base import apply, fold, handled, open_case

__all__ = ["apply", "fold", "handled", "open_case"]
