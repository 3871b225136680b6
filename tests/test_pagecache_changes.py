"""Whatever changes a public page is told to the page cache in the transaction that changes it; and
what changes none is not told, so that the world goes on reading what is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from cultural_alliance.editions import drafting
from cultural_alliance.languages import CODES
from cultural_alliance.outbox.backend import OutboxBackend
from cultural_alliance.pagecache import changes, instants
from cultural_alliance.pages.models import Activity
from cultural_alliance.vocabularies.models import Region, Resource, Sector
from members.joining import deciding as joining
from members.models import MembershipRole, Organisation, PartnerRequest, RequestState
from members.requests import closing
from members.requests import deciding as requests
from messages.models import Occasion, Speaker, Statement, Topic
from tests.support import cast, journeys
from tests.support.desk import page_of, words
from tests.support.machine import RecordMachine
from tests.support.members import make_application, make_member, make_organisation, make_request
from tests.support.reading import in_a_transaction_of_its_own
from tests.support.record import correct, make_draft, make_page, make_statement

pytestmark = pytest.mark.django_db
OF_A_STATEMENT = ("", "editions/", "editions/1/", "editions/1..2/")
OF_ALL = ("", "info/messages/", "info/messages/feed/", "members/", "partners/", "activities/")


def addresses() -> list[str]:
    """The public pages that there are, those of what was public too."""
    below = [*OF_ALL, "sitemap/", "about/", "info/occasions/day/"]
    for path in Statement.objects.exclude(path="").values_list("path", flat=True):
        below += [f"{path}/{part}" for part in OF_A_STATEMENT]
    below += [f"members/{each.pk}-{each.slug}/" for each in Organisation.objects.all()]
    below += [
        f"partners/{each.pk}-{each.slug}/" for each in PartnerRequest.objects.exclude(slug="")
    ]
    return [f"/en/{place}" for place in below]


def seen(asked: list[str] | None = None) -> dict[str, tuple[int, bytes]]:
    client = Client()
    answers = {address: client.get(address) for address in asked or addresses()}
    return {address: (answer.status_code, answer.content) for address, answer in answers.items()}


def turned(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> list[str]:
    return [each for each in before if after.get(each, before[each]) != before[each]]


class Telling(RecordMachine):
    """After each step: if nothing was told and no instant has come, every page is as it was."""

    most_documents = 2

    def __init__(self) -> None:
        super().__init__()
        self.look()

    def look(self) -> None:
        in_a_transaction_of_its_own()
        self.generation, self.until = changes.generation(), instants.next_instant(timezone.now())
        self.seen = seen()

    @invariant()
    def what_changed_was_told(self) -> None:
        told = changes.generation() != self.generation or timezone.now() >= self.until
        before = self.seen
        self.look()
        assert told or not turned(before, self.seen), "a page changed, and nobody was told"


def run(machine: type[Telling], examples: int) -> None:
    RecordMachine.people = [cast.administrator() for _ in range(4)]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            report_multiple_bugs=False,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_no_verb_of_the_record_changes_a_page_without_telling() -> None:
    run(Telling, examples=2)


def is_told(act: Callable[[], Any], asked: list[str] | None = None) -> bool:
    """Whether the act was told, beside whether it changed a page."""
    before, generation = seen(asked), changes.generation()
    in_a_transaction_of_its_own()
    act()
    told = changes.generation() != generation
    assert told or not turned(before, seen(asked)), "a page changed, and nobody was told"
    return told


@pytest.mark.once
def test_a_record_that_tells_nothing_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    public = make_statement(published_on=timezone.now())
    monkeypatch.setattr(changes, "changed", lambda: None)
    with pytest.raises(AssertionError, match="nobody was told"):
        is_told(lambda: correct(public, body="<p>Corrected.</p>"))


def named(row: Any) -> Callable[[], None]:
    row.names = {"en": "Another name"}
    return row.save


@pytest.mark.slow
def test_whatever_is_edited_beside_the_record_is_told() -> None:
    organisation, opened = make_organisation("Riverside"), make_request()
    waiting, application = make_request(state=RequestState.SUBMITTED), make_application()
    topic = Topic.objects.create(slug="a-topic", names={"en": "A topic"})
    speaker = Speaker.objects.create(slug="a-speaker", names={"en": "A speaker"})
    statement = make_statement(published_on=timezone.now(), occasion="day")
    day = Occasion.objects.get()
    activity = Activity(titles={"en": "Fair"}, starts_on=timezone.localdate())
    membership = cast.make_user(cast.Role.MEMBERSHIP_DESK)
    text = organisation.texts.get()
    acts: dict[str, Callable[[], Any]] = {
        "a topic is given": lambda: statement.topics.add(topic),
        "a speaker is given": lambda: statement.speakers.set([speaker]),
        "a topic is named": named(topic),
        "a speaker is named": named(speaker),
        "an occasion is named": named(day),
        "a rule of an occasion": lambda: day.rules.create(day=1, month=12, first_year=2004),
        "a sector is named": named(Sector.objects.get(slug="music")),
        "a region is named": named(Region.objects.get(slug="africa")),
        "a resource is named": named(Resource.objects.get(slug="funding")),
        "an activity": activity.save,
        "an activity is gone": lambda: Activity.objects.all().delete(),
        "an organisation's words": lambda: (setattr(text, "about", "Otherwise."), text.save()),
        "an organisation's sectors": organisation.sectors.clear,
        "a request is opened": lambda: requests.open_request(waiting, by=membership),
        "a request is closed": lambda: requests.close_for_reason(
            opened, by=membership, reason="It was asked for."
        ),
        "a member joins": lambda: joining.accept(application, by=membership),
        "the words are gone": text.delete,
        "an organisation is gone": make_organisation("Soon gone").delete,
    }
    for name, act in acts.items():
        assert is_told(act), name


@pytest.mark.slow
def test_what_the_desk_does_over_http_is_told() -> None:
    client = Client()
    client.force_login(cast.administrator())
    about = make_page("about", "About")
    below = [make_page(slug, slug, parent=about) for slug in ("one", "two")]
    organisation = make_organisation("Riverside")
    place = {"slug": "one", "parent": about.pk, "place_in_menu": 99}
    assert is_told(lambda: posted(client, f"/admin/pages/page/{below[0].pk}/change/", place))
    hide = f"/admin/members/organisation/{organisation.pk}/steps/hide/"
    assert is_told(lambda: posted(client, hide, {"reason": "They asked for it."}))


def posted(client: Client, address: str, data: dict[str, Any]) -> None:
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.slow
def test_a_request_that_the_worker_ends_is_told(time_machine: Any) -> None:
    make_request(deadline=timezone.localdate() + timedelta(days=20))
    time_machine.move_to(timezone.now() + timedelta(days=22))
    assert is_told(closing.expire_due)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_examples_that_go_are_told_to_the_last() -> None:
    """Section by section, for each is many transactions."""
    from cultural_alliance import surfaces

    journeys.fill_portal()
    lists = [f"/en/{place}" for place in (*OF_ALL, "sitemap/")]
    for name, section in [*reversed(surfaces.examples.items())]:
        assert is_told(section.clear, lists) or name in (
            "applications",
            "enquiries",
            "subscribers",
            "mail",
        )


@pytest.mark.slow
def test_what_changes_no_page_is_not_told() -> None:
    """The economy: each of these would have every page made anew."""
    author, owner = cast.writer(), make_member(make_organisation("Riverside"))
    draft, public = make_draft(by=author), make_statement(published_on=timezone.now())
    desk, member, reader = Client(), Client(), Client()
    desk.force_login(author)
    member.force_login(owner)
    pages = [page_of(draft), "/admin/", f"{public.get_absolute_url()}", "/admin/editions/edition/"]
    acts: dict[str, Callable[[], Any]] = {
        "an autosave": lambda: drafting.save_draft(
            draft, by=author, revision=draft.revision, body="<p>On.</p>", autosave=True
        ),
        "an autosave over HTTP": lambda: desk.post(
            page_of(draft).replace("change", "autosave"), words(fresh(draft), body="<p>More.</p>")
        ),
        "presence": lambda: desk.post(page_of(draft).replace("change", "presence")),
        "visits of the desk": lambda: [desk.get(page) for page in pages],
        "visits of a member": lambda: [member.get(f"/en/{page}") for page in ("", "members/mine/")],
        "visits of readers": lambda: [reader.get(f"/{code}/") for code in CODES],
        "a search": lambda: reader.get("/en/search/?words=day"),
        "a login": lambda: Client().force_login(author),
        "a letter": lambda: OutboxBackend().send_messages([EmailMessage("A", "B", to=["c@d.org"])]),
        "a new person": cast.make_user,
        "a new colleague": lambda: make_member(Organisation.objects.get(), MembershipRole.READER),
    }
    for name, act in acts.items():
        assert not is_told(act), name
    assert is_told(lambda: correct(public, body="<p>Corrected.</p>")), "the control"


def fresh(draft: Any) -> Any:
    draft.refresh_from_db()
    return draft


def test_a_transaction_tells_once_and_not_at_all_where_it_is_taken_back() -> None:
    def tell_twice() -> None:
        in_a_transaction_of_its_own()
        changes.changed()
        changes.changed()

    before = changes.Change.objects.count()
    tell_twice()
    assert changes.Change.objects.count() == before + 1
    in_a_transaction_of_its_own()
    generation = changes.generation()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        changes.changed()
        raise ZeroDivisionError
    assert changes.generation() == generation
    changes.changed()
    assert changes.generation() != generation, "what was taken back hid what came after it"


def test_pruning_never_brings_a_generation_back() -> None:
    seen = {changes.generation()}
    for _round in range(3):
        changes.Change.objects.bulk_create(changes.Change() for _ in range(changes.MOST + 1))
        assert changes.generation() not in seen
        seen.add(changes.generation())
        assert changes.prune() > 0
        assert changes.Change.objects.count() == changes.KEPT
        assert changes.generation() not in seen
        seen.add(changes.generation())
    assert changes.prune() == 0
