"""The steps as they stand over a list: what is chosen there goes on to the page that asks."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ... import access
from .action import ACTIONS, BulkAction
from .chosen import MOST
from .pages import address


class BulkList(admin.ModelAdmin):
    """Its rows are texts; where `rows_are_documents`, each stands for the texts of one."""

    actions_on_top, actions_on_bottom = True, False
    rows_are_documents = False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        person = access.person(request)
        return {
            action.verb: (partial(_go_on, action), action.verb, action.title)
            for action in ACTIONS
            if person.has_perm(action.permission)
            if not action.kind or self.opts.model_name in ("edition", action.kind)
        }


def _go_on(
    action: BulkAction, model_admin: BulkList, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse:
    rows = request.POST.getlist(ACTION_CHECKBOX_NAME)
    back = request.get_full_path()
    if len(rows) > MOST:
        flash.error(request, f"{len(rows)} are too many: choose {MOST} at most.")
        return redirect(back)
    whole = model_admin.rows_are_documents
    return redirect(address(action.verb, rows, whole=whole, back=back))
