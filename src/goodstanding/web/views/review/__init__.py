"""The paper trail, findings, counsel's report, and which rules apply."""
