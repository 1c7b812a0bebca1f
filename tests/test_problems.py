"""Problems as people and programs see them: the three ways of writing, their order, and the nearest known word."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.problems import (
    FORMATS,
    Place,
    Problem,
    ProblemsFound,
    Severity,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    in_order,
)

BOUNDS = Problem(
    code="BOUNDS",
    what='You set minutes 110 on "Three questions" (three-questions); allowed 60 to 90.',
    place=Place("changes.yml", 7, 3),
    do="choose 60 to 90",
    id="three-questions",
    because="Practice must outweigh explanation.",
    rule=Place("three-questions.md", 9),
)
STRAY = Problem(
    code="STRAY",
    what="Nothing reads this file: café.",
    place=Place("modules/x.txt"),
    do="move it elsewhere",
    severity=Severity.NOTES,
)

AS_TEXT = """\
changes.yml:7: BOUNDS  You set minutes 110 on "Three questions" (three-questions); allowed 60 to 90.
    Rule: three-questions.md:9   Because: Practice must outweigh explanation.
    Do: choose 60 to 90

modules/x.txt:1: STRAY (note)  Nothing reads this file: café.
    Do: move it elsewhere"""

AS_JSON = """\
{
  "format": 1,
  "problems": [
    {
      "severity": "stops",
      "code": "BOUNDS",
      "file": "changes.yml",
      "line": 7,
      "id": "three-questions",
      "what": "You set minutes 110 on \\"Three questions\\" (three-questions); allowed 60 to 90.",
      "rule": {
        "file": "three-questions.md",
        "line": 9
      },
      "because": "Practice must outweigh explanation.",
      "do": "choose 60 to 90"
    },
    {
      "severity": "notes",
      "code": "STRAY",
      "file": "modules/x.txt",
      "line": 1,
      "id": "",
      "what": "Nothing reads this file: café.",
      "rule": null,
      "because": "",
      "do": "move it elsewhere"
    }
  ]
}"""

AS_GITHUB = (
    "::error file=changes.yml,line=7,title=BOUNDS"
    '::You set minutes 110 on "Three questions" (three-questions); allowed 60 to 90. Do: choose 60 to 90\n'
    "::warning file=modules/x.txt,line=1,title=STRAY"
    "::Nothing reads this file: café. Do: move it elsewhere"
)


def at(file: str, line: int = 1, code: str = "CODE", what: str = "What.") -> Problem:
    return Problem(code=code, what=what, place=Place(file, line), do="mend it")


@pytest.mark.parametrize(
    ("name", "golden"), [("text", AS_TEXT), ("json", AS_JSON), ("github", AS_GITHUB)], ids=["text", "json", "github"]
)
def test_each_format_writes_problems_as_promised(name: str, golden: str) -> None:
    assert FORMATS[name]([BOUNDS, STRAY]) == golden


def test_the_formats_are_those_of_the_command_line() -> None:
    assert {"text": as_text, "json": as_json, "github": as_github} == FORMATS


@pytest.mark.parametrize(
    ("name", "golden"), [("text", ""), ("json", '{\n  "format": 1,\n  "problems": []\n}'), ("github", "")]
)
def test_no_problems_are_written_as_none(name: str, golden: str) -> None:
    assert FORMATS[name]([]) == golden


def test_text_names_a_reason_without_a_rule_and_a_rule_without_a_reason() -> None:
    reasoned = Problem(code="A", what="What.", place=Place("a.yml"), do="mend it", because="It helps.")
    ruled = Problem(code="B", what="What.", place=Place("b.yml"), do="mend it", rule=Place("c.yml", 4))

    assert as_text([reasoned, ruled]) == (
        "a.yml:1: A  What.\n    Because: It helps.\n    Do: mend it\n\nb.yml:1: B  What.\n    Rule: c.yml:4\n    Do: mend it"
    )


def test_github_gets_its_separators_escaped_in_properties_and_only_line_ends_and_per_cent_in_the_message() -> None:
    tricky = Problem(code="A:B", what="100 %\r\nof a::b, c", place=Place("a%b:c,d\n.md", 3), do="mend: it, now")

    assert as_github([tricky]) == (
        "::error file=a%25b%3Ac%2Cd%0A.md,line=3,title=A%3AB::100 %25%0D%0Aof a::b, c Do: mend: it, now"
    )


@given(st.text(), st.text())
def test_whatever_stands_in_a_problem_github_gets_one_line_for_it(what: str, file: str) -> None:
    written = as_github([at(file, what=what)])

    assert "\n" not in written
    assert "\r" not in written


@given(st.text(), st.text())
def test_whatever_stands_in_a_problem_json_gives_it_back(what: str, file: str) -> None:
    (read,) = json.loads(as_json([at(file, 3, "CODE", what)]))["problems"]

    assert (read["file"], read["line"], read["code"], read["what"]) == (file, 3, "CODE", what)


def test_problems_are_sorted_by_file_then_line_as_a_number_then_code_then_words() -> None:
    wanted = (
        at("a.yml", 2, "B"),
        at("a.yml", 10, "A"),
        at("a.yml", 10, "B", "First."),
        at("a.yml", 10, "B", "Second."),
        at("b.yml", 1, "A"),
    )

    assert in_order(reversed(wanted)) == wanted


def test_a_problem_found_twice_is_told_once() -> None:
    assert in_order([at("b.yml"), at("a.yml"), at("b.yml")]) == (at("a.yml"), at("b.yml"))


@given(st.lists(st.builds(at, st.sampled_from("ab"), st.integers(1, 12), st.sampled_from(["A", "B"]))))
def test_the_order_in_which_problems_are_found_does_not_matter(found: list[Problem]) -> None:
    assert in_order(found) == in_order(reversed(found)) == in_order([*found, *found])


def test_problems_found_carries_them_in_order_and_exits_with_one() -> None:
    found = ProblemsFound([at("b.yml"), at("a.yml"), at("b.yml")])

    assert (found.problems, found.exit_code, str(found)) == ((at("a.yml"), at("b.yml")), 1, "2 problems")


def test_only_a_problem_of_severity_stops_stops() -> None:
    assert [BOUNDS.stops, STRAY.stops] == [True, False]


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ("lisening", " Did you mean listening?"),
        ("listening", " Did you mean listening?"),
        ("minuts", " Did you mean minutes?"),
        ("supervision", ""),
        ("", ""),
    ],
)
def test_did_you_mean_offers_the_nearest_known_word_or_nothing(wrong: str, answer: str) -> None:
    assert did_you_mean(wrong, ["minutes", "listening", "feedback"]) == answer


def test_did_you_mean_gives_the_same_answer_in_whatever_order_the_words_come() -> None:
    assert did_you_mean("cab", ["cat", "car"]) == did_you_mean("cab", ["car", "cat"])


def test_did_you_mean_knows_no_word_where_there_is_none() -> None:
    assert did_you_mean("minutes", []) == ""
