"""Working at the desk over HTTP: the pages of an edition, as a test asks for them.

page_of(edition)                 its page in the admin
step_of(edition, "submit")       the page of a step
step_of(document, "withdraw")    … of a document
words(edition, title="…")        what its form sends, with the changes given
"""

from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext

from cultural_alliance.accounts.models import User
from cultural_alliance.editions.models import Document, Edition

from .portal import Portal


def page_of(edition: Edition) -> str:
    return reverse("admin:editions_edition_change", args=[edition.pk])


def step_of(subject: Edition | Document, verb: str) -> str:
    model = "edition" if isinstance(subject, Edition) else "document"
    return reverse(f"admin:editions_{model}_act", args=[subject.pk, verb])


def words(edition: Edition, **changed: Any) -> dict[str, Any]:
    names = ("revision", "title", "summary", "body", "standing", "change_note")
    sent = {name: getattr(edition, name) for name in names}
    if edition.follows_id:
        sent["follows"] = edition.follows_id
    return {**sent, **changed}


def enter(context: BrowserContext, person: User, portal: Portal) -> None:
    """Signs the person in, in this browser: the form of sign-in is tested elsewhere."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": portal.url}])
