"""Every surface that is measured: a sample of each public address, and all of the admin.

`PUBLIC` holds, by the name of the address, what is asked of it; words in braces are found in the
database (`known`). A public address with neither sample nor excuse is named by `forgotten`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ALL_VAR
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from cultural_alliance.choosing.offers import offers

LIST, SEARCH, PARTNERS = "/en/info/messages/", "/en/search/", "/en/partners/"
NARROWED = {
    LIST: (
        *("kind=message", "topic=topic-0", "topic=topic-1&kind=address", "speaker=speaker-0"),
        *("speaker=speaker-40", "occasion=occasion-0", "year=2015", "language=en", "language=ar"),
        *("withdrawn=included", "words={rare}", "words={common}", "words={common}+{other}"),
        *("words={common}&topic=topic-0", "words={common}&language=en", "words={chinese}"),
    ),
    SEARCH: (
        *("words={rare}", "words={common}", "words={common}+{other}", 'words="{phrase}"'),
        *("words={common}+-{other}", "words=-{common}+{rare}", "words={arabic}", "words={chinese}"),
        *("words={common}&kind=request", "words={common}&page=10", "words=zzzz"),
    ),
    "/en/members/": (
        *("sector={sector}", "kind=public", "region=africa", "country=FR", "language=fr"),
        *("words={common}", "words={rare}"),
    ),
    PARTNERS: (
        *("direction=seeking", "sector={sector}", "need={resource}", "offer={resource}"),
        *("partner=public", "region=africa", "country=FR", "language=fr", "sector={sector}&kind="),
    ),
}
PUBLIC: dict[str, list[str]] = {
    "pages:home": ["/en/", "/ar/"],
    "pages:activities": ["/en/activities/"],
    "pages:sitemap": ["/en/sitemap/"],
    "pages:page": ["/en/about/", "/en/info/"],
    "statements:list": [LIST, "/ar/info/messages/"],
    "statements:feed": [f"{LIST}feed/", "/zh/info/messages/feed/"],
    "statements:detail": ["/en{statement}", "/zh{statement}", "/en{corrected}", "/en{withdrawn}"],
    "statements:print": ["/en{statement}print/"],
    "statements:history": ["/en{corrected}editions/"],
    "statements:edition": ["/en{corrected}editions/1/"],
    "statements:comparison": ["/en{corrected}editions/1..2/"],
    "statements:choose": ["/en{corrected}editions/compare/?old=1&new=2"],
    "statements:send": ["/en{statement}send/"],
    "occasion": ["/en/info/occasions/occasion-0/"],
    "members:directory": ["/en/members/"],
    "members:organisation": ["/en/members/{organisation}/"],
    "members:requests": [PARTNERS],
    "members:request": ["/en/partners/{request}/"],
    "members:join": ["/en/join/"],
    "members:join_link": ["/en/join/link/"],
    "search:search": [SEARCH],
    "contact:enquire": ["/en/contact/"],
    "subscribe": ["/en/subscribe/"],
    "editions:short": ["/m/{document}/"],
    "old-address": ["/culture/en/ev.php-URL_ID=29653&URL_DO=DO_TOPIC&URL_SECTION=201.html"],
    "account_login": ["/en/accounts/login/"],
    "robots": ["/robots.txt"],
    "sitemap_index": ["/sitemap.xml"],
    "sitemap_section": [],  # filled by what the index names: the first part and the last of each
}
DEEP = {LIST: "statements", "/en/members/": "members", PARTNERS: "requests"}
SIGNED_IN = ("members:mine", "members:requests_mine", "members:profile", "members:people")
EXCUSED = {
    "choose_language": "asks no database",
    "styleguide": "asks no database",
    "members:directory_csv": "is as long as the directory, and written row by row",
    **dict.fromkeys(("media", "files:file", "logo"), "a file"),
}
# What a link in a letter opens, what asks for one's own row, what answers a form.
EXCUSED_BEGINNINGS = (
    *("account_", "accounts:", "mfa_", "preview_", "subscribe_", "statements:sent"),
    *("contact:sent", "members:join_", "members:people_", "members:profile_", "members:request_"),
    *("members:requests_", "members:invitation", "members:logo"),
)


def forgotten() -> list[str]:
    """Public addresses that are neither measured nor excused."""
    known = {*PUBLIC, *EXCUSED, *SIGNED_IN}
    names = (name for name in _names(get_resolver()) if not name.startswith("admin:"))
    return sorted(
        {each for each in names if each not in known and not each.startswith(EXCUSED_BEGINNINGS)}
    )


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            within = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, space + within)
        elif pattern.name:
            yield space + pattern.name


def public(known: dict[str, Any], visitor: Client) -> Iterator[tuple[str, str]]:
    """(what it is called in the table, its address)."""
    for templates in PUBLIC.values():
        for template in templates:
            yield template, template.format(**known)
    for path, queries in NARROWED.items():
        for query in queries:
            yield f"{path}?{query}", f"{path}?{query}".format(**known)
    for path in DEEP:
        last = _last_page(visitor, path)
        for name, number in (("page=2", 2), ("the last page", last)):
            if number <= last:
                yield f"{path}?{name}", f"{path}?page={number}"
    yield from _sitemaps(visitor)


def _last_page(visitor: Client, path: str) -> int:
    return int(visitor.get(path).context_data["page_obj"].paginator.num_pages)  # type: ignore[attr-defined]


def _sitemaps(visitor: Client) -> Iterator[tuple[str, str]]:
    """The first part and the last of each."""
    index = visitor.get("/sitemap.xml").text
    parts: dict[str, list[str]] = {}
    for line in index.split("<loc>")[1:]:
        address = "/" + line.partition("</loc>")[0].split("/", 3)[3].replace("&amp;", "&")
        parts.setdefault(address.partition("?")[0], []).append(address)
    for path, addresses in parts.items():
        yield path, addresses[0]
        yield f"{path}, the last part", addresses[-1]


def of_members(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in SIGNED_IN:
        of_one = name in ("members:profile", "members:people")
        yield name, reverse(name, args=[known["own"]] if of_one else [])


def of_admin(known: dict[str, Any], client: Client) -> Iterator[tuple[str, str]]:
    """All of it, found by what is registered: a list added later is measured too."""
    yield "admin: the desk", "/admin/"
    board = reverse("admin:editions_edition_board")
    yield "admin: the board", board
    yield "admin: the board, behind", f"{board}?stands=behind"
    for name, _offer in offers.items():
        address = reverse("admin:choices", args=[name])
        yield f"admin: choices of {name}", f"{address}?words={known['common']}"
    for model, registered in sorted(admin.site._registry.items(), key=lambda each: str(each[0])):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        try:
            address = reverse(f"{name}_changelist")
        except NoReverseMatch:  # one that has no list of its own
            continue
        label = f"admin: {model._meta.verbose_name_plural}"
        yield from _changelist(label, address, registered, known, client)
        first = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        if first:
            yield f"{label}, one", reverse(f"{name}_change", args=[first])


def _changelist(
    label: str, address: str, registered: Any, known: dict[str, Any], client: Client
) -> Iterable[tuple[str, str]]:
    yield label, address
    if registered.search_fields:
        for word in ("rare", "common"):
            yield f"{label}: a {word} word", f"{address}?q={known[word]}"
    yield f"{label}: page 2", f"{address}?p=2"
    found = client.get(address)
    changelist = getattr(found, "context_data", {}).get("cl")
    for spec in getattr(changelist, "filter_specs", ()):
        choices = [each for each in spec.choices(changelist) if not each.get("selected")]
        queries = [each.get("query_string") for each in choices if ALL_VAR not in each]
        for place, query in enumerate([each for each in queries if each][:2], start=1):
            yield f"{label}: {spec.title} {place}", f"{address}{query}"
