"""Bank holidays: those of the nation and no other, with the days taken in their place; the cohort's word wins."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from coachloom.cohorts.bank_holidays import bank_holidays, zone_of
from coachloom.cohorts.cohort import Cohort, read_cohorts
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held


def cohort_in(nation: str, lines: str = "") -> Cohort:
    text = f"format: 1\nname: Spring 2027\nnation: {nation}\n{lines}"
    (cohort,) = read_cohorts(Held({"cohorts/spring.yml": text.encode()}))
    return cohort


def holidays(nation: str, year: int, lines: str = "") -> Mapping[datetime.date, str]:
    return bank_holidays(cohort_in(nation, lines), range(year, year + 1))


def dates(nation: str, year: int) -> str:
    """Month and day of each, in order."""
    return " ".join(f"{date:%m-%d}" for date in holidays(nation, year))


@pytest.mark.parametrize(
    ("nation", "year", "expected"),
    [
        ("GB-ENG", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28"),
        ("GB-ENG", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28"),
        ("GB-ENG", 2028, "01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        ("GB-WLS", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28"),
        ("GB-NIR", 2027, "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-25 12-26 12-27 12-28"),
        ("GB-SCT", 2027, "01-01 01-02 01-04 03-26 05-03 05-31 08-02 11-30 12-25 12-26 12-27 12-28"),
        ("GB-SCT", 2028, "01-01 01-02 01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26"),
    ],
)
def test_each_nation_has_its_own_with_the_days_taken_in_their_place(nation: str, year: int, expected: str) -> None:
    assert dates(nation, year) == expected


def test_scotland_rests_once_more_when_its_team_plays() -> None:
    assert datetime.date(2026, 6, 15) in holidays("GB-SCT", 2026)
    assert datetime.date(2026, 6, 15) not in holidays("GB-ENG", 2026)


def test_years_follow_each_other_in_the_order_of_the_calendar() -> None:
    found = list(bank_holidays(cohort_in("GB-ENG"), range(2026, 2029)))

    assert found == sorted(found)
    assert (found[0], found[-1]) == (datetime.date(2026, 1, 1), datetime.date(2028, 12, 26))


def test_the_word_of_the_cohort_wins() -> None:
    lines = "bank_holidays: {add: [{date: 2027-06-01, name: A jubilee}], leave_out: [2027-05-03, 2027-12-24]}"
    usual, told = holidays("GB-ENG", 2027), holidays("GB-ENG", 2027, lines)

    assert dict(told) == {date: name for date, name in usual.items() if date != datetime.date(2027, 5, 3)} | {
        datetime.date(2027, 6, 1): "A jubilee"
    }
    assert list(told) == sorted(told)


@pytest.mark.parametrize(
    ("nation", "what"),
    [
        ("GB-EGN", "The bank holidays of GB-EGN are not known. Did you mean GB-ENG?"),
        ("XX", "The bank holidays of XX are not known."),
        ("IE-D", "The bank holidays of IE-D are not known."),
    ],
)
def test_an_unknown_nation_is_told(nation: str, what: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        holidays(nation, 2027)

    assert [(problem.code, problem.place.line, problem.what) for problem in refused.value.problems] == [
        ("COHORT", 3, what)
    ]


@pytest.mark.parametrize(
    ("nation", "zone"),
    [
        ("GB-SCT", "Europe/London"),
        ("GB-NIR", "Europe/London"),
        ("IE", "Europe/Dublin"),
        ("PT", "Europe/Lisbon"),
        ("ES", "Europe/Madrid"),
    ],
)
def test_a_nation_has_the_clock_of_its_mainland(nation: str, zone: str) -> None:
    assert zone_of(cohort_in(nation)) == zone


def test_a_zone_that_is_written_wins() -> None:
    assert zone_of(cohort_in("PT", "zone: Atlantic/Azores")) == "Atlantic/Azores"


@pytest.mark.parametrize(
    ("nation", "lines", "line", "what"),
    [
        ("US-CA", "", 3, "US-CA has more than one time zone, or none that is known."),
        ("PT-20", "", 3, "PT-20 has more than one time zone, or none that is known."),
        ("IE", "zone: Europe/Dubln", 4, "Europe/Dubln is no time zone. Did you mean Europe/Dublin?"),
        ("IE", "zone: ../../etc/passwd", 4, "../../etc/passwd is no time zone."),
    ],
)
def test_a_zone_that_nobody_can_guess_is_asked_for(nation: str, lines: str, line: int, what: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        zone_of(cohort_in(nation, lines))

    assert [(problem.code, problem.place.line, problem.what) for problem in refused.value.problems] == [
        ("COHORT", line, what)
    ]
