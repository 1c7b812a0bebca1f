"""The commands about timetables: planned, judged, given out, and handed to people."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachloom.cli.desk import Desk, tell
from coachloom.cli.planning import named, on_day, plan, words_of

if TYPE_CHECKING:
    from coachloom.cohorts.cohort import Cohort
    from coachloom.cohorts.ground import Ground, Known
    from coachloom.cohorts.issues import Issue
    from coachloom.cohorts.judging.fault import Verdict
    from coachloom.cohorts.timetable import Timetable
    from coachloom.words import Words


@click.group()
def timetable() -> None:
    """Dates, rooms and faculty for a cohort: plan, check, issue, export."""


timetable.add_command(plan)


@timetable.command()
@click.argument("cohort", metavar="COHORT")
@click.pass_obj
def template(desk: Desk, cohort: str) -> None:
    """Write a workbook in which faculty, leave, rooms, closures and terms can be filled in with Excel."""
    from coachloom.cohorts.from_workbook import workbook_file
    from coachloom.cohorts.ground import ground_of
    from coachloom.cohorts.template import template as made
    from coachloom.reading.whole import write_whole

    ground = ground_of(desk.course_or_academy())
    one = ground.cohort(cohort)
    target = ground.folder / workbook_file(cohort)
    if target.exists():
        raise click.UsageError(
            f"{named(desk, target)} is there already; move it away first, so that nothing in it is lost."
        )
    write_whole(target, made(one, ground.courses(one)))
    desk.say(f"{named(desk, target)} is made. Fill it in with Excel, save it, then: coachloom timetable plan {cohort}")


@timetable.command()
@click.argument("cohort", metavar="COHORT")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@on_day
@click.pass_obj
def check(desk: Desk, cohort: str, file: Path | None, today: datetime.date | None) -> None:
    """Judge a timetable: the plan, else what was given out, or any table (CSV, Excel) of yours."""
    from coachloom.cohorts.ground import ground_of, known
    from coachloom.cohorts.issues import local_date
    from coachloom.cohorts.judging.judge import judged
    from coachloom.cohorts.judging.told import told

    ground = ground_of(desk.course_or_academy())
    one = known(ground, cohort)
    words = words_of(ground)
    table = _table(ground, one, file)
    day = today or local_date(datetime.datetime.now(tz=datetime.UTC), one.zone)
    verdict = judged(one.case_for(table, day), table)
    for fault in verdict.broken:
        desk.say(f"Broken: {told(fault, words)}")
    for fault in verdict.given_up:
        desk.say(f"Given up: {told(fault, words)}")
    if verdict.broken:
        count = "1 rule is broken" if len(verdict.broken) == 1 else f"{len(verdict.broken)} rules are broken"
        desk.say(f"{count}; {_unmet(verdict)}.", aside=True)
        raise click.exceptions.Exit(1)
    desk.say(f"Every rule is kept; {_unmet(verdict)}.", aside=True)


def _unmet(verdict: Verdict) -> str:
    count = len(verdict.given_up)
    return "1 wish is not met" if count == 1 else f"{count or 'no'} wishes are not met"


@timetable.command()
@click.argument("cohort", metavar="COHORT")
@click.option("--why", required=True, help="The reason; it stands in every notice.")
@click.option("--agreed-by", default="", metavar="ID,ID", help="Who agreed that days move at short notice.")
@click.option("--cancel", multiple=True, metavar="DAY", help="A day that is not held, and has no new date yet.")
@click.option("--back-to", type=click.IntRange(1), metavar="N", help="Give out again what issue N said.")
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Another table than the plan.",
)
@click.option("--at", metavar="INSTANT", help="When, in UTC, such as 2027-01-15T09:30Z; now if not given.")
@click.pass_obj
def issue(
    desk: Desk,
    cohort: str,
    why: str,
    file: Path | None,
    at: str | None,
    *,
    agreed_by: str,
    cancel: tuple[str, ...],
    back_to: int | None,
) -> None:
    """Give a timetable out: numbered, never changed afterwards, with a notice for each who is concerned."""
    from coachloom.cohorts.giving_out import Wish, against, against_issue, as_file, drafted, recorded
    from coachloom.cohorts.ground import ground_of, known
    from coachloom.cohorts.issues import issue_file, ledger_file, local_date, timetable_of
    from coachloom.problems import ProblemsFound
    from coachloom.reading.whole import write_new, write_whole

    if not why.strip():
        raise click.BadParameter("say in a few words why; it stands in every notice", param_hint="--why")
    ground = ground_of(desk.course_or_academy())
    one = known(ground, cohort)
    words = words_of(ground)
    again = _issue_of(one, back_to, file)
    wanted, source = _wanted(ground, one, file, again, cancel=bool(cancel))
    agreed = tuple(filter(None, (id.strip() for id in agreed_by.split(","))))
    wish = Wish(why=why.strip(), source=source, agreed_by=agreed, cancel=cancel, back_to=again)
    moment = _instant(at)
    if problems := against(one, wanted, wish, local_date(moment, one.zone), words):
        raise ProblemsFound(problems)
    made = drafted(one, ground.files, ground.identity, wanted, wish, moment)
    if problems := against_issue(one, made, wish):
        raise ProblemsFound(problems)
    target, data = ground.folder / issue_file(cohort, made.number), as_file(made)
    write_new(target, data)
    write_whole(ground.folder / ledger_file(cohort), recorded(ground.files, made, data))
    desk.say(f"Issue {made.number} of {one.cohort.name} is given out: {named(desk, target)}.")
    _write_notices(desk, ground, one.cohort, (*one.issues, made), words)
    _keep_plan_in_step(desk, ground, one, timetable_of(made), words)


def _keep_plan_in_step(desk: Desk, ground: Ground, one: Known, given_out: Timetable, words: Words) -> None:
    """A plan that holds what counted until now would bring it back with the next issue."""
    from coachloom.cohorts.ground import plan_file
    from coachloom.cohorts.shown import rows_of
    from coachloom.cohorts.tables import as_csv
    from coachloom.reading.whole import write_whole

    file = plan_file(one.cohort.id)
    if not ground.files.has(file) or (plan := _table(ground, one, None)) == given_out:
        return
    if plan == one.given_out:
        write_whole(ground.folder / file, as_csv(rows_of(one, given_out, words)))
    else:
        desk.say(f"{file} holds another plan, which is not given out.")


def _issue_of(one: Known, number: int | None, file: Path | None) -> Issue | None:
    """The issue that is to count again."""
    if number is None:
        return None
    if file or number > len(one.issues):
        raise click.UsageError(f"{one.cohort.id} has {len(one.issues)} issues; name one of them, and no other table.")
    return one.issues[number - 1]


def _wanted(
    ground: Ground, one: Known, file: Path | None, again: Issue | None, *, cancel: bool
) -> tuple[Timetable, str]:
    """What is to be given out, and the file that holds it."""
    from coachloom.cohorts.ground import plan_file
    from coachloom.cohorts.issues import issue_file, timetable_of

    if again:
        return timetable_of(again), issue_file(one.cohort.id, again.number)
    if cancel and not file and one.given_out:  # a plan that nobody has given out yet is not meant
        return one.given_out, issue_file(one.cohort.id, len(one.issues))
    return _table(ground, one, file), file.name if file else plan_file(one.cohort.id)


@timetable.command()
@click.argument("cohort", metavar="COHORT")
@click.pass_obj
def notices(desk: Desk, cohort: str) -> None:
    """Write the notices of the newest issue once more, should they be lost."""
    from coachloom.cohorts.ground import ground_of

    ground = ground_of(desk.course_or_academy())
    one = ground.cohort(cohort)
    _write_notices(desk, ground, one, _issues(ground, cohort), words_of(ground))


def _issues(ground: Ground, cohort: str) -> tuple[Issue, ...]:
    """At least one."""
    from coachloom.cohorts.issues import read_issues

    issues = read_issues(ground.files, cohort)
    if not issues:
        raise click.UsageError(f"Nothing was given out for {cohort} yet: coachloom timetable issue {cohort} --why ...")
    return issues


def _write_notices(desk: Desk, ground: Ground, cohort: Cohort, issues: tuple[Issue, ...], words: Words) -> None:
    from coachloom.cohorts.calendar_file import feed_of
    from coachloom.cohorts.cohort_rules import TRAINEES
    from coachloom.cohorts.differences import differences
    from coachloom.cohorts.differences_told import sentence
    from coachloom.cohorts.notices import notices as letters_of
    from coachloom.reading.whole import write_whole

    before = issues[-2] if len(issues) > 1 else None
    letters = letters_of(issues, feed_of(ground.identity, cohort), words, cohort.file.notice, ground.people.of)
    desk.say(sentence(differences(before, issues[-1]), words))
    folder = desk.beside / "notices" / f"{cohort.id}-{issues[-1].number}"
    for old in (*folder.glob("*.txt"), *folder.glob("*.ics")):
        old.unlink()
    for letter in letters:
        to = letter.teacher or TRAINEES
        write_whole(folder / f"{to}.txt", f"{letter.subject}\n\n{letter.text}".encode())
        for attachment in letter.attachments:
            write_whole(folder / f"{to}-{attachment.name}", attachment.data)
    if letters:
        count = "1 notice lies" if len(letters) == 1 else f"{len(letters)} notices lie"
        desk.say(f"{count} in {folder}, to be sent: {', '.join(letter.teacher or TRAINEES for letter in letters)}.")


@timetable.command()
@click.argument("cohort", metavar="COHORT")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Another folder than build."
)
@click.pass_obj
def export(desk: Desk, cohort: str, out: Path | None) -> None:
    """Lay the newest issue down as files: calendar, tables, wallchart, door signs, and a feed for each of faculty."""
    from coachloom.cohorts.calendar_file import feed_of
    from coachloom.cohorts.exported import exported
    from coachloom.cohorts.ground import ground_of
    from coachloom.reading.whole import write_whole
    from coachloom.site.timetables.built import handed_out

    ground = ground_of(desk.course_or_academy())
    one = ground.cohort(cohort)
    issues = _issues(ground, cohort)
    words = words_of(ground)
    folder = out or desk.beside
    made = handed_out(ground, one, issues, words)
    tell(desk, made.notes)
    for name, data in made.files.items():
        write_whole(folder / "timetables" / name, data)
    feeds = exported(feed_of(ground.identity, one), issues, words)
    for name, data in feeds.items():
        write_whole(folder / "feeds" / name, data)
    desk.say(f"Issue {issues[-1].number} of {one.name} lies in {folder / 'timetables' / cohort}.")
    if feeds:
        desk.say(f"{len(feeds)} personal feeds lie in {folder / 'feeds' / cohort}; hand each to its owner alone.")


def _table(ground: Ground, one: Known, file: Path | None) -> Timetable:
    """The table in ``file``, else the plan, else what was given out."""
    from coachloom.cohorts.ground import plan_file
    from coachloom.cohorts.sheets import from_xlsx
    from coachloom.cohorts.tables import from_csv

    id = one.cohort.id
    if file is not None:
        reads = from_xlsx if file.suffix.lower() == ".xlsx" else from_csv
        return reads(file.read_bytes(), file.name, id)
    if ground.files.has(plan_file(id)):
        return from_csv(ground.files.read(plan_file(id)), plan_file(id), id)
    if one.given_out is None:
        raise click.UsageError(f"There is no timetable of {id} yet; make one: coachloom timetable plan {id}")
    return one.given_out


def _instant(written: str | None) -> datetime.datetime:
    if written is None:
        return datetime.datetime.now(tz=datetime.UTC).replace(second=0, microsecond=0)
    from coachloom.course.values import YEARS

    wrong = click.BadParameter(f"{written}; write it as in 2027-01-15T09:30Z", param_hint="--at")
    try:
        instant = datetime.datetime.strptime(written, "%Y-%m-%dT%H:%MZ").replace(tzinfo=datetime.UTC)
    except ValueError as broken:
        raise wrong from broken
    if instant.year not in YEARS:
        raise wrong
    return instant
