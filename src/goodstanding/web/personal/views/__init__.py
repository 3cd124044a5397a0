"""A page a function; what each needs comes from queries, what it changes goes to actions."""
