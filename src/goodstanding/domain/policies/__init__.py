"""What else must be true before an event, beyond state and role. Each condition raises and says why."""

from goodstanding.domain.policies import (  # noqa: F401  (they register)
    after,
    before,
    day_to_day,
    rounds,
    running,
)
from goodstanding.domain.policies.base import CONDITIONS, Context, check

__all__ = ["CONDITIONS", "Context", "check"]
