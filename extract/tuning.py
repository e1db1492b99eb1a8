"""The numbers and names that steer extraction; their digest is part of the extractor's identity."""

EXTRACTOR_VERSION = "1"
"""Raised whenever the same body may give other sections or facts than before."""

MAX_BODY_BYTES = 32 * 1024 * 1024
"""The largest page seen was 5 MB; a tree takes about ten times its source in memory."""

MAX_ELEMENTS = 500_000
"""A page of 30,000 table rows has 200,000; beyond this the walk alone takes seconds."""

MAX_DEPTH = 2_000
"""Browsers stop near 512 and libxml2 at 2,048; what nests deeper was made to hurt."""

MAX_TEXT_CHARS = 5_000_000
"""The whole Code of Federal Regulations title 40 volume is smaller."""

MIN_REGION_WORDS = 15
"""A landmark with fewer words is an empty shell or a teaser, not the content."""

MIN_KEPT = 0.97
"""Below this share of the region's words the block walker replaces trafilatura's selection."""

MAX_LINES_TO_PRUNE = 4_000
"""Trafilatura's time grows with the square of the lines: 27 s at 100,000; the walker keeps everything instead."""

MIN_MATCHED = 0.8
"""Below this share of trafilatura's text found again in the walk, its own blocks are the content."""

MIN_MATCHED_CHARS = 25
"""A shorter line ("Home") may stand in the content's text by chance."""

MAX_BREADCRUMB_WORDS = 40
"""A breadcrumb names a handful of levels; longer elements merely carry the word in their class."""

LANDMARKS = (
    "//main",
    "//*[@role='main']",
    "//*[@id='main-content']",
    "//*[@id='maincontent']",
    "//*[@id='main']",
)
"""Where the content region is looked for, best first."""

FURNITURE_IDS = (
    r"(?:portal-)?(?:(?:site|global|main|page|head(?:er)?|foot(?:er)?|top|primary|secondary)[-_]?)?"
    r"(?:nav|navbar|navigation|menu|header|footer|toolbar|search-?box|personal-?tools|site-?actions|breadcrumbs?)"
    r"(?:[-_](?:wrapper|container|inner|bar))?"
)
"""Ids, whole and in lower case, of what stands around the content."""

INVISIBLE_TAGS = (
    "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "audio", "video",
    "select", "textarea", "datalist", "dialog", "noframes",
)  # fmt: skip
"""Elements whose text is not shown as text, or is a control's state."""

APART_ROLES = frozenset({"navigation", "menu", "menubar", "search", "banner", "contentinfo", "toolbar"})
"""Landmark roles that are not content even inside the region."""

BLOCK_TAGS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dir",
            "div",
            "dl",
        ),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "main", "menu", "nav", "ol", "p", "pre", "search", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *("input", "label", "select", "textarea"),  # a form is read field by field, whatever wraps its fields
    }
)
"""Elements that start and end a line; every other element flows with its text."""

ITEM_TAGS = frozenset({"li", "article", "details"})
"""Elements that end the reach of the headings inside them."""
