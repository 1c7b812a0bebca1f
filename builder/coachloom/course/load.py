"""Reads a course's folder: files to documents, documents to a Course.

Names of files and folders carry no meaning: what a file is, it says itself. The order in which the
disk lists them changes nothing.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coachloom.course import kinds
from coachloom.course.elements import Found, read_markdown_file, read_yaml_file
from coachloom.course.formats import FRONT_MATTER, SECTIONS, YAML_FILES, RedirectsFile
from coachloom.course.kinds import Element
from coachloom.course.model import Course, Schedule, Source
from coachloom.course.read_drawing import read_drawing
from coachloom.course.values import Rule
from coachloom.installed import home
from coachloom.problems import Place, Problem, ProblemsFound, Severity, did_you_mean, in_order
from coachloom.reading.documents import Document
from coachloom.reading.files import Files, Folder
from coachloom.reading.frontmatter import read_frontmatter
from coachloom.reading.text import decoded, read_text
from coachloom.reading.yaml_text import read_yaml

FOLDERS = ("curriculum", "modules", "assessments")
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})
SHOWN = PICTURES | {".yml"}
"""Endings of all that a text can show: pictures, and data from which the site draws one."""

_ACTIVE = re.compile(
    rb"<\s*(?:[^\s<>/:]+:)?(?:script|foreignobject|iframe|animate|set|style|handler)\b|\bon[a-z]+\s*="
    rb"|href\s*=\s*[\"']?\s*(?![\"'#\s])[^\s>]{0,40}|<!ENTITY|@import|image-set|<\?xml-stylesheet|url\(\s*[\"']?(?!#)"
    rb"|\\",  # a backslash spells a word of a style in another way
    re.IGNORECASE,
)
_NUMBERED = re.compile(rb"&#(?:0*[0-9]{1,7}|x0*[0-9a-f]{1,6});", re.IGNORECASE)
_OTHER_LETTERS = re.compile(
    rb"[\x00\x1b]|<\?xml[^>]*\bencoding\s*=\s*[\"'](?!(?:utf-8|us-ascii|iso-8859-1)[\"'])", re.IGNORECASE
)
"""In UTF-16, and in what else an XML file may claim to be, words are not the bytes that they are here."""
_MARKDOWN_IN = {
    "modules": ("month", "day", "session", "task"),
    "curriculum/cards": ("card",),
    "curriculum/pages": ("page",),
}
_ONCE = tuple(name for name in YAML_FILES if name != "form")
_NOT_READ = (
    "curriculum/CHANGES.md",
    "curriculum/editions/",
    "curriculum/release.yml",
    "curriculum/contributions.yml",
    "curriculum/recalls.yml",
    "curriculum/cohorts/",
)
_ORDER = (
    kinds.Programme,
    kinds.Condition,
    kinds.Topic,
    kinds.Outcome,
    kinds.Phase,
    kinds.V,
    kinds.Month,
    kinds.Day,
    kinds.Gap,
    kinds.Session,
    kinds.Task,
    kinds.Card,
    kinds.Page,
    kinds.Form,
    kinds.Prompt,
    kinds.Term,
    kinds.Reference,
    kinds.TimetableRule,
    kinds.Asset,
    kinds.Section,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A course as far as it could be read, and what stood in the way.

    ``course`` is None where a file that holds the course together is missing or unreadable.
    """

    course: Course | None
    problems: tuple[Problem, ...]


def course_folder(root: Path) -> Folder:
    """The files of a course on disk; installers may keep those of the installed one under several names."""
    return Folder(root, hard_links=root.resolve() == home())


def read_course(root: Path) -> Reading:
    """Reads the course in the folder ``root``; see `read_course_files`."""
    return read_course_files(course_folder(root))


def read_course_files(files: Files, edition: str = "") -> Reading:
    """Reads a course; never raises for what stands in the files. ``edition`` names the one that holds them, if any."""
    found = Found(edition=edition)
    for folder in FOLDERS:
        listed, problems = files.listed(folder)
        found.problems += problems
        for file in listed:
            try:
                _read_file(files, file, found)
            except ProblemsFound as refused:
                found.problems += refused.problems
                found.broken |= _ids_named(files, file)
    for name in _ONCE:
        if not files.has(f"curriculum/{name}.yml"):
            found.problems.append(_missing(name))
            found.unread |= YAML_FILES[name].kinds
    return Reading(_assembled(found), in_order(found.problems))


