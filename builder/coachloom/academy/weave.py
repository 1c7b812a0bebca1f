"""A course that may be built: read, composed where there is an academy, checked, with its notes.

This is what the command line and the site start from, whether the folder holds the course or an academy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coachloom.academy import changes, content, identity
from coachloom.academy import recalls as recalls_of
from coachloom.academy.blame import told_here
from coachloom.academy.changes import Entries
from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.composition import Composition, of_course
from coachloom.academy.edition import REFERENCE, Edition, hold_against_base
from coachloom.academy.giving.decided import FILE as DECIDED
from coachloom.academy.giving.decided import Decided, read_decided
from coachloom.academy.identity import Academy, Identity, read_academy
from coachloom.academy.lock import EDITIONS, read_base
from coachloom.academy.people import NOBODY, People, read_people, unknown_people
from coachloom.academy.recalls import Listed, read_recalls, recalls_in, withdrawn
from coachloom.academy.releasing.reasons import record_of
from coachloom.academy.releasing.record import COURSE_FOLDER, Record, read_record
from coachloom.course.checked import checked_course
from coachloom.course.checks import check
from coachloom.course.load import course_folder
from coachloom.course.model import Course
from coachloom.problems import Place, Problem, ProblemsFound, Severity, in_order
from coachloom.reading.copies import meant_name
from coachloom.reading.files import Files, Folder, Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """A course that may be built, whose it is, and the notes that go with it."""

    composition: Composition
    identity: Identity
    edition: str
    """Of the course that is built on, or of the course itself."""
    own: str = ""
    """The academy's own number, where this is an edition that it released."""
    people: People = NOBODY
    logo: bytes | None = None
    taught: tuple[Decided, ...] = ()
    """What academies gave back to the course, whoever's site this is."""
    recalls: tuple[Listed, ...] = ()
    """Everything that any layer withdrew."""
    withdrawn: tuple[Listed, ...] = ()
    """Of those, what is to be shown nowhere."""
    notes: tuple[Problem, ...] = ()
    record: Callable[[], Record | None] = lambda: None
    """Reads the record of the edition, which is long and seldom needed; None for a draft."""
    own_record: Callable[[], Record | None] = lambda: None
    """As ``record``, of the academy's own edition."""

    @property
    def course(self) -> Course:
        return self.composition.course

    @property
    def number(self) -> str:
        """The edition that readers have before them."""
        return self.own or self.edition


def is_academy(root: Path) -> bool:
    return (root / identity.FILE).exists()


def woven(root: Path) -> Woven:
    """The course in ``root``, or the academy's there. Raises ProblemsFound, notes included, where anything stops."""
    return woven_academy(root, Folder(root)) if is_academy(root) else woven_course(root)


def woven_course(root: Path) -> Woven:
    """The reference course is its own academy: its name is the programme's title."""
    checked = checked_course(root)
    programme = checked.course.programme
    composition = of_course(checked.course, checked.edition)
    recalls = tuple(Listed(programme.id, one) for one in read_recalls(course_folder(root), recalls_of.COURSE_FILE))
    hidden = withdrawn(composition, recalls, in_work=True)
    return Woven(
        composition=composition,
        identity=Identity(id=programme.id, name=programme.title, language=programme.language),
        edition=checked.edition,
        taught=read_decided(course_folder(root)),
        recalls=recalls,
        withdrawn=hidden,
        notes=(*checked.notes, *_notices(hidden, programme.id, recalls_of.COURSE_FILE)),
        record=lambda: read_record(course_folder(root), COURSE_FOLDER, checked.edition),
    )


