"""Reads a course's folder: files to documents, documents to a Course.

Names of files and folders carry no meaning: what a file is, it says itself. The order in which the
disk lists them changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coachloom.course import model
from coachloom.course.elements import Found, read_markdown_file, read_yaml_file
from coachloom.course.formats import FRONT_MATTER, YAML_FILES, RedirectsFile
from coachloom.course.model import Course, Element, Schedule, Source
from coachloom.course.values import Rule
from coachloom.installed import home
from coachloom.problems import Place, Problem, ProblemsFound, Severity, did_you_mean, in_order
from coachloom.reading.documents import Document
from coachloom.reading.frontmatter import read_frontmatter
from coachloom.reading.paths import list_files, read_bytes
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

FOLDERS = ("curriculum", "modules", "assessments")
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})

_ACTIVE = re.compile(
    rb"<\s*(?:[a-z]+:)?(?:script|foreignobject|iframe|animate|set|style|handler)\b|\bon[a-z]+\s*="
    rb"|href\s*=\s*[\"']?\s*(?![\"'#\s])[^\s>]{0,40}|<!ENTITY|<\?xml-stylesheet|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
_MARKDOWN_IN = {
    "modules": ("month", "day", "session", "task"),
    "curriculum/cards": ("card",),
    "curriculum/pages": ("page",),
}
_ONCE = tuple(name for name in YAML_FILES if name != "form")
_NOT_READ = ("curriculum/CHANGES.md", "curriculum/editions/", "curriculum/cohorts/")
_ORDER = (
    model.Programme,
    model.Condition,
    model.Topic,
    model.Outcome,
    model.Phase,
    model.V,
    model.Month,
    model.Day,
    model.Gap,
    model.Session,
    model.Task,
    model.Card,
    model.Page,
    model.Form,
    model.Prompt,
    model.Term,
    model.Reference,
    model.TimetableRule,
    model.Asset,
    model.Section,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A course as far as it could be read, and what stood in the way.

    ``course`` is None where a file that holds the course together is missing or unreadable.
    """

    course: Course | None
    problems: tuple[Problem, ...]


def read_course(root: Path) -> Reading:
    """Reads the course in ``root``; never raises for what stands in the files."""
    found = Found()
    installed = root.resolve() == home()
    for folder in FOLDERS:
        files, problems = list_files(root, folder, hard_links=installed)
        found.problems += problems
        for file in files:
            try:
                _read_file(root, file, found)
            except ProblemsFound as refused:
                found.problems += refused.problems
                found.broken |= _ids_named(root, file)
    for name in _ONCE:
        if not (root / "curriculum" / f"{name}.yml").is_file():
            found.problems.append(_missing(name))
            found.unread |= YAML_FILES[name].kinds
    return Reading(_assembled(found), in_order(found.problems))


def _read_file(root: Path, file: str, found: Found) -> None:
    path = PurePosixPath(file)
    format_name = _yaml_format(path)
    if file.startswith(_NOT_READ):
        return
    if format_name:
        read_yaml_file(read_yaml(read_text(root, file), file), YAML_FILES[format_name], found)
    elif path.suffix == ".md" and (kinds := _kinds_here(path)):
        document = read_frontmatter(read_text(root, file), file)
        read_markdown_file(document, FRONT_MATTER[_kind(document, kinds)], found)
    elif path.parent == PurePosixPath("curriculum/assets") and path.suffix in PICTURES:
        data = read_bytes(root, file)
        found.problems += _active(file, data)
        found.elements.append(_asset(path, data))
    else:
        found.problems.append(_stray(file))


def _ids_named(root: Path, file: str) -> set[str]:
    """What look like ids in a file that could not be read, so that nobody is told they do not exist."""
    try:
        text = read_bytes(root, file).decode("latin-1")
    except ProblemsFound:
        return set()
    return set(re.findall(r"\bid:[ \t]*[\"']?([a-z0-9-]+)", text))


