"""Letters made from entries: their texts by language, what each has to say, and the PDF.

`texts` are data that a reader can change; `compose` fills one from an entry; `make` sets and signs it.
"""
