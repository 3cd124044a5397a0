"""What anybody can check alone, in numbered steps: receipts, exports, whole logs, and whether one only grew.

Pure: the caller brings bytes and gets, for every step, what was looked at, what came out, and where it fails.
"""

from goodstanding.record.verification.receipts import check_receipt
from goodstanding.record.verification.steps import Outcome, Report, Step

__all__ = ["Outcome", "Report", "Step", "check_receipt"]
