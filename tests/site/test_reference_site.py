"""The reference course as both engines build it: the whole year, the same addresses, no broken link."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.course.audience import for_everyone
from coachloom.course.model import Course
from coachloom.site.engines import ENGINES
from coachloom.site.pages import doors, handbook
from coachloom.site.target import refuse_unfit
from tests.conftest import Sites

ENGINE_NAMES = sorted(ENGINES)


def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page by its path."""
    return {p.relative_to(site).as_posix(): LexborHTMLParser(p.read_bytes()) for p in sorted(site.rglob("*.html"))}


def title(page: LexborHTMLParser) -> str:
    node = page.css_first("title")
    assert node is not None
    return node.text()


def article_links(site: Path) -> dict[str, list[str]]:
    """Where the links of each page's text lead, however they are spelt."""
    found = {}
    for path, page in pages(site).items():
        here = f"http://site/{path.removesuffix('index.html')}"
        links = (node.attributes.get("href") or "" for node in page.css("article a[href]:not(.headerlink)"))
        found[path] = [urljoin(here, link) for link in links if not link.startswith("#__")]
    return found


def test_both_engines_give_the_same_addresses_and_titles(reference_site: Sites) -> None:
    material, zensical = (pages(reference_site(name)) for name in ("material", "zensical"))

    assert {path: title(page) for path, page in zensical.items() if path != "404.html"} == {
        path: title(page) for path, page in material.items() if path != "404.html"
    }


def test_both_engines_resolve_every_link_of_the_text_alike(reference_site: Sites) -> None:
    assert article_links(reference_site("zensical")) == article_links(reference_site("material"))


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_no_link_is_broken(reference_site: Sites, engine: str) -> None:
    """An own look at the finished pages, apart from the one that the build takes."""
    site = reference_site(engine)
    parsed = pages(site)
    ids = {path: {node.attributes.get("id") for node in page.css("[id]")} for path, page in parsed.items()}
    broken = []
    for path, page in parsed.items():
        for name in ("href", "src"):
            for node in page.css(f"[{name}]"):
                link = urlsplit(urljoin(f"http://site/{path}", node.attributes.get(name) or ""))
                if link.netloc != "site" or path == "404.html":
                    continue
                target = link.path.removeprefix("/")
                file = f"{target}index.html" if target.endswith("/") or not target else target
                if not (site / file).is_file() or (
                    link.fragment and link.fragment not in ids.get(file, {link.fragment})
                ):
                    broken.append((path, node.attributes.get(name)))
    assert broken == []


@pytest.mark.parametrize("offline", [False, True], ids=["for a server", "for a folder"])
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_the_next_site_may_take_the_place_of_this_one(reference_site: Sites, engine: str, *, offline: bool) -> None:
    refuse_unfit(reference_site(engine, offline=offline), ())


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_every_page_has_one_first_heading_and_a_title_of_its_own(reference_site: Sites, engine: str) -> None:
    parsed = {path: page for path, page in pages(reference_site(engine)).items() if path != "404.html"}
    titles = [title(page) for page in parsed.values()]

    assert [path for path, page in parsed.items() if len(page.css("h1")) != 1] == []
    assert sorted({t for t in titles if titles.count(t) > 1}) == []


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_no_page_asks_another_host_for_anything(reference_site: Sites, engine: str) -> None:
    foreign = [
        (path, node.html)
        for path, page in pages(reference_site(engine)).items()
        for node in page.css("link[href], script[src], img[src], iframe, source, video, audio")
        if urlsplit(node.attributes.get("href") or node.attributes.get("src") or "").netloc
    ]
    assert foreign == []


def test_no_sign_of_markdown_is_left_on_a_page(reference_site: Sites) -> None:
    left = []
    for path, page in pages(reference_site("material")).items():
        article = page.css_first("article")
        shown = {node.text(deep=True) for node in page.css("article pre")}  # what a reader is told to type
        text = article.text(deep=True) if article else ""
        for typed in shown:
            text = text.replace(typed, "")
        left += [(path, sign) for sign in ("](", "[@", "**", "{#", "{:", "## ", "| ---") if sign in text]
    assert left == []


