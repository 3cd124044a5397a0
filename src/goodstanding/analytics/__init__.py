"""Tables of measurements, read where they lie: one set of statements, carried out by one of several engines.

`tables` says what the four tables hold, `statements` what is asked of them, in standard SQL alone.
`embedded` (DuckDB), `spark` and, without SQL, `plain` answer; a test holds all three to the same answers.
`load` makes the panel that `stats.signals.review` reads.
"""
