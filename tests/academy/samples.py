"""Sample academies: folders to spoil, and layers in memory, on a small course that is open to every kind of change."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.composition import Composition
from coachloom.academy.edition import Edition, hold_against_base, of_course_folder, with_layer
from coachloom.academy.identity import read_academy
from coachloom.academy.lock import EDITIONS, FILE, lock_text
from coachloom.problems import Problem, ProblemsFound, as_text
from coachloom.reading.files import Folder, Held
from tests.conftest import SMALL
from tests.files import rewrite

SAMPLES = Path(__file__).parent.parent / "academies"

WHY = "  why: It fits us.\n  by: ana-reis\n"
AGREED = '  deviation: {agreed_by: [ana-reis, rui-lopes], until: "2027.3"}\n'

DAY_TWO = "modules/first/two/index.md"
SESSION = """\
---
id: {id}
kind: session
title: {id}
topic: {topic}
part: core
minutes: {minutes}
mode: in-person
{more}---
## Purpose

Do it.

## Plan

| Minutes | What happens | Who leads |
| --- | --- | --- |
| {minutes}{plus} | Talk. | Pairs |
"""


def session(id: str, minutes: int = 10, topic: str = "local", more: str = "", plus: str = "+") -> str:
    """A complete session file; its only row takes up any difference."""
    return SESSION.format(id=id, minutes=minutes, topic=topic, more=more, plus=plus)


def section(id: str, more: str = "") -> str:
    return f"---\nid: {id}\nkind: section\ntitle: {id}\naudience: everyone\n{more}---\nSome words.\n"


def prompt(id: str, more: str = "") -> str:
    return f"---\nid: {id}\nkind: prompt\n{more}---\nWhat did {id} bring?\n"


def page(id: str, kind: str = "page") -> str:
    return f"---\nid: {id}\nkind: {kind}\ntitle: {id}\n---\nSome words.\n"


def open_course(folder: Path) -> Path:
    """The small course, with something of every kind that an academy may change."""
    root = Path(shutil.copytree(SMALL, folder / "open"))
    day = root / "modules/first/two"
    for id, topic in (("warm-up", "testing"), ("cool-down", "asking")):
        text = session(id, topic=topic, more="rule: flexible\n").replace("mode: in-person\n", "")
        (day / f"{id}.md").write_text(text, encoding="utf-8")
    rewrite(root, DAY_TWO, "[d02-opening, small-tests,", "[d02-opening, warm-up, small-tests, cool-down,")
    rewrite(root, DAY_TWO, "max: 180}}\n", "max: 180}}\nchildren: {add: 1, leave_out: [cool-down], move: true}\n")
    programme = "curriculum/programme.yml"
    rewrite(root, programme, "rule: fixed\nbecause: The two days", "rule: bounded\nbecause: The two days")
    rewrite(root, programme, "conditions:", "children: {add: 2}\nconditions:")
    our_page = page("our-page").replace("---\nSome", "rule: flexible\n---\nSome")
    (root / "curriculum/pages/our-page.md").write_text(our_page, encoding="utf-8")
    return root


@cache
def small_edition() -> Edition:
    return of_course_folder(SMALL)


@cache
def open_edition() -> Edition:
    with TemporaryDirectory() as folder:
        return of_course_folder(open_course(Path(folder)))


@cache
def north_edition() -> Edition:
    return released(open_edition(), "north")


def released(base: Edition, sample: str, number: str = "2027.1") -> Edition:
    """The edition of a sample academy on top of ``base``."""
    files = Folder(SAMPLES / sample)
    return with_layer(base, LayerFiles(read_academy(files), files), number)


BASES = {"north-riverside": north_edition}


def academy_folder(sample: str, folder: Path, base: Edition | None = None) -> Path:
    """A sample academy's folder with its base in place, free to be spoilt."""
    root = Path(shutil.copytree(SAMPLES / sample, folder / sample))
    put_base(root, base or BASES.get(sample, open_edition)())
    return root


def put_base(root: Path, base: Edition) -> Path:
    """Writes lock and zip; returns the zip."""
    zipped = root / EDITIONS / base.file_name
    zipped.parent.mkdir(parents=True, exist_ok=True)
    zipped.write_bytes(base.data)
    (root / FILE).write_text(lock_text(base), encoding="utf-8")
    return zipped


def academy_yml(id: str = "riverside", base: Edition | None = None, more: str = "") -> str:
    record = (base or open_edition()).record
    named = f'base: {{course: {record.course}, edition: "{record.edition}"}}\n'
    return f"format: 1\nacademy:\n  id: {id}\n  name: {id.capitalize()} Academy\n{more}{named}"


def layer(
    changes: str = "",
    files: Mapping[str, str | bytes] | None = None,
    *,
    id: str = "riverside",
    base: Edition | None = None,
    edition: str = "",
) -> LayerFiles:
    """An academy in memory; ``files`` by their path."""
    contents: dict[str, str | bytes] = {"academy.yml": academy_yml(id, base), "changes.yml": changes, **(files or {})}
    held = Held({file: text.encode() if isinstance(text, str) else text for file, text in contents.items()})
    return LayerFiles(read_academy(held), held, edition)


def composed(
    changes: str = "",
    files: Mapping[str, str | bytes] | None = None,
    *,
    base: Edition | None = None,
    id: str = "riverside",
) -> Composition:
    """The course that such an academy makes of its base, held against the seals."""
    base = base or open_edition()
    composition = compose(base.composition, layer(changes, files, base=base, id=id))
    hold_against_base(base.composition, composition, "academy.yml")
    return composition


def problems(
    changes: str = "", files: Mapping[str, str | bytes] | None = None, *, base: Edition | None = None
) -> tuple[Problem, ...]:
    """Whatever stops such an academy, else its notes."""
    try:
        return composed(changes, files, base=base).notes
    except ProblemsFound as found:
        return found.problems


def codes(
    changes: str = "", files: Mapping[str, str | bytes] | None = None, *, base: Edition | None = None
) -> list[str]:
    """The codes of all `problems`; those of notes in small letters."""
    found = problems(changes, files, base=base)
    return [problem.code if problem.stops else problem.code.lower() for problem in found]


def told(changes: str, files: Mapping[str, str | bytes] | None = None, *, base: Edition | None = None) -> str:
    """The `problems` as a person reads them."""
    return as_text(problems(changes, files, base=base))
