"""The file review: what in a person's file would not stand up, and why. Pure.

- `when`: days that may be known only in part, and questions about them answered yes, no or cannot tell.
- `file`: the frozen value that every rule reads; `from_entries` and `from_facts` make it.
- `finding`: what a rule says, with its grounds; `rule`: what a rule is; `engine`: runs all of them.
- `practice`: the rules of good practice that hold everywhere; `packs`: those rules and more, by jurisdiction.
- `words`: recognising what a text states, from lists in data files.

A rule never looks at the clock, a database or another file: the day of the review and comparisons with others
are arguments. It answers from the entries it is given, and says so when they do not tell.
"""
