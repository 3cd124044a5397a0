"""Good Standing: performance improvement plans that hold up, for both sides."""

__version__ = "0.1.0"
