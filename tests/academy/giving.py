"""Academies that give something back, and a course that it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coachloom.academy.boxes import Answer
from coachloom.academy.giving.contribution import Contribution
from coachloom.academy.giving.offering import Offer, offered
from coachloom.academy.giving.sheet import SHEET
from coachloom.academy.giving.taking import taken_over
from coachloom.academy.giving.weighing import Offer as Weighed
from coachloom.academy.giving.weighing import weighed
from coachloom.academy.giving.wishes import Verdict
from coachloom.academy.starter import new_academy
from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.reading.files import Folder
from tests.academy.samples import WHY, open_course, open_edition

CASE = "first-questions/case"
OWN_CASE = f"- replace: {CASE}\n  with: content/case.md\n{WHY}"
QUESTIONS = "modules/first/one/questions.md"


def academy(folder: Path, changes: str, files: Mapping[str, str] | None = None, *, id: str = "riverside") -> Path:
    """The folder of an academy that has changed something."""
    root = folder / id
    new_academy(root, id, f"{id.capitalize()} Academy", open_edition())
    (root / "changes.yml").write_text(changes, encoding="utf-8")
    for file, text in (files or {}).items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return root


def given(folder: Path, changes: str, files: Mapping[str, str] | None = None, *, id: str = "riverside") -> Contribution:
    """All that such an academy changed, as a contribution."""
    root = academy(folder, changes, files, id=id)
    targets = [line.split(": ")[1] for line in changes.splitlines() if line.startswith("- ")]
    return offered(root, Offer(targets=targets))


def coming_course(folder: Path) -> Path:
    """The open course on its way to the next edition."""
    root = open_course(folder)
    programme = root / "curriculum/programme.yml"
    programme.write_text(programme.read_text(encoding="utf-8").replace('"2027.1"', '"2027.2"'), encoding="utf-8")
    return root


def course_in(root: Path) -> Course:
    course = read_course(root).course
    assert course is not None
    return course


def offers(root: Path, *contributions: Contribution) -> tuple[Weighed, ...]:
    """What came, held against the course in ``root``."""
    return weighed(course_in(root), contributions, ())


def changed(root: Path, *verdicts: tuple[Weighed, Answer]) -> dict[str, bytes]:
    """The files of the course as they would be."""
    found = taken_over(Folder(root), course_in(root), [Verdict(offer, answer) for offer, answer in verdicts])
    return {
        file: data for file, data in found.items() if not (root / file).exists() or (root / file).read_bytes() != data
    }


def tick(root: Path, label: str, *, words: tuple[str, str] = ("", ""), of: str = "") -> None:
    """A tick in the first question whose heading holds ``of``, and other words between its waves."""
    sheet = root / SHEET
    before, heading, question = sheet.read_text(encoding="utf-8").partition(of) if of else ("", "", sheet.read_text())
    question = question.replace(f"- [ ] {label}", f"- [x] {label}", 1).replace(*words, 1)
    sheet.write_text(f"{before}{heading}{question}", encoding="utf-8")
