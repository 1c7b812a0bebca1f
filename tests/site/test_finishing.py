"""What the finishing makes of a page that an engine built."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.problems import Place, Problem
from coachloom.site.drawings.figure import AT_ROOT, Figure, prefix
from coachloom.site.drawings.svg import Markup
from coachloom.site.engines import ENGINES
from coachloom.site.finishing import head, offline, pictures, tables, terms, theme
from coachloom.site.finishing.page import BuiltPage, squeezed
from coachloom.site.finishing.sitemap import sitemap
from tests.site.facts import some_facts

MATERIAL = ENGINES["material"]


def a_page(body: str, file: str = "sessions/first/index.html", head: str = "") -> BuiltPage:
    raw = f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return BuiltPage(file, LexborHTMLParser(raw), raw.encode())


def body_of(page: BuiltPage) -> str:
    return str(page.html.body.inner_html if page.html.body else "")


def metas(page: BuiltPage) -> dict[str, str]:
    """What the head says, by name or property."""
    nodes = page.html.css("head meta[content]")
    return {
        str(n.attributes.get("name") or n.attributes.get("property") or n.attributes.get("http-equiv")): str(
            n.attributes["content"]
        )
        for n in nodes
    }


def test_the_menu_gets_a_button_and_its_label_stays_for_browsers_without_scripts() -> None:
    page = a_page('<header><label class="md-header__button md-icon" for="__drawer"><svg></svg></label></header>')

    theme.menu_and_search_have_buttons(page, some_facts())

    assert body_of(page) == (
        '<header><button type="button" class="md-header__button md-icon coach-toggle" data-toggle="__drawer" '
        'aria-label="Menu" aria-expanded="false"><svg></svg></button>'
        '<label class="md-header__button md-icon" for="__drawer" aria-hidden="true"><svg></svg></label></header>'
    )


def test_the_open_menu_has_a_button_that_closes_it() -> None:
    page = a_page('<nav class="md-nav--primary"><label class="md-nav__title" for="__drawer">A</label><ul></ul></nav>')

    theme.menu_can_be_closed(page, some_facts())

    assert body_of(page) == (
        '<nav class="md-nav--primary"><label class="md-nav__title" for="__drawer">A</label>'
        '<button type="button" class="coach-toggle coach-close" data-toggle="__drawer">Close</button><ul></ul></nav>'
    )


def test_a_label_of_nothing_is_no_label() -> None:
    page = a_page('<input id="there"><label for="there">A</label><label for="gone">B</label>')

    theme.labels_belong_to_a_control(page, some_facts())

    assert body_of(page) == '<input id="there"><label for="there">A</label><label>B</label>'


def test_the_page_for_lost_addresses_says_what_to_do() -> None:
    lost = a_page("<article><h1>404 - Not found</h1></article>", "404.html")
    other = a_page("<article><h1>404 things</h1></article>")

    for page in (lost, other):
        theme.missing_pages_say_what_to_do(page, some_facts())

    assert body_of(lost) == (
        "<article><h1>This page is not here</h1><p>It may have moved, or its address was cut off on the way. "
        "Look for it with the search, or start again from the menu.</p></article>"
    )
    assert body_of(other) == "<article><h1>404 things</h1></article>"


def test_cells_are_aligned_by_a_class_and_headers_have_a_scope() -> None:
    page = a_page(
        '<article><table><thead><tr><th style="text-align: right;">n</th></tr></thead>'
        '<tbody><tr><td style="text-align: right;">1</td></tr></tbody></table></article>'
    )

    tables.headers_have_a_scope(page, some_facts())
    tables.alignment_is_a_class(page, some_facts())

    assert body_of(page) == (
        '<article><table><thead><tr><th scope="col" class="align-right">n</th></tr></thead>'
        '<tbody><tr><td class="align-right">1</td></tr></tbody></table></article>'
    )


GLOSSARY = (
    "<article><h2 id='term-big-room'>Big Room<a class='headerlink'>¶</a></h2><p>A weekly hour "
    "(<a href='../references/#doe'>Doe 2020</a>).</p><h2 id='term-aim-global'>Aim, global</h2><p>One aim.</p>"
    "<h2 id='term-value'>Value</h2><p>What matters. See <a href='../cards/value/'>Worth</a>, <a href='#term-big-room'>room</a>"
    " &amp; <a href='https://example.org/'>more</a>.</p><h2 id='term-grow'>GROW</h2><p>Four words.</p></article>"
)


def explained(body: str, file: str = "sessions/first/index.html") -> BuiltPage:
    page = a_page(f"<article>{body}</article>", file)
    terms.explain_terms(page, some_facts(), terms.glossary_of(a_page(GLOSSARY, "glossary/index.html")))
    return page


def buttons(page: BuiltPage) -> list[tuple[str, str]]:
    return [(node.text(), str(node.attributes["popovertarget"])) for node in page.html.css("button.term")]


def test_the_first_link_to_a_term_opens_its_explanation_and_later_ones_lead_to_the_glossary() -> None:
    link = "<a href='../../glossary/#term-big-room'>room</a>"
    page = explained(f"<p>A {link}, then the {link}.</p>")

    assert buttons(page) == [("room", "explained-term-big-room")]
    assert len(page.html.css("p a[href$='#term-big-room']")) == 1 + 1  # the second one, and that of the note
    note = page.html.css_first("#explained-term-big-room")
    assert note is not None
    assert " ".join(note.text().split()) == "Big RoomA weekly hour.In the glossary Close"


def test_a_term_of_more_than_one_word_is_explained_where_it_is_first_mentioned() -> None:
    page = explained("<h2>Big Room</h2><ul><li>Your big room's global aim.</li></ul><p>The Big Room, and value.</p>")

    assert buttons(page) == [
        ("big room", "explained-term-big-room"),
        ("global aim", "explained-term-aim-global"),
    ]


def test_a_name_of_capitals_is_found_in_capitals_alone() -> None:
    assert buttons(explained("<p>Queues grow. Grow well, with GROW.</p>")) == [("GROW", "explained-term-grow")]


def test_an_explanation_keeps_the_links_of_the_glossary_wherever_it_stands() -> None:
    page = explained("<p><a href='../../glossary/#term-value'>Value</a>.</p>")

    note = page.html.css_first("#explained-term-value")
    assert note is not None
    assert [(link.text(), link.attributes["href"]) for link in note.css("a")] == [
        ("Worth", "../../cards/value/"),
        ("room", "../../glossary/#term-big-room"),
        ("more", "https://example.org/"),
        ("In the glossary", "../../glossary/#term-value"),
    ]
    assert "room & more" in note.text()


@pytest.mark.parametrize(
    "quiet",
    [
        "<p class='facts'>Big Room</p>",
        "<div class='quiet'><p>Big Room</p></div>",
        "<p><a href='x'>Big Room</a></p>",
        "<p><code>Big Room</code></p>",
        "<p>Big Roomy</p>",
    ],
)
def test_links_code_and_lines_of_facts_are_left_alone(quiet: str) -> None:
    assert buttons(explained(quiet)) == []


def test_home_and_the_glossary_explain_nothing() -> None:
    assert [buttons(explained("<p>Big Room</p>", file)) for file in ("index.html", "glossary/index.html")] == [[], []]


def test_a_drawing_takes_the_place_of_its_picture_and_brings_its_table() -> None:
    svg = f'<svg><title id="{prefix("a")}-title">A</title><a href="{AT_ROOT}days/d01/">1</a></svg>'
    figure = Figure("a", "A & B", "Seen.", Markup(svg), ("Day", "Value"), (("1", "<2>"),))
    picture = '<p><img alt="A" src="../../assets/drawn/a.svg"></p>'
    page = a_page(f"<article>{picture}{picture}<p>An <img src='../../assets/other.png'></p></article>")

    pictures.drawings_stand_on_the_page(page, some_facts({"assets/drawn/a.svg": figure}))

    def drawn(name: str) -> str:
        return (
            '<figure class="drawn" data-picture="../../assets/drawn/a.svg"><figcaption>A &amp; B</figcaption>'
            f'<svg><title id="{name}-title">A</title><a href="../../days/d01/">1</a></svg>'
            "<details><summary>As a table</summary><table><thead><tr>"
            '<th scope="col">Day</th><th scope="col">Value</th></tr></thead>'
            "<tbody><tr><td>1</td><td>&lt;2&gt;</td></tr></tbody></table></details></figure>"
        )

    assert body_of(page) == (
        f'<article>{drawn("drawing-a")}{drawn("drawing-a--1")}<p>An <img src="../../assets/other.png"></p></article>'
    )


def test_description_and_social_text_are_the_first_words_of_the_page() -> None:
    long = "Word " * 50
    page = a_page(f"<article><h1>Title¶</h1><p class='facts'>Day 1</p><p>{long}</p></article>")

    head.what_it_is_about_is_told(page, some_facts(url="https://a.example/course"))

    about = ("Word " * 32).strip() + " …"
    assert metas(page) == {
        "description": about,
        "og:title": "Title",
        "og:description": about,
        "og:type": "website",
        "og:site_name": "A site",
        "og:url": "https://a.example/course/sessions/first/",
    }


def test_only_scripts_that_the_engine_is_known_for_are_allowed() -> None:
    known = "known()"
    engine = dataclasses.replace(MATERIAL, scripts=frozenset({head._digest(known)}))
    page = a_page(f"<script>{known}</script><script>alert(1)</script><script type='application/json'>{{}}</script>")

    assert list(head.only_known_scripts_run(page, engine)) == [
        Problem(
            code="SITE",
            what="The script 'alert(1)' is not one of those that material is known for.",
            place=Place("sessions/first/index.html"),
            do="report this",
        )
    ]


def test_the_policy_allows_nothing_but_the_site_itself() -> None:
    page = a_page("<p>No script</p>")

    assert list(head.only_known_scripts_run(page, MATERIAL)) == []
    assert metas(page) == {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'"
    }


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("../../", "../../index.html"),
        ("../..", "../../index.html"),
        (".", "index.html"),
        ("./", "index.html"),
        ("../second/#part", "../second/index.html#part"),
        ("#part", "#part"),
        ("../../assets/x.css", "../../assets/x.css"),
        ("https://a.example/", "https://a.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_links_of_a_site_that_opens_from_a_folder_name_files(link: str, named: str) -> None:
    page = a_page(f'<a href="{link}">x</a>')

    offline.links_name_files(page)

    assert body_of(page) == f'<a href="{named}">x</a>'


def test_the_index_of_such_a_site_is_a_script_whose_addresses_are_files(tmp_path: Path) -> None:
    entries = [{"location": at, "title": "</script>"} for at in ("", "#a", "days/d01/", "days/d01/#plan")]
    (tmp_path / "search").mkdir()
    (tmp_path / MATERIAL.index).write_text(json.dumps({"docs": entries}), encoding="utf-8")

    offline.write_index_script(tmp_path, MATERIAL)

    script = (tmp_path / "search/search_index.js").read_text(encoding="utf-8")
    data = json.loads(script.removeprefix("var __index = ").removesuffix(";\n"))
    assert [one["location"] for one in data["docs"]] == [
        "index.html",
        "index.html#a",
        "days/d01/index.html",
        "days/d01/index.html#plan",
    ]
    assert "</script" not in script
    assert not (tmp_path / MATERIAL.index).exists()


def test_the_list_of_pages_has_whole_addresses_where_the_sites_own_is_known() -> None:
    files = ["index.html", "404.html", "days/d01/index.html"]

    assert sitemap("https://a.example/b", files) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://a.example/b/days/d01/</loc></url>\n"
        "<url><loc>https://a.example/b/</loc></url>\n"
        "</urlset>\n"
    )
    assert "<loc>./</loc>" in sitemap(None, files)


def test_blank_space_goes_but_for_code_and_scripts() -> None:
    markup = "<p>a  b\n\n   c</p>\n\n\n<pre>a\n\n  b</pre>  <script>a\n\nb</script>"

    assert squeezed(markup) == "<p>a b\nc</p>\n<pre>a\n\n  b</pre> <script>a\n\nb</script>"
