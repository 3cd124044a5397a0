"""Receipts: one's own, checking an old one, and the state of the record."""
