"""Statistics about work: figures in, frozen results out. Pure Python, no names of people, no clock."""
