"""Signing in, accounts, the organisation's settings, oversight."""
