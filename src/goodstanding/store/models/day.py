"""Days of a file that somebody should know of, whether or not they ask for anything: a projection."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.case import Case
from goodstanding.store.models.person import Person


class Day(models.Model):
    """`key` names it within its case for as long as it lasts, so that a moved day is known to be the same.

    Either one `owner`, or a `part` (HR) whose holders in scope share it: a row for each. `duty` is the event
    of the duty that the same day may stand for (`domain.days`).
    """

    subject = models.ForeignKey(Person, models.CASCADE, related_name="days_about")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="days")
    owner = models.ForeignKey(Person, models.CASCADE, null=True, related_name="days")
    part = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    duty = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    day = models.DateField()
    state = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None, part__gt="") | Q(owner__isnull=False, part=""),
                name="a_day_is_somebodys",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "day"], name="days_of_owner"),
            models.Index(fields=["part", "day"], name="days_of_part"),
        ]
