"""Early signs from measurements: who fell behind comparable co-workers, and who is declining.

`panel` is what goes in, `findings` what comes out, `review` the one function from the one to the other.
"""
