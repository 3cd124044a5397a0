"""Pages of concerns, coaching and plans."""