def _read_file(files: Files, file: str, found: Found) -> None:
    path = PurePosixPath(file)
    format_name = _yaml_format(path)
    if file.startswith(_NOT_READ):
        return
    if format_name:
        document = read_yaml(read_text(files, file), file)
        read_yaml_file(found.named(document), YAML_FILES[format_name], found)
    elif path.suffix == ".md" and (expected := _kinds_here(path)):
        document = found.named(read_frontmatter(read_text(files, file), file))
        read_markdown_file(document, FRONT_MATTER[_kind(document, expected)], found)
    elif path.parent == PurePosixPath("curriculum/assets") and path.suffix in SHOWN:
        read_picture(path, files.read(file), path.stem, found)
    else:
        found.problems.append(_stray(file))


def _ids_named(files: Files, file: str) -> set[str]:
    """What look like ids in a file that could not be read, so that nobody is told they do not exist."""
    try:
        text = files.read(file).decode("latin-1")
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
    return next((names for folder, names in _MARKDOWN_IN.items() if path.is_relative_to(folder)), ())


def _kind(document: Document, expected: tuple[str, ...]) -> str:
    kind = document.data.get("kind")
    if isinstance(kind, str) and kind in expected:
        return kind
    written = "kind" in document.data
    raise ProblemsFound(
        [
            Problem(
                code="VALUE" if written else "MISSING",
                what=f"`kind: {kind}` is not right here.{did_you_mean(str(kind), expected)}"
                if written
                else "`kind` is missing.",
                place=document.place(("kind",)),
                do=f"write `kind:` and one of: {', '.join(expected)}",
            )
        ]
    )


def read_picture(path: PurePosixPath, data: bytes, id: str, found: Found) -> None:
    """Adds a picture as an element of that id, with its bytes or its data. Raises ProblemsFound for wrong data."""
    document = Document(file=str(path), data={})
    if path.suffix in PICTURES:
        found.problems += acting(str(path), data)
        found.pictures[id] = data
        meaning = data
    else:
        found.broken.add(id)  # until all of it is right
        document = read_yaml(decoded(data, str(path)), str(path))
        found.drawings[id] = read_drawing(found.named(document))
        found.broken.discard(id)
        meaning = json.dumps(document.data, ensure_ascii=False, sort_keys=True).encode()
    asset = kinds.Asset(
        id=id,
        title=path.name,
        rule=Rule.FIXED,
        because="A picture is part of the text that shows it.",
        file=str(path),
        digest=hashlib.sha256(meaning).hexdigest(),
    )
    found.elements.append((asset, Source(found.named(document))))


def acting(file: str, data: bytes) -> list[Problem]:
    """A drawing is a small program to a browser; one that acts or fetches is refused."""
    if not file.endswith(".svg"):
        return []
    if _OTHER_LETTERS.search(data):
        what, line = "The drawing is not written in UTF-8, so nobody can tell what is in it.", 1
    elif found := _ACTIVE.search(shown := _NUMBERED.sub(_letter, data)):
        said = found[0].decode("ascii", "replace")
        what = f"The drawing holds something that acts or comes from elsewhere: {said}"
        line = shown.count(b"\n", 0, found.start()) + 1
    else:
        return []
    return [
        Problem(code="PICTURE", what=what, place=Place(file, line), do="export it again as a plain drawing, or as PNG")
    ]


def _letter(numbered: re.Match[bytes]) -> bytes:
    """The letter that a browser sees in the place of ``&#117;``; a line break as a space, so that lines can be counted."""
    return html.unescape(numbered[0].decode()).replace("\n", " ").encode("utf-8", "replace")


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
        if isinstance(element, kinds.Section) and sources[element.of].document is not source.document:
            continue  # its owner is a second one of that id, and reported as such
        if element.id in elements:
            found.problems.append(_second(element, source, sources[element.id]))
        else:
            elements[element.id], sources[element.id] = element, source
    if not isinstance(schedule, Schedule) or not any(isinstance(e, kinds.Programme) for e in elements.values()):
        return None
    return Course(
        elements=elements,
        sources=sources,
        schedule=schedule,
        redirects=redirects.redirects if isinstance(redirects, RedirectsFile) else (),
        documents=found.documents,
        pictures=found.pictures,
        drawings=found.drawings,
        broken=frozenset(found.broken),
        unread=frozenset(found.unread),
    )


def _position(entry: tuple[Element, Source]) -> tuple[int, tuple[int, ...], str, str]:
    """By kind; as a file lists them, sections as the closed list does, else by id; never by the file's name."""
    element, source = entry
    in_list = tuple(step for step in source.loc if isinstance(step, int))
    if isinstance(element, kinds.Section):
        in_list = (tuple(SECTIONS).index(element.name),)
    return _ORDER.index(type(element)), in_list, element.id, source.place.file


def _second(element: Element, source: Source, first: Source) -> Problem:
    return Problem(
        code="ID",
        what=f"The id `{element.id}` is taken: {first.place.file}:{first.place.line} has it too.",
        place=source.field("id"),
        id=element.id,
        do="give one of the two another id; ids are permanent, so change the newer one",
    )
