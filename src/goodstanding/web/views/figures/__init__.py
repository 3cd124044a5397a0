"""Metrics, and people's figures beside the spread of comparable people."""
