"""Reviews of the figures and their findings."""
