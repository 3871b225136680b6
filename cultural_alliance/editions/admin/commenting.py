"""What the conversation takes: a comment, an answer, that a comment is settled or open again."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from .. import access, reviewing
from ..models import Comment, Edition
from .acting import decide
from .action import Action, Done
from .comment_forms import RemarkForm, WordsForm
from .decision_forms import DecisionForm
from .edition_verbs import page_of
from .page import require
from .situation import Situation, find_edition
from .thread import is_open

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


def _comment(edition: Edition, by: "User", data: dict[str, Any]) -> Done:
    made = reviewing.comment(edition, by=by, **data)
    return _done("Your comment stands in the conversation.", made)


def _answer(comment: Comment, by: "User", data: dict[str, Any]) -> Done:
    return _done("Answered.", reviewing.answer(comment, by=by, text=data["text"]))


def _settle(comment: Comment, by: "User", data: dict[str, Any]) -> Done:
    return _done("Settled. It stays in the conversation.", reviewing.settle(comment, by=by))


def _reopen(comment: Comment, by: "User", data: dict[str, Any]) -> Done:
    return _done("The comment is open again.", reviewing.reopen(comment, by=by))


def _done(sentence: str, comment: Comment) -> Done:
    return Done(sentence, f"{page_of(comment.edition)}#comment-{comment.pk}")


EXPLAIN = "Colleagues who see this text read it; it is never public."
COMMENT: Action[Situation, Edition] = Action(
    "comment", "Comment", EXPLAIN, access.WRITE, RemarkForm, is_open, _comment
)
ON_COMMENT: dict[str, Action[Situation, Comment]] = {
    "answer": Action("answer", "Answer", EXPLAIN, access.WRITE, WordsForm, is_open, _answer),
    "settle": Action(
        *("settle", "Settle the comment", "Nothing is left to do about it.", access.WRITE),
        *(DecisionForm, is_open, _settle),
        button="Settle",
    ),
    "reopen": Action(
        *("reopen", "Reopen the comment", "Something is left to do about it.", access.WRITE),
        *(DecisionForm, is_open, _reopen),
        button="Reopen",
    ),
}


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    situation = situation_of(request, pk)
    return decide(request, COMMENT, situation.edition, situation)


def on_comment(request: HttpRequest, pk: int, comment: int, verb: str) -> HttpResponse:
    situation = situation_of(request, pk)
    if verb not in ON_COMMENT:
        raise Http404(f"There is no step called {verb}.")
    about = get_object_or_404(situation.edition.comments, pk=comment, answers=None)
    return decide(request, ON_COMMENT[verb], about, situation)


def situation_of(request: HttpRequest, pk: int) -> Situation:
    require(request, access.WRITE)
    person = access.person(request)
    return Situation(find_edition(pk, person), person)
