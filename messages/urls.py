"""Below `/<language>/info/messages/`."""

from django.urls import path, register_converter

from cultural_alliance import pagecache

from .feeds import StatementFeed
from .sending import views as sending
from .views import comparison, history, listing, statement

app_name = "statements"


class Year:
    """Four figures and no others: an address has one spelling."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


register_converter(Year, "year")

urlpatterns = [
    path("", listing.StatementList.as_view(), name="list"),
    path("feed/", pagecache.public(StatementFeed()), name="feed"),
    path("<year:year>/<slug:slug>/", statement.detail, name="detail"),
    path("<year:year>/<slug:slug>/print/", statement.print_view, name="print"),
    path("<year:year>/<slug:slug>/send/", sending.send, name="send"),
    path("<year:year>/<slug:slug>/send/sent/", sending.sent, name="sent"),
    path("<year:year>/<slug:slug>/editions/", history.history, name="history"),
    path("<year:year>/<slug:slug>/editions/compare/", comparison.choose, name="choose"),
    path("<year:year>/<slug:slug>/editions/<int:number>/", statement.edition, name="edition"),
    path(
        "<year:year>/<slug:slug>/editions/<int:old>..<int:new>/",
        comparison.comparison,
        name="comparison",
    ),
]
