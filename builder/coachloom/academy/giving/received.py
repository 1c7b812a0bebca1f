"""Contributions on their way into the course: laid out, then decided about, or put aside.

RECEIVED.md                      the worksheet, for the keepers
.coachloom/received/blank.md     the worksheet as it was written
.coachloom/received/….zip        the contributions that it is about

All files that a decision changes are exchanged as one, and what they were is kept in `.coachloom/history/`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy import boxes
from coachloom.academy.giving import decided as record
from coachloom.academy.giving import sheet
from coachloom.academy.giving.contribution import Contribution, Verb, read_contribution
from coachloom.academy.giving.decided import Decided, Decision, read_decided, with_decided
from coachloom.academy.giving.noting import notes_about, with_notes
from coachloom.academy.giving.reply import replies
from coachloom.academy.giving.sheet import SHEET
from coachloom.academy.giving.table import as_csv
from coachloom.academy.giving.taking import taken_over
from coachloom.academy.giving.weighing import Offer, weighed
from coachloom.academy.giving.wishes import Verdict
from coachloom.academy.journal import Changed, TakenBack, alone, exchange, last_undone, put_aside
from coachloom.academy.lock import HIDDEN
from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.notes import COURSE_FILE as NOTES
from coachloom.academy.releasing.notes import read_notes
from coachloom.course.checked import Checked, checked_course
from coachloom.course.checks import check
from coachloom.course.load import read_course_files
from coachloom.course.model import Course
from coachloom.course.values import DRAFT
from coachloom.problems import Place, Problem, ProblemsFound, in_order
from coachloom.reading.files import Files, Folder, Over
from coachloom.reading.paths import MOST_BYTES
from coachloom.reading.text import decoded

STAGING = f"{HIDDEN}/received"
BLANK = f"{STAGING}/blank.md"
ACT = "receive"


@dataclass(frozen=True, slots=True)
class Received:
    """All that came, held against the course as it stands."""

    checked: Checked
    contributions: tuple[Contribution, ...]
    decided: tuple[Decided, ...]
    offers: tuple[Offer, ...]

    @property
    def settled(self) -> int:
        """How many items came that were decided about before."""
        return sum(len(one.file.items) for one in self.contributions) - len(self.offers)

    @property
    def title(self) -> str:
        return self.checked.course.programme.title

    @property
    def coming(self) -> str:
        """The number of the coming edition; nothing where the course still bears that of a released one."""
        edition = self.checked.edition
        return edition.removesuffix(DRAFT) if edition.endswith(DRAFT) else ""

    @property
    def blank(self) -> str:
        return sheet.written(self.title, self.checked.edition, self.offers, self.settled)

    @property
    def table(self) -> bytes:
        return as_csv(self.contributions, {one.item: one for one in self.decided})


def gathered(named: Iterable[Path]) -> tuple[Contribution, ...]:
    """The contributions in those zips, and in all zips of those folders. Raises ProblemsFound with all that is wrong."""
    found: list[Contribution] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(_zips(named)):
        try:
            found.append(read_contribution(path))
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _zips(named: Iterable[Path]) -> Iterator[Path]:
    for path in named:
        if not path.is_dir():
            yield path
            continue
        zips = sorted(one for one in path.iterdir() if one.suffix.lower() == ".zip" and not one.name.startswith("."))
        if not zips:
            what = f"There is no zip in {path}."
            do = "name the zips, or the folder that they lie in"
            raise ProblemsFound([Problem(code="CONTRIBUTION", what=what, place=Place(str(path)), do=do)])
        yield from zips


def worked_out(root: Path, contributions: Iterable[Contribution]) -> Received:
    """Raises ProblemsFound: what stops the course, and CONTRIBUTION where something was given to another course."""
    checked = checked_course(root)
    decided = read_decided(Folder(root))
    every = _once_each(contributions)
    found = [
        *_for_others(checked, every),
        *_said_twice(every, {one.item for one in decided if one.decision is not Decision.WAIT}),
    ]
    if found:
        raise ProblemsFound(found)
    return Received(checked, every, decided, weighed(checked.course, every, decided))


def _once_each(contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
    by_data = {one.data: one for one in contributions}
    return tuple(sorted(by_data.values(), key=lambda one: (one.file_name, one.data)))


def _for_others(checked: Checked, contributions: Iterable[Contribution]) -> Iterator[Problem]:
    course = checked.course.programme.id
    for one in contributions:
        base = one.file.base
        edition = base.edition_of(course)
        if not edition:
            what = f"{one.file_name} is for {base.course}; this is {course}."
            do = f"send it on to those who keep {base.course}"
            yield Problem(code="CONTRIBUTION", what=what, place=Place(one.file_name), do=do)
        elif edition_order(edition) > edition_order(checked.edition):
            what = f"{one.file_name} builds on edition {edition}; this course is at {checked.edition}."
            do = "bring the course to that edition first: this folder is an older one"
            yield Problem(code="CONTRIBUTION", what=what, place=Place(one.file_name), do=do)


def _said_twice(contributions: Iterable[Contribution], settled: Collection[str]) -> Iterator[Problem]:
    """An academy that sent the same thing again, said otherwise: the newer one is meant, and only people know which."""
    seen: dict[tuple[str, str, str], str] = {}
    for one in contributions:
        for item in one.file.items:
            key = (one.file.academy.id, item.verb.value, item.element)
            digest = one.digest_of(item)
            if digest in settled:
                continue
            if seen.setdefault(key, digest) != digest:
                what = f"{one.file.academy.name} gave `{item.verb}: {item.element}` twice, and not the same."
                do = "leave out the older zip"
                yield Problem(code="CONTRIBUTION", what=what, place=Place(one.file_name), id=item.element, do=do)


def staged(root: Path) -> tuple[Contribution, ...]:
    """Those that the worksheet is about."""
    folder = root / STAGING
    return gathered(sorted(folder.glob("*.zip"))) if folder.is_dir() else ()


def begin(root: Path, contributions: Sequence[Contribution]) -> Received:
    """Writes the worksheet about these and those that were laid out before, and keeps what was ticked already.

    Raises ProblemsFound; then nothing is written.
    """
    with alone(root):
        received = worked_out(root, [*_not_given_anew(staged(root), contributions), *contributions])
        if not received.offers:
            return received
        blank = received.blank
        files: dict[str, bytes | None] = dict.fromkeys(_lying(root))
        files |= {_staged_name(one): one.data for one in received.contributions}
        files |= {BLANK: blank.encode(), SHEET: _carried(root, blank).encode()}
        told = f"the worksheet about {len(received.offers)} things that academies gave"
        exchange(root, files, {}, act="lay out contributions", told=told)
        return received


def _not_given_anew(older: Iterable[Contribution], newer: Sequence[Contribution]) -> Iterator[Contribution]:
    """What was laid out before, without what the same academy has sent again since: then the newer one is meant."""
    anew = {(one.file.academy.id, item.verb, item.element) for one in newer for item in one.file.items}
    for one in older:
        kept = tuple(item for item in one.file.items if (one.file.academy.id, item.verb, item.element) not in anew)
        if kept:
            yield one.only(kept)


def _lying(root: Path) -> tuple[str, ...]:
    return tuple(f"{STAGING}/{path.name}" for path in sorted((root / STAGING).glob("*.zip")))


def _staged_name(one: Contribution) -> str:
    short = hashlib.sha256(one.data).hexdigest()[:8]
    return f"{STAGING}/{one.file_name.removesuffix('.zip')}-{short}.zip"


def _carried(root: Path, blank: str) -> str:
    if not (root / SHEET).is_file() or not (root / BLANK).is_file():
        return blank
    old = decoded((root / SHEET).read_bytes(), SHEET)
    return boxes.carried_over(old, (root / BLANK).read_bytes().decode(errors="replace"), blank)


@dataclass(frozen=True, slots=True)
class Finished:
    """What was decided, the files that changed, the answers, and the folder that keeps what was replaced."""

    verdicts: tuple[Verdict, ...]
    changed: tuple[str, ...]
    replies: tuple[str, ...]
    kept: str
    notes: tuple[Problem, ...]


def finish(root: Path) -> Finished:
    """Carries out what the worksheet says.

    Raises ProblemsFound: WORKSHEET for the sheet, `boxes.Waiting` while a question has no tick, and whatever would stop
    the course with what is taken over; then nothing has changed.
    """
    with alone(root):
        received = _begun(root)
        sheet_bytes = _sheet(root)
        answers = boxes.read(decoded(sheet_bytes, SHEET), SHEET, sheet.questions(received.offers))
        verdicts = tuple(Verdict(offer, answer) for offer, answer in zip(received.offers, answers, strict=True))
        files = Folder(root)
        course = taken_over(files, received.checked.course, verdicts)
        course[record.FILE] = with_decided(_now(files, record.FILE), [_decided(one, received) for one in verdicts])
        now, notes = _still_holds(files, received.checked, course)
        said = notes_about(received.checked.course, now, verdicts)
        if told := with_notes(_now(files, NOTES), said):
            course[NOTES] = told
        letters = replies(received.title, received.coming, verdicts)
        changed: dict[str, bytes | None] = {**course, **letters, **dict.fromkeys([*_lying(root), BLANK, SHEET])}
        seen: Changed = {SHEET: sheet_bytes, **{file: _now(files, file) for file in course}}
        kept = exchange(root, changed, seen, act=ACT, told=f"what was decided about {len(verdicts)} contributions")
        return Finished(verdicts, tuple(sorted(course)), tuple(sorted(letters)), kept, notes)


def _begun(root: Path) -> Received:
    """What the worksheet is about. Raises ProblemsFound where there is none, or where it no longer fits."""
    if not (root / BLANK).is_file():
        do = "lay out what came first: coachloom receive FILE"
        raise ProblemsFound([_problem("Nothing that came is waiting for a decision.", do)])
    received = worked_out(root, staged(root))
    if received.blank.encode() != (root / BLANK).read_bytes():
        do = "give the command coachloom receive: it writes the worksheet anew, and keeps your ticks where it can"
        raise ProblemsFound([_problem("Since the worksheet was written, something of the course has changed.", do)])
    return received


def _sheet(root: Path) -> bytes:
    if not (root / SHEET).is_file():
        do = "put it back; or give the command coachloom receive, which writes it anew"
        raise ProblemsFound([_problem(f"{SHEET} is not there.", do)])
    return (root / SHEET).read_bytes()  # with many academies it is larger than what else is read


def _problem(what: str, do: str) -> Problem:
    return Problem(code="WORKSHEET", what=what, place=Place(SHEET), do=do)


def _now(files: Files, file: str) -> bytes | None:
    return files.read(file) if files.has(file) else None


def _too_large(file: str) -> Problem:
    do = "decide about fewer at a time; or take entries out of it that were declined long ago"
    return Problem(code="SIZE", what="The file would be larger than 1 MB.", place=Place(file), do=do)


_TAKEN = f"in {SHEET}, take it over in other words (adapt), or let it wait; what the course needs: "
"""The files are not on the disk as they would be, so what is wrong in them is mended in the sheet."""


def _still_holds(files: Files, before: Checked, changed: Changed) -> tuple[Course, tuple[Problem, ...]]:
    """The course as it would be, and the notes that are new. Raises ProblemsFound where the course would stop."""
    if large := [file for file, data in changed.items() if len(data or b"") > MOST_BYTES]:
        raise ProblemsFound(_too_large(file) for file in large)
    after = Over(files, changed)
    read_decided(after)
    read_notes(after, NOTES)
    reading = read_course_files(after)
    found = in_order([*reading.problems, *(check(reading.course) if reading.course else ())])
    if reading.course is None or any(problem.stops for problem in found):
        raise ProblemsFound(dataclasses.replace(one, do=f"{_TAKEN}{one.do}") for one in found)
    known = {(note.code, note.what) for note in before.notes}
    return reading.course, tuple(note for note in found if (note.code, note.what) not in known)


def _decided(verdict: Verdict, received: Received) -> Decided:
    offer, file = verdict.offer, verdict.offer.contribution.file
    taken = verdict.decision.takes
    return Decided(
        item=offer.digest,
        element=offer.id if taken or offer.item.verb is not Verb.ADD else offer.item.element,
        was=offer.item.element if offer.id != offer.item.element and taken else None,
        title=offer.title,
        academy=file.academy.id,
        name=file.academy.name,
        credit=file.credit,
        verb=offer.item.verb,
        modified=offer.item.modified,
        base=file.base.edition_of(received.checked.course.programme.id),
        kind=offer.item.kind,
        why=offer.item.why,
        expect=offer.item.expect,
        found=offer.item.found,
        decision=verdict.decision,
        words=verdict.answer.letter or None,
        edition=received.coming or None if taken else None,
    )


def take_back(root: Path) -> TakenBack:
    """Puts the worksheet aside, or takes back the last decisions, byte for byte.

    Raises ProblemsFound where there are none.
    """
    with alone(root):
        if (root / BLANK).is_file():
            told = "the worksheet about what academies gave"
            return put_aside(root, [*_lying(root), BLANK, SHEET], act="put contributions aside", told=told)
        taken = last_undone(root, ACT)
        if taken is None:
            do = "lay out what came: coachloom receive FILE"
            raise ProblemsFound([_problem("There is nothing to take back.", do)])
        return taken


def counts(verdicts: Iterable[Verdict]) -> str:
    """How many of what, in one line."""
    every = [verdict.decision for verdict in verdicts]
    return "; ".join(f"{decision}: {every.count(decision)}" for decision in Decision if decision in every)
