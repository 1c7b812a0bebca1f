"""The card of an academy: what it tells, what it keeps to itself, and what is refused in those of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from coachloom.academy.card import Agreed, Between, Card, Counted, Who, card_of, read_card, written
from coachloom.academy.composition import Composition
from coachloom.academy.identity import BaseName, read_academy
from coachloom.academy.weave import Woven, woven
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held
from tests.academy.cards import CARDS, card, spoilt
from tests.academy.samples import AGREED, WHY, academy_folder, academy_yml, composed


def of_sample(sample: str, folder: Path) -> Card:
    return card_of(woven(academy_folder(sample, folder)), "2027.2", ["2027.1", "2027.2"])


def of_composition(composition: Composition) -> Card:
    identity = read_academy(Held({"academy.yml": academy_yml().encode()})).identity
    site = Woven(composition=composition, identity=identity, edition="2027.1")
    return card_of(site, "2027.1", ["2027.1"])


def read(text: str | bytes) -> Card:
    return read_card(Held({"academy.json": text.encode() if isinstance(text, str) else text}), "academy.json")


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read(text)
    return [f"{one.place.line} {one.code} {one.what}" for one in found.value.problems]


LISTED = "  listed: true\n"


def test_an_academy_is_listed_only_where_it_says_so() -> None:
    said = {more: read_academy(Held({"academy.yml": academy_yml(more=more).encode()})) for more in ("", LISTED)}

    assert {more: academy.identity.listed for more, academy in said.items()} == {"": False, LISTED: True}


def test_a_card_tells_what_an_academy_builds_on_and_what_it_decided(tmp_path: Path) -> None:
    assert of_sample("every-kind", tmp_path) == Card(
        format=1,
        academy=Who(
            id="every-kind",
            name="Every Kind Academy",
            language="en",
            url="https://academy.every.example/",
            contact="hello@every.example",
        ),
        base=BaseName(course="small-course", edition="2027.1-draft"),
        through=(),
        edition="2027.2",
        editions=("2027.1", "2027.2"),
        exceptions=(),
        changes=Counted(set=4, replace=4, add=5, leave_out=1, move=1),
    )


def test_a_card_tells_every_agreed_exception_with_its_reason_and_its_end(tmp_path: Path) -> None:
    found = of_sample("deviating", tmp_path)

    assert found.changes == Counted(set=2, replace=2, add=2, leave_out=2, move=1)
    assert [(one.element, one.title, one.why) for one in found.exceptions] == [
        ("d02/deviating-drill", "Tests: Drill", "The law wants a drill."),
        ("day-test", "What will you test?", "The law asks for it first."),
        ("first-questions", "Three questions before any solution", "The law gives interpreters a pause."),
        ("first-questions/plan", "Three questions before any solution: Plan", "The pause stands in it."),
        ("small-tests", "Tests under supervision", "Our law asks for the word."),
        ("the-room", "The room", "Fire rules."),
        ("v-value", "Value", "Our law has a list of its own."),
        ("warm-up", "warm-up", "No sport without insurance."),
    ]
    assert {one.until for one in found.exceptions} == {"2027.3"}


def test_below_a_region_the_course_comes_first_and_the_regions_decisions_are_not_the_academys(tmp_path: Path) -> None:
    found = of_sample("north-riverside", tmp_path)

    assert found.base == BaseName(course="small-course", edition="2027.1-draft")
    assert found.through == (Between(id="north", edition="2027.1"),)
    assert found.changes == Counted(set=2, replace=1, leave_out=1)


def test_no_person_is_named_and_nothing_is_told_of_what_only_faculty_see(tmp_path: Path) -> None:
    hidden = f"- replace: first-questions/answers\n  with: content/a.md\n{WHY.replace('It', 'Canary')}{AGREED}"
    shown = f"- replace: first-questions/plan\n  with: content/p.md\n  why: |\n    Two\n    lines.\n  by: ana-reis\n{AGREED}"
    plan = (
        "| Minutes | What happens | Who leads |\n| --- | --- | --- |\n| 30 | Ask. | Pairs |\n| 45+ | Talk. | Pairs |\n"
    )
    plan += "\nWe [ask openly](ask-openly) and [test small](test-small).\n"

    found = of_composition(composed(hidden + shown, {"content/a.md": "Canary.\n", "content/p.md": plan}))

    assert found.exceptions == (
        Agreed(
            element="first-questions/plan",
            title="Three questions before any solution: Plan",
            why="Two lines.",
            until="2027.3",
        ),
    )
    assert found.changes == Counted(replace=1)
    assert [word for word in ("ana-reis", "rui-lopes", "Canary") if word in written(found)] == []
    assert "rui-lopes" not in written(of_sample("deviating", tmp_path))


def test_a_card_is_written_sorted_and_without_what_is_not_known() -> None:
    assert written(card(exceptions=(Agreed(element="d01", title="Café", why="Why.", until="2028.1"),))) == (
        """\
{
  "academy": {
    "id": "riverside",
    "language": "en",
    "name": "Riverside Academy"
  },
  "base": {
    "course": "quality-coach",
    "edition": "2027.1"
  },
  "changes": {
    "add": 0,
    "leave_out": 0,
    "move": 0,
    "replace": 0,
    "set": 0
  },
  "edition": "2027.2",
  "editions": [
    "2027.2"
  ],
  "exceptions": [
    {
      "element": "d01",
      "title": "Café",
      "until": "2028.1",
      "why": "Why."
    }
  ],
  "format": 1,
  "through": []
}
"""
    )


@given(one=CARDS)
def test_what_was_written_is_read_back(one: Card) -> None:
    assert read(written(one)) == one


def test_a_card_of_a_later_format_says_that_a_newer_coachloom_is_needed() -> None:
    later = spoilt(card(), format=2, shape="round", base=None)

    assert refused(later) == ["19 CARD The card is written in format 2, and this coachloom reads only format 1."]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"format": 0}, "VALUE `format` is not right"),
        ({"format": 10**12}, "CARD The card is written in format 100000000"),
        ({"base": None}, "MISSING `base` is missing."),
        ({"shape": "round"}, "FIELD `shape` is not a field here."),
        ({"editions": ["2027.1"]}, "CARD The card is of edition 2027.2, which is not among the editions"),
        ({"edition": "latest"}, 'VALUE `edition` is not right: "latest".'),
        ({"changes": {"set": -1}}, 'VALUE `set` is not right: "-1".'),
        ({"through": {}}, "VALUE `through` is not right"),
        ({"academy": {"id": "a", "name": "A", "language": "en", "url": "javascript:alert(1)"}}, "VALUE `url`"),
        ({"academy": {"id": "a", "name": "A", "language": "en", "url": "//a.example/"}}, "VALUE `url`"),
        ({"academy": {"id": "a", "name": "A", "language": "en", "contact": "a@b.example?cc=x y"}}, "VALUE `contact`"),
        ({"academy": {"id": "A b", "name": "A", "language": "en"}}, "VALUE `id`"),
        ({"academy": {"id": "a", "name": "A\nB", "language": "en"}}, "VALUE `name`"),
        ({"academy": {"id": "a", "name": "A\u202eB", "language": "en"}}, "CONTROL"),
        ({"academy": {"id": "a", "name": "A" * 5001, "language": "en"}}, "VALUE `name`"),
        ({"academy": {"id": "a", "name": "A", "language": 'en" onload="x'}}, "VALUE `language`"),
    ],
)
def test_a_card_of_a_stranger_is_read_strictly(fields: dict[str, object], expected: str) -> None:
    said = refused(spoilt(card(), **fields))

    assert [one.partition(" ")[2][: len(expected)] for one in said] == [expected]


def test_everything_that_is_wrong_with_a_card_is_told_at_once() -> None:
    said = refused(spoilt(card(), base={"course": "Quality Coach"}, exceptions=[{"element": "d01"}], editions=None))

    assert sorted(one.split(" ", 1)[1] for one in said) == [
        "MISSING `edition` is missing.",
        "MISSING `editions` is missing.",
        "MISSING `title` is missing.",
        "MISSING `until` is missing.",
        "MISSING `why` is missing.",
        'VALUE `course` is not right: "Quality Coach".',
    ]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe{\x00}\x00", b"PK\x03\x04", b'{"a": "\xff"}', b"[]", b"null", b"1"])
def test_what_is_no_card_at_all_is_a_problem(data: bytes) -> None:
    assert refused(data)


def test_a_card_with_a_byte_order_mark_and_windows_line_ends_is_the_same_card() -> None:
    assert read(b"\xef\xbb\xbf" + written(card()).replace("\n", "\r\n").encode()) == card()