def _yaml_format(path: PurePosixPath) -> str | None:
    if path.suffix != ".yml":
        return None
    if path.parent == PurePosixPath("assessments"):
        return "form"
    return path.stem if path.parent == PurePosixPath("curriculum") and path.stem in _ONCE else None


def _kinds_here(path: PurePosixPath) -> tuple[str, ...]:
    return next((kinds for folder, kinds in _MARKDOWN_IN.items() if path.is_relative_to(folder)), ())


def _kind(document: Document, kinds: tuple[str, ...]) -> str:
    kind = document.data.get("kind")
    if isinstance(kind, str) and kind in kinds:
        return kind
    written = "kind" in document.data
    raise ProblemsFound(
        [
            Problem(
                code="VALUE" if written else "MISSING",
                what=f"`kind: {kind}` is not right here.{did_you_mean(str(kind), kinds)}"
                if written
                else "`kind` is missing.",
                place=document.place(("kind",)),
                do=f"write `kind:` and one of: {', '.join(kinds)}",
            )
        ]
    )


def _asset(path: PurePosixPath, data: bytes) -> tuple[Element, Source]:
    asset = model.Asset(
        id=path.stem,
        title=path.name,
        rule=Rule.FIXED,
        because="A picture is part of the text that shows it.",
        file=str(path),
        digest=hashlib.sha256(data).hexdigest(),
    )
    return asset, Source(Document(file=str(path), data={}))


def _active(file: str, data: bytes) -> list[Problem]:
    """A drawing is a small program to a browser; one that acts or fetches is refused."""
    acting = _ACTIVE.search(data) if file.endswith(".svg") else None
    if not acting:
        return []
    return [
        Problem(
            code="PICTURE",
            what=f"The drawing holds something that acts or comes from elsewhere: {acting[0].decode('ascii', 'replace')}",
            place=Place(file, data.count(b"\n", 0, acting.start()) + 1),
            do="export it again as a plain drawing, or as PNG",
        )
    ]


def _stray(file: str) -> Problem:
    return Problem(
        code="STRAY",
        severity=Severity.NOTES,
        what="This file is not part of the course, and nothing reads it.",
        place=Place(file),
        do="move it elsewhere, or give it the name and folder of what it is meant to be",
    )


def _missing(name: str) -> Problem:
    return Problem(
        code="FILE",
        what=f"The file curriculum/{name}.yml is missing.",
        place=Place(f"curriculum/{name}.yml"),
        do="put it back; every course has one",
    )


def _assembled(found: Found) -> Course | None:
    """The course, ids once each; None without its programme or schedule."""
    schedule = found.records.get(Schedule)
    redirects = found.records.get(RedirectsFile)
    elements: dict[str, Element] = {}
    sources: dict[str, Source] = {}
    for element, source in sorted(found.elements, key=_position):
        if isinstance(element, model.Section) and sources[element.of].document is not source.document:
            continue  # its owner is a second one of that id, and reported as such
        if element.id in elements:
            found.problems.append(_second(element, source, sources[element.id]))
        else:
            elements[element.id], sources[element.id] = element, source
    if not isinstance(schedule, Schedule) or not any(isinstance(e, model.Programme) for e in elements.values()):
        return None
    return Course(
        elements=elements,
        sources=sources,
        schedule=schedule,
        redirects=redirects.redirects if isinstance(redirects, RedirectsFile) else (),
        documents=found.documents,
        broken=frozenset(found.broken),
        unread=frozenset(found.unread),
    )


def _position(entry: tuple[Element, Source]) -> tuple[int, tuple[int, ...], str, str]:
    """By kind; within a file that lists elements as it lists them, else by id; never by the file's name."""
    element, source = entry
    in_list = tuple(step for step in source.loc if isinstance(step, int))
    return _ORDER.index(type(element)), in_list, element.id, source.place.file


def _second(element: Element, source: Source, first: Source) -> Problem:
    return Problem(
        code="ID",
        what=f"The id `{element.id}` is taken: {first.place.file}:{first.place.line} has it too.",
        place=source.field("id"),
        id=element.id,
        do="give one of the two another id; ids are permanent, so change the newer one",
    )
