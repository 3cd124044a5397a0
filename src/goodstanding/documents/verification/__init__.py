"""Verification for people: what lies in a file, a folder or an archive, and the steps in words."""
