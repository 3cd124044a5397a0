"""What happens to the record when processes die, calls fail and many write at once.

Each harness is a program of its own that forks children (`python -m tests.durability.crash` and so on) and
prints its figures as JSON. The tests run each in a short form; `make durability` runs the long one.
"""
