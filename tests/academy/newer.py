"""A newer edition beneath an academy in memory: what an upgrade finds, and what becomes of the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy.boxes import Answer
from coachloom.academy.compose import compose
from coachloom.academy.edition import Edition, of_course_folder
from coachloom.academy.upgrading.finding import Finding
from coachloom.academy.upgrading.matter import Ground
from coachloom.academy.upgrading.outcome import entries_and_texts
from coachloom.academy.upgrading.work import findings
from tests.academy.samples import layer, open_course, open_edition
from tests.files import rewrite

Edits = Callable[[Path], None]

QUESTIONS = "modules/first/one/questions.md"
CASE = "A case (fictional)."


def newer(edits: Edits, number: str = "2027.2") -> Edition:
    """The open course as a later edition, after ``edits`` to its files."""
    with TemporaryDirectory() as folder:
        course = open_course(Path(folder))
        rewrite(course, "curriculum/programme.yml", 'edition: "2027.1"', f'edition: "{number}"')
        edits(course)
        return of_course_folder(course)


def case_of(text: str) -> Edits:
    """The case of the first questions says something else."""
    return lambda course: _none(rewrite(course, QUESTIONS, CASE, text))


def redirects(course: Path, *lines: str) -> None:
    """Ids that were renamed or retired."""
    text = "".join(f"  - {line}\n" for line in lines)
    (course / "curriculum/redirects.yml").write_text(f"format: 1\nredirects:\n{text}", encoding="utf-8")


def _none(_: object) -> None:
    return None


@dataclass(frozen=True)
class Upgraded:
    """The findings of an upgrade of the academy `riverside`."""

    ground: Ground
    found: tuple[Finding, ...]

    @property
    def statuses(self) -> list[str]:
        return [f"{finding.entry.change.target}: {finding.status}" for finding in self.found]

    def after(self, *answers: Answer) -> dict[str, str | None]:
        """The files that change, as text, when those answers are given in order."""
        given = iter(answers)
        edits = [(finding, finding.settle([next(given) for _ in finding.questions])) for finding in self.found]
        changed = entries_and_texts(self.ground, edits)
        return {file: data if data is None else data.decode() for file, data in changed.items()}


def upgraded(
    edits: Edits, changes: str, files: Mapping[str, str] | None = None, *, base: Edition | None = None
) -> Upgraded:
    """What an upgrade to the edited course finds about an academy's entries."""
    old, new = base or open_edition(), newer(edits)
    own = layer(changes, files, base=old)
    ours = compose(old.composition, own)
    ground = Ground(ours=ours, was=old.composition, now=new.composition, files=own.files)
    return Upgraded(ground, findings(ground))
