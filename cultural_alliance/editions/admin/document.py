"""Documents in the admin: each kind has a page of its own in its section; here are the actions
that all kinds share."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from .. import access
from ..models import Document
from . import acting, document_actions
from .page import require


@admin.register(Document)
class DocumentSteps(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(change), name="editions_document_change"),
            path(
                "<int:pk>/<slug:verb>/", view(acting.act_on_document), name="editions_document_act"
            ),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # no list of its own: statements and pages have theirs

    def has_view_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return access.person(request).has_perm(access.WRITE)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the document's own kind."""
    require(request, access.WRITE)
    visible = Document.objects.visible_to(access.person(request))
    return redirect(document_actions.page_of_document(get_object_or_404(visible, pk=pk)))
