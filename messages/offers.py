"""What the statements offer to the surfaces that all sections share."""

from cultural_alliance import surfaces
from cultural_alliance.surfaces import Examples


def register() -> None:
    """Called when the apps are ready, and the models with them."""
    from . import examples, home, opening
    from .preview import preview
    from .sitemaps import StatementSitemap

    surfaces.opening.register("statements", opening.load, place=20)
    surfaces.examples.register("statements", Examples(examples.load, examples.clear), place=20)
    surfaces.home.register("lead", home.lead, place=10)
    surfaces.sitemap_page.register("statements", home.sitemap_lines)
    surfaces.sitemaps.register("statements", StatementSitemap)
    surfaces.previews.register("statement", preview)
