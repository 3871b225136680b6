"""What the members' part offers to the surfaces that all sections share."""

from cultural_alliance import surfaces
from cultural_alliance.surfaces import Examples


def register() -> None:
    """Called when the apps are ready, and the models with them."""
    from .directory import examples, home, sitemaps
    from .joining import emptying, panel
    from .joining import examples as applications

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
