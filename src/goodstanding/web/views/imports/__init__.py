"""Imports, step by step: the file, how it is read, its columns, the check, and the import itself."""
