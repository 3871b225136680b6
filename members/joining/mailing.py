"""The letters about an application, in its own language.

Until the desk has read it, nothing that was typed stands in a letter: whoever types somebody
else's address sends them the portal's words and none of their own.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from cultural_alliance import languages, letters, outbox
from cultural_alliance.limits.counting import Limit

from ..models import JoinApplication
from . import keeping, links

TO_ADDRESS = Limit("join.letters-to", most=4, within=timedelta(days=1))
SHOWN = 5  # applications in one letter


@transaction.atomic
def send_link(application: JoinApplication) -> bool:
    """Whether it went: an address gets a few in a day, whoever asks."""
    if not TO_ADDRESS.take(application.first_email):
        return False
    _send("link", application, days=keeping.DRAFT_KEPT.days)
    application.link_sent_to = application.first_email
    application.save(update_fields=["link_sent_to"])
    return True


@transaction.atomic
def send_links_again(email: str) -> None:
    """Those of all applications that this address has; nothing where it has none."""
    mine = JoinApplication.objects.filter(first_email__iexact=email, emptied_at__isnull=True)
    found = [each for each in mine.order_by("-pk")[: SHOWN * 2] if not links.is_over(each)]
    if found and TO_ADDRESS.take(email):
        rows = [{"application": each, "url": links.url_of(each)} for each in found[:SHOWN]]
        _send("links", found[0], rows=rows)


def send_received(application: JoinApplication) -> None:
    _send("received", application, headers={"Message-ID": _id(application, "received")})


def send_asked(application: JoinApplication, text: str) -> None:
    _send("asked", application, text=text, headers=_in_thread(application))


def send_accepted(application: JoinApplication) -> None:
    _send("accepted", application, headers=_in_thread(application))


def send_access(application: JoinApplication) -> None:
    _send("access", application, headers=_in_thread(application))


def send_declined(application: JoinApplication) -> None:
    _send(
        "declined",
        application,
        months=keeping.DECLINED_MONTHS,
        headers=_in_thread(application),
    )


def send_reminder(application: JoinApplication) -> None:
    """Once for each time it was saved last, however often it is tried."""
    about = f"reminder {application.saved_at.isoformat()}"
    _send(
        "reminder",
        application,
        until=application.saved_at + keeping.DRAFT_KEPT,
        headers={"Message-ID": _id(application, about)},
    )


def _send(
    name: str,
    application: JoinApplication,
    *,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> None:
    letters.write(
        f"members/application_{name}",
        to=application.first_email,
        language=languages.get(application.language),
        context={
            "application": application,
            "url": links.url_of(application),
            "link_days": keeping.LINK_DAYS,
            **context,
        },
        headers=headers,
        reply_to=settings.CONTACT_EMAIL,
    ).send()


def _id(application: JoinApplication, about: str) -> str:
    return outbox.once(f"application {application.reference} {about}")


def _in_thread(application: JoinApplication) -> dict[str, str]:
    """All letters about one application stand together in the applicant's mail program."""
    about = _id(application, "received")
    return {"In-Reply-To": about, "References": about}
