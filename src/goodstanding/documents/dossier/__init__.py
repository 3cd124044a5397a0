"""A person's file as one document that can be read, printed, kept and checked: PDF and ZIP.

`content` gathers what one reader may read into plain values, `typeset` makes the PDF of them, `signature`
signs it, `bundle` packs document, file and proofs together.
"""
