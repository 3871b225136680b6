"""People: those who sign in, by e-mail."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cultural_alliance import languages

from .roles import Role


def validate_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Write it like Europe/Paris.")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. One who leaves is emptied, never deleted: the record keeps who decided."""

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=150, blank=True)
    time_zone = models.CharField(
        max_length=64,
        default="Europe/Paris",
        validators=[validate_zone],
        help_text="Instants are typed and shown in this zone, beside Paris and UTC.",
    )
    language = models.CharField(
        max_length=2,
        choices=languages.CHOICES,
        default=languages.DEFAULT.code,
        help_text="Of the mail that the portal sends to the person.",
    )
    is_staff = models.BooleanField("may enter the admin", default=False)
    is_active = models.BooleanField("switched on", default=True)
    date_joined = models.DateTimeField("since", default=timezone.now)

    objects: ClassVar = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_one_account_per_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return str(self)

    get_short_name = get_full_name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def roles(self) -> list[Role]:
        held = {group.name for group in self.groups.all()}
        return [role for role in Role if role.value in held]
