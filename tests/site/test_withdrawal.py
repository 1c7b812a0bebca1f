"""A text that was withdrawn leaves pages, search and glossary, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

from coachloom.site.finishing.notice import Notice
from coachloom.site.finishing.page import BuiltPage, Html
from coachloom.site.finishing.withdrawal import Withdrawal, withdraw

LONG = "Mr Brook waited nine days for a bed by the window, and nobody could say which was the long one."
WALK = f"""\
<html><head><meta name="description" content="{LONG}"></head><body>
<nav class="md-nav--secondary"><ul><li><a href="#case">Case</a><ul><li><a href="#bed">Bed</a></li></ul></li></ul></nav>
<article><h1>Walk</h1><p class="facts">20 minutes</p>
<h2 id="case">Case</h2><p>{LONG}</p><h3 id="bed">The bed</h3><p><img src="../../pictures/bed.svg"></p>
<h2 id="sources">Sources</h2><p>A book.</p>
<section class="origin"><p>From the course.</p></section></article></body></html>"""
SAME = f"<html><body><article><h1>Same</h1><p>{LONG}</p></article></body></html>"
TERM = "<html><body><article><p>Big room.</p><div id='explained-room'><p>Room</p><p>A weekly hour.</p></div></article></body></html>"
WORDS = "This text was withdrawn <today>."
CASE = Notice("walk/case", "sessions/walk/#case", WORDS)
WHOLE = Notice("walk", "sessions/walk/", WORDS)
PAGE, OTHER = "sessions/walk/index.html", "same/index.html"
SEARCHED = {
    "sessions/walk/": "20 minutes",
    "sessions/walk/#case": LONG,
    "sessions/walk/#bed": "A bed.",
    "sessions/walk/#sources": "A book.",
    "same/": LONG,
}


def done(built: Path, notice: Notice, **more: str) -> Withdrawal:
    """A small site, with that text withdrawn."""
    texts = {PAGE: WALK, OTHER: SAME, "term/index.html": TERM} | more
    (built / "pictures").mkdir()
    (built / "pictures/bed.svg").write_text("<svg/>", encoding="utf-8")
    (built / "search").mkdir()
    docs = [{"location": location, "text": text} for location, text in SEARCHED.items()]
    (built / "search/search_index.json").write_text(json.dumps({"docs": docs}), encoding="utf-8")
    return withdraw({file: BuiltPage(file, Html(text)) for file, text in texts.items()}, built, [notice])


def text_of(found: Withdrawal, file: str) -> str:
    data = found.changed[file]
    assert data is not None
    return data.decode()


def searched(found: Withdrawal) -> dict[str, str]:
    docs = json.loads(text_of(found, "search/search_index.json"))["docs"]
    return {one["location"]: one["text"] for one in docs}


def article(found: Withdrawal) -> str:
    text = text_of(found, PAGE)
    return text[text.index("<article>") : text.index("</article>")].replace("\n", "").removeprefix("<article>")


def test_a_section_goes_up_to_the_next_heading_of_its_rank(tmp_path: Path) -> None:
    notice = '<blockquote class="withdrawn"><p>This text was withdrawn &lt;today&gt;.</p></blockquote>'

    assert article(done(tmp_path, CASE)) == (
        f'<h1>Walk</h1><p class="facts">20 minutes</p><h2 id="case">Case</h2>{notice}'
        '<h2 id="sources">Sources</h2><p>A book.</p><section class="origin"><p>From the course.</p></section>'
    )


def test_of_a_whole_page_the_title_and_its_foot_stay(tmp_path: Path) -> None:
    notice = '<blockquote class="withdrawn"><p>This text was withdrawn &lt;today&gt;.</p></blockquote>'

    assert article(done(tmp_path, WHOLE)) == (
        f'<h1>Walk</h1>{notice}<section class="origin"><p>From the course.</p></section>'
    )


def test_description_and_contents_tell_of_it_no_more(tmp_path: Path) -> None:
    head = text_of(done(tmp_path, CASE), PAGE).partition("<article>")[0]

    assert ("Mr Brook" in head, 'href="#bed"' in head, 'href="#case"' in head) == (False, False, True)


def test_the_search_finds_the_notice_and_nothing_of_the_text(tmp_path: Path) -> None:
    assert searched(done(tmp_path, CASE)) == {
        "sessions/walk/": "20 minutes",
        "sessions/walk/#case": "This text was withdrawn &lt;today&gt;.",
        "sessions/walk/#sources": "A book.",
        "same/": LONG,
    }


def test_the_search_knows_a_withdrawn_page_by_its_title_alone(tmp_path: Path) -> None:
    assert searched(done(tmp_path, WHOLE)) == {
        "sessions/walk/": "This text was withdrawn &lt;today&gt;.",
        "same/": LONG,
    }


def test_its_picture_goes_too_unless_another_page_shows_it(tmp_path: Path) -> None:
    shown = "<html><body><article><img src='../pictures/bed.svg'></article></body></html>"
    (tmp_path / "alone").mkdir()
    (tmp_path / "shared").mkdir()
    alone = done(tmp_path / "alone", CASE)
    shared = done(tmp_path / "shared", CASE, **{"bed/index.html": shown})

    assert alone.changed.get("pictures/bed.svg", b"") is None
    assert "pictures/bed.svg" not in shared.changed


def test_a_page_that_says_the_same_is_named_and_stays(tmp_path: Path) -> None:
    found = done(tmp_path, CASE)

    assert (found.elsewhere, OTHER in found.changed) == ((OTHER,), False)


def test_a_picture_alone_is_replaced_by_its_notice(tmp_path: Path) -> None:
    found = done(tmp_path, Notice("bed", "pictures/bed.svg", WORDS))

    assert found.changed["pictures/bed.svg"] is None
    assert '<span class="withdrawn">This text was withdrawn &lt;today&gt;.</span>' in article(found)
    assert LONG in article(found)


def test_a_word_of_the_glossary_is_explained_nowhere(tmp_path: Path) -> None:
    glossary = "<html><body><article><h1>Terms</h1><h2 id='room'>Room</h2><p>A weekly hour.</p></article></body></html>"
    found = done(tmp_path, Notice("term-room", "terms/#room", WORDS), **{"terms/index.html": glossary})

    assert sorted(file for file in found.changed if file.endswith(".html")) == ["term/index.html", "terms/index.html"]
    assert [file for file in found.changed if "A weekly hour." in text_of(found, file)] == []


def test_a_text_that_is_on_no_page_changes_nothing(tmp_path: Path) -> None:
    found = [
        done(tmp_path, Notice("walk/x", "sessions/walk/#x", WORDS)),
        withdraw({}, tmp_path, [WHOLE]),
    ]

    assert [(one.changed, one.elsewhere) for one in found] == [({}, ())] * 2
