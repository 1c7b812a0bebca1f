"""The command that plans timetables, and says what was given up, or why nothing is possible."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import Desk
from coachloom.cli.releasing import day_of

if TYPE_CHECKING:
    from coachloom.cohorts.case import Case
    from coachloom.cohorts.ground import Ground, Known
    from coachloom.cohorts.timetable import Timetable
    from coachloom.words import Words

NO_TIMETABLE = 3
"""The exit code that says: none is possible, or none was found."""

on_day = click.option(
    "--today", callback=day_of, metavar="DATE", help="The day on which it is done; today if not given."
)


@click.command()
@click.argument("cohorts", metavar="COHORT...", nargs=-1, required=True)
@click.option("--repair", is_flag=True, help="Change as little as possible of what was given out.")
@on_day
@click.pass_obj
def plan(desk: Desk, cohorts: tuple[str, ...], today: datetime.date | None, *, repair: bool) -> None:
    """Find the dates, with rooms and faculty, that keep every rule and meet most wishes.

    Several cohorts are planned together; whatever others have booked is left to them.
    """
    from coachloom.cohorts.ground import ground_of, known

    ids = tuple(dict.fromkeys(cohorts))
    if repair and len(ids) > 1:
        raise click.UsageError("Repair one cohort after the other, so that it is clear who is told what.")
    day = today or datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    ground = ground_of(desk.course_or_academy())
    every = [known(ground, id, apart_from=ids) for id in ids]
    for one in every:
        one.refuse_past(day)
    words = words_of(ground)
    if len(every) > 1:
        _plan_several(desk, ground, every, day, words)
    elif repair:
        _repair(desk, ground, every[0], day, words)
    else:
        _plan_one(desk, ground, every[0], day, words)


def _plan_one(desk: Desk, ground: Ground, one: Known, today: datetime.date, words: Words) -> None:
    from coachloom.cohorts.planning.best import best

    case = one.case(today, ahead=True)
    found = best(case)
    if found is None:
        _explain(desk, case, one.given_out, words)
        raise click.exceptions.Exit(NO_TIMETABLE)
    _lay_down(desk, ground, one, case, found.timetable, words)
    proof = "no timetable costs less" if found.proven else "whether one costs less was not settled"
    desk.say(f"It costs {found.cost} points; {proof}.")
    if one.issues:
        said, _ = _changes(ground, one, found.timetable, today, words)
        desk.say(f"Against issue {one.issues[-1].number}: {said} To change as little as possible: --repair.")


def _repair(desk: Desk, ground: Ground, one: Known, today: datetime.date, words: Words) -> None:
    """Also finds dates for what was cancelled, where there are any."""
    from coachloom.cohorts.case import without
    from coachloom.cohorts.planning.repair import frozen, repaired

    before = one.given_out
    if before is None:
        raise click.UsageError(f"Nothing was given out for {one.cohort.id} yet; plan it without --repair.")
    case = one.case(today, ahead=True)
    found = repaired(case, before, today)
    waiting = sorted(one.cancelled & case.need.keys())
    if found is None and waiting:
        case = without(case, waiting)
        found = repaired(case, before, today)
    if found is None:
        _explain(desk, frozen(case, before, today), before, words)
        raise click.exceptions.Exit(NO_TIMETABLE)
    said, lines = _changes(ground, one, found.timetable, today, words)
    desk.say(said)
    for line in lines:
        desk.say(f"    {line}")
    if still := [day for day in waiting if day not in found.timetable.by_day]:
        desk.say(f"No new date was found for {', '.join(still)}.")
    _tell_what_stays_broken(desk, one, found.timetable, today, words)
    _lay_down(desk, ground, one, frozen(case, before, today), found.timetable, words)


def _tell_what_stays_broken(desk: Desk, one: Known, planned: Timetable, today: datetime.date, words: Words) -> None:
    """What a repair may not touch, and yet cannot be held."""
    from coachloom.cohorts.judging.judge import judged
    from coachloom.cohorts.judging.told import told
    from coachloom.cohorts.planning.repair import FROZEN

    broken = judged(one.case_for(planned, today), planned).broken
    for fault in broken:
        desk.say(f"Broken: {told(fault, words)}")
    if broken:
        desk.say(
            f"A repair leaves the next {FROZEN} days as they are. Cancel such a day (timetable issue --cancel DAY),"
            " or settle its new date in the cohort's file, under days."
        )


def _plan_several(desk: Desk, ground: Ground, every: Sequence[Known], today: datetime.date, words: Words) -> None:
    from coachloom.cohorts.planning.planner import LineByLine
    from coachloom.cohorts.planning.several import beside

    cases = [one.case(today, ahead=True) for one in every]
    found = LineByLine().plans(cases, _Patience(desk).told)
    if found.left_out:
        for case in cases:
            if case.cohort in found.left_out:
                desk.say(f"{case.cohort} finds no place beside the others.", aside=True)
                _explain(desk, beside(case, found.plans), None, words)
        raise click.exceptions.Exit(NO_TIMETABLE)
    for one, case, planned in zip(every, cases, found.plans, strict=True):
        others = [other for other in found.plans if other is not planned]
        _lay_down(desk, ground, one, beside(case, others), planned.timetable, words)
    if found.stopped:
        desk.say("You stopped the search; these are the best until then.")
    gap = f" ({found.gap:.1%} less)" if found.gap else ""
    desk.say(f"All together cost {found.cost} points; no plans for all of them can cost less than {found.bound}{gap}.")


class _Patience:
    """Tells how far a long search is, beyond two seconds, and then every second; Ctrl-C keeps the best so far."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._next = time.monotonic() + 2

    def told(self, done: int, of: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            self._desk.say(f"{done} of {of} steps; Ctrl-C keeps the best so far.", aside=True)


def _explain(desk: Desk, case: Case, given_out: Timetable | None, words: Words) -> None:
    """Why no timetable was found for ``case``."""
    from coachloom.cohorts.explained import explained
    from coachloom.cohorts.planning.why_not import why_not

    for line in explained(why_not(case), given_out, words):
        desk.say(line, aside=True)


def _changes(
    ground: Ground, one: Known, planned: Timetable, today: datetime.date, words: Words
) -> tuple[str, Sequence[str]]:
    """What a plan comes to beside what was given out: in one sentence with whom it concerns, and line by line."""
    from coachloom.cohorts.differences import concerned, differences, without_faculty
    from coachloom.cohorts.differences_told import lines, sentence
    from coachloom.cohorts.giving_out import Wish, drafted
    from coachloom.cohorts.in_words import listed_in_words

    at = datetime.datetime.combine(today, datetime.time(12), datetime.UTC)
    proposed = drafted(one, ground.files, ground.identity, planned, Wish(why="repair"), at)
    differ = differences(one.issues[-1], proposed)
    who = [*concerned(differ), *(["all trainees"] if without_faculty(differ).days else [])]
    said = sentence(differ, words)
    return (f"{said} It concerns {listed_in_words(who, words)}." if who else said), lines(differ, words)


def _lay_down(desk: Desk, ground: Ground, one: Known, solved: Case, planned: Timetable, words: Words) -> None:
    """The plan as a table; and what it gives up, by the case of which it is the best timetable."""
    from coachloom.cohorts.given_up_told import briefly
    from coachloom.cohorts.ground import plan_file
    from coachloom.cohorts.judging.judge import judged
    from coachloom.cohorts.judging.told import told
    from coachloom.cohorts.planning.given_up import given_up
    from coachloom.cohorts.shown import rows_of
    from coachloom.cohorts.tables import as_csv
    from coachloom.reading.whole import write_whole

    target = ground.folder / plan_file(one.cohort.id)
    table = as_csv(rows_of(one, planned, words))
    if target.exists() and (old := target.read_bytes()) != table:
        kept = target.with_name("plan-before.csv")
        write_whole(kept, old)
        desk.say(f"The plan that was there is kept as {named(desk, kept)}.")
    write_whole(target, table)
    days = list(planned)
    desk.say(
        f"{one.cohort.name}: {len(days)} days, from {days[0].date} to {days[-1].date}. They stand in {named(desk, target)}."
    )
    for line in briefly(given_up(solved, planned), words):
        desk.say(f"    {line}")
    for fault in judged(solved, planned).given_up:
        if fault.rule.startswith("pace"):
            desk.say(f"    {told(fault, words)}")


def named(desk: Desk, file: Path) -> str:
    """A file of the folder as people find it there, also in a zip."""
    return file.relative_to(desk.folder).as_posix()


def words_of(ground: Ground) -> Words:
    from coachloom.installed import home
    from coachloom.site.tree import load_words

    return load_words(home(), ground.identity.language)
