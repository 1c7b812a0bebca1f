"""Differences between issues: what moves for whom, and whether there is time left to tell people."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.cohorts.differences import What, concerned, differences, too_late
from coachloom.cohorts.differences_told import lines, sentence
from coachloom.cohorts.issues import Issue, IssuedDay, IssuedVenue
from coachloom.site.tree import load_words
from tests.cohorts.issued import a_day, an_issue
from tests.conftest import ROOT

WORDS = load_words(ROOT, "en")


def told(before: Issue | None, after: Issue) -> tuple[str, tuple[str, ...]]:
    differ = differences(before, after)
    return sentence(differ, WORDS), lines(differ, WORDS)


def test_the_sentence_says_first_how_many_days_and_people_it_touches() -> None:
    before = an_issue(
        1,
        a_day("d01", "2026-03-10", teachers=["ana-reis"]),
        a_day("d02", "2026-03-31", teachers=["ana-reis", "rui-lopes"]),
        a_day("d03", "2026-05-05", teachers=["eva-dias"]),
        a_day("d04", "2026-06-09"),
    )
    after = an_issue(
        2,
        a_day("d01", "2026-03-12", teachers=["ana-reis"]),
        a_day("d02", "2026-04-02", teachers=["ana-reis"]),
        a_day("d03", "2026-05-05", teachers=["eva-dias"], title="Another"),
        cancelled=["d04"],
    )

    assert sentence(differences(before, after), WORDS) == (
        "1 day is cancelled, 2 days move, 1 day has another title, 2 people are affected."
    )
    assert concerned(differences(before, after)) == ("ana-reis", "rui-lopes")


def test_issues_that_say_the_same_do_not_differ() -> None:
    issue = an_issue(1, a_day("d01", "2026-03-10", teachers=["a", "b"]))
    again = an_issue(2, a_day("d01", "2026-03-10", teachers=["b", "a"]))

    assert told(issue, again) == ("Nothing changes.", ())


def test_of_a_first_issue_all_days_are_new() -> None:
    issue = an_issue(
        1, a_day("d01", "2026-03-10", title="Listening"), a_day("d02", "2026-04-07", online=True, title="Asking")
    )

    assert told(None, issue) == (
        "2 days are new, 1 person is affected.",
        (
            "Listening: Tuesday 10 March 2026, 09:30 to 16:30 (London time), Harbour Hall.",
            "Asking: Tuesday 7 April 2026, 09:30 to 16:30 (London time), Online.",
        ),
    )


@pytest.mark.parametrize(
    ("day", "what", "line"),
    [
        (
            a_day("d01", "2026-03-12", times="10:00-16:30", title="Listening"),
            (What.MOVED, What.TIMES),
            "Listening moves from Tuesday 10 March 2026, 09:30 to 16:30 (London time) to Thursday 12 March 2026, 10:00 to 16:30 (London time).",
        ),
        (
            a_day("d01", "2026-03-10", times="10:00-17:00", title="Listening"),
            (What.TIMES,),
            "Listening on Tuesday 10 March 2026: 10:00 to 17:00, no longer 09:30 to 16:30.",
        ),
        (
            a_day("d01", "2026-03-10", venue="loft", title="Listening"),
            (What.PLACE,),
            "Listening on Tuesday 10 March 2026: The Loft, no longer Harbour Hall.",
        ),
        (
            a_day("d01", "2026-03-10", online=True, title="Listening"),
            (What.PLACE,),
            "Listening on Tuesday 10 March 2026: Online, no longer Harbour Hall.",
        ),
        (
            a_day("d01", "2026-03-10", venue="", title="Listening"),
            (What.PLACE,),
            "Listening on Tuesday 10 March 2026: no room yet, no longer Harbour Hall.",
        ),
        (
            a_day("d01", "2026-03-10", confirmed=False, title="Listening"),
            (What.PENCILLED,),
            "Listening on Tuesday 10 March 2026 is only pencilled in and may still move.",
        ),
        (
            a_day("d01", "2026-03-10", teachers=["rui-lopes"], title="Listening"),
            (What.FACULTY,),
            "Listening on Tuesday 10 March 2026: other people lead it.",
        ),
        (a_day("d01", "2026-03-10", title="Asking"), (What.TITLE,), "Asking was called Listening."),
    ],
)
def test_a_line_says_what_is_otherwise(day: IssuedDay, what: tuple[What, ...], line: str) -> None:
    before = an_issue(1, a_day("d01", "2026-03-10", title="Listening"))
    differ = differences(before, an_issue(2, day))

    assert ([one.what for one in differ.days], lines(differ, WORDS)) == ([what], (line,))


def test_days_are_cancelled_settled_and_held_after_all() -> None:
    before = an_issue(1, a_day("d01", "2026-03-10", title="Listening"), cancelled=["d02"])
    after = an_issue(2, a_day("d02", "2026-04-07", title="Asking"), cancelled=["d01"])
    pencilled = an_issue(1, a_day("d02", "2026-04-07", title="Asking", confirmed=False))

    assert lines(differences(before, after), WORDS) == (
        "Listening is cancelled: Tuesday 10 March 2026, 09:30 to 16:30 (London time).",
        "Asking is held after all: Tuesday 7 April 2026, 09:30 to 16:30 (London time), Harbour Hall.",
    )
    assert told(pencilled, replace(after, cancelled=())) == (
        "1 day is settled, 1 person is affected.",
        ("Asking on Tuesday 7 April 2026 is settled.",),
    )


def test_a_room_that_gets_another_address_is_another_place() -> None:
    before = an_issue(1, a_day("d01", "2026-03-10"))
    after = replace(before, number=2, venues=(IssuedVenue(id="hall", name="Harbour Hall", address="2 Quay Street"),))

    assert [one.what for one in differences(before, after).days] == [(What.PLACE,)]
    assert told(before, after)[1] == (
        "Title of d01 on Tuesday 10 March 2026: 2 Quay Street, no longer 1 Quay Street, Riverside.",
    )
    other_id = replace(after, venues=(IssuedVenue(id="quay", name="Harbour Hall", address="2 Quay Street"),))
    days = tuple(replace(day, venue="quay") for day in after.days)
    assert differences(after, replace(other_id, days=days)).days == ()


def test_of_a_swap_only_those_who_come_and_go_are_told() -> None:
    before = an_issue(1, a_day("d01", "2026-03-10", teachers=["ana-reis", "rui-lopes"]))
    after = an_issue(2, a_day("d01", "2026-03-10", teachers=["eva-dias", "ana-reis"]))
    (one,) = differences(before, after).days

    assert (one.added, one.dropped, concerned(differences(before, after))) == (
        ("eva-dias",),
        ("rui-lopes",),
        ("eva-dias", "rui-lopes"),
    )


@pytest.mark.parametrize(
    ("today", "late"),
    [("2026-01-27", []), ("2026-01-28", []), ("2026-01-29", ["d01"]), ("2026-03-20", ["d01"])],
)
def test_a_move_is_late_where_its_old_or_new_date_lies_within_the_notice(today: str, late: list[str]) -> None:
    day = datetime.date.fromisoformat(today)
    early, far = an_issue(1, a_day("d01", "2026-03-11")), an_issue(2, a_day("d01", "2026-09-01"))

    assert [one.day for one in too_late(differences(early, far), day, 42)] == late
    assert [one.day for one in too_late(differences(far, early), day, 42)] == late


def test_what_is_cancelled_can_be_late_and_another_room_cannot() -> None:
    before = an_issue(1, a_day("d01", "2026-03-11"), a_day("d02", "2026-03-12"))
    after = an_issue(2, a_day("d02", "2026-03-12", venue="loft"), cancelled=["d01"])

    assert [one.day for one in too_late(differences(before, after), datetime.date(2026, 3, 1), 42)] == ["d01"]


@pytest.mark.parametrize(
    ("old", "new", "late"),
    [
        ([], [a_day("d01", "2026-03-10")], ["d01"]),
        ([a_day("d01", "2026-03-10")], [a_day("d01", "2026-03-10", times="08:00-15:00")], ["d01"]),
        ([a_day("d01", "2026-03-10", confirmed=False)], [a_day("d01", "2026-03-10")], ["d01"]),
        ([a_day("d01", "2026-03-10")], [a_day("d01", "2026-03-10", confirmed=False)], []),
        ([a_day("d01", "2026-03-10")], [a_day("d01", "2026-03-10", teachers=["rui-lopes"])], []),
    ],
)
def test_whatever_makes_people_plan_otherwise_can_be_late(
    old: list[IssuedDay], new: list[IssuedDay], late: list[str]
) -> None:
    differ = differences(an_issue(1, *old), an_issue(2, *new))

    assert [one.day for one in too_late(differ, datetime.date(2026, 3, 1), 42)] == late
    assert too_late(differences(None, an_issue(1, *new)), datetime.date(2026, 3, 1), 42) == ()


days = st.lists(
    st.builds(
        a_day,
        st.sampled_from(["d01", "d02", "d03"]),
        st.sampled_from(["2026-03-10", "2026-03-31"]),
        venue=st.sampled_from(["hall", "loft"]),
        online=st.booleans(),
        confirmed=st.booleans(),
        teachers=st.lists(st.sampled_from(["ana-reis", "rui-lopes"]), unique=True),
    ),
    unique_by=lambda day: day.day,
)


@given(old=days, new=days)
def test_there_and_back_concerns_the_same_days_and_people(old: list[IssuedDay], new: list[IssuedDay]) -> None:
    before, after = an_issue(1, *old), an_issue(2, *new)
    there, back = differences(before, after), differences(after, before)

    assert {one.day for one in there.days} == {one.day for one in back.days}
    assert concerned(there) == concerned(back)
    assert differences(before, before).days == ()
