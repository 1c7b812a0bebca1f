"""Rules on how days follow each other through the year. What lies between two settled days is settled, too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from coachloom.cohorts.case import Case, GapNeed, months_after
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.judging.seen import Seen, seen
from coachloom.cohorts.timetable import Timetable


def days_follow_the_order_of_the_course(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for before, after in pairwise(seen(case, timetable)):
        if after.date < before.date and not _both_settled(before, after):
            yield after.fault("order", other=before.id, other_date=before.date)


def no_two_days_share_a_date(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for before, after in combinations(seen(case, timetable), 2):
        if after.date == before.date and not _both_settled(before, after):
            yield after.fault("one-a-date", other=before.id)


def gaps_are_kept(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for gap, before, after in open_gaps(case, timetable):
        days = (after.date - before.date).days
        if days <= 0 or gap.least <= days <= gap.most:  # days in the wrong order have another fault
            continue
        yield after.fault(
            "together" if gap.together else "gap-short" if days < gap.least else "gap-long",
            other=before.id,
            other_date=before.date,
            days=days,
            least=gap.least,
            most=gap.most,
            gap=gap.id,
        )


def days_together_share_a_venue(case: Case, timetable: Timetable) -> Iterator[Fault]:
    for gap, before, after in open_gaps(case, timetable):
        here, there = after.held.venue, before.held.venue
        if gap.together and here and there and here != there:
            yield after.fault("together-venue", other=before.id, venue=here, other_venue=there)


def the_year_is_neither_short_nor_long(case: Case, timetable: Timetable) -> Iterator[Fault]:
    if not case.days:
        return
    days = {day.id: day for day in seen(case, timetable)}
    first, last = days.get(case.days[0].id), days.get(case.days[-1].id)
    if not first or not last or _both_settled(first, last):
        return
    if case.least_months and last.date < months_after(first.date, case.least_months):
        yield last.fault("year-short", other=first.id, other_date=first.date, least=case.least_months)
    if last.date > months_after(first.date, case.most_months):
        yield last.fault("year-long", other=first.id, other_date=first.date, most=case.most_months)


def open_gaps(case: Case, timetable: Timetable) -> Iterator[tuple[GapNeed, Seen, Seen]]:
    """Each gap with the days around it, but for those that are settled or lack a day."""
    days = {day.id: day for day in seen(case, timetable)}
    for gap in case.gaps:
        before, after = days.get(gap.after), days.get(gap.before)
        if before and after and not _both_settled(before, after):
            yield gap, before, after


def _both_settled(one: Seen, other: Seen) -> bool:
    return one.settled_date and other.settled_date
