"""One topic for many statements at once: a step of the lists."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction

from cultural_alliance import choosing
from cultural_alliance.choosing.fields import OneOfMany
from cultural_alliance.editions import access, amending, minting
from cultural_alliance.editions.admin.bulk.action import BulkAction, Data
from cultural_alliance.editions.admin.decision_forms import DecisionForm, Words
from cultural_alliance.editions.locking import lock_document
from cultural_alliance.editions.models import Edition, Kind
from cultural_alliance.editions.refusals import Refused

from ..models import Topic

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

ADD, ONLY, TAKE = "add", "only", "take"
NO_TOPICS = "Only statements have topics."


class SetTopicForm(DecisionForm):
    topic = forms.ModelChoiceField(Topic.objects.all(), error_messages={"asked": "Choose one."})
    how = forms.ChoiceField(
        label="How?",
        choices=[
            (ADD, "Add it to the topics that each has"),
            (ONLY, "Make it the only topic of each"),
            (TAKE, "Take it away from each"),
        ],
        initial=ADD,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Public note",
        required=False,
        widget=Words,
        help_text="What readers are told of the change, for each that is public.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choosing.offers["topic"].is_long():
            self.fields["topic"] = OneOfMany(Topic.objects.all(), offer="topic")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        rows: Any = self.subject
        is_public = any(minting.is_public(each.document) for each in rows)
        if is_public and not data.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", "Some are public: tell readers what changes in their facts.")
        return data


@transaction.atomic
def set_topic(edition: Edition, by: "User", data: Data) -> str:
    if edition.document.kind != Kind.STATEMENT:
        raise Refused(NO_TOPICS)
    statement = lock_document(edition.document)  # so that nobody else's topic is lost
    old, slug = set(statement.facts()["topics"]), data["topic"].slug
    new = {ADD: old | {slug}, ONLY: {slug}, TAKE: old - {slug}}[data["how"]]
    event = amending.amend_facts(statement, by=by, facts={"topics": sorted(new)}, note=data["note"])
    if event is None:
        return "Nothing to change: its topics are these already."
    return f"Its topics are: {', '.join(sorted(new)) or 'none'}."


SET_TOPIC = BulkAction(
    "topic",
    "Set a topic",
    "The topic of each statement, in all its languages.",
    access.WRITE,
    SetTopicForm,
    set_topic,
    lambda edition: "" if edition.document.kind == Kind.STATEMENT else NO_TOPICS,
    once=lambda edition: edition.document_id,
    kind=Kind.STATEMENT,
)
