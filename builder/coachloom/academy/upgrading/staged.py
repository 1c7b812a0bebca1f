"""An upgrade on its way: begun, then finished or put aside. Until it is finished nothing of the academy changes.

UPGRADE-2027.2.md                  the worksheet, for a person
.coachloom/staging/blank.md        the worksheet as it was written
.coachloom/staging/…2027.2.zip     the new base
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy import boxes, changes, identity
from coachloom.academy.edition import Edition, of_course_folder, read_edition
from coachloom.academy.identity import Academy, read_academy
from coachloom.academy.journal import Changed, TakenBack, alone, exchange, last_undone, put_aside
from coachloom.academy.lock import FILE as LOCK
from coachloom.academy.lock import HIDDEN, read_base
from coachloom.academy.numbers import edition_order
from coachloom.academy.packing import packed_edition
from coachloom.academy.recalls import Listed, recalls_in
from coachloom.academy.releasing.reasons import said_since
from coachloom.academy.upgrading import worksheet
from coachloom.academy.upgrading.finding import STAYS, Edit, Finding
from coachloom.academy.upgrading.matter import Ground
from coachloom.academy.upgrading.outcome import on_new_base
from coachloom.academy.upgrading.work import findings
from coachloom.academy.weave import is_academy, woven_academy
from coachloom.course.values import DRAFT
from coachloom.installed import home
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder, Over
from coachloom.reading.text import decoded

STAGING = f"{HIDDEN}/staging"
BLANK = f"{STAGING}/blank.md"
ACT = "upgrade"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """An upgrade that was worked out: from where to where, and what was found about every entry."""

    root: Path
    academy: Academy
    base: Edition
    new: Edition
    ground: Ground
    findings: tuple[Finding, ...]

    @property
    def sheet(self) -> str:
        """The worksheet's name."""
        return sheet_of(self.new.record.edition)

    @property
    def questions(self) -> int:
        return len(worksheet.questions(self.findings))

    @property
    def summary(self) -> str:
        return worksheet.summary(self.ground, self.findings)

    def files(self, edits: Sequence[Edit]) -> dict[str, bytes | None]:
        """Every file of the academy as it would be."""
        pairs = list(zip(self.findings, edits, strict=True))
        return on_new_base(self.ground, self.academy, pairs, self.new, self.base.file_name)


def sheet_of(edition: str) -> str:
    return f"UPGRADE-{edition}.md"


def newer(named: Path | None) -> Edition:
    """The edition in a zip, in a checkout of the course or of an academy, or the installed one. Raises ProblemsFound."""
    if named is None:
        return of_course_folder(home())
    if named.is_dir():
        return packed_edition(named) if is_academy(named) else of_course_folder(named)
    return read_edition(named)


def worked_out(root: Path, new: Edition) -> Upgrade:
    """What the upgrade of the academy in ``root`` to ``new`` would be.

    Raises ProblemsFound: EDITION where ``new`` is not a later edition of its base, and whatever stops the academy
    as it is.
    """
    files = Folder(root)
    academy = read_academy(files)
    base = read_base(root, academy)
    _refuse_other(base, new)
    ours = woven_academy(root, files, base).composition
    ground = Ground(
        ours=ours,
        was=base.composition,
        now=new.composition,
        files=files,
        said=said_since(new.sources, base.composition),
        recalls=_withdrawn_since(base, new),
    )
    return Upgrade(root, academy, base, new, ground, findings(ground))


def _withdrawn_since(base: Edition, new: Edition) -> tuple[Listed, ...]:
    before = recalls_in(base.sources, base.composition)
    return tuple(one for one in recalls_in(new.sources, new.composition) if one not in before)


def _refuse_other(base: Edition, new: Edition) -> None:
    old, now = base.record, new.record
    where = Place(new.file_name)
    if old.course != now.course:
        what = f"{new.file_name} is an edition of {now.course}; this academy builds on {old.course}."
        do = f"take an edition of {old.course}; where {old.course} itself builds on {now.course}, it upgrades first"
        raise ProblemsFound([Problem(code="EDITION", what=what, place=where, do=do)])
    if edition_order(now.edition) < edition_order(old.edition):
        what = f"{new.file_name} is older than {old.edition}, on which this academy builds."
        do = "take a later edition; to go back to where you were, use coachloom upgrade --undo"
        raise ProblemsFound([Problem(code="EDITION", what=what, place=where, do=do)])
    if now.edition == old.edition and now.digest != old.digest and not now.edition.endswith(DRAFT):
        what = f"{new.file_name} calls itself {old.edition}, as your base does, and holds something else."
        do = "ask whoever sent it for the edition as it was released"
        raise ProblemsFound([Problem(code="EDITION", what=what, place=where, do=do)])


def begin(root: Path, new: Edition) -> Upgrade | None:
    """Writes the worksheet, and lays the new base beside it; None where the academy builds on it already.

    What a person ticked in an earlier worksheet for the same edition is kept wherever the question is the same.
    Raises ProblemsFound; then nothing is written.
    """
    with alone(root):
        upgrade = worked_out(root, new)
        if upgrade.base.record.digest == new.record.digest:
            return None
        before = _begun(root)
        if before and before != new.record.edition:
            raise ProblemsFound([_other_begun(before)])
        blank = _blank(upgrade)
        sheet = _carried(root, upgrade, blank) if before else blank
        staged: Changed = {
            f"{STAGING}/{new.file_name}": new.data,
            BLANK: blank.encode(),
            upgrade.sheet: sheet.encode(),
        }
        exchange(root, staged, {}, act="begin an upgrade", told=f"the worksheet for edition {new.record.edition}")
        return upgrade


