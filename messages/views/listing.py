"""The list of statements."""

from typing import Any

from django.utils.decorators import method_decorator

from cultural_alliance import languages, pagecache
from cultural_alliance.addresses import in_languages
from cultural_alliance.listing import NarrowedList

from ..facets import Facets
from ..filters import StatementFilter
from ..models import Statement
from ..querysets import StatementQuerySet
from ..rows import rows
from .furniture import breadcrumbs, feed_link


@method_decorator(pagecache.public(reads=["page"]), name="dispatch")
class StatementList(NarrowedList):
    filterset_class = StatementFilter
    template_name = "statements/statement_list.html"
    paginate_by = 20

    def get_queryset(self) -> StatementQuerySet:
        """The filter leaves of these what is public."""
        shown = Statement.objects.with_texts(languages.of(self.request)).marking_withdrawn()
        return shown.put_in_order()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        language = languages.of(self.request)
        facets = Facets(self.filterset)
        narrowed = bool(facets.chips)
        page = context["page_obj"].number
        only_paged = {} if narrowed else in_languages("statements:list", page=page)
        return {
            **context,
            "rows": rows(context["object_list"], language),
            "facets": facets,
            "breadcrumbs": breadcrumbs(),
            "robots": "noindex" if narrowed else "",
            **only_paged,
            **feed_link(),
        }
