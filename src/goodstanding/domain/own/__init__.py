"""The personal edition: what one person writes down for themselves. Nothing of it reaches an employer."""

from goodstanding.domain.entries.base import Payload
from goodstanding.domain.own.entries import KINDS

__all__ = ["KINDS", "Payload"]
