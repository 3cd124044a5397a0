"""Retention, holds and erasure."""
