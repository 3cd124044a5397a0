"""How good the early signs are: simulated companies whose truth is known, and a table of what was found."""
