"""`python -m tests.bench.desk`: a process over the served portal that signs in and publishes.

It first closes the accounts of the filling, as production demands, and says where the pages are
and the cookie of an administrator (JSON). Then, for each line of its input, it publishes a
correction of the first statement and says by when it was committed (time.monotonic()).
"""

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps
from django.urls import reverse

from cultural_alliance import languages

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

MOST = 1_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultural_alliance.settings")
    django.setup()
    print(json.dumps(known()), flush=True)
    from tests.support import cast

    people = cast.writer(email="w@example.org"), cast.publisher(email="p@example.org")
    for number, _line in enumerate(sys.stdin, start=1):
        publish(f"<p>Culture is what we share, as we said {number} times.</p>", *people)
        print(time.monotonic(), flush=True)


def known() -> dict[str, Any]:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.test import Client

    from cultural_alliance.accounts import example_accounts
    from cultural_alliance.vocabularies.models import Sector
    from members.models import Organisation, PartnerRequest
    from messages.models import Statement
    from tests.support.cast import administrator

    example_accounts.close()
    client, session = Client(), settings.SESSION_COOKIE_NAME
    person = administrator(email="a@example.org")
    TOTP.activate(person, generate_totp_secret())
    client.force_login(person)
    statement = Statement.objects.listed().filter(legacy_id__isnull=False).earliest("pk")
    organisation = Organisation.objects.public().earliest("pk")
    request = PartnerRequest.objects.public().earliest("pk")
    paths = [
        *("info/messages/", "info/messages/feed/", "search/", "members/", "partners/", "about/"),
        *("activities/", "sitemap/", "contact/", "subscribe/", "join/", "", f"{statement.path}/"),
        f"members/{organisation.pk}-{organisation.slug}/",
        f"partners/{request.pk}-{request.slug}/",
    ]
    return {
        "kinds": [f"/{code}/{path}" for path in paths for code in languages.CODES],
        "statements": [
            f"/{code}/{path}/"
            for path in Statement.objects.listed().values_list("path", flat=True)[:MOST]
            for code in languages.CODES
        ],
        "admin": [("the desk", "/admin/"), *_lists()],
        "statement": f"/en/{statement.path}/",
        "organisation": f"/en/members/{organisation.pk}-{organisation.slug}/",
        "request": f"/en/partners/{request.pk}-{request.slug}/",
        "sector": Sector.objects.earliest("pk").slug,
        "cookie": f"{session}={client.cookies[session].value}",
    }


def _lists() -> list[tuple[str, str]]:
    labels = ("editions.edition", "statements.statement", "members.organisation")
    models = map(apps.get_model, (*labels, "members.partnerrequest", "contact.enquiry"))
    return [
        (
            str(model._meta.verbose_name_plural),
            reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist"),
        )
        for model in models
    ]


def publish(body: str, writer: "User", publisher: "User") -> None:
    from messages.models import Statement
    from tests.support import record

    statement = Statement.objects.filter(legacy_id__isnull=False).earliest("pk")
    record.approved(record.make_draft(statement, by=writer, body=body), by=publisher)


if __name__ == "__main__":
    main()
