"""Reviews of the figures: what goes into one, and what pages show of it."""
