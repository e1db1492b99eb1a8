"""Contact forms: where a page's content sends those who would write to an office online."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.values import Fact, FactKind

_SAID = re.compile(
    r"\b(?:(?:contact|feedback|comments?|inquir(?:y|ies)|enquiry|questions?|tips?|complaints?|message|e-?mail)"
    r" (?:web )?form"
    r"|contact us|e-?mail us|write (?:to )?us|send us (?:a message|an? e-?mail|your (?:comments|questions|feedback))"
    r"|(?:submit|send) (?:a question|feedback|your (?:comments|feedback|question))|ask (?:us )?a question"
    r"|formulario (?:de contacto|electr[o\u00f3]nico)|cont[a\u00e1]ctenos"
    r"|comun[i\u00ed]quese con nosotros|escr[i\u00ed]banos"
    r"|formulaire (?:de contact|en ligne|de commentaires)|contactez-nous|nous joindre|\u00e9crivez-nous)\b",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"/(?:contact[-_]?(?:us|form|webform|ice|me)|contactus|(?:web)?forms?/contact[\w-]*|feedback(?:[-_]form)?|email[-_]us"
    r"|ask[-_](?:us|a[-_]question)|(?:webform/)?contact[-_]us[\w-]*|formulario-(?:de-)?contacto|contactenos|contactez-nous)"
    r"(?:\.\w{3,5})?/?(?:[?#]|$)",
    re.IGNORECASE,
)
_NO_FORM = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip)(?:[?#]|$)|/email-protection", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:PDF|Word)\b")
_LONGEST_HREF = 2_000
_LONGEST_TEXT = 120  # a longer link is a teaser that merely speaks of writing


def forms_in(links: Sequence[tuple[int, Fact]]) -> Iterator[tuple[int, Fact]]:
    """The contact forms that links of the content lead to, each with the number of its line.

    A form the page itself holds is none: its fields are controls and never reach the walk.
    """
    for number, link in links:
        if _is_form(link.label, link.value):
            yield number, Fact(FactKind.FORM, link.value, link.label, link.raw, link.path)


@lru_cache(maxsize=16_384)  # a site's menus stand on every page
def _is_form(text: str, href: str) -> bool:
    if len(text) > _LONGEST_TEXT or len(href) > _LONGEST_HREF or _NO_FORM.search(href) or _PAPER.search(text):
        return False
    return _SAID.search(text) is not None or _POINTED.search(href) is not None
