"""The statements in `/sitemap.xml`."""

from cultural_alliance.editions.models import Kind
from cultural_alliance.sitemaps import DocumentSitemap


class StatementSitemap(DocumentSitemap):
    kind = Kind.STATEMENT
