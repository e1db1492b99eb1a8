"""The list of what moves by itself: in text, in the addresses of links; each with its name and its reason."""

import re
from typing import NamedTuple

COUNT = "⟨count⟩"
TODAY = "⟨today⟩"
NOW = "⟨now⟩"
AGO = "⟨ago⟩"
MARK = "⟨token⟩"


class Volatile(NamedTuple):
    """A pattern of RE2 whose groups are masked, how it is shown instead, and why it is certain.

    Each match holds one of the `hints`, in lower case, and a digit unless it is `wordy`: most lines have neither, and
    are not looked at any further.
    """

    name: str
    placeholder: str
    why: str
    hints: tuple[str, ...]
    expression: str
    wordy: bool = False


# A statement of its own: from the beginning of a line or from a mark between statements to the next such mark.
_BEGIN = r"(?im)(?:^|[|•·;/–—] ?|[.] )"
_END = r"(?:[.!]?$|[.!]? ?[|•·;/–—(])"
_NUMBER = r"\d{1,3}(?:[,. ]?\d{3}){0,3}(?:\.\d)?[km]?"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?(?:[a-z]{2,4}t|utc|gmt|z)\)?)?"
_MONTH = (
    r"(?:jan(?:uary|vier|v)?|feb(?:ruary|rero)?|févr(?:ier)?|mar(?:ch|zo|s)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|may(?:o)?"
    r"|mai|june?|juin|jun(?:io)?|july?|juil(?:let)?|jul(?:io)?|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember|embre|iembre)?"
    r"|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|déc(?:embre)?|dic(?:iembre)?|ene(?:ro)?)\.?"
)
_WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|miércoles|jueves|viernes"
    r"|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[.,]? )"
)
_DAY = (
    rf"{_WEEKDAY}?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:er|º)? (?:de )?{_MONTH},? (?:del? )?\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
_MOMENT = rf"(?:{_DAY}(?:(?:,| at| à| a las| -|T)? ?{_TIME})?|{_TIME}(?:,? (?:on )?{_DAY})?)"
_SOME = r"(?:\d{1,3}|an?|une?|one|about|almost|over|less than|more than|a few|few)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|(?:years?|yrs?))"
_UNIDAD = r"(?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)"
_UNITE = r"(?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|années?)"
_AGO = (
    rf"(?:{_SOME} ){{1,3}}{_UNIT}(?:,? (?:and )?\d{{1,2}} {_UNIT}){{0,2}} ago|just now|(?:a )?moments? ago"
    rf"|hace (?:\d{{1,3}}|una?|unos|unas) {_UNIDAD}|il y a (?:\d{{1,3}}|une?|quelques) {_UNITE}"
)
_DID = (
    r"(?:updated?|posted|published|modified|reviewed|revised|changed|edited|refreshed|submitted|added|commented|uploaded"
    r"|actualizad[oa]s?|publicad[oa]s?|modificad[oa]s?|actualización|mise? à jour|publiée?|modifiée?)"
)

COUNTERS = (
    Volatile(
        "views",
        COUNT,
        "Counts its own readers: “Number of views (4,099)”, “Page views: 12”, “Hits: 7”. Only as a whole statement.",
        ("view", "hits"),
        rf"{_BEGIN}(?:number of |total )?(?:page ?|article |post )?(?:views?|hits|pageviews)(?: count(?:er)?)?"
        rf"(?: ?: ?\(?| ?\()({_NUMBER})\)?{_END}",
    ),
    Volatile(
        "views behind",
        COUNT,
        "The same, number first: “4,099 views”. Only as a statement of its own: “1,234 views on the law” is content.",
        ("view", "hits"),
        rf"{_BEGIN}\(?({_NUMBER} (?:page ?|total )?(?:views?|hits|pageviews))\)?{_END}",
    ),
    Volatile(
        "times viewed",
        COUNT,
        "“Viewed 1,234 times”, “This page has been visited 5 times since …”: says so of itself.",
        (" time",),
        rf"{_BEGIN}(?:(?:(?:this|the) (?:page|article|document|post|item|site|website) )(?:has been |was )?"
        rf"(?:viewed|visited|accessed|read|downloaded)|viewed|accessed) ({_NUMBER} times?)(?: since .{{1,40}})?{_END}",
    ),
    Volatile(
        "visitor number",
        COUNT,
        "“You are visitor number 12,345”: every reader gets another one.",
        ("you are ",),
        rf"(?i)\byou are (?:our |the )?(?:visitor|guest)(?: (?:number|no\.?))?:? ?#? ?({_NUMBER})(?:st|nd|rd|th)?\b",
    ),
    Volatile(
        "online",
        COUNT,
        "Who reads just now: “1,234 visitors online”, “We have 23 guests and one member online”. As a whole statement.",
        (" online",),
        rf"{_BEGIN}(?:(?:there (?:are|is)|we have|currently|right now|now),? ){{0,3}}"
        rf"((?:{_NUMBER}|no|one) (?:visitors?|users?|guests?|members?)"
        rf"(?:,? and (?:{_NUMBER}|no|one) (?:visitors?|users?|guests?|members?))?)"
        rf"(?: are)?(?: currently| now)? online(?: (?:right )?now)?{_END}",
        wordy=True,
    ),
    Volatile(
        "online behind",
        COUNT,
        "The same, number last: “Users online: 5”.",
        (" online",),
        rf"{_BEGIN}(?:visitors?|users?|guests?|members?) (?:currently )?online ?:? \(?({_NUMBER})\)?{_END}",
    ),
)
"""Counters of readers."""

MOMENTS = (
    Volatile(
        "today",
        TODAY,
        "Says itself that it is a calendar: “Today is Thursday, February 2, 2017”. A date without such words may be"
        " that of a text, and stays.",
        ("today", "current d", "time now", "hoy es", "fecha ", "sommes le", "aujourd", "date du", "date act"),
        rf"(?i)\b(?:today(?:'s|’s)? (?:date )?is|today(?:'s|’s) date|current date(?:(?: and |/| & ?)time)?(?: is)?"
        rf"|date(?:/| and )time now|hoy es|fecha (?:actual|de hoy)|(?:nous sommes|aujourd(?:'|’)hui,?) le"
        rf"|date du jour|date actuelle) ?[:–-]? ?({_MOMENT})",
    ),
    Volatile(
        "clock",
        NOW,
        "Says itself that it is a clock: “Current time: 10:42 AM”, “Server time 10:42:07”.",
        ("r time", "t time", "m time", "local time"),
        rf"(?i)\b(?:current|server|system) (?:local )?time(?: is)? ?[:–-]? ?({_MOMENT})",
    ),
    Volatile(
        "clock alone",
        NOW,
        "A time of day to the second, alone on its line: no office opens at 10:42:07 AM. One without seconds may be"
        " that of an event, and stays.",
        (" am", " pm", " a.m", " p.m", " utc", " gmt"),
        r"(?im)^(\d{1,2}:\d{2}:\d{2} (?:[ap]\.?m\.?|utc|gmt)(?: \(?(?:[a-z]{1,3}t|utc|gmt)\)?)?)$",
    ),
    Volatile(
        "ago",
        AGO,
        "Counted from the moment of reading: “5 minutes ago”, “hace 5 minutos”, “il y a 5 minutes”. Only as a statement"
        " of its own, with at most a word such as “Updated” before it: “the office opened 20 years ago” stays.",
        (" ago", "just now", "moment", "hace ", "il y a "),
        rf"{_BEGIN}(?:(?:(?:page|content|last|was|última|dernière|on) ){{0,3}}{_DID}(?: by [^|•·\n]{{1,60}}?)?:? )?"
        rf"({_AGO}){_END}",
        wordy=True,
    ),
    Volatile(
        "yesterday",
        AGO,
        "The same in a word: “Posted yesterday at 10:42”.",
        ("yesterday", " today"),
        rf"{_BEGIN}(?:last )?{_DID}:? ((?:yesterday|today)(?:(?:,| at)? {_TIME})?){_END}",
        wordy=True,
    ),
)
"""What a clock moves."""

_HEX = r"(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9]{0,15}[a-f][0-9]{0,15}[a-f][0-9a-f]{6,127})"

TOKENS = (
    Volatile(
        "request",
        MARK,
        "The number of this very answer, in hexadecimal: “Request ID: 4f1c…”. A number in another form may be that of a"
        " request under the Freedom of Information Act, and stays.",
        (" id",),
        rf"(?i)\b(?:request|session|ray|trace|correlation|transaction|error|support|event|visit) (?:id|identifier)"
        rf"(?: is)? ?[:#=]? ?({_HEX})\b",
    ),
    Volatile(
        "edge",
        MARK,
        "What a content network calls this very answer: “Reference #18.2d351ab8.1557333295.a4e16ab”.",
        ("reference",),
        r"(?i)\breference ?#? ?(\d{1,3}\.[0-9a-f]{6,8}\.\d{10}\.[0-9a-f]{5,9})\b",
    ),
    Volatile(
        "rendering time",
        MARK,
        "How long the server took: “Page generated in 0.123 seconds”.",
        (" in ",),
        rf"{_BEGIN}(?:this )?(?:(?:page|query|request|content) )?(?:was )?(?:generated|rendered|loaded|processed"
        rf"|executed|created|served) in (\d{{1,4}}[.,]\d{{1,20}} ?(?:seconds?|secs?|s|ms|milliseconds?)){_END}",
    ),
    Volatile(
        "rendering moment",
        TODAY,
        "When the server made this very answer: “Page generated on 2017-02-02 10:42:07”.",
        ("generated", "rendered", "served"),
        rf"(?i)\b(?:page|html)(?: was)?(?: dynamically)? (?:generated|rendered|served)(?: on| at)? ?:? ?({_MOMENT})",
    ),
    Volatile(
        "server",
        MARK,
        "Which of several servers answered: “Server: web03”.",
        ("server", "served by", "node"),
        r"(?im)^(?:(?:web ?)?server|served by|node)(?: name| id)? ?:"
        r" ?((?:web|www|app|node|srv|host|prod|iis)-?\d{1,4}[a-z]?)$",
    ),
)
"""What names this very answer."""

QUERY = re.compile(
    r"(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl|jsessionid|phpsessid|aspsessionid\w*|sid|sessionid|cfid|cftoken)",
    re.IGNORECASE,
)
"""Parameters of an address, whole, that say who came and from where, never which page."""

ASSET_QUERY = frozenset({"v", "ver", "version", "timestamp", "rev", "itok", "cdv"})
"""Parameters that only make a browser fetch a file anew; of files alone, for a page may mean something by them."""

PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
"""A session in the path of an address."""

BUILT_IN = (*COUNTERS, *MOMENTS, *TOKENS)
"""The patterns that every page is read with."""