def woven_academy(root: Path, files: Files, base: Edition | None = None) -> Woven:
    """The academy in ``root`` with ``files``, which may hold what is not yet written there.

    ``base`` saves reading it a second time.
    """
    found = [*misnamed(files)]
    people = NOBODY
    try:
        people = read_people(files)
    except ProblemsFound as refused:
        found += refused.problems
    try:
        academy = read_academy(files)
        base = base or read_base(root, academy)
        composition = compose(base.composition, LayerFiles(academy, files))
        own = tuple(Listed(academy.identity.id, one) for one in read_recalls(files, recalls_of.ACADEMY_FILE))
    except ProblemsFound as refused:
        raise ProblemsFound([*found, *refused.problems]) from refused
    hold_against_base(base.composition, composition, identity.FILE)
    found += [
        *(told_here(composition, problem) for problem in check(composition.course)),
        *composition.notes,
        *_unread(files, composition.entries),
        *unknown_people(people, composition.entries),
        *_nobody_to_write_to(academy),
    ]
    if any(problem.stops for problem in found):
        raise ProblemsFound(found)
    recalls = (*own, *recalls_in(base.sources, base.composition))
    hidden = withdrawn(composition, recalls, in_work=True)
    return Woven(
        composition=composition,
        identity=academy.identity,
        edition=base.record.edition,
        people=people,
        logo=academy.logo,
        taught=taught_in(base),
        recalls=recalls,
        withdrawn=hidden,
        notes=in_order([*found, *_notices(hidden, academy.identity.id, recalls_of.ACADEMY_FILE)]),
        record=partial(record_of, base.sources, base.record.edition),
    )


def taught_in(edition: Edition) -> tuple[Decided, ...]:
    """What the course itself was taught: it travels with its editions."""
    file = f"{REFERENCE}/{DECIDED}"
    return read_decided(Held({DECIDED: edition.sources[file]} if file in edition.sources else {}))


def misnamed(files: Files) -> Iterator[Problem]:
    """Copies of the two files at the top: somebody's decisions would be passed over in silence."""
    for name in files.top():
        meant = meant_name(name, (identity.FILE, changes.FILE))
        if meant:
            yield Problem(
                code="COPY",
                what=f"{name} looks like a copy of {meant}, or is meant to be it; only {meant} is read.",
                place=Place(name),
                because="Windows hides the end of a name, and OneDrive keeps a second file when two people save at once.",
                do=f"copy into {meant} what is missing there, then delete {name}",
            )


def _nobody_to_write_to(academy: Academy) -> Iterator[Problem]:
    if academy.identity.contact is None:
        yield Problem(
            code="CONTACT",
            severity=Severity.NOTES,
            what="Readers of the site cannot write to anyone: no contact is given.",
            place=academy.document.place(("academy", "contact")),
            because="A reader who finds a slip, or cannot read a page, can tell only someone whose address they have.",
            do="add a line `contact:` with a mail address that somebody reads",
        )


def _notices(hidden: Iterable[Listed], own: str, file: str) -> Iterator[Problem]:
    """What readers do not see, though it still stands in the files; ``file`` is the list of the layer ``own``."""
    for one in hidden:
        yield Problem(
            code="RECALL",
            severity=Severity.NOTES,
            what=f"`{one.recall.id}` was withdrawn; readers see a notice in its place.",
            place=Place(file if one.layer == own else EDITIONS),
            because=one.recall.why,
            do="put another text in its place, or leave it as it is",
        )


def _unread(files: Files, entries: Entries) -> Iterator[Problem]:
    """Texts that no entry names."""
    named = {entry.change.file for entry in entries if entry.change.file}
    used = {file.rpartition("/")[2]: file for file in sorted(named)}
    for file in files.listed(content.FOLDER)[0]:
        if file in named:
            continue
        meant = meant_name(file.rpartition("/")[2], used)
        what = (
            f"It looks like a copy of {used[meant]}, which is the one that is read." if meant else "No entry names it."
        )
        yield Problem(
            code="COPY" if meant else "STRAY",
            severity=Severity.NOTES,
            what=f"This text is not shown anywhere. {what}",
            place=Place(file),
            do="take over what you want to keep, then delete it"
            if meant
            else f"name it in {changes.FILE}, or delete it",
        )
