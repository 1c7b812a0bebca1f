"""Repeating dates are those that another reader of the same rules finds."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped, unused-ignore]
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coachloom.cohorts.recurring import Every, Rule, dates, days_looked_at

FIRST, LAST = datetime.date(2027, 1, 1), datetime.date(2029, 12, 31)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

subsets = st.frozensets
rules = st.builds(
    Rule,
    every=st.sampled_from(Every),
    interval=st.integers(1, 5),
    count=st.none() | st.integers(1, 60),
    until=st.none() | st.dates(FIRST, LAST),
    months=subsets(st.integers(1, 12), max_size=3),
    month_days=subsets(st.integers(1, 31) | st.integers(-31, -1), max_size=3),
    weekdays=subsets(st.tuples(st.just(0), st.integers(0, 6)), max_size=3),
    places=st.just(frozenset[int]()),
    week_starts=st.integers(0, 6),
)
in_months = st.builds(
    Rule,
    every=st.sampled_from([Every.MONTH, Every.YEAR]),
    interval=st.integers(1, 5),
    months=subsets(st.integers(1, 12), max_size=2),
    weekdays=subsets(st.tuples(st.integers(1, 5) | st.integers(-5, -1), st.integers(0, 6)), min_size=1, max_size=3),
    places=subsets(st.integers(1, 3) | st.integers(-3, -1), max_size=2),
)


def as_text(rule: Rule) -> str:
    days = [f"{nth or ''}{WEEKDAYS[weekday]}" for nth, weekday in sorted(rule.weekdays)]
    parts = {
        "FREQ": rule.every.value.upper(),
        "INTERVAL": str(rule.interval),
        "COUNT": str(rule.count or ""),
        "UNTIL": f"{rule.until:%Y%m%d}" if rule.until and not rule.count else "",
        "BYMONTH": ",".join(map(str, sorted(rule.months))),
        "BYMONTHDAY": ",".join(map(str, sorted(rule.month_days))),
        "BYDAY": ",".join(days),
        "BYSETPOS": ",".join(map(str, sorted(rule.places))),
        "WKST": WEEKDAYS[rule.week_starts],
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def by_dateutil(rule: Rule, start: datetime.date, first: datetime.date = FIRST) -> list[datetime.date]:
    midnight = datetime.time()
    found = rrulestr(as_text(rule), dtstart=datetime.datetime.combine(start, midnight))
    between = (datetime.datetime.combine(date, midnight) for date in (first, LAST))
    return [when.date() for when in found.between(*between, inc=True)]


def rule_begins_on(rule: Rule, start: datetime.date) -> bool:
    return by_dateutil(dataclasses.replace(rule, count=1), start, start) == [start]


@settings(max_examples=25)
@given(rule=rules | in_months, start=st.dates(datetime.date(2023, 1, 1), LAST))
def test_dates_are_those_of_another_reader(rule: Rule, start: datetime.date) -> None:
    if rule.count:
        rule = Rule(every=rule.every, interval=rule.interval, count=rule.count, weekdays=rule.weekdays)
        assume(rule_begins_on(rule, start))  # elsewhere the standard leaves open how the first date counts
    theirs = by_dateutil(rule, start)

    ours = list(dates(rule, start, FIRST, LAST))

    begins_there = [start] if FIRST <= start <= min(LAST, rule.until or LAST) else []
    assert ours == sorted({*theirs, *begins_there})


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Rule(every=Every.YEAR), ["2028-02-29"]),
        (Rule(every=Every.MONTH, month_days=frozenset({-1}), until=datetime.date(2027, 4, 1)), ["2027-01-31", "2027-02-28", "2027-03-31"]),
        (Rule(every=Every.DAY, months=frozenset({2}), month_days=frozenset({30})), []),
    ],
)  # fmt: skip
def test_leap_days_ends_of_months_and_days_that_never_come(rule: Rule, found: list[str]) -> None:
    start = datetime.date(2024, 2, 29)

    assert [date.isoformat() for date in dates(rule, start, FIRST, LAST)] == found


def test_where_a_week_starts_says_which_weeks_are_two_apart() -> None:
    start = datetime.date(2027, 8, 3)  # a Tuesday; the example of the standard
    rule = Rule(every=Every.WEEK, interval=2, count=4, weekdays=frozenset({(0, 1), (0, 6)}))

    assert [date.day for date in dates(rule, start, FIRST, LAST)] == [3, 8, 17, 22]
    assert [date.day for date in dates(dataclasses.replace(rule, week_starts=6), start, FIRST, LAST)] == [3, 15, 17, 29]


def test_what_goes_on_since_long_ago_is_looked_up_from_where_it_is_asked_for() -> None:
    daily, start = Rule(every=Every.DAY), datetime.date(1900, 1, 1)

    assert days_looked_at(daily, start, FIRST, FIRST) == 1
    assert list(dates(daily, start, FIRST, FIRST)) == [FIRST]
    assert days_looked_at(Rule(every=Every.DAY, count=3), start, FIRST, FIRST) == (FIRST - start).days + 1


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("count", [None, 5])
def test_what_comes_back_after_thousands_of_years_is_held_once(every: Every, count: int | None) -> None:
    rule = Rule(every=every, interval=3_000_000 if every is Every.DAY else 99_999, count=count)

    assert list(dates(rule, FIRST, FIRST, datetime.date(2199, 12, 31)))[:1] == [FIRST]
