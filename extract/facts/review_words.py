"""The words of review dates in English, Spanish and French, as linear patterns over a bounded window."""

import re

VERB = r"(?:reviewed|updated|modified|revised|changed)"
_VERBS = rf"{VERB}(?:\s*(?:/|,|and|or|&)\s*(?:last\s+)?{VERB}){{0,3}}"
_SUBJECT = (
    r"(?:(?:content\s+(?:on|of)\s+)?(?:the\s+above|this)\s+(?:(?:web\s?)?(?:page|site)|fact\s+sheet|\w+)"
    r"|(?:the\s+)?(?:(?:web\s?)?(?:site|page)|contents?|information|documents?|records?))(?:['\u2019]s)?"
)
_ENGLISH = (
    rf"(?:{_SUBJECT}\s+)?(?:(?:was|were|is|has\s+been|have\s+been)\s+)?(?:(?:date|content|page)\s+)?"
    rf"(?:(?:last|most\s+recently)[\s-]+(?:date\s+)?)?(?:(?:posted|published|created|issued)\s*(?:/|and|or|&)\s*)?"
    rf"{_VERBS}(?:\s+date)?(?:\s+for\s+(?:accuracy|content))?"
)
_EDITED = rf"(?:{_SUBJECT}\s+)?(?:(?:was|were)\s+)?last\s+edited"
_NOUNS = (
    r"(?:(?:site|page|date\s+of)\s+)?(?:last|latest)\s+(?:update|revision|review|modification)(?:\s+date)?"
    r"|date\s+of\s+(?:update|revision|modification)|(?:revision|modification|update)\s+date"
    r"|(?:(?:content|page|information)\s+)?(?:is\s+)?current\s+as\s+of"
)
_SPANISH = (
    r"(?:fecha\s+de\s+)?(?:la\s+)?[úu]ltima\s+(?:actualización|actualizacion|revisión|revision|modificación|modificacion)"
    r"|[úu]ltima\s+vez\s+(?:actualizad|revisad|modificad)[oa]"
    r"|fecha\s+de\s+(?:actualización|actualizacion|revisión|revision|modificación|modificacion)"
    r"|(?:(?:esta\s+)?(?:página|sitio|contenido)\s+)?(?:(?:fue|ha\s+sido)\s+)?(?:actualizad|revisad|modificad)[oa]"
    r"(?:\s+por\s+última\s+vez)?"
)
_FRENCH = (
    r"(?:date\s+de\s+(?:la\s+)?)?(?:dernière|derniere)\s+(?:mise\s+[àa]\s+jour|modification|révision|revision)"
    r"|date\s+de\s+(?:modification|mise\s+[àa]\s+jour|révision|revision)"
    r"|(?:(?:cette\s+)?page\s+)?(?:a\s+été\s+)?(?:mise?\s+à\s+jour|modifiée?|révisée?)(?:\s+pour\s+la\s+dernière\s+fois)?"
)
LABEL = rf"(?P<label>(?<![\w)])(?:{_EDITED}|{_ENGLISH}|{_NOUNS}|{_SPANISH}|{_FRENCH}))"
"""A review label, as a group of that name."""

WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b[.,]*"
)
_BY = r"(?:\s+by\s+[^.;:|]{1,50}?\s(?=on\b))?"
JOINT = (
    rf"{_BY}\s*(?:[:|*\u2013\u2014-]\s*){{0,4}}"
    rf"(?:(?:on|in|as\s+of|at|le|el|en|date)\b:?\s*){{0,3}}(?:{WEEKDAY}\s*)?"
)
"""What may stand between a label and its date."""

HINTS = (
    *("review", "updat", "modif", "revis", "chang", "edited", "current", "last", "latest", "date of"),
    *("actuali", "mise", "mis à", "révis"),
)
"""What a line in lower case must hold to hold a label at all."""

FIRM = re.compile(
    r"\b(?:last|latest|most\s+recently|date|current|[úu]ltima|derni[èe]re|fecha|site|website)\b", re.IGNORECASE
)
"""In a label: it counts anywhere in a line, where a bare verb must begin a statement."""

FOREIGN = re.compile(
    r"(?P<label>\blast\s+(?:viewed|accessed|visited|retrieved|archived|captured|checked)\s+by\s+[^.;:|]{1,60}?)"
    rf"\s*:?\s+(?:on\s+)?(?:{WEEKDAY}\s*)?$",
    re.IGNORECASE,
)
"""Somebody else's stamp on the page: who kept or looked at a copy of it, and when."""

OF_SITE = re.compile(r"\b(?:web\s?)?sites?\b|\bsitio\b", re.IGNORECASE)
OF_PART = re.compile(
    r"\b(?:above|(?:meta)?data|dataset|section|table|chart|graph|list|map|figure|entry|item|row|schedule|comment|message"
    r"|sección|tabla|datos)\b",
    re.IGNORECASE,
)
OF_PAGE = re.compile(
    r"\b(?:(?:web)?page|article|contents?|information|document|record|publication|policy|polic(?:y|ies)|notice|statement"
    r"|guidance|guide|fact\s*sheet|faqs?|form|post|story|página|contenido|terms|directive|manual|handbook)\b",
    re.IGNORECASE,
)
DEMONSTRATIVE = re.compile(r"(?:the\s+above|this)\s", re.IGNORECASE)
"""Opens a label that names its subject itself, which then must be the page, a part of it or the site."""

VERBAL = re.compile(r"\b(?:was|were|is|has\s+been|have\s+been|fue|ha\s+sido|a\s+été)\s", re.IGNORECASE)
"""In a label: it is a sentence's verb and needs a subject that is the page or a part of it."""
