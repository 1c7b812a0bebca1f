"""What an upgrade leaves as it is: other names, other places, what was decided once, and editions made before."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from coachloom.academy.changes import read_changes
from coachloom.academy.compose import LayerFiles
from coachloom.academy.edition import Edition, of_course_files, of_course_folder, read_edition, with_layer
from coachloom.academy.identity import read_academy
from coachloom.academy.releasing.sealed import elements_of
from coachloom.academy.upgrading import staged, worksheet
from coachloom.academy.weave import woven
from coachloom.course.model import Course
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Folder, Held
from tests.academy.histories import PARTS, History, editions, in_order, own_files, rounds, ticked, whole
from tests.academy.newer import QUESTIONS, redirects
from tests.academy.samples import academy_folder, open_course
from tests.files import rewrite

HISTORIES = 30
IDS = ("warm-up", "cool-down", "small-tests", "our-page", "the-room", "card-questions", "first-questions", "day-free")
"""What a course may rename, and an academy may have decided about."""


def as_of(root: Path) -> Course:
    return woven(root).course


def called(edition: Edition, number: str) -> Edition:
    """The same course under a later number."""
    inside = {file.partition("/")[2]: data for file, data in edition.sources.items()}
    return of_course_files(Held(inside), number)


def finished(root: Path, edition: Edition, chance: random.Random) -> bool:
    """Whether the academy went over to ``edition`` with the choices that chance made."""
    begun = staged.begin(root, edition)
    assert begun is not None
    sheet = root / begun.sheet
    questions = worksheet.questions(begun.findings)
    sheet.write_text(ticked(sheet.read_text(encoding="utf-8"), questions, chance), encoding="utf-8")
    try:
        staged.finish(root)
    except ProblemsFound:
        staged.take_back(root)
        return False
    return True


@pytest.mark.parametrize("number", range(HISTORIES))
def test_what_was_decided_is_not_asked_again_until_the_course_changes_again(tmp_path: Path, number: int) -> None:
    history = History(tmp_path, random.Random(number), editions(number % 20, 3))

    for _, edition in rounds(history):
        if finished(history.root, edition, history.chance):
            again = staged.worked_out(history.root, called(edition, "2027.80"))
            assert [finding.title for finding in again.findings if finding.questions] == []


def meant(course: Course, renamed: Mapping[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """All that a course says but the edition's number, its ids as they were called before."""
    now = {new: old for old, new in renamed.items()}
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(now)})(?![\w-])") if now else None

    def before(text: str) -> str:
        text = text.replace("edition='2027.2'", "edition='2027.1'")
        return words.sub(lambda found: now[found[0]], text) if words else text

    return {
        before(id): (before(repr(element)), tuple(map(before, course.children_of(element))))
        for id, element in course.elements.items()
    }


def with_other_names(chance: random.Random) -> tuple[Edition, dict[str, str]]:
    """The next edition of the open course, which says the same: its files lie elsewhere, some ids are others."""
    renamed = {id: f"{id[::-1].strip('-')}-{chance.randint(2, 99)}" for id in chance.sample(IDS, chance.randint(1, 4))}
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(renamed)})(?![\w-])")
    with TemporaryDirectory() as folder:
        course = open_course(Path(folder))
        rewrite(course, QUESTIONS, "A case (fictional).", " ".join(PARTS))
        rewrite(course, "curriculum/programme.yml", 'edition: "2027.1"', 'edition: "2027.2"')
        for file in [path for path in course.rglob("*") if path.suffix in {".md", ".yml"}]:
            lines = file.read_text(encoding="utf-8").split("\n")
            new = [line if line.startswith("title:") else words.sub(lambda f: renamed[f[0]], line) for line in lines]
            file.write_text("\n".join(new), encoding="utf-8")
            if (
                file.suffix == ".md"
                and file.parent.name in {"one", "two", "cards", "pages"}
                and file.name != "index.md"
            ):
                file.rename(file.with_name(f"f{chance.randint(0, 10**9)}.md"))
        redirects(course, *(f"{{was: {was}, now: [{now}]}}" for was, now in renamed.items()))
        return whole(course), renamed


