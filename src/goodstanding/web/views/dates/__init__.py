"""Everybody's own days: as pages, and as a calendar that other programs read."""
