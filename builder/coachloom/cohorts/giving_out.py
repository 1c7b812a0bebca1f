"""A timetable becomes an issue: what people are told, with its times and rooms, and never changed afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coachloom.academy.identity import Identity
from coachloom.cohorts.differences import Differences, differences, too_late
from coachloom.cohorts.ground import Known
from coachloom.cohorts.issue_text import written
from coachloom.cohorts.issues import Issue, IssuedDay, IssuedVenue, digest, issue_file, ledger, local_date, read_issue
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
    back_to: Issue | None = None
    """The issue whose words count again."""

    source: str = ""
    """The file that holds the timetable, for problems with it."""


def drafted(
    known: Known, files: Files, identity: Identity, timetable: Timetable, wish: Wish, at: datetime.datetime
) -> Issue:
    """The issue that would follow, whatever stands against it. ``at`` is an instant in UTC."""
    before = known.newest
    kept = _kept(timetable, wish)
    said = _said(known, wish, local_date(at, known.zone))
    venues = _venues(known, wish)
    used = {held.venue for held in kept}
    return Issue(
        format=1,
        academy=identity.id,
        cohort=known.cohort.id,
        number=len(known.issues) + 1,
        issued=at,
        edition=known.cohort.edition,
        zone=known.zone,
        why=wish.why,
        agreed_by=wish.agreed_by,
        before=digest(files.read(issue_file(known.cohort.id, before.number))) if before else None,
        venues=tuple(venue for id, venue in venues.items() if id in used),
        days=tuple(_issued(known, held, said) for held in kept),
        cancelled=tuple(sorted(_without_date(before, kept))) if before else (),
    )


def as_file(issue: Issue) -> bytes:
    """What the issue's file holds. Raises ProblemsFound where nobody could read it again."""
    data = written(issue).encode()
    read_issue(data, issue_file(issue.cohort, issue.number), issue.cohort, issue.number)
    return data


def recorded(files: Files, issue: Issue, data: bytes) -> bytes:
    """The ledger with an issue whose file holds ``data``."""
    before = {number: digest(files.read(issue_file(issue.cohort, number))) for number in range(1, issue.number)}
    return ledger({**before, issue.number: digest(data)})


def against(known: Known, timetable: Timetable, wish: Wish, today: datetime.date, words: Words) -> list[Problem]:
    """What stands against giving out the timetable, whatever was given out before: rules that it breaks."""
    kept = _kept(timetable, wish)
    unknown = [
        *_unknown_days(known, wish),
        *_gone_by(known, kept, wish, today),
        *_broken(known, kept, wish, today, words),
    ]
    return unknown or [*_unknown_venues(known, kept, wish)]


def against_issue(known: Known, issue: Issue, wish: Wish) -> list[Problem]:
    """What stands against an issue beside the one before: it says nothing new, or comes late and nobody agreed."""
    if known.newest is None:
        return []
    differ = differences(known.newest, issue)
    return [*_is_earlier(known.newest, issue, wish), *_says_nothing(differ, wish), *_is_late(known, differ)]


def _kept(timetable: Timetable, wish: Wish) -> Timetable:
    return Timetable.of(timetable.cohort, [held for held in timetable if held.day not in wish.cancel])


def _said(known: Known, wish: Wish, today: datetime.date) -> Mapping[str, IssuedDay]:
    """Days whose words stay as they were given out: those that lie behind, and those of an issue that counts again."""
    again = wish.back_to.by_day if wish.back_to and wish.back_to.zone == known.zone else {}
    before = known.newest
    behind = {id: day for id, day in before.by_day.items() if day.date < today} if before else {}
    return {**again, **(behind if before and before.zone == known.zone else {})}


def _venues(known: Known, wish: Wish) -> Mapping[str, IssuedVenue]:
    """Every room that is known; of one that is no longer in the cohort's file what was given out last."""
    before = known.newest.venue if known.newest else {}
    rooms = {
        room.id: IssuedVenue(id=room.id, name=room.name, address=room.address) for room in known.cohort.file.venues
    }
    return {**before, **rooms, **(wish.back_to.venue if wish.back_to else {})}


def _issued(known: Known, held: Held, said: Mapping[str, IssuedDay]) -> IssuedDay:
    there = said.get(held.day)
    if there and there.date == held.date:
        return replace(there, venue=held.venue, teachers=held.teachers, confirmed=held.confirmed)
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


def _unknown_days(known: Known, wish: Wish) -> Iterator[Problem]:
    days = {day.id for day in known.course.days}
    for id in wish.cancel:
        if id not in days:
            yield _problem(f"There is no day {id} to be cancelled.", wish, "name a day of the course, such as d07")


def _gone_by(known: Known, kept: Timetable, wish: Wish, today: datetime.date) -> Iterator[Problem]:
    """Days that lie behind and are to be cancelled, or were never given out; a first issue may tell of a year that has begun."""
    before = known.newest.by_day if known.newest else None
    for id in wish.cancel:
        if before and id in before and before[id].date < today:
            yield _problem(f"{id} was held on {before[id].date}, which is past.", wish, "cancel what is to come")
    for held in kept:
        if before is not None and held.date < today and (held.day not in before or before[held.day].date != held.date):
            what = f"{held.day} would be held on {held.date}, which is past."
            yield _problem(what, wish, "give it a date to come, or leave its date empty")


def _unknown_venues(known: Known, kept: Timetable, wish: Wish) -> Iterator[Problem]:
    there = _venues(known, wish)
    for held in kept:
        if held.venue and held.venue not in there:
            what = f"{held.day} is in {held.venue}, and the cohort has no such room."
            yield _problem(what, wish, "add the room to the cohort's file, under venues")


def _broken(known: Known, kept: Timetable, wish: Wish, today: datetime.date, words: Words) -> Iterator[Problem]:
    """Rules that the timetable breaks; a day may lack a date if it is to, or has lacked one before."""
    for fault in judged(known.case_for(kept, today, cancelled=wish.cancel), kept).broken:
        yield _problem(told(fault, words), wish, "mend the table, or plan anew: coachloom timetable plan")


def _is_earlier(before: Issue, issue: Issue, wish: Wish) -> Iterator[Problem]:
    if issue.issued < before.issued:
        what = f"Issue {before.number} was given out on {before.issued:%Y-%m-%dT%H:%MZ}, which is later."
        yield _problem(what, wish, "leave --at out, or give a later moment; see to the clock of the computer")


def _says_nothing(differ: Differences, wish: Wish) -> Iterator[Problem]:
    if differ.before and not differ.days:
        what = f"Nothing differs from issue {differ.before.number}."
        yield _problem(what, wish, "leave it; people need no second word of the same")


def _is_late(known: Known, differ: Differences) -> Iterator[Problem]:
    notice = known.cohort.file.notice
    late = too_late(differ, differ.after.given_out_on, notice)
    if late and not differ.after.agreed_by:
        days = ", ".join(one.day for one in late)
        yield Problem(
            code="TIMETABLE",
            what=f"People were promised {notice} days' notice, and these days change within it: {days}.",
            place=known.cohort.place("notice"),
            because="Whoever cancels a clinic does so weeks ahead.",
            do="if it cannot be helped, say who agreed: --agreed-by ID",
        )


def _problem(what: str, wish: Wish, do: str) -> Problem:
    return Problem(code="TIMETABLE", what=what, place=Place(wish.source), do=do)
