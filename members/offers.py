"""What the members' part offers to the surfaces that all sections share."""

from cultural_alliance import pagecache, surfaces
from cultural_alliance.surfaces import Examples
from cultural_alliance.vocabularies.models import Region, Resource, Sector


def register() -> None:
    """Called when the apps are ready, and the models with them."""
    from . import finding
    from .directory import examples, home, sitemaps
    from .joining import emptying, panel
    from .joining import examples as applications
    from .models import (
        Organisation,
        OrganisationText,
        PartnerRequest,
        PartnerRequestText,
        RequestLine,
    )
    from .requests import closing, panels, reminding
    from .requests import examples as example_requests

    surfaces.home.register("requests", home.open_requests, place=20)
    surfaces.home.register("members", home.newest_members, place=30)
    surfaces.sitemap_page.register("members", home.sitemap_lines)
    surfaces.sitemaps.register("members", sitemaps.OrganisationSitemap, place=30)
    surfaces.sitemaps.register("requests", sitemaps.RequestSitemap, place=40)
    surfaces.examples.register("members", Examples(examples.load, examples.clear), place=30)
    applications_loaded = Examples(applications.load, applications.clear)
    surfaces.examples.register("applications", applications_loaded, place=40)
    surfaces.desk.register("members.applications", panel.desk_panel, place=50)
    surfaces.due.register("members.applications", emptying.empty_what_is_over, place=60)
    requests_loaded = Examples(example_requests.load, example_requests.clear)
    surfaces.examples.register("requests", requests_loaded, place=35)
    surfaces.desk.register("requests.submitted", panels.submitted_panel, place=52)
    surfaces.desk.register("requests.changed", panels.changed_panel, place=54)
    surfaces.due.register("requests.expiries", closing.expire_due, place=20)
    surfaces.due.register("requests.reminders", reminding.remind_due, place=30)
    surfaces.search.register("organisation", finding.Organisations(), place=20)
    surfaces.search.register("request", finding.Requests(), place=30)
    finding.hear()
    pagecache.watch(Organisation, OrganisationText)
    pagecache.watch(PartnerRequest, PartnerRequestText, RequestLine)
    pagecache.watch(Sector, Region, Resource)
