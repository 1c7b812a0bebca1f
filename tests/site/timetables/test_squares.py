"""Months as squares: every date once, in its column, with what is free for everyone."""

from __future__ import annotations

import datetime

from hypothesis import given, strategies

from coachloom.site.timetables.squares import Free, months_of
from coachloom.site.timetables.view import timetable_view
from tests.cohorts.issued import a_day, an_issue
from tests.site.timetables.given import FREE, PEOPLE, cohort, edition, words

DATES = strategies.dates(datetime.date(2026, 1, 1), datetime.date(2032, 12, 31))


@given(DATES, DATES)
def test_every_date_from_the_first_month_to_the_last_stands_once_below_its_weekday(
    one: datetime.date, other: datetime.date
) -> None:
    issue = an_issue(1, a_day("d01", one.isoformat()), a_day("d02", other.isoformat()))
    days = timetable_view(cohort(), (issue,), edition(of=False), PEOPLE, words()).days
    months = months_of(days, Free())
    dates = [square.date for month in months for square in month.squares]
    first, last = min(one, other), max(one, other)

    assert dates == [dates[0] + datetime.timedelta(days=n) for n in range(len(dates))]
    assert (dates[0], dates[-1] >= last, dates[-1].month) == (first.replace(day=1), True, last.month)
    assert [day for month in months for day in month.days] == list(days)
    for month in months:
        assert all(
            square is None or square.date.weekday() == at for week in month.weeks for at, square in enumerate(week)
        )
        assert {len(week) for week in month.weeks} == {7}


def test_a_bank_holiday_goes_before_a_weekend_and_that_before_school_holidays() -> None:
    issue = an_issue(1, a_day("d01", "2027-02-09"), a_day("d02", "2027-03-23"))
    days = timetable_view(cohort(), (issue,), edition(of=False), PEOPLE, words()).days
    free = {
        square.date.isoformat(): (square.kind, square.name)
        for month in months_of(days, FREE)
        for square in month.squares
        if square.kind != "weekend" and square.kind
    }

    assert free == {
        "2027-02-15": ("school", "Half-term"),
        "2027-02-16": ("school", "Half-term"),
        "2027-02-17": ("school", "Half-term"),
        "2027-02-18": ("school", "Half-term"),
        "2027-02-19": ("school", "Half-term"),
        "2027-03-26": ("bank", "Good Friday"),
    }


def test_without_days_there_are_no_months() -> None:
    assert months_of((), FREE) == ()
