"""What must hold of a cohort's file by itself, whatever the course says; a small rule each."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from coachloom.cohorts.cohort import FOLDER, Closed, Cohort, Term
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.paths import refuse_name

_PRIVATE = "private"
TRAINEES = "trainees"


def ids_stand_once(cohort: Cohort) -> Iterator[Problem]:
    for name in ("venues", "faculty"):
        seen: set[str] = set()
        for number, one in enumerate(getattr(cohort.file, name)):
            if one.id in seen:
                yield _problem(
                    f"`{one.id}` stands twice under {name}.", cohort.place(name, number, "id"), "keep one entry", "ID"
                )
            seen.add(one.id)


def faculty_can_name_files(cohort: Cohort) -> Iterator[Problem]:
    """Each has a feed and notices of that name; those for everybody are called `trainees`."""
    for number, member in enumerate(cohort.file.faculty):
        try:
            refuse_name(f"{member.id}.txt")
            taken = member.id == TRAINEES
        except ProblemsFound:
            taken = True
        if taken:
            what = f"`{member.id}` is kept for other files, so nobody in faculty can bear it."
            yield _problem(what, cohort.place("faculty", number, "id"), "choose another id", "ID")


def days_stand_once(cohort: Cohort) -> Iterator[Problem]:
    for name in ("online", "together"):
        yield from _twice(cohort, name, getattr(cohort.file, name))
    yield from _twice(cohort, "days", [settled.day for settled in cohort.file.days])


def _twice(cohort: Cohort, name: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, id in enumerate(ids):
        if id in seen:
            yield _problem(f"`{id}` stands twice under {name}.", cohort.place(name, number), "keep one of the two")
        seen.add(id)


def spans_end_after_they_begin(cohort: Cohort) -> Iterator[Problem]:
    for place, span in _spans(cohort):
        if span.to and span.to < span.from_:
            yield _problem(
                f"It ends on {span.to}, before it begins on {span.from_}.", place, "mend one of the two dates"
            )
    for number, member in enumerate(cohort.file.faculty):
        if member.joins and member.leaves and member.leaves < member.joins:
            what = f"`{member.id}` leaves on {member.leaves}, before joining on {member.joins}."
            yield _problem(what, cohort.place("faculty", number), "mend one of the two dates")


def _spans(cohort: Cohort) -> Iterator[tuple[Place, Closed | Term]]:
    told = cohort.file
    yield from ((cohort.place("closures", n), span) for n, span in enumerate(told.closures))
    yield from ((cohort.place("school_holidays", n), span) for n, span in enumerate(told.school_holidays))
    for number, venue in enumerate(told.venues):
        yield from ((cohort.place("venues", number, "closed", n), span) for n, span in enumerate(venue.closed))


def closures_do_not_overlap(cohort: Cohort) -> Iterator[Problem]:
    """Each is held against the one before it that ends last: a long closure may hold several short ones."""
    spans = sorted(enumerate(cohort.file.closures), key=lambda one: (one[1].from_, one[0]))
    for (earlier, before), (number, after) in zip(accumulate(spans, _ending_later), spans[1:], strict=False):
        if after.from_ <= _last(before):
            place, other = cohort.place("closures", number), cohort.place("closures", earlier)
            where = "" if other.file == place.file else f", {other}"
            what = (
                f"The closure from {after.from_} ({after.why}) overlaps with the one from {before.from_} "
                f"({before.why}{where})."
            )
            yield _problem(what, place, "write one for both, or mend the dates")


def _ending_later(one: tuple[int, Closed], other: tuple[int, Closed]) -> tuple[int, Closed]:
    return other if _last(other[1]) > _last(one[1]) else one


def _last(span: Closed) -> datetime.date:
    return span.to or span.from_


def school_terms_are_no_secret(cohort: Cohort) -> Iterator[Problem]:
    """Upper case counts as lower case: Windows and macOS open the same file."""
    file = cohort.file.school_terms
    if file is None:
        return
    place, because = cohort.place("school_terms"), "The names of school holidays stand on the cohort's public page."
    if file.split("/")[0].casefold() == _PRIVATE:
        what = f"`school_terms` names {file}, and what lies in {_PRIVATE}/ stays private."
        do = "put the calendar of the schools into another folder, such as cohorts/terms.ics, and name it here"
        yield Problem(code="COHORT", what=what, place=place, because=because, do=do)


def school_terms_lie_in_the_folder(cohort: Cohort) -> Iterator[Problem]:
    try:
        refuse_name(cohort.file.school_terms or FOLDER)
    except ProblemsFound as refused:
        yield from (replace(problem, place=cohort.place("school_terms")) for problem in refused.problems)


def preferred_weekdays_are_allowed(cohort: Cohort) -> Iterator[Problem]:
    for number, weekday in enumerate(cohort.file.preferred):
        if weekday not in cohort.file.weekdays:
            what = "A weekday is preferred and not allowed."
            yield _problem(what, cohort.place("preferred", number), "add it to weekdays, or take it out here")


def some_weekday_is_allowed(cohort: Cohort) -> Iterator[Problem]:
    if not cohort.file.weekdays:
        yield _problem("No weekday is allowed.", cohort.place("weekdays"), "write some, such as [tue, wed, thu]")


def some_room_is_large_enough(cohort: Cohort) -> Iterator[Problem]:
    told = cohort.file
    largest = max((venue.places for venue in told.venues), default=told.people)
    if told.people > largest:
        what = f"The cohort has {told.people} people, and the largest room {largest} places."
        yield _problem(what, cohort.place("people"), "add a larger room, or mend the numbers")


def settled_days_name_what_is_there(cohort: Cohort) -> Iterator[Problem]:
    venues = {venue.id for venue in cohort.file.venues}
    faculty = {member.id for member in cohort.file.faculty}
    for number, settled in enumerate(cohort.file.days):
        if settled.venue and settled.venue not in venues:
            what = f"`{settled.venue}` is no venue of this cohort.{did_you_mean(settled.venue, venues)}"
            yield _problem(what, cohort.place("days", number, "venue"), "add it under venues, or mend the id")
        for at, id in enumerate(settled.faculty or ()):
            if id not in faculty:
                what = f"`{id}` is not in the faculty of this cohort.{did_you_mean(id, faculty)}"
                yield _problem(
                    what, cohort.place("days", number, "faculty", at), "add them under faculty, or mend the id"
                )


def _problem(what: str, place: Place, do: str, code: str = "COHORT") -> Problem:
    return Problem(code=code, what=what, place=place, do=do)


RULES: tuple[Callable[[Cohort], Iterator[Problem]], ...] = (
    ids_stand_once,
    faculty_can_name_files,
    days_stand_once,
    spans_end_after_they_begin,
    closures_do_not_overlap,
    preferred_weekdays_are_allowed,
    some_weekday_is_allowed,
    school_terms_are_no_secret,
    school_terms_lie_in_the_folder,
)
"""Of a cohort's file alone."""

RULES_OF_ALL: tuple[Callable[[Cohort], Iterator[Problem]], ...] = (
    some_room_is_large_enough,
    settled_days_name_what_is_there,
)
"""Of the file and the workbook together: what one of them lacks may stand in the other."""
