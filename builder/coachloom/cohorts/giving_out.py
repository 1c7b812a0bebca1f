"""A timetable becomes an issue: what people are told, with its times and rooms, and never changed afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from coachloom.academy.identity import Identity
from coachloom.cohorts.bank_holidays import zone_of
from coachloom.cohorts.case import without
from coachloom.cohorts.differences import Differences, differences, too_late
from coachloom.cohorts.ground import Known, plan_file
from coachloom.cohorts.issues import Issue, IssuedDay, IssuedVenue, digest, issue_file
from coachloom.cohorts.judging.judge import judged
from coachloom.cohorts.judging.told import told
from coachloom.cohorts.ready import day_times
from coachloom.cohorts.timetable import Held, Timetable
from coachloom.problems import Place, Problem
from coachloom.reading.files import Files
from coachloom.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Why a timetable is given out, who agreed if it is late for that, and which days are to have no date."""

    why: str
    agreed_by: tuple[str, ...] = ()
    cancel: tuple[str, ...] = ()


def drafted(
    known: Known, files: Files, identity: Identity, timetable: Timetable, wish: Wish, at: datetime.datetime
) -> Issue:
    """The issue that would follow, whatever stands against it. ``at`` is an instant in UTC."""
    before = known.issues[-1] if known.issues else None
    kept = _kept(timetable, wish)
    return Issue(
        format=1,
        academy=identity.id,
        cohort=known.cohort.id,
        number=len(known.issues) + 1,
        issued=at,
        edition=known.cohort.edition,
        zone=zone_of(known.cohort),
        why=wish.why,
        agreed_by=wish.agreed_by,
        before=digest(files.read(issue_file(known.cohort.id, before.number))) if before else None,
        venues=tuple(
            IssuedVenue(id=room.id, name=room.name, address=room.address)
            for room in known.cohort.file.venues
            if any(held.venue == room.id for held in kept)
        ),
        days=tuple(_issued(known, held) for held in kept),
        cancelled=tuple(sorted(_without_date(before, kept))) if before else (),
    )


def against(known: Known, timetable: Timetable, wish: Wish, today: datetime.date, words: Words) -> list[Problem]:
    """What stands against giving out the timetable, whatever was given out before: rules that it breaks."""
    kept = _kept(timetable, wish)
    return [*_unknown(known, kept, wish), *_broken(known, kept, wish, today, words)]


def against_issue(known: Known, issue: Issue) -> list[Problem]:
    """What stands against an issue beside the one before: it says nothing new, or comes late and nobody agreed."""
    if not known.issues:
        return []
    differ = differences(known.issues[-1], issue)
    return [*_says_nothing(differ), *_is_late(known, differ)]


def _kept(timetable: Timetable, wish: Wish) -> Timetable:
    return Timetable.of(timetable.cohort, [held for held in timetable if held.day not in wish.cancel])


def _issued(known: Known, held: Held) -> IssuedDay:
    day = next(day for day in known.course.days if day.id == held.day)
    start, end = day_times(known.course, known.cohort, day)
    return IssuedDay(
        day=held.day,
        title=day.title,
        date=held.date,
        start=start,
        end=end,
        venue=held.venue,
        online=held.day in known.cohort.file.online,
        teachers=held.teachers,
        confirmed=held.confirmed,
    )


def _without_date(before: Issue, kept: Timetable) -> Iterator[str]:
    """What had a date once and has none now."""
    yield from ({*before.by_day, *before.cancelled} - kept.by_day.keys())


def _unknown(known: Known, kept: Timetable, wish: Wish) -> Iterator[Problem]:
    days = {day.id for day in known.course.days}
    for id in wish.cancel:
        if id not in days:
            yield _problem(f"There is no day {id} to be cancelled.", known, "name a day of the course, such as d07")
    rooms = {room.id for room in known.cohort.file.venues}
    for held in kept:
        if held.venue and not rooms:
            what = f"{held.day} is in {held.venue}, and the cohort has no rooms."
            yield _problem(what, known, "add the room to the cohort's file, under venues")


def _broken(known: Known, kept: Timetable, wish: Wish, today: datetime.date, words: Words) -> Iterator[Problem]:
    """Rules that the timetable breaks; a day may lack a date if it is to, or has lacked one before."""
    cancelled = {*wish.cancel, *(known.issues[-1].cancelled if known.issues else ())} - kept.by_day.keys()
    for fault in judged(without(known.case(today), cancelled), kept).broken:
        yield _problem(told(fault, words), known, "mend the table, or plan anew: coachloom timetable plan")


def _says_nothing(differ: Differences) -> Iterator[Problem]:
    if differ.before and not differ.days:
        yield Problem(
            code="TIMETABLE",
            what=f"Nothing differs from issue {differ.before.number}.",
            place=Place(plan_file(differ.after.cohort)),
            do="leave it; people need no second word of the same",
        )


def _is_late(known: Known, differ: Differences) -> Iterator[Problem]:
    notice = known.cohort.file.notice
    late = too_late(differ, differ.after.issued.date(), notice)
    if late and not differ.after.agreed_by:
        days = ", ".join(one.day for one in late)
        yield Problem(
            code="TIMETABLE",
            what=f"People were promised {notice} days' notice, and these days change within it: {days}.",
            place=known.cohort.place("notice"),
            because="Whoever cancels a clinic does so weeks ahead.",
            do="if it cannot be helped, say who agreed: --agreed-by ID",
        )


def _problem(what: str, known: Known, do: str) -> Problem:
    return Problem(code="TIMETABLE", what=what, place=Place(plan_file(known.cohort.id)), do=do)