def test_the_year_is_whole(reference_site: Sites, reference_course: Course) -> None:
    site = reference_site("material")
    data = json.loads((site / "course.json").read_text(encoding="utf-8"))

    assert [len(data[name]) for name in ("topics", "months", "days")] == [5, 12, 18]
    assert sum(len(day["sessions"]) for day in data["days"]) == 108
    assert {day["minutes"] for day in data["days"]} == {360}
    assert len(list((site / "tasks").iterdir())) == 18
    assert data["elements"].keys() == for_everyone(reference_course).elements.keys()
    for session in reference_course.sessions:
        assert (site / "sessions" / session.id / "index.html").is_file()


def test_the_home_page_receives_trainees_first_and_whoever_takes_the_course_over_last(reference_site: Sites) -> None:
    home = LexborHTMLParser((reference_site("material") / "index.html").read_bytes())

    assert [label.text() for label in home.css(".doors .label")] == [
        "I am a trainee",
        "I teach this course",
        "I am a patient, relative or carer",
        "I am a sponsor or line manager",
        "I want to run this in my academy",
    ]


def test_a_page_that_the_programme_does_not_list_follows_those_it_lists(reference_course: Course) -> None:
    programme = replace(reference_course.programme, pages=("for-sponsors", "the-big-room"))
    course = replace(reference_course, elements={**reference_course.elements, programme.id: programme})

    assert [page.id for page in doors(course)] == [
        "for-sponsors",
        "for-adopters",
        "for-faculty",
        "for-patient-partners",
        "for-trainees",
    ]
    assert [page.id for page in handbook(course)] == ["the-big-room", "readiness-check"]


def test_a_month_names_each_of_its_tasks_once_below_the_days(reference_site: Sites, reference_course: Course) -> None:
    site = reference_site("material")

    for month in reference_course.months:
        page = LexborHTMLParser((site / "months" / month.id / "index.html").read_bytes())
        links = [str(link.attributes["href"]) for link in page.css("article #days ~ * a[href*='tasks/']")]
        assert sorted(links) == sorted(f"../../tasks/{day.task}/" for day in reference_course.days_of(month.id))


def test_cards_stand_in_the_order_of_their_titles_in_list_and_menu(reference_site: Sites) -> None:
    page = LexborHTMLParser((reference_site("material") / "cards/index.html").read_bytes())

    listed = [link.text() for link in page.css("article li a")]
    assert listed == sorted(listed, key=str.casefold)
    assert len(listed) == 24
    in_menu = [link.text().strip() for link in page.css(".md-nav--primary a[href*='card-']")]
    assert in_menu == listed


def test_the_glossary_can_be_entered_at_every_letter_it_has(reference_site: Sites) -> None:
    page = LexborHTMLParser((reference_site("material") / "glossary/index.html").read_bytes())
    titles = {str(heading.attributes["id"]): heading.text() for heading in page.css("article h2[id]")}

    letters = [(link.text(), str(link.attributes["href"]).lstrip("#")) for link in page.css("article .jump a")]
    assert [letter for letter, _ in letters] == sorted({title[0].upper() for title in titles.values()})
    first = {title[0].upper(): id for id, title in reversed(titles.items())}
    assert dict(letters) == first


def test_every_outcome_shows_where_it_is_taught_practised_and_assessed(reference_site: Sites) -> None:
    for topic in sorted((reference_site("material") / "topics").glob("*/index.html")):
        rows = [li.text(deep=True).strip() for li in LexborHTMLParser(topic.read_bytes()).css("article h3 ~ ul > li")]
        for lead in ("Taught in:", "Practised in:", "Assessed in:"):
            assert [row for row in rows if row.startswith(lead) and row == lead] == []
