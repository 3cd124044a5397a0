"""The documentation linter: text in, marks out. It underlines and offers a better form; it never blocks."""

from goodstanding.review.linter.clones import clones
from goodstanding.review.linter.lexicon import languages, lexicon
from goodstanding.review.linter.lint import lint
from goodstanding.review.linter.values import Clone, Comparator, Mark, TextKind

__all__ = ["Clone", "Comparator", "Mark", "TextKind", "clones", "languages", "lexicon", "lint"]
