from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac

from goodstanding.store.models.person import Person, Team
from goodstanding.store.prepared import prepared_rows


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> models.QuerySet[User]:
        """With the person, whom every page names: one statement less a request."""
        return super().get_queryset().select_related("person")

    def get(self, *args: Any, **kwargs: Any) -> User:
        """By its key as every request asks for it, or as anybody else does."""
        if args or kwargs.keys() != {"pk"}:
            return super().get(*args, **kwargs)
        rows = _by_key(int(kwargs["pk"]))
        if not rows:
            raise self.model.DoesNotExist
        user, person = User._meta.concrete_fields, Person._meta.concrete_fields
        found = User.from_db(self.db, [f.attname for f in user], rows[0][: len(user)])
        found.person = Person.from_db(self.db, [f.attname for f in person], rows[0][len(user) :])
        return found

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account. Every account belongs to a person; a person may have none."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField()
    session_epoch = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Raising `session_epoch` ends every session of this account at its next request."""
        value = f"{self.password}|{self.session_epoch}"
        return salted_hmac(
            "goodstanding.store.User.session", value, secret=secret, algorithm="sha256"
        ).hexdigest()

    def __str__(self) -> str:
        return self.email


@prepared_rows
def _by_key(key: int) -> QuerySet[Any, Any]:
    own = [field.attname for field in User._meta.concrete_fields]
    persons = [f"person__{field.attname}" for field in Person._meta.concrete_fields]
    return User.objects.filter(id=key).order_by().values_list(*own, *persons)


class AccountEvent(models.Model):
    """What was done to somebody's account, by whom: shown to them and to IT administration."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="account_events")
    kind = models.CharField(max_length=30)
    detail = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="account_events_of")]


class Grant(models.Model):
    """An organisation-wide part somebody plays, from a day on; without a team it covers everybody."""

    class Part(models.TextChoices):
        HR = "hr", "HR"
        LEAVE = "leave", "Leave and accommodation"
        COUNSEL = "counsel", "Counsel"
        AUDITOR = "auditor", "Auditor"
        WORKS_COUNCIL = "works_council", "Works council"
        IT_ADMIN = "it_admin", "IT administration"

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    part = models.CharField(max_length=20, choices=Part.choices)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="grant_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["person", "part"], name="grants_of")]
