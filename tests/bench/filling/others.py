"""What else an admin lists: applications, enquiries, subscribers, mail."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.contact.models import Enquiry
from cultural_alliance.contact.topics import Topic
from cultural_alliance.outbox.models import Message
from members.models import JoinApplication, OrganisationKind
from messages.models import Subscriber

from .loading import Load, stored
from .members import COUNTRIES
from .rows import Rows
from .words import name, tongues

EACH = 50  # one of each for so many editions
WAITING = 0.01


def number(editions: int) -> int:
    return editions // EACH


def fill(load: Load, rows: Rows, editions: int) -> Iterator[int]:
    random, now = Random(13), timezone.now()
    application = load.table(
        JoinApplication,
        "reference state link_nonce language name name_key kind country first_email about saved_at"
        " submitted_at",
    )
    enquiry = load.table(
        Enquiry, "reference topic language name email message state received_at waiting_since"
    )
    subscriber = load.table(Subscriber, "key email language asked_at confirmed_at")
    message = load.table(Message, "message_id purpose sender mime created_at due_at sent_at")
    for place in range(1, editions // EACH + 1):
        at, code = stored(now - timedelta(hours=place)), random.choice(languages.CODES)
        who, email = name(place).capitalize(), f"{name(place)}-{place}@example.org"
        says = random.choice(tongues()[code].passages).text
        waits = random.random() < WAITING
        application.add(
            f"J-{place:08}", "submitted" if waits else "declined", f"{place:032}", code,
            f"{who} {place}", f"{name(place)}{place}",
            random.choice(OrganisationKind.values), random.choice(COUNTRIES), email, says, at, at,
        )  # fmt: skip
        enquiry.add(
            f"E-{place:08}", random.choice(Topic.values), code, who, email, says,
            "new" if waits else "answered", at, at,
        )  # fmt: skip
        key = UUID(int=random.getrandbits(128)).hex
        subscriber.add(key, email, code, at, at)
        message.add(f"<{key}@example.org>", "news", "portal@example.org", b"", at, at, at)
        yield place
