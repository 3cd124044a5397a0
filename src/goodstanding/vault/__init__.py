"""One person's own file on their own computer: sealed as a whole, replaced as a whole. No framework."""
