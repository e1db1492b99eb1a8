"""The same content under any template gives the same sections, facts and digest (property test)."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading import extract

URL = "https://harbor.example.gov/rules"
OPENING = "These are the rules of the harbor that every vessel keeps while it lies at one of our piers."

words = st.lists(
    st.sampled_from(
        [
            "anchor",
            "buoy",
            "“chart”",
            "dredge",
            "élan",
            "Fax:",
            "202-555-0147",
            "gauge",
            "last updated May 3, 2021",
            "—",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
sentence = words.map(lambda text: f"Rule {text}.")
block = st.one_of(
    st.tuples(st.just("p"), sentence),
    st.tuples(st.just("ul"), st.lists(sentence, min_size=1, max_size=3)),
    st.tuples(st.just("rows"), st.lists(st.tuples(sentence, sentence), min_size=1, max_size=3)),
    st.tuples(st.just("link"), sentence),
)
part = st.tuples(st.integers(2, 4), sentence, st.lists(block, max_size=4))
pages = st.lists(part, min_size=1, max_size=5)


def classic(parts):
    """Landmarks, lists, tables: the tags the standard has for them."""
    out = [f"<nav>Menu</nav><main><h1>Rules</h1><p>{OPENING}</p>"]
    for level, title, blocks in parts:
        out.append(f"<h{level}>{html.escape(title)}</h{level}>")
        out += [_classic_block(*each) for each in blocks]
    return page("".join(out) + "</main><footer>Foot</footer>")


def _classic_block(kind, value):
    if kind == "p":
        return f"<p>{html.escape(value)}</p>"
    if kind == "ul":
        return "<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in value) + "</ul>"
    if kind == "link":
        return f'<p><a href="/next">{html.escape(value)}</a></p>'
    cells = "".join(f"<tr><td>{html.escape(one)}</td><td>{html.escape(two)}</td></tr>" for one, two in value)
    return f"<table>{cells}</table>"


def modern(parts):
    """Divs, buttons in headings, hidden panels, classes and inline markup everywhere."""
    out = [f'<div id="x"><div role="main" class="sidebar"><header><h1><b>Rules</b></h1></header><div>{OPENING}</div>']
    for level, title, blocks in parts:
        out.append(
            f'<section class="share"><div><h{level}><button aria-expanded="false">{html.escape(title)}</button>'
            f'</h{level}></div><div class="menu" hidden>'
        )
        out += [_modern_block(*each) for each in blocks]
        out.append("</div></section>")
    return page(
        '<div role="banner"><h1><a href="/">Harbor</a></h1></div>' + "".join(out) + "</div></div><script>x()</script>"
    )


def _modern_block(kind, value):
    if kind == "p":
        return f'<div class="social"><span style="color:red">{html.escape(value)}</span></div>'
    if kind == "ul":
        return (
            '<div class="list">'
            + "".join(f"<article><div>{html.escape(item)}</div></article>" for item in value)
            + "</div>"
        )
    if kind == "link":
        return f'<div><a class="btn" href="next"><b>{html.escape(value)}</b></a></div>'
    rows = "".join(
        f"<tr><th><p>{html.escape(one)}</p></th><td><em>{html.escape(two)}</em></td></tr>" for one, two in value
    )
    return f'<div class="scroll"><table class="t"><tbody>{rows}</tbody></table></div>'


def folded(parts):
    """The deepest headings as `<details>`, the others one level further down than before."""
    out = [f"<div id=maincontent><h1>Rules</h1><p>{OPENING}</p>"]
    for level, title, blocks in parts:
        content = "".join(_classic_block(*each) for each in blocks)
        if level == 4:
            out.append(f"<div><details><summary>{html.escape(title)}</summary><div>{content}</div></details></div>")
        else:
            out.append(f"<h{level + 1}>{html.escape(title)}</h{level + 1}>{content}")
    return page("".join(out) + "</div>")


def page(body):
    return f"<!DOCTYPE html><html lang=en><head><title>Rules</title></head><body>{body}</body></html>".encode()


@settings(max_examples=60, deadline=None)
@given(pages)
def test_every_template_gives_one_digest(parts):
    first = extract(classic(parts), URL)
    for template in (modern, folded):
        other = extract(template(parts), URL)
        assert other.sections == first.sections
        assert {fact.statement for fact in other.facts} == {fact.statement for fact in first.facts}
        assert other.digest == first.digest


@settings(max_examples=40, deadline=None)
@given(pages)
def test_every_word_of_the_region_is_kept(parts):
    kept = " ".join(f"{section.path[-1]} {section.text}" for section in extract(classic(parts), URL).sections)
    for _, title, _ in parts:
        assert title in kept
    assert OPENING in kept


@settings(max_examples=40, deadline=None)
@given(
    pages,
    st.sampled_from(["<p>Alert: the pier is closed</p>", "<nav><a href='/n'>New</a></nav>", "<script>1</script>"]),
)
def test_what_stands_around_the_content_changes_no_version(parts, addition):
    before = classic(parts)
    after = before.replace(b"<nav>Menu", addition.encode() + b"<nav>Menu")
    assert extract(before, URL).digest == extract(after, URL).digest
