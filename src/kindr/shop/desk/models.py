"""What the desk keeps for its staff: filters of the queue. Nothing about customers."""

from __future__ import annotations

from django.db import models

from kindr.base.ids import new_id
from kindr.privacy.people import Person


class SavedFilter(models.Model):
    """A filter of the queue that a member of staff has kept. It has no name of its own: it is called what it does.

    A field to write a name into would be a place where somebody could write down a customer's.
    """

    excused = {
        "id": "a random id",
        "staff": "the random id of a member of staff",
        "stage": "one of the stages of an order",
        "service": "one of the ways to deliver, or nothing",
        "waiting": "a number of days",
        "problem": "one of the desk's filters",
        "pieces": "one of the desk's filters",
        "sort": "one of the desk's ways to sort",
        "kept_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=20)
    service = models.CharField(max_length=10, blank=True)
    waiting = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=10, blank=True)
    pieces = models.CharField(max_length=10, blank=True)
    sort = models.CharField(max_length=10, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        app_label = "desk"
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "stage", "service", "waiting", "problem", "pieces", "sort"], name="a_filter_once"
            )
        ]

    def __str__(self) -> str:
        return f"a filter of {self.stage}"
