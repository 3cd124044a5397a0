"""Every read of one's own file that a page shows."""
