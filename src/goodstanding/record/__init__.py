"""The record: canonical bytes, salted commitments, leaves, the Merkle log, chains and their audit. Pure.

Formats: RFC 8785 (canonical JSON), RFC 9901 (disclosures), RFC 6962/9162 (the tree), C2SP tlog-tiles.
"""
