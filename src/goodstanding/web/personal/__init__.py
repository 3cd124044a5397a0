"""The pages of the personal edition: one person's own file, on their own computer, without a database."""
