"""The forms of the personal edition. The browser is asked to remember nothing that is typed into them."""

from goodstanding.web.personal.forms.base import OwnForm

__all__ = ["OwnForm"]
