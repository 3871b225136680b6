"""Documents in every state, made by the verbs of the record, with the fewest arguments.

    make_statement()                                   a statement whose only text is a draft
    make_statement(title="…", published_on=now())      public; any past date or datetime
    make_draft()                                       the draft (an Edition) of a new statement
    make_draft(statement)                              … of this document: a correction, where it
                                                       has public text in the language
    submitted(make_draft())                            handed in by whoever wrote it
    approved(make_draft())                             public since now
    approved(make_draft(), at=tomorrow)                scheduled
    correct(statement, body="…")                       the next edition, public since now
    make_translation(statement, "fr")                  public; follows the newest original
    make_page("about", "About", parent=None)           a public page
    withdrawn(statement, "A reason")                   the Notice
    removed(statement, "A reason")                     the Notice, confirmed by a second person

Facts are given as `Statement.facts()` names them: kind, reference, occasion, speakers, topics,
delivered_on, place; occasion, speakers and topics as slugs, whose rows are made if need be. Also
`slug`, `legacy_id`, `is_example`. Publishing needs two people, who are made unless given (`by`).
"""

from datetime import date, datetime
from typing import Any

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, entering, notices, publishing
from cultural_alliance.editions.models import Document, Edition, Event, Notice, Standing, State
from cultural_alliance.pages.models import Page
from cultural_alliance.vocabularies.models import Term
from messages.models import Occasion, Speaker, Statement, Topic

from .cast import administrator, publisher, writer

TITLE = "Message on the occasion of the Day"
BODY = "<p>Culture is what we share.</p><p>We share it here.</p>"
DOCUMENT_FIELDS = {"slug", "legacy_id", "is_example"}


def make_statement(
    title: str = TITLE,
    body: str = BODY,
    *,
    language: str = "en",
    published_on: date | datetime | None = None,
    by: User | None = None,
    summary: str = "",
    **facts: Any,
) -> Statement:
    """A statement, its original in `language`: public since `published_on`, else a draft."""
    own = {name: facts.pop(name) for name in DOCUMENT_FIELDS & set(facts)}
    statement = Statement(original_language=language, **own)
    statement.kind = "statement"
    statement.save()
    if facts:
        _set_facts(statement, facts)
    texts: dict[str, Any] = {"title": title, "body": body, "summary": summary}
    if published_on is None:
        make_draft(statement, language, by=by, **texts)
    else:
        entering.enter_in_record(statement, language, by=None, published_on=published_on, **texts)
    return Statement.objects.get(pk=statement.pk)


def _set_facts(statement: Statement, facts: dict[str, Any]) -> None:
    if facts.get("occasion"):
        _make_rows(Occasion, [facts["occasion"]])
    _make_rows(Speaker, facts.get("speakers", []))
    _make_rows(Topic, facts.get("topics", []))
    if isinstance(facts.get("delivered_on"), date):
        facts["delivered_on"] = facts["delivered_on"].isoformat()
    statement.set_facts({**statement.facts(), **facts})


def _make_rows(model: type[Term], slugs: list[str]) -> None:
    for slug in slugs:
        names = {"en": slug.replace("-", " ").capitalize()}
        model._default_manager.get_or_create(slug=slug, defaults={"names": names})


def make_draft(
    document: Document | None = None,
    language: str = "",
    *,
    by: User | None = None,
    title: str = "",
    body: str = "",
    **texts: Any,
) -> Edition:
    """A draft, of a new statement unless a document is given, in its original language unless
    another is. Where the document has public text in the language, the draft starts from it."""
    by = by or writer()
    if document is None:
        return make_statement(title or TITLE, body or BODY, by=by, **texts).editions.get()
    language = language or document.original_language
    source = document.editions.published().filter(language=language).order_by("-number").first()
    draft = drafting.start_draft(document, language, by=by, from_=source)
    title = title or (source.title if source else TITLE)
    body = body or (source.body if source else BODY)
    texts.setdefault("change_note", "A correction." if source else "")
    return drafting.save_draft(
        draft, by=by, revision=draft.revision, title=title, body=body, **texts
    )


def submitted(edition: Edition | None = None, *, by: User | None = None) -> Edition:
    """The draft, handed in: by whoever saved it last unless another is given."""
    edition = edition or make_draft()
    author = by or edition.saved_by or writer()
    return publishing.submit(edition, by=author, revision=edition.revision)


def approved(
    edition: Edition | None = None, *, at: datetime | None = None, by: User | None = None
) -> Edition:
    """The draft or submission, approved by somebody else: for now, or scheduled for `at`."""
    edition = edition or make_draft()
    if edition.state == State.DRAFT:
        edition = submitted(edition)
    return publishing.approve(edition, by=by or publisher(), revision=edition.revision, at=at)


def correct(
    document: Document, language: str = "", *, at: datetime | None = None, **texts: Any
) -> Edition:
    """The next edition: public now, or scheduled for `at`."""
    return approved(make_draft(document, language, **texts), at=at)


def make_translation(
    document: Document,
    language: str = "fr",
    *,
    title: str = "Message à l’occasion de la Journée",
    body: str = "<p>La culture est ce que nous partageons.</p>",
    standing: Standing = Standing.OFFICIAL,
    published_on: date | datetime | None = None,
) -> Edition:
    """A public translation of the newest public original, public since the same instant unless
    `published_on` says another."""
    originals = document.editions.published().filter(language=document.original_language)
    original = originals.order_by("-number")[0]
    assert original.published_at
    return entering.enter_in_record(
        document,
        language,
        by=None,
        published_on=published_on or original.published_at,
        title=title,
        body=body,
        standing=standing,
        follows=original,
    )


def make_page(
    slug: str,
    title: str = "",
    *,
    body: str = BODY,
    parent: Page | None = None,
    language: str = "en",
    published_on: date | datetime = date(2006, 1, 11),
    **fields: Any,
) -> Page:
    """A public page, at the address of its parent and its slug."""
    page = Page(slug=slug, parent=parent, original_language=language, **fields)
    entering.enter_in_record(
        page,
        language,
        by=None,
        published_on=published_on,
        title=title or slug.replace("-", " ").capitalize(),
        body=body,
    )
    return Page.objects.get(pk=page.pk)


def withdrawn(
    document: Document, reason: str = "It quoted a wrong figure.", **about: Any
) -> Notice:
    """`language=`, `reason_language=`, `replaced_by=`, `by=` as the verb takes them."""
    return notices.withdraw(document, reason=reason, **{"by": publisher(), **about})


def removed(
    document: Document, reason: str = "A court forbids it.", *, language: str = ""
) -> Notice:
    """Removed for ever, by two administrators."""
    notice = notices.propose_removal(document, by=administrator(), reason=reason, language=language)
    return notices.confirm_removal(notice, by=administrator())


def events_of(edition: Edition) -> list[Event]:
    """What was done to the edition, the first event first."""
    return list(Event.objects.filter(edition=edition.pk).order_by("pk"))
