"""What was given up, and why nothing is possible, in words that a faculty lead reads."""

from __future__ import annotations

from coachloom.cohorts.case import Venue
from coachloom.cohorts.explained import explained
from coachloom.cohorts.given_up_told import briefly
from coachloom.cohorts.planning.best import best
from coachloom.cohorts.planning.given_up import given_up
from coachloom.cohorts.planning.why_not import why_not
from coachloom.site.tree import load_words
from tests.cohorts.cases import a_case, a_day_with_an_expert, a_span
from tests.conftest import ROOT

WORDS = load_words(ROOT, "en")


def test_what_was_given_up_is_told_with_the_reason() -> None:
    hall = Venue(
        id="hall", places=9, closed=(a_span("2027-02-01..2027-02-15 works"), a_span("2027-02-20..2027-02-28 works"))
    )
    case = a_case(
        (1,), "2027-02-01", stray=0, venues=(hall,), school_holidays=(a_span("2027-02-15..2027-02-21 half-term"),)
    )
    plan = best(case)

    assert plan
    assert list(briefly(given_up(case, plan.timetable), WORDS)) == [
        "In the school holidays: d01. Of 21 other dates above all: 21 without a room that can be had."
    ]


def test_why_nothing_is_possible_is_told_with_the_table_of_each_day() -> None:
    why = why_not(a_day_with_an_expert("2027-05-01..2027-05-31 leave"))

    assert why
    assert list(explained(why, None, WORDS)) == [
        "No timetable is possible. These rules cannot be kept together; without any one of them, the others can:",
        "    - that an expert is on site",
        "    - that d01 stays near its month",
        "    - the time that ana is away",
        "What would help most, and cost least:",
        "    - that d01 stays near its month",
        "The days, the dates that they could have, and what stands in the way:",
        "    d01: 31 dates; 20 with the expert away, 10 on other weekdays, 1 on bank holidays; 0 left",
    ]
