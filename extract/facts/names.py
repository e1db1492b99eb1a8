"""Names: which words of a page name an office or a person, and which merely a way to reach them."""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _any(words: str) -> str:
    return "|".join(words.split())


_SMALL = _set(
    "of and the for in on at to with by a an de del la las los el y e des du le les et au aux & - \u2013 \u2014 / or"
)
_OFFICE = re.compile(
    r"(?i)\b(?:"
    + _any("""
    office bureau department division directorate branch agency administration commission committee council
    board service center centre institute authority court embassy consulate ministry program unit section staff
    team desk library museum laborator(?:y|ies) hotline helpline line district region headquarters secretariat
    command corps clinic facility registry university corporation foundation association bank agencies oficina
    departamento agencia administración comisión servicio centro consulado embajada ministerio ministère agence
    secrétariat ambassade consulat commissariat
    """)
    + r")s?\b"
)
_MANY = re.compile(
    r"(?i)\b(?:"
    + _any("""
    offices bureaus centers centres divisions branches departments agencies regions districts courts committees boards
    units sections facilities teams desks embassies consulates programs libraries laboratories commissions councils
    oficinas agencias consulados embajadas centros bureaux
    """)
    + r")$"
)
_POST = re.compile(
    r"(?i)\b(?:"
    + _any(r"""
    director chief secretary administrator commissioner manager counsel attorney specialist coordinator officer
    deputy assistant associate chair(?:man|woman|person)? president inspector superintendent supervisor analyst
    spokes(?:man|woman|person) liaison advis[eo]r representative clerk judge governor commander librarian
    ombuds\w* dean engineer agent editor executive senior acting head directora jefe jefa secretari[oa]
    coordinador[a]? directeur directrice responsable gestionnaire conseill(?:er|ère)
    """)
    + r")\b"
)
_HONOUR = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Hon|Sen|Rep|Gen|Col|Maj|Capt|Lt|Adm|Judge|Sr|Sra|Mme|M)\.?\s(?=[A-Z\u00c0-\u00dd])"
)
_PERSON = re.compile(
    r"(?:[A-Z\u00c0-\u00dd][\w'\u2019-]+|[A-Z]\.)(?:\s(?:[A-Z\u00c0-\u00dd][\w'\u2019-]*\.?|[\"\u201c(][\w.]+[\"\u201d)]|de|la|del|van|von)){1,4}"
)
_CHANNEL = _set("""
    phone phones telephone telephones tel fax facsimile tty tdd ats voice call calls text mobile cell number
    numbers no email emails e-mail e-mails mail mailing address addresses postal physical street location
    locations write visit contact contacts us hours hour toll free toll-free tollfree hotline helpline tip
    online form forms web website site main general information info inquiries inquiry enquiries questions
    question other more details detail connect message chat social media key regular overnight delivery person
    fast quick ways way how reach get touch methods method business operating operation operations agency page
    customer support help local offices office teléfono teléfonos telefono correo correos electrónico
    electrónicos dirección direcciones contacto contáctenos horario horarios línea gratuita gratuito gratis
    principal sitio formulario formularios número números información agencia detalles locales sucursales
    oficinas téléphone télécopieur courriel adresse adresses coordonnées heures ouverture d'ouverture horaire
    horaires nous joindre contactez-nous sans frais renseignements poste ligne
""")
_VERB = re.compile(
    r"(?i)(?:"
    + _any("""
    report call contact file find submit send write visit request apply e-?mail see learn get use for to how
    what when where who why can do does if is are about ask check read view download click note please by from
    join follow share search sign subscribe need have make pay also or and this these our your cómo qué dónde
    cuándo si para comment pourquoi quand où pour
    """)
    + r")\b"
)
_SEVERAL = re.compile(
    r"(?i)\b(?:conta[ck]t\w*|cont\u00e1ctenos|offices|locations|oficinas|sucursales|coordonn\u00e9es)\b"
)
_DAYS = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekday|\b(?:mon|tue|wed|thu|fri|sat|sun)\b")
_NO_NAME = re.compile(r"[@?!|:;]|\d{3,}|[a-z]{3}\.\s|https?|www\.")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORDS = re.compile(r"[^\s,:/()&.;]+")
_MOST_WORDS = 12
_LONGEST = 100


def is_channel(text: str) -> bool:
    """Whether words only say how somebody is reached: "Phone", "Mailing address", "Contact us"."""
    words = _WORDS.findall(text.casefold())
    return bool(words) and all(word in _CHANNEL or word in _SMALL for word in words)


def is_facet(text: str) -> bool:
    """Whether a heading stands over one channel of somebody named above it ("Phone"), not over contacts of several."""
    return is_channel(text) and not _SEVERAL.search(text)


def asks_or_orders(text: str) -> bool:
    """Whether a heading is a question or tells the reader what to do: it names nobody."""
    return text.endswith("?") or _VERB.match(text) is not None


def is_title(text: str) -> bool:
    """Whether a line reads as a name of something: a few words, all but the small ones with a capital."""
    if len(text) > _LONGEST or not _LETTERS.search(text):
        return False
    words = text.split()
    if len(words) > _MOST_WORDS or text.endswith(".") or _NO_NAME.search(text):
        return False
    if _VERB.match(text) or _DAYS.search(text) or is_channel(text):
        return False
    return all(word in _SMALL or not word.lstrip("(\"'\u201c#")[:1].islower() for word in words)


def office_in(text: str) -> str:
    """The text itself where it names one office ("Field Offices" are many), or nothing."""
    name = text.strip().rstrip(":").rstrip()
    return name if _OFFICE.search(name) and is_title(name) and not _MANY.search(name) else ""


def person_in(text: str) -> str:
    """The person a text names together with a post or an honour ("Jane Doe, Director"), without them, or nothing."""
    name = text.strip().rstrip(":").rstrip()
    if len(name) > _LONGEST or _NO_NAME.search(name) or _VERB.match(name):
        return ""
    honour = _HONOUR.match(name)
    first, comma, post = name.partition(",")
    if comma and _POST.search(post) and _PERSON.fullmatch(first) and not _OFFICE.search(first):
        return first
    bare = _PERSON.fullmatch(name[honour.end() :]) if honour else None
    return name if bare else ""


def is_person_like(text: str) -> bool:
    """Whether a text could be a person's name and nothing else: two to five words with capitals."""
    return _PERSON.fullmatch(text) is not None and is_title(text) and not _OFFICE.search(text) and not is_post(text)


def is_post(text: str) -> bool:
    """Whether a line is a post and no more: "Deputy Director"."""
    return _POST.search(text) is not None and is_title(text) and not _HONOUR.match(text)
