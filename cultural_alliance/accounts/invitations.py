"""Invitations: a signed link for one purpose, good for seven days and for one use.

The signature covers the account's password, so that setting one, or sending a newer invitation,
makes every earlier link worthless.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from cultural_alliance import letters
from cultural_alliance.languages import Language

from .models import User

PURPOSE = "accounts.invitation"
GOOD_FOR = timedelta(days=7)


def token_for(user: User) -> str:
    return signing.dumps([user.pk, _state(user)], salt=PURPOSE)


def invited(token: str) -> User | None:
    """Whom the link invites; None when it is forged, too old, used, or no longer the newest."""
    try:
        pk, state = signing.loads(token, salt=PURPOSE, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or user.has_usable_password():
        return None
    return user if constant_time_compare(state, _state(user)) else None


@transaction.atomic
def accept(token: str, *, name: str, password: str, language: Language) -> User | None:
    """Sets name and password, and the language that the page was read in, in which mail comes
    from now on; None when the link has meanwhile been used."""
    named = invited(token)
    if named is None:
        return None
    User.objects.select_for_update().get(pk=named.pk)
    user = invited(token)  # read again: a second click waited for the first
    if user:
        user.name = name
        user.language = language.code
        user.set_password(password)
        user.save(update_fields=["name", "language", "password"])
    return user


def send(user: User, *, by: User, language: Language) -> None:
    """Sends the mail in the language, with the link to its page in that language."""
    with translation.override(language.django_code):
        path = reverse("accounts:invitation", kwargs={"token": token_for(user)})
    letters.write(
        "accounts/invitation",
        to=user.email,
        language=language,
        context={"by": by, "url": settings.ALLIANCE_URL + path, "good_for": GOOD_FOR},
    ).send()


def _state(user: User) -> str:
    """The password's stored form: a random one stands there until a password is set."""
    return salted_hmac(PURPOSE, f"{user.password}{user.email}").hexdigest()
