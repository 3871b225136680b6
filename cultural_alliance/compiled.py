"""Templates that Jinja2 compiles to Python: the same files, rendered in a quarter of the time.

    compiled.render(request, "statements/statement_detail.html", context)

Such a template keeps to what Django's language and Jinja2's have in common, so either renders it:
attributes but no methods, filters without arguments, `include` without `with`, and `with` of one
name. What Jinja2 lacks, `load`, `translate` and `blocktranslate`, it is taught here. It compiles
each template once for each language, with the words of that language in it.
"""

from pathlib import Path
from typing import Any

from django import shortcuts
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import get_installed_libraries
from django.template.library import import_library
from django.utils.translation import gettext, override, trim_whitespace
from jinja2 import ChainableUndefined, Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from . import languages
from .languages import Language


def render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """As Django's, in the active language."""
    return shortcuts.render(request, template, context, using=engine_in(languages.active()))


def engines(folder: Path) -> list[dict[str, Any]]:
    """For the settings: one for each language."""
    return [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "NAME": engine_in(language),
            "DIRS": [folder],
            "OPTIONS": {
                "environment": "cultural_alliance.compiled.environment",
                "context_processors": ["cultural_alliance.pages.context.portal"],
                "language": language.django_code,
            },
        }
        for language in languages.LANGUAGES
    ]


def engine_in(language: Language) -> str:
    return f"compiled-{language.code}"


def environment(*, language: str, **options: Any) -> Environment:
    options |= {"undefined": ChainableUndefined, "extensions": [Load, Translate, BlockTranslate]}
    made = Environment(**options)  # noqa: S701 - Django's backend has it escape
    made.globals["language"] = language
    return made


class Load(Extension):
    """`{% load names %}`: the filters of Django's libraries; of their tags none is known."""

    tags = {"load"}

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        while name := parser.stream.next_if("name"):
            library = import_library(get_installed_libraries()[name.value])
            self.environment.filters.update(library.filters)
        return []


class Translate(Extension):
    """`{% translate "Print" %}`"""

    tags = {"translate"}

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        return self.said(parser.stream.expect("string").value, line)

    def said(self, text: str, line: int, values: list[nodes.Pair] | None = None) -> nodes.Node:
        """What translators wrote is taken as Django takes it; what is put into it is escaped."""
        with override(str(self.environment.globals["language"])):
            words = gettext(text)
        if values is None:
            return nodes.Output([nodes.TemplateData(words)], lineno=line)
        put = nodes.Mod(nodes.Const(Markup(words)), nodes.Dict(values))  # noqa: S704
        return nodes.Output([put], lineno=line)


class BlockTranslate(Translate):
    """`{% blocktranslate trimmed with number=edition.number %}Edition {{ number }}{% … %}`"""

    tags = {"blocktranslate"}

    def parse(self, parser: Parser) -> nodes.Node:
        stream = parser.stream
        line = next(stream).lineno
        is_trimmed = stream.skip_if("name:trimmed")
        values = []
        if stream.skip_if("name:with"):
            while name := stream.next_if("name"):
                stream.expect("assign")
                values.append(nodes.Pair(nodes.Const(name.value), parser.parse_expression()))
        stream.expect("block_end")
        text = self.text(parser)
        return self.said(trim_whitespace(text) if is_trimmed else text, line, values)

    def text(self, parser: Parser) -> str:
        """As the catalogues have it: `Edition %(number)s`."""
        text = ""
        while not parser.stream.skip_if("block_begin"):
            token = next(parser.stream)
            if token.test("data"):
                text += token.value.replace("%", "%%")
            elif token.test("name"):
                text += f"%({token.value})s"
        parser.stream.expect("name:endblocktranslate")
        return text
