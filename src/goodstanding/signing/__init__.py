"""The signer: a process of its own that signs checkpoints, and how the server asks it.

It knows neither Django nor the database. What it has signed it keeps in a small file of its own, so that
whoever holds the database or the web server cannot get another history signed.
"""
