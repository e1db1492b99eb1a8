"""The words in headings and addresses that say what a page is for, in English, Spanish and French."""

import re

from extract.values import PageKind

LISTING_HEADING = re.compile(
    r"search results|resultados de (?:la )?búsqueda|résultats de (?:la )?recherche|\ba[-\s]z\b.*index|site index"
    r"|site map|^índice|^(?:all|latest|recent) (?:news|articles|posts|releases|publications)|^novedades$"
    r"|^(?:in the |\w+ )?news(?:room)?$|\bforms, by\b"
    r"|^(?:government |agency |all )?(?:forms|publications|reports|directives)$",
    re.IGNORECASE,
)
LISTING_PATH = re.compile(
    r"@@search\w*|search|search-results|sitemap|site-index|sitio-indice|a-z(?:-index)?|author|authors|tags?|category"
    r"|categories|archives?|all-news|in-the-news|topic",
    re.IGNORECASE,
)
HEADINGS: tuple[tuple[PageKind, re.Pattern[str]], ...] = (
    (
        PageKind.CONTACT,
        re.compile(
            r"^(?:how to )?contact(?:s|ing|ez)?\b|\bcontact (?:us|information|page|directory)\b|^get in touch"
            r"|\bcontáct(?:enos|anos)|^contacto\b|^cómo contactar|nous (?:joindre|contacter)|coordonnées"
            r"|^(?:field|regional|local) offices$|^office locations",
            re.IGNORECASE,
        ),
    ),
    (
        PageKind.LEADERSHIP,
        re.compile(
            r"\bleadership\b|^(?:our )?leaders$|\bbiograph(?:y|ies)\b|^board of (?:directors|trustees)|^our people$"
            r"|^(?:meet )?(?:the |our )?(?:executive|senior|management) (?:team|staff|officials|leaders)|\bliderazgo\b"
            r"|^équipe de direction",
            re.IGNORECASE,
        ),
    ),
    (
        PageKind.FACT_SHEET,
        re.compile(r"\bfact ?sheets?\b|hojas? informativas?|hojas? de datos|fiches? d.information", re.IGNORECASE),
    ),
    (
        PageKind.POLICY,
        re.compile(
            r"^(?!(?:office|cent(?:er|re)|centro|oficina|bureau|division|institute|council|committee|department)\b).*?(?:"
            r"\bpolic(?:y|ies)\b|\bprivacy\b|\bterms (?:of|and|&)|\bterms$|\bdisclaimer\b|\bdirective\b|\bregulations?$"
            r"|\bdelegation\b|\bdesignation order\b|\bmemorandum\b|\bnotices?$|\bcode of conduct\b|\bcircular\b"
            r"|\border no\b|\baccessibility statement|\b(?:executive|management) order|\bpolíticas?\b"
            r"|\bavisos? (?:de|legal|y)|\btérminos (?:de|y)|\bpolitique\b|\bavis (?:de|important)|\bconditions d)",
            re.IGNORECASE,
        ),
    ),
)
"""In the order they are asked."""

PATHS: tuple[tuple[PageKind, re.Pattern[str]], ...] = (
    (
        PageKind.CONTACT,
        re.compile(
            r"contacts?(?:-?us)?|contacto|contactenos|contactez-nous|get-in-touch|contact-\w+|field-offices",
            re.IGNORECASE,
        ),
    ),
    (
        PageKind.LEADERSHIP,
        re.compile(r"leadership|leaders|bios?|biograph(?:y|ies)|executive-team|senior-officials", re.IGNORECASE),
    ),
    (PageKind.FACT_SHEET, re.compile(r"fact-?sheets?|fact-?sheets?-.*|.*-fact-?sheet", re.IGNORECASE)),
    (
        PageKind.POLICY,
        re.compile(
            r"(?:.*-)?(?:polic(?:y|ies)|directives?|privacy|terms|legal|notices|disclaimers?)(?:-and-\w+|-conditions)?"
            r"|terms-.*|.*-terms-conditions|delegations?(?:-\w+)?|regulations|avisos-y-politicas.*|certification-memos",
            re.IGNORECASE,
        ),
    ),
)
"""Whole parts of an address."""

NEWS_PATH = re.compile(
    r"news(?:room|-releases?|-and-events|letter)?|press(?:-releases?|room)?|blogs?|releases|stories|features|articles?|p"
    r"|statements|speeches|media-(?:advisories|releases)|insights|posts?|noticias|novedades|nouvelles|communiques"
    r"|featured-article",
    re.IGNORECASE,
)
NEWS_HOST = re.compile(r"(?:news|blogs?|press)\.", re.IGNORECASE)
FORM_HEADING = re.compile(
    r"^(?:[A-Z]{2,5} )?Form [A-Z0-9]|\b(?:application|request|complaint|comment|order|feedback) form$|^formulario\b"
    r"|^formulaire\b",
    re.IGNORECASE,
)
FORM_NUMBER = re.compile(r"[A-Z]{1,4}-\d{1,4}[A-Z]?(?:[,:]|\s[|-]|$)")
HOME_PAGE = re.compile(r"\bhome ?page\b", re.IGNORECASE)
FRONT = frozenset({"index", "default", "home", "inicio", "accueil", "en", "es", "fr", "espanol", "english", "welcome"})
"""Parts of an address that a site's root may have."""
