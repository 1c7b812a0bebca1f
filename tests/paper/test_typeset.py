"""What is printed can be read aloud, is the same for the same data, and shows what people wrote as they wrote it."""

from __future__ import annotations

import datetime

import pytest

from coachloom.paper.typeset import pdf
from coachloom.problems import ProblemsFound
from tests.paper.prints import MADE, door, structure, texts, wallchart


@pytest.mark.parametrize(("template", "data"), [("wallchart", wallchart()), ("door-sign", door())])
def test_a_print_can_be_read_aloud(template: str, data: dict[str, object]) -> None:
    assert structure(pdf(template, data, made=MADE)) == {
        "tagged": True,
        "language": "en",
        "title": data["title"],
        "shows its title": True,
        "standard": "1",
        "made": "D:20261126090000Z",
    }


def test_the_same_data_give_the_same_bytes_and_another_instant_gives_others() -> None:
    once = pdf("wallchart", wallchart(), made=MADE)

    assert pdf("wallchart", wallchart(), made=MADE) == once
    assert pdf("wallchart", wallchart(), made=MADE + datetime.timedelta(days=1)) != once


def test_a_wallchart_tells_each_day_once_in_words() -> None:
    (text,) = texts(pdf("wallchart", wallchart(), made=MADE))

    told, _, drawn = text.partition("April\n2027\n")
    assert told.split("\n")[:4] == [
        "Spring 2027",
        "Quality Coach, edition 2027.1",
        "Riverside",
        "Issue 3, given out on 26 November 2026",
    ]
    assert drawn.split("\n")[-4:] == [
        "Tue 20 April, 09:30–17:15",
        "Opening the Big Room",
        "Room 4, Riverside House",
        "7 Training day",
    ]


@pytest.mark.parametrize(
    "name", ['#eval("1 + 1")', "*bold* _it_ $x$ `q`", "<b>&amp;</b>", "\\u{41} #set", 'a "b" // c']
)
def test_what_people_wrote_is_shown_and_never_read_as_markup(name: str) -> None:
    (text,) = texts(pdf("wallchart", wallchart(cohort=name), made=MADE))

    assert text.split("\n")[0] == name


def test_letters_that_no_font_has_are_a_problem_that_names_them() -> None:
    with pytest.raises(ProblemsFound) as refused:
        pdf("wallchart", wallchart(cohort="Spring 🎉"), made=MADE)

    assert [(problem.code, problem.what) for problem in refused.value.problems] == [
        ("PRINT", '"🎉" cannot be printed: no font here has all of its letters.')
    ]


@pytest.mark.parametrize("name", ["Łódź, São Tomé, Ærø", "Ελλάδα", "Україна", "≤ 5 → ½"])
def test_letters_of_europe_are_there(name: str) -> None:
    assert texts(pdf("wallchart", wallchart(cohort=name), made=MADE))[0].split("\n")[0] == name


def test_long_words_of_people_stay_on_one_page_and_lose_their_end() -> None:
    long = "A room beyond the lifts, on the third floor " * 12

    assert len(texts(pdf("wallchart", wallchart(cohort=long, academy=long), made=MADE))) == 1
    (sign,) = texts(pdf("door-sign", door(title=long, where=long, plan=14), made=MADE))
    assert ("…" in sign, "22:30" in sign) == (True, True)


def test_a_day_without_a_plan_has_a_sign_without_one() -> None:
    (sign,) = texts(pdf("door-sign", door(plan=0), made=MADE))

    assert "The day by the clock" not in sign
