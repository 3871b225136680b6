"""What the statements offer to the surfaces that all sections share."""

from cultural_alliance import pagecache, surfaces
from cultural_alliance.surfaces import Examples


def register() -> None:
    """Called when the apps are ready, and the models with them."""
    from . import care, choices, examples, home, live, opening
    from .alerts import job
    from .finding import Statements
    from .models import Occasion, OccasionRule, Speaker, Statement, Topic
    from .preview import preview
    from .sitemaps import StatementSitemap
    from .subscribing import asking

    surfaces.opening.register("statements", opening.load, place=20)
    surfaces.examples.register("statements", Examples(examples.load, examples.clear), place=20)
    surfaces.home.register("lead", home.lead, place=10)
    surfaces.home.register("occasion", home.coming_occasion, place=40)
    surfaces.sitemap_page.register("statements", home.sitemap_lines)
    surfaces.sitemaps.register("statements", StatementSitemap)
    surfaces.previews.register("statement", preview)
    surfaces.care.register("statements.delivered", care.to_be_delivered, place=20)
    surfaces.care.register("statements.occasions", care.occasions, place=30)
    surfaces.live.register("statements", live.places_of, place=20)
    surfaces.due.register("statements.alerts", job.run, place=30)
    surfaces.due.register("statements.unanswered subscriptions", asking.forget_unanswered, place=80)
    choices.register()
    pagecache.watch(Statement, Occasion, OccasionRule, Speaker, Topic)
    surfaces.search.register("statement", Statements(), place=10)
