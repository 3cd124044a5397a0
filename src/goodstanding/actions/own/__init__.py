"""Every write to one's own file, and the doors to it."""