@pytest.mark.parametrize("number", range(30))
def test_other_names_and_other_places_ask_nothing_and_change_nothing_that_is_said(tmp_path: Path, number: int) -> None:
    chance = random.Random(number)
    edition, renamed = with_other_names(chance)
    history = History(tmp_path, chance, editions(0, 1))
    history.local_edits()
    before = meant(as_of(history.root), {})

    begun = staged.begin(history.root, edition)
    assert begun is not None
    staged.finish(history.root)

    assert begun.questions == 0
    assert meant(as_of(history.root), renamed) == before


@pytest.mark.parametrize("number", range(10))
def test_an_academy_with_every_kind_of_change_says_the_same_under_other_names(tmp_path: Path, number: int) -> None:
    chance = random.Random(number)
    with TemporaryDirectory() as folder:
        course = open_course(Path(folder))
        rewrite(course, QUESTIONS, "A case (fictional).", " ".join(PARTS))
        root = academy_folder("every-kind", tmp_path, of_course_folder(course))
    edition, renamed = with_other_names(chance)
    before = meant(as_of(root), {})

    begun = staged.begin(root, edition)
    assert begun is not None
    staged.finish(root)

    assert begun.questions == 0
    assert meant(as_of(root), renamed) == before


def shuffled(root: Path, chance: random.Random) -> None:
    """The entries of `changes.yml` in another order."""
    head, *entries = re.split(r"(?m)^(?=- )", (root / "changes.yml").read_text(encoding="utf-8"))
    chance.shuffle(entries)
    (root / "changes.yml").write_text(head + "".join(entries), encoding="utf-8")


def alike_answered(root: Path, edition: Edition, number: int) -> frozenset[str] | None:
    """What an upgrade leaves where each question gets the same answer wherever it stands in the sheet.

    Every file but `changes.yml`, with what it holds, and each entry; None where it was refused.
    """
    begun = staged.begin(root, edition)
    assert begun is not None
    sheet = root / begun.sheet
    text = sheet.read_text(encoding="utf-8")
    for at, question in enumerate(worksheet.questions(begun.findings), start=1):
        start = text.index(f"## {at} of ")
        end = text.find("\n## ", start) if text.find("\n## ", start) > 0 else len(text)
        chance = random.Random(f"{number} {question.title} {question.body}")
        text = text[:start] + ticked(text[start:end], (question,), chance) + text[end:]
    sheet.write_text(text, encoding="utf-8")
    try:
        staged.finish(root)
    except ProblemsFound:
        staged.take_back(root)
        return None
    files = {file: data for file, data in own_files(root).items() if file != "changes.yml"}
    entries = read_changes(Folder(root), "riverside")[0]
    return frozenset([*map(str, files.items()), *(str(entry.change) for entry in entries)])


@pytest.mark.parametrize("number", range(HISTORIES))
def test_the_order_of_entries_changes_nothing(tmp_path: Path, number: int) -> None:
    outcomes = []
    for order in range(3):
        (tmp_path / str(order)).mkdir()
        history = History(tmp_path / str(order), random.Random(number), editions(number % 20, 1))
        history.local_edits()
        if order:
            shuffled(history.root, random.Random(order))
        outcomes.append(alike_answered(history.root, history.course[1], number))

    assert outcomes[1:] == outcomes[:1] * 2


def test_an_edition_that_an_academy_made_before_says_the_same_afterwards(tmp_path: Path) -> None:
    """Cohorts hold to it, whatever the academy builds on by then."""
    done = 0
    for number in range(10):
        (tmp_path / str(number)).mkdir()
        history = History(tmp_path / str(number), random.Random(number), editions(number, 2))
        history.local_edits()
        files = Folder(history.root)
        made = with_layer(history.course[0], LayerFiles(read_academy(files), files), "2027.1")
        pinned = history.root / "editions" / made.file_name
        pinned.parent.mkdir()
        pinned.write_bytes(made.data)

        for edition in history.course[1:]:
            done += finished(history.root, edition, history.chance)

        assert in_order(history.root)
        assert pinned.read_bytes() == made.data
        assert elements_of(read_edition(pinned).composition.course) == elements_of(made.composition.course)
    assert done > 5
