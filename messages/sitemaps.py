"""The statements in `/sitemap.xml`."""

from cultural_alliance.sitemaps import DocumentSitemap

from .models import Statement


class StatementSitemap(DocumentSitemap):
    model = Statement