def _blank(upgrade: Upgrade) -> str:
    return worksheet.written(upgrade.ground, upgrade.findings, _unfit(upgrade))


def _unfit(upgrade: Upgrade) -> tuple[Problem, ...]:
    """What would stop the academy on the new base, with everything of its own kept, that no question asks about."""
    asked = [finding for finding in upgrade.findings if finding.questions]
    quiet = [STAYS if finding.questions else finding.settle(()) for finding in upgrade.findings]
    about = {finding.entry.change.target for finding in asked}
    found = _stopping(upgrade, upgrade.files(quiet))
    return tuple(problem for problem in found if problem.id not in about)


def _stopping(upgrade: Upgrade, changed: Changed) -> tuple[Problem, ...]:
    try:
        woven_academy(upgrade.root, Over(Folder(upgrade.root), changed), upgrade.new)
    except ProblemsFound as found:
        return tuple(problem for problem in found.problems if problem.stops)
    return ()


def _begun(root: Path) -> str:
    """The edition to which an upgrade has begun, or nothing."""
    sheets = [path.name for path in (root / STAGING).glob("*.zip")] if (root / BLANK).is_file() else []
    return read_edition(root / STAGING / sheets[0]).record.edition if sheets else ""


def _carried(root: Path, upgrade: Upgrade, blank: str) -> str:
    sheet = root / upgrade.sheet
    if not sheet.is_file():
        return blank
    old = decoded(sheet.read_bytes(), upgrade.sheet)
    return boxes.carried_over(old, (root / BLANK).read_bytes().decode(errors="replace"), blank)


def _other_begun(edition: str) -> Problem:
    return Problem(
        code="EDITION",
        what=f"An upgrade to {edition} has begun already, in {sheet_of(edition)}.",
        place=Place(sheet_of(edition)),
        do="finish it (coachloom upgrade --finish), or put it aside (coachloom upgrade --undo)",
    )


def finish(root: Path) -> tuple[Upgrade, str]:
    """Carries out what the worksheet says; the folder that keeps what was replaced comes with it.

    Raises ProblemsFound: WORKSHEET for the sheet, `boxes.Waiting` while a question has no tick, and whatever would
    stop the academy on its new base; then nothing has changed.
    """
    with alone(root):
        zips = sorted((root / STAGING).glob("*.zip"))
        if not zips or not (root / BLANK).is_file():
            raise ProblemsFound([_nothing_begun("finish", "begin one: coachloom upgrade FILE")])
        upgrade = worked_out(root, read_edition(zips[0]))
        blank = (root / BLANK).read_bytes()
        if _blank(upgrade).encode() != blank:
            raise ProblemsFound([_no_longer(upgrade)])
        answers = iter(_answers(root, upgrade))
        edits = [finding.settle([next(answers) for _ in finding.questions]) for finding in upgrade.findings]
        changed = upgrade.files(edits)
        if stopping := _stopping(upgrade, changed):
            raise ProblemsFound(stopping)
        changed |= {f"{STAGING}/{zips[0].name}": None, BLANK: None, upgrade.sheet: None}
        told = f"the upgrade from {upgrade.ground.old} to {upgrade.ground.new}"
        return upgrade, exchange(root, changed, _seen(root, upgrade), act=ACT, told=told)


def _answers(root: Path, upgrade: Upgrade) -> tuple[boxes.Answer, ...]:
    sheet = root / upgrade.sheet
    if not sheet.is_file():
        what = f"{upgrade.sheet} is not there."
        do = "put it back, or begin again: coachloom upgrade FILE"
        raise ProblemsFound([Problem(code="WORKSHEET", what=what, place=Place(upgrade.sheet), do=do)])
    text = decoded(sheet.read_bytes(), upgrade.sheet)
    return boxes.read(text, upgrade.sheet, worksheet.questions(upgrade.findings))


def _seen(root: Path, upgrade: Upgrade) -> Changed:
    """The files that all was worked out from, as they were read."""
    named = {changes.FILE, identity.FILE, LOCK, upgrade.sheet}
    return {file: (root / file).read_bytes() for file in sorted(named)}


def _no_longer(upgrade: Upgrade) -> Problem:
    return Problem(
        code="WORKSHEET",
        what="Since the worksheet was written, something of the academy has changed.",
        place=Place(upgrade.sheet),
        do="give the first command again: coachloom upgrade FILE; it keeps your ticks where the question is the same",
    )


def _nothing_begun(to_do: str, do: str) -> Problem:
    what = f"There is no upgrade to {to_do}."
    return Problem(code="EDITION", what=what, place=Place(STAGING), do=do)


def take_back(root: Path) -> TakenBack:
    """Puts an upgrade aside that has begun, or takes back the last one that was finished, byte for byte.

    Raises ProblemsFound where there is none.
    """
    with alone(root):
        edition = _begun(root)
        if edition:
            staged = [f"{STAGING}/{path.name}" for path in (root / STAGING).glob("*.zip")]
            told = f"the upgrade to {edition}, which had only begun"
            return put_aside(root, [*staged, BLANK, sheet_of(edition)], act="put an upgrade aside", told=told)
        taken = last_undone(root, ACT)
        if taken is None:
            raise ProblemsFound([_nothing_begun("take back", "coachloom adapt ID --back takes back one change")])
        return taken
