"""Every address of the portal. Composes the sections; imported by nobody."""

from django.contrib import admin
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import URLResolver as Resolver

from . import styleguide
from .languages import LocalePrefixPattern

handler400 = "cultural_alliance.errors.bad_request"
handler403 = "cultural_alliance.errors.permission_denied"
handler404 = "cultural_alliance.pages.errors.page_not_found"
handler500 = "cultural_alliance.errors.server_error"

in_each_language: list[URLPattern | URLResolver] = [
    path("info/messages/", include("messages.urls")),
    path("accounts/", include("cultural_alliance.accounts.urls")),
    path("info/occasions/", include("messages.occasion_urls")),
    path("", include("members.urls")),
    path("contact/", include("cultural_alliance.contact.urls")),
    path("search/", include("cultural_alliance.search.urls")),
    path("subscribe/", include("messages.subscribe_urls")),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("", include("cultural_alliance.pages.urls")),  # last: it answers every other address
]

urlpatterns: list[URLPattern | URLResolver] = [
    Resolver(LocalePrefixPattern(), in_each_language),  # first: most readers ask for these
    path("admin/", admin.site.urls),
    path("m/<int:document>/", include("cultural_alliance.editions.urls")),
    path("preview/<str:token>/", include("cultural_alliance.editions.link_urls")),
    path("media/", include("members.media_urls")),
    path("files/", include("cultural_alliance.editions.file_urls")),
    path("culture/<str:language>/", include("messages.legacy_urls")),
    path("", include("cultural_alliance.pages.root_urls")),  # /, sitemap.xml, robots.txt
    *staticfiles_urlpatterns(),
]
