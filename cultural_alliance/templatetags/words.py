"""`{% load i18n words %}`: `{% translate %}` of words that stand in the template looks them up once
for each language, not with each page."""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()


class Words(Node):
    def __init__(self, translate: Node) -> None:
        self.translate = translate
        self.found: dict[tuple[str | None, bool], Any] = {}

    def render(self, context: template.Context) -> Any:
        key = get_language(), context.autoescape
        if key not in self.found:
            self.found[key] = self.translate.render(context)
        return self.found[key]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    node: Any = i18n.do_translate(parser, token)
    given = node.filter_expression
    depends = given.filters or node.asvar or node.message_context or not given.is_var
    is_constant = not node.noop and getattr(given.var, "literal", None) is not None
    return node if depends or not is_constant else Words(node)
