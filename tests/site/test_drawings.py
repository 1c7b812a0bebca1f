"""Drawn pictures: within their bounds, well-formed for any text, without style or script, and a table beside them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.weave import woven
from coachloom.course import run_rules
from coachloom.course.drawings import (
    Drawing,
    DriverDiagram,
    Mark,
    Point,
    PrimaryDriver,
    ProcessMap,
    RuleSet,
    RunChart,
    SecondaryDriver,
    Step,
)
from coachloom.course.kinds import Element
from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.course.read_drawing import read_drawing, signal_of
from coachloom.course.values import Audience
from coachloom.reading.yaml_text import read_yaml
from coachloom.site.drawings.day_numbers import days_in_words
from coachloom.site.drawings.figure import STYLE, WIDTH, Figure, standalone
from coachloom.site.drawings.figures import drawn, figures
from coachloom.site.drawings.five_vs import five_vs
from coachloom.site.drawings.lettering import SMALL, broken, width_of
from coachloom.site.drawings.month_strip import month_strip
from coachloom.site.drawings.road_map import road_map
from coachloom.site.drawings.run_chart import ticks_for
from coachloom.site.drawings.year_strip import year_strip
from coachloom.site.durations import duration
from coachloom.site.tree import load_words, write_tree
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
WORDS = load_words(ROOT, "en")
STYLES = (ROOT / "site" / STYLE).read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"

TEXT = st.text(min_size=1, max_size=60).filter(lambda text: text.strip() != "")
AWKWARD = ["<&>\"'", "👩‍⚕️ nurse & 🏥", "x" * 90, "]]>", "\x00\ud800", "Ärztliche Übergabe", "急診室到病房的時間"]


@st.composite
def charts(draw: st.DrawFn) -> RunChart:
    names = draw(st.lists(TEXT, min_size=2, max_size=40, unique=True))
    values = [Decimal(draw(st.integers(-9999, 9999))) / 10 for _ in names]
    rules = draw(st.sampled_from(RuleSet))
    return RunChart(
        title=draw(TEXT),
        description=draw(TEXT),
        across=draw(TEXT),
        up=draw(TEXT),
        points=tuple(Point(at=at, value=value) for at, value in zip(names, values, strict=True)),
        median=run_rules.median(values),
        rules=rules,
        signals=tuple(signal_of(stretch, names) for stretch in run_rules.signals(values, rules)),
        marks=tuple(Mark(at=at, text=draw(TEXT)) for at in draw(st.lists(st.sampled_from(names), max_size=3))),
    )


STEPS = st.builds(Step, text=TEXT, minutes=st.integers(0, 999_999), wait=st.integers(0, 999_999), lane=TEXT)
MAPS = st.builds(ProcessMap, title=TEXT, description=TEXT, steps=st.lists(STEPS, min_size=1, max_size=25).map(tuple))
SECONDARY = st.builds(SecondaryDriver, text=TEXT, ideas=st.lists(TEXT, max_size=3).map(tuple))
PRIMARY = st.builds(PrimaryDriver, text=TEXT, drivers=st.lists(SECONDARY, max_size=3).map(tuple))
DIAGRAMS = st.builds(
    DriverDiagram, title=TEXT, description=TEXT, aim=TEXT, drivers=st.lists(PRIMARY, min_size=1, max_size=4).map(tuple)
)


def href(element: Element) -> str:
    return f"../{element.id}/"


def of_the_course(course: Course) -> list[Figure]:
    return [
        road_map(course, WORDS),
        five_vs(course, WORDS),
        year_strip(course, WORDS, href),
        *(month_strip(course, month, WORDS, href) for month in course.months),
    ]


def outside(figure: Figure) -> Iterator[str]:
    """Texts that may be wider than the paper, too small, or lower than its end; boxes that stand out."""
    root = ElementTree.fromstring(figure.svg)
    height = float(root.attrib["height"])
    for text in root.iter(f"{SVG}text"):
        shown, size, class_ = text.text or "", float(text.attrib["font-size"]), text.attrib["class"]
        width = width_of(shown, size, bold="d-bold" in class_)
        left = float(text.attrib["x"]) - width * (0.5 if "d-middle" in class_ else 1 if "d-end" in class_ else 0)
        if left < -0.1 or (left + width > WIDTH + 0.1 and len(shown) > 1):
            yield f"{shown!r} from {left} to {left + width}"
        if size < SMALL or not 0 < float(text.attrib["y"]) < height:
            yield f"{shown!r} of {size} at {text.attrib['y']} of {height}"
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        if x < 0 or y < 0 or x + w > WIDTH + 0.01 or y + h > height:
            yield f"box {x} {y} {w} {h}"


def acting(figure: Figure) -> list[str]:
    """What a strict policy would not let through, or what would be drawn in a colour of its own."""
    root = ElementTree.fromstring(figure.svg)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}
    return sorted(
        names - {"svg", "title", "desc", "rect", "circle", "path", "text", "a"}
        | {name for name in attributes if name in {"style", "fill", "stroke"} or name.startswith("on")}
    )


@pytest.mark.parametrize("name", ["run-chart", "process-map", "driver-diagram"])
def test_a_picture_is_drawn_as_it_was(name: str) -> None:
    source = (GOLDEN / f"{name}.yml").read_text(encoding="utf-8")

    figure = drawn(name, read_drawing(read_yaml(source, name)), WORDS)

    assert figure.svg + "\n" == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


def test_the_table_of_a_run_chart_tells_signals_and_marks() -> None:
    chart = read_drawing(read_yaml((GOLDEN / "run-chart.yml").read_text(encoding="utf-8"), "a"))

    figure = drawn("a", chart, WORDS)

    assert (figure.header, figure.rows[9:13]) == (
        ("Week", "Hours to the ward", "Notes"),
        (
            ("Week 10", "9.7", ""),
            ("Week 11", "9.2", "First bed meeting"),
            ("Week 12", "7.4", "Shift"),
            ("Week 13", "7.9", "Shift"),
        ),
    )


def test_what_a_run_chart_shows_is_described_in_words() -> None:
    chart = read_drawing(read_yaml((GOLDEN / "run-chart.yml").read_text(encoding="utf-8"), "a"))

    assert ElementTree.fromstring(drawn("a", chart, WORDS).svg).findtext(f"{SVG}desc") == (
        "A made-up ward. Median 8.6. The rules of Perla and others (2011) find a signal. Shift: Week 12 to Week 20."
    )


def test_the_table_of_a_process_map_ends_with_the_sums() -> None:
    process = read_drawing(read_yaml((GOLDEN / "process-map.yml").read_text(encoding="utf-8"), "a"))

    figure = drawn("a", process, WORDS)

    assert (figure.header, figure.rows) == (
        ("Step", "Who", "Minutes waited before", "Minutes of work"),
        (
            ("Bring in", "Crew", "0", "35"),
            ("Examine & refer", "Emergency department", "75", "20"),
            ("Admit", "Ward", "200", "40"),
            ("In all", "", "275", "95"),
        ),
    )


def test_a_driver_without_ideas_has_a_row_too() -> None:
    diagram = read_drawing(read_yaml((GOLDEN / "driver-diagram.yml").read_text(encoding="utf-8"), "a"))

    figure = drawn("a", diagram, WORDS)

    assert (figure.header, figure.rows) == (
        ("Primary driver", "Secondary driver", "Change idea"),
        (
            ("Beds are known early", "A bed meeting at nine", "Clerks bring numbers"),
            ("Beds are known early", "A bed meeting at nine", "Ten minutes, standing"),
            ("Beds are known early", "Discharge planned the day before", ""),
            ("Families know what happens next", "", ""),
        ),
    )


@given(st.one_of(charts(), MAPS, DIAGRAMS))
def test_whatever_it_holds_a_picture_keeps_within_its_bounds_and_acts_on_nothing(drawing: Drawing) -> None:
    figure = drawn("a", drawing, WORDS)

    assert (list(outside(figure)), acting(figure)) == ([], [])
    assert {len(row) for row in figure.rows} == {len(figure.header)}


def test_two_pictures_on_a_page_share_no_names_even_where_one_is_called_like_the_second_of_the_other() -> None:
    diagram = DriverDiagram(title="A", description="B", aim="C", drivers=(PrimaryDriver(text="D"),))
    first, second = drawn("flow-1", diagram, WORDS), drawn("flow", diagram, WORDS)

    names = re.findall(r' id="([^"]+)"', first.on_a_page("", 0) + second.on_a_page("", 1))

    assert names == ["drawing-flow-1-title", "drawing-flow-1-desc", "drawing-flow--1-title", "drawing-flow--1-desc"]


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_stands_in_well_formed_svg(text: str) -> None:
    diagram = DriverDiagram(title=text, description=text, aim=text, drivers=(PrimaryDriver(text=text),))

    root = ElementTree.fromstring(standalone(drawn("a", diagram, WORDS), STYLES))

    said = re.sub("[\x00\ud800]", "\ufffd", text)
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (said, said)


@given(TEXT, st.floats(20, 400))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float) -> None:
    lines = broken(text, room)

    assert [line for line in lines if len(line) > 1 and width_of(line, 14) > room + 0.001] == []
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_of_many_letters_is_cut_in_no_time() -> None:
    began = time.process_time()

    lines = broken("m" * 5_000, WIDTH)

    assert time.process_time() - began < 1  # comparing every beginning of the word with the room took a minute
    assert {len(line) for line in lines[:-1]} == {len(lines[0])}


def test_pictures_of_the_course_keep_within_their_bounds(reference_course: Course) -> None:
    found = of_the_course(reference_course)

    assert [(figure.id, problem) for figure in found for problem in [*outside(figure), *acting(figure)]] == []
    assert len({figure.id for figure in found}) == len(found)


def test_the_road_map_leads_back_to_broad_themes(reference_course: Course) -> None:
    figure = road_map(reference_course, WORDS)

    assert (figure.header, figure.rows) == (
        ("Phase", "Days", "Then"),
        (
            ("Pre-phase", "Days 1 to 6", "Build a Big Room"),
            ("Build a Big Room", "Days 7 to 9", "Broad themes"),
            ("Broad themes", "Day 10", "Global aim"),
            ("Global aim", "Day 11", "Generate change ideas"),
            ("Generate change ideas", "Day 12", "Driver diagram and tests of change"),
            ("Driver diagram and tests of change", "Days 13 to 15", "Standardise the changes"),
            ("Standardise the changes", "Days 16 to 18", "Broad themes"),
        ),
    )


def test_every_day_of_the_year_is_a_link_that_a_thumb_can_hit(reference_course: Course) -> None:
    root = ElementTree.fromstring(year_strip(reference_course, WORDS, href).svg)
    links = list(root.iter(f"{SVG}a"))
    boxes = [box.attrib for link in links for box in link.iter(f"{SVG}rect")]

    assert root.attrib["role"] == "group"
    assert [(link.attrib["href"], link.attrib["aria-label"]) for link in links] == [
        (f"../{day.id}/", f"Day {number}: {day.title}") for number, day in enumerate(reference_course.days, start=1)
    ]
    assert min(float(box[side]) for box in boxes for side in ("width", "height")) >= 24 * WIDTH / 320


def test_a_month_goes_from_preparing_to_looking_back(reference_course: Course) -> None:
    month = reference_course.months[3]

    assert [name for name, _ in month_strip(reference_course, month, WORDS, href).rows] == [
        "Prepare",
        "Day 7: Opening the Big Room",
        "In your Big Room",
        "Look back",
    ]


def test_an_image_is_labelled_by_its_title_and_description(reference_course: Course) -> None:
    root = ElementTree.fromstring(five_vs(reference_course, WORDS).svg)

    assert (root.attrib["role"], root.attrib["aria-labelledby"]) == (
        "img",
        "drawing-five-vs-title drawing-five-vs-desc",
    )
    assert [root[0].attrib["id"], root[1].attrib["id"]] == ["drawing-five-vs-title", "drawing-five-vs-desc"]


def test_every_class_of_a_picture_has_a_style_and_every_style_a_class(reference_course: Course) -> None:
    made = [drawn(path.stem, _golden(path), WORDS) for path in GOLDEN.glob("*.yml")] + of_the_course(reference_course)
    used = {name for figure in made for value in re.findall(r'class="([^"]+)"', figure.svg) for name in value.split()}

    assert used - {"d-text"} == {"drawing", *re.findall(r"\.(d-[a-z]+)", STYLES)}


def _golden(path: Path) -> Drawing:
    return read_drawing(read_yaml(path.read_text(encoding="utf-8"), path.name))


def test_the_data_pictures_of_a_course_are_drawn_by_their_ids(small: Path) -> None:
    folder = small / "curriculum" / "assets"
    (folder / "way.yml").write_text((GOLDEN / "process-map.yml").read_text(encoding="utf-8"), encoding="utf-8")
    course = read_course(small).course
    assert course is not None

    assert dict(figures(course, WORDS)) == {"way": drawn("way", _golden(folder / "way.yml"), WORDS)}


def test_a_page_shows_a_picture_that_is_data_as_a_drawn_file(small: Path, tmp_path: Path) -> None:
    source = (GOLDEN / "process-map.yml").read_text(encoding="utf-8")
    (small / "curriculum" / "assets" / "way.yml").write_text(source, encoding="utf-8")
    card = small / "curriculum" / "cards" / "card-questions.md"
    card.write_text(card.read_text(encoding="utf-8") + "\n![The way](way)\n", encoding="utf-8")

    write_tree(woven(small), ROOT, tmp_path / "tree", Audience.EVERYONE)

    pages = tmp_path / "tree" / "pages"
    assert "![The way](../assets/course/way.svg)" in (pages / "cards" / "card-questions.md").read_text(encoding="utf-8")
    figure = drawn("way", _golden(GOLDEN / "process-map.yml"), WORDS)
    assert (pages / "assets" / "course" / "way.svg").read_bytes() == standalone(figure, STYLES)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h"),
        (125, "2 h 5 min"),
        (1439, "23 h 59 min"),
        (1440, "1 d"),
        (1535, "1 d 2 h"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert duration(minutes, WORDS) == said


def test_days_that_follow_one_another_are_said_together() -> None:
    assert days_in_words([1, 2, 3, 7, 9, 10], WORDS) == "Days 1 to 3, Day 7, Days 9 to 10"


@given(st.lists(st.integers(-10_000, 10_000).map(lambda n: Decimal(n) / 10), min_size=1))
def test_ticks_enclose_all_values_evenly(values: list[Decimal]) -> None:
    ticks = ticks_for(values)

    assert ticks[0] <= min(values) <= max(values) <= ticks[-1]
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert len(ticks) <= 7
