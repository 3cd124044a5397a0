"""Fill a database of any size and measure what the program costs. See docs/reference/benchmarks.md."""
