"""`python -m tests.bench.asking`: one process over one filled database, asked by `scale`.

Its first line of output names the surfaces (JSON); then, for each label on its input, one line:
[status, milliseconds of the processor, milliseconds by the clock, queries].
"""

import json
import logging
import os
import sys
import time
from typing import Any

import django
from django.test import Client


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultural_alliance.settings")
    django.setup()
    logging.disable(logging.CRITICAL)
    addresses = _addresses()
    print(json.dumps({label: address for label, (address, _client) in addresses.items()}))
    for line in sys.stdin:
        sys.stdout.flush()
        address, client = addresses[line.strip()]
        print(json.dumps(_ask(client, address)), flush=True)


def _ask(client: Client, address: str) -> list[Any]:
    processor, clock = time.process_time(), time.perf_counter()
    answered = client.get(address)
    took = [time.process_time() - processor, time.perf_counter() - clock]
    return [answered.status_code, *(round(1000 * each, 2) for each in took), len(answered.content)]


def _addresses() -> dict[str, tuple[str, Client]]:
    from . import surfaces

    visitor, member, administrator = (Client(headers={"host": "localhost"}) for _ in range(3))
    about = known()
    member.force_login(about.pop("person"))
    administrator.force_login(about.pop("administrator"))
    return {
        label: (address, client)
        for client, found in (
            (visitor, surfaces.public(about, visitor)),
            (member, surfaces.of_members(about)),
            (administrator, surfaces.of_admin(about, administrator)),
        )
        for label, address in found
    }


def known() -> dict[str, Any]:
    """What is in the database, for the words in braces."""
    from cultural_alliance.accounts.models import User
    from cultural_alliance.editions.models import Edition, Notice
    from cultural_alliance.vocabularies.models import Resource, Sector
    from members.models import Membership, Organisation, PartnerRequest
    from messages.models import Statement

    from .filling.words import name, tongue

    listed = Statement.objects.listed().filter(slug__startswith="message-").order_by("pk")
    corrected = Edition.objects.filter(number__gt=8).order_by("pk")[0].document
    withdrawn = Notice.objects.standing().filter(language="").order_by("pk")[0].document
    member = Organisation.objects.public().order_by("pk")[0]
    request = PartnerRequest.objects.public().order_by("pk")[0]
    english, path = tongue("en"), "/info/messages/"
    return {
        "administrator": User.objects.get(email="administrator@example.org"),
        "person": Membership.objects.get(organisation=member).person,
        "own": member.pk,
        "statement": f"/{listed[3].path}/",
        "document": listed[3].pk,
        "corrected": f"/{corrected.path}/",
        "withdrawn": f"/{withdrawn.path}/",
        "organisation": f"{member.pk}-{member.slug}",
        "request": f"{request.pk}-{request.slug}",
        "sector": Sector.objects.all()[0].slug,
        "resource": Resource.objects.all()[0].slug,
        "rare": name(7),
        "common": english.common[0],
        "other": english.common[1],
        "phrase": english.phrase,
        "arabic": tongue("ar").common[0],
        "chinese": tongue("zh").common[0],
        "path": path,
    }


if __name__ == "__main__":
    main()
