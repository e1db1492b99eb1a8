"""The numbers and names that steer extraction; their digest is part of the extractor's identity."""

EXTRACTOR_VERSION = "3"
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

MAX_WORDS_OF_HOLLOW = 60
"""A page that says no more than this, links aside, outside its template has no content but its content container's."""

MAX_TEASER_WORDS = 100
"""A landmark with more running text than this is the content, whatever stands beside it."""

MIN_WORDS_ELSEWHERE = 200
"""Beside a landmark that says little there has to be so much running text: a banner never is."""

MIN_LANDMARK_SHARE = 0.12
"""A landmark with fewer words and less of a page's running text is a title or a form; the content stands beside it."""

MIN_TEMPLATE_SHARE = 0.34
"""A learned content container with less of what a site does not say everywhere is a teaser: there is another one."""

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

MIN_CONTENTS = 3
"""A table of contents has so many entries; two links within a page are part of what it says."""

MAX_TITLE_WORDS = 10
"""A longer text that navigation is named by says more than its name."""

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

DIALOG_ROLES = frozenset({"dialog", "alertdialog"})
"""A dialog opens over the page: what it says is not what the page says."""

APART_NAMES = (
    ("dialog", "modal|lightbox|popup"),
    ("notice about cookies", "onetrust|cookiebot|cookies?-(?:banner|notice|consent|bar|popup|message)|gdpr"),
    ("readers' comments", "comments-area|comments?-list|comment-respond|disqus(?:-thread)?|entry-comments"),
    ("share links", "share|sharing|social|addtoany|sharedaddy"),
    ("filters of a list", "filters?|facets?|refine|refinements?"),
    (
        "teasers of other pages",
        (
            "related|recommended|recommendations?|recirc|recirculation|similar|read-next|trending|recently-viewed|upsell"
            "|(?:more|recent|latest|popular)-(?:articles?|stories|posts?|news)|you-may-(?:also-)?like|cross-sell"
        ),
    ),
    ("sidebar", "sidebar|side-bar|rail"),
    ("sign-up for mail", "newsletter|subscribe|sign-?up"),
    ("not to be printed or searched", "d-print-none|no-?print|hidden-print|print-hidden|print-none|nocontent"),
    ("footer of the site", "footer"),
    ("menu", "nav|navbar|navigation|menu|mega-?menu|topbar"),
)
"""Words of an id or class that call an element something else than content, joined by hyphens."""

TEASER_TITLES = (
    r"(?:related|recommended|similar|recent|popular|trending|more|further) (?:articles?|stories|posts?|products?|reads?"
    r"|reading|insights|recipes|guides)|you (?:may|might) (?:also )?(?:like|be interested in)|recommended for you"
    r"|(?:continue|keep) reading|read (?:next|more)|more (?:from|in|like) .{1,40}|(?:recently|customers also) viewed"
    r"|(?:customers|people|shoppers) also .{1,30}|from (?:our|the) blog|explore more|up next"
)
"""Headings, whole and in lower case, of boxes that lead elsewhere; "Related links" is content, agencies edit it."""

MAX_APART = 0.35
"""An element with a larger share of the region's words is the content, whatever it is called."""

MIN_COPIED_CHARS = 80
"""A shorter box ("Read more about this") is worth repeating to whoever wrote it."""

MIN_COPIED_ELEMENTS = 4
"""A paragraph is two or three elements; a card or a slide has more."""

MIN_MENU_LINKS = 6
"""A list of fewer pages may be the choices of a page; a menu of a site has more."""

MIN_MENU_LINKED = 0.8
"""A menu says nothing but where it leads; what describes the pages it lists is content."""

MAX_ELSEWHERE = 0.5
"""Where boxes that lead elsewhere make up more of the region than this, leading there is what the page is for."""

MAX_FACETS = 0.85
"""Filters may be longer than the list they narrow; the form around both is the content."""

MAX_SHARE_WORDS = 80
"""The names of two dozen networks, each with "opens in a new window"."""

MIN_FACET_CONTROLS = 40
"""A shop's filters have dozens; the search form of a site of directives has eight choices, which are its content."""

MAX_WORDS_A_CONTROL = 8
"""A filter's choices are a few words each; a form that explains itself has more."""

MIN_TEASERS = 4
"""An agency's page names two or three related documents, which are content; a box of teasers has more links."""

MIN_LINKED = 0.5
"""Above this share of words in links an element leads to other pages and says little itself."""

MAX_ORNAMENT_WORDS = 5
"""Icons say a word or two; a shop's prices and a link said again to the eye are shorter than a sentence, too."""

UNSEEN_CLASSES = frozenset(
    {
        *("sr-only", "usa-sr-only", "visually-hidden", "visuallyhidden", "govuk-visually-hidden", "screen-reader-text"),
        *("element-invisible", "wb-inv", "show-for-sr", "screen-reader-only", "screenreader-only", "sr-text"),
    }
)
"""Classes of text for screen readers alone."""

MAX_ELEMENTS_TO_PRUNE = 20_000
"""Trafilatura's time grows with the square of a page's breaks: over 20 s at 100,000; beyond this all is content."""

MIN_POINTED = 0.9
"""The content of a page without a landmark is the smallest element with this share of what trafilatura keeps."""

MIN_POINTED_SHARE = 0.5
"""Where trafilatura points at less of a page's running text than this, it has found one part of the content."""

MIN_POINTED_CHARS = 20
"""A shorter text may stand anywhere by chance."""

MAX_PAGES = 2_000
"""Of a PDF; the longest handbook of an agency has about 1,200."""

MAX_NODES = 1_000_000
"""Elements of a packed document; a report of 500 pages has about 400,000."""
