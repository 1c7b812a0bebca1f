"""An edition as a zip: the source of every layer, never composed text, with a digest and the seals of each layer.

    edition.yml         course, edition, digest; for each layer its folder, course, edition and seals
    1-reference/        curriculum/ modules/ assessments/
    2-north/            academy.yml changes.yml content/ assets/

Whoever reads one composes it again and holds the result against the seals, so that neither a change of the
files nor one of `edition.yml` goes unseen; whoever changes both makes another edition, which the digest tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy import changes, content, identity
from coachloom.academy.archive import packed, read_zip
from coachloom.academy.changes import Add, LeaveOut, Move, read_changes
from coachloom.academy.compose import LayerFiles, compose
from coachloom.academy.composition import Composition, of_course
from coachloom.academy.identity import read_academy
from coachloom.academy.origins import Step
from coachloom.academy.releasing.record import ACADEMY_FOLDER
from coachloom.academy.seals import departing, seals
from coachloom.course.checked import edition_of
from coachloom.course.kinds import Section
from coachloom.course.load import FOLDERS, course_folder, read_course_files
from coachloom.course.model import Course
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, EditionName, FormatOne, Id, Line
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Value
from coachloom.reading.files import Files, Held
from coachloom.reading.text import decoded
from coachloom.reading.yaml_text import read_yaml

FILE = "edition.yml"
RECALLS = "recalls.yml"
REFERENCE = "1-reference"
_FORMAT = 1
MOST_TOLD = 20
"""More broken seals than that have one cause, and are told as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRecord:
    """One layer of an edition: where its files lie, whose it is, and what it seals."""

    __pydantic_config__ = STRICT

    folder: Line
    course: Id
    edition: EditionName
    seals: dict[str, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """What stands in `edition.yml`."""

    __pydantic_config__ = STRICT

    format: FormatOne
    course: Id
    edition: EditionName
    digest: Line
    layers: tuple[LayerRecord, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that was read and found whole; ``sources`` are the files of all its layers."""

    record: EditionFile
    composition: Composition
    sources: Mapping[str, bytes]

    @property
    def file_name(self) -> str:
        return f"{self.record.course}-{self.record.edition}.zip"

    @property
    def data(self) -> bytes:
        """The zip's bytes; the same edition, the same bytes."""
        return packed({FILE: written(self.record).encode(), **self.sources})


def of_course_folder(root: Path) -> Edition:
    """The edition that the course in ``root`` would be, as it stands. Raises ProblemsFound where it cannot be read."""
    files = course_folder(root)
    return of_course_files(files, edition_of(files, _read_whole(files)))


def of_course_files(files: Files, number: str) -> Edition:
    """The edition of that number with a course's files. Raises ProblemsFound where they cannot be read."""
    sources = {f"{REFERENCE}/{file}": files.read(file) for file in _source_files(files, FOLDERS)}
    course = _read_whole(files_of_layer(sources, REFERENCE), number)
    return _sealed((), of_course(course, number), REFERENCE, sources)


def _read_whole(files: Files, edition: str = "") -> Course:
    reading = read_course_files(files, edition)
    if reading.course is None or any(problem.stops for problem in reading.problems):
        raise ProblemsFound(reading.problems)
    return reading.course


def with_layer(base: Edition, layer: LayerFiles, number: str) -> Edition:
    """The edition that an academy's folder would be, on top of its base: texts that no entry names stay behind."""
    academy = layer.academy.identity.id
    folder = f"{len(base.record.layers) + 1}-{academy}"
    entries, _ = read_changes(layer.files, academy)
    named = sorted({entry.change.file for entry in entries if entry.change.file})
    told = [file for file in (RECALLS,) if layer.files.has(file)]
    files = [identity.FILE, changes.FILE, *told, *named, *_source_files(layer.files, (content.ASSETS, ACADEMY_FOLDER))]
    own = {f"{folder}/{file}": layer.files.read(file) for file in files}
    sources = {**base.sources, **own}
    composed = compose(base.composition, LayerFiles(layer.academy, files_of_layer(own, folder), number))
    return _sealed(base.record.layers, composed, folder, sources)


def _source_files(files: Files, folders: tuple[str, ...]) -> Iterator[str]:
    for folder in folders:
        listed, problems = files.listed(folder)
        if problems:
            raise ProblemsFound(problems)
        yield from listed


def _sealed(
    below: tuple[LayerRecord, ...], composition: Composition, folder: str, sources: Mapping[str, bytes]
) -> Edition:
    layer = composition.layer
    own = LayerRecord(folder=folder, course=layer.id, edition=layer.edition, seals=seals(composition.course))
    record = EditionFile(
        format=1, course=layer.id, edition=layer.edition, digest=digest_of(sources), layers=(*below, own)
    )
    return Edition(record, composition, sources)


def layers_in(sources: Mapping[str, bytes]) -> tuple[str, ...]:
    """The folders of the layers in the sources of an edition, the course's first."""
    return tuple(sorted({file.partition("/")[0] for file in sources}))


def files_of_layer(sources: Mapping[str, bytes], folder: str) -> Held:
    """The files of one layer, as they lay in its own folder."""
    inside = f"{folder}/"
    return Held({file.removeprefix(inside): data for file, data in sources.items() if file.startswith(inside)})


def digest_of(sources: Mapping[str, bytes]) -> str:
    """``sha256:`` and the hash over every file's path and contents, in order."""
    total = hashlib.sha256()
    for file, data in sorted(sources.items()):
        total.update(f"{file}\n{len(data)}\n".encode())
        total.update(data)
    return f"sha256:{total.hexdigest()}"


def written(record: EditionFile) -> str:
    """`edition.yml` as text."""
    lines = [
        "# Written by coachloom. Whoever changes a file of this edition by hand makes it unusable.",
        "format: 1",
        f"course: {record.course}",
        f'edition: "{record.edition}"',
        f'digest: "{record.digest}"',
        "layers:",
    ]
    for layer in record.layers:
        lines += [f"  - folder: {layer.folder}", f"    course: {layer.course}", f'    edition: "{layer.edition}"']
        lines += ["    seals:", *(f'      {id}: "{seal}"' for id, seal in sorted(layer.seals.items()))]
    return "\n".join([*lines, ""])


def read_edition(path: Path) -> Edition:
    """The edition in the zip ``path``, composed and held against its seals.

    Raises ProblemsFound: ZIP for the archive, EDITION where it is not what it says, SEAL where a text is not the
    sealed one, and whatever is wrong with its files.
    """
    contents = read_zip(path)
    name = path.name
    record = _record(contents, name)
    sources = {file: data for file, data in contents.items() if file != FILE}
    if digest_of(sources) != record.digest:
        raise ProblemsFound([_not_whole(name, "its contents are not those it was sealed with")])
    folders = set(layers_in(sources))
    if not folders or folders != {layer.folder for layer in record.layers}:
        raise ProblemsFound([_not_whole(name, "it does not hold the layers that it names")])
    composition = _composed(record, sources, name)
    return Edition(record, composition, sources)


def digest_in(path: Path) -> str:
    """What the zip ``path`` calls its digest, without a look at anything else in it. Raises ProblemsFound."""
    return _record(read_zip(path), path.name).digest


def sources_in(path: Path) -> dict[str, bytes]:
    """The source files in the zip ``path``, without a look at what is in them. Raises ProblemsFound."""
    return {file: data for file, data in read_zip(path).items() if file != FILE}


def _record(contents: Mapping[str, bytes], name: str) -> EditionFile:
    if FILE not in contents:
        what = f"{name} is no edition: it holds no {FILE}."
        raise ProblemsFound([Problem(code="EDITION", what=what, place=Place(name), do=_ASK_AGAIN)])
    file = f"{name}/{FILE}"
    document = read_yaml(decoded(contents[FILE], file), file)
    if _is_newer(document.data.get("format")):
        what = f"{name} was made by a newer coachloom than this one."
        do = "install that one: pip install --upgrade coachloom; this folder stays as it is"
        raise ProblemsFound([Problem(code="EDITION", what=what, place=document.place(("format",)), do=do)])
    return validated(EditionFile, document.data, document)


def _is_newer(format_: Value) -> bool:
    return isinstance(format_, str) and format_.isdecimal() and format_.isascii() and int(format_[:6]) > _FORMAT


def _composed(record: EditionFile, sources: Mapping[str, bytes], name: str) -> Composition:
    first, *others = record.layers
    files = files_of_layer(sources, first.folder)
    course = _read_whole(files, first.edition)
    composition = of_course(course, first.edition)
    if first.edition != edition_of(files, course):
        raise ProblemsFound([_not_whole(name, f"its first layer is not edition {first.edition}")])
    _hold_against(first, composition, name)
    for layer in others:
        files = files_of_layer(sources, layer.folder)
        above = composition
        composition = compose(above, LayerFiles(read_academy(files), files, layer.edition))
        _hold_against(layer, composition, name)
        hold_against_base(above, composition, name)
    named = [*((layer.course, layer.edition) for layer in record.layers), (record.course, record.edition)]
    if named != [(layer.id, layer.edition) for layer in (*composition.layers, composition.layer)]:
        raise ProblemsFound([_not_whole(name, "its layers are not those that it names")])
    return composition


def _hold_against(layer: LayerRecord, composition: Composition, name: str) -> None:
    """Raises ProblemsFound (SEAL) for every element that is not as its layer sealed it."""
    found = seals(composition.course)
    if found == dict(layer.seals):
        return
    sealed_by = f"{layer.course} {layer.edition}"
    broken = [id for id in sorted({*found, *layer.seals}) if found.get(id) != layer.seals.get(id)]
    if len(broken) > MOST_TOLD:
        raise ProblemsFound([_sealed_otherwise(len(broken), Place(name), sealed_by)])
    raise ProblemsFound(_broken(id, Place(name), sealed_by) for id in broken)


def hold_against_base(base: Composition, composition: Composition, name: str) -> None:
    """Raises ProblemsFound (SEAL) where a result departs from its base without an agreed exception."""
    agreed = _agreed_in(composition)
    found = [
        _broken(id, Place(name), f"{base.layer.id} {base.layer.edition}")
        for id in departing(base.course, composition.course)
        if id not in agreed and not (id in composition.left_out and id.partition("/")[0] in agreed)
    ]
    if found:
        raise ProblemsFound(found)


def _agreed_in(composition: Composition) -> set[str]:
    """Ids that the last layer's agreed exceptions change, and the containers that something joined, left or moved in."""
    steps = [step for step in composition.departures if step.layer == composition.layer]
    placed = {_holder(step) for step in steps if isinstance(step.change, (Add, LeaveOut, Move))}
    return {step.element.id for step in steps} | placed


def _holder(step: Step) -> str:
    return step.element.of if isinstance(step.element, Section) else step.container


def _broken(id: str, place: Place, sealed_by: str) -> Problem:
    return Problem(
        code="SEAL",
        what=f"`{id}` is not as {sealed_by} sealed it.",
        place=place,
        id=id,
        do="use the edition as it was given out; a departure is declared in changes.yml",
    )


def _sealed_otherwise(number: int, place: Place, sealed_by: str) -> Problem:
    return Problem(
        code="SEAL",
        what=f"{number} elements are not as {sealed_by} sealed them.",
        place=place,
        do="use the edition as it was given out; if it is, it was made by another version of coachloom: install that one",
    )


_ASK_AGAIN = "ask for the edition again, and use the file as it comes"


def _not_whole(name: str, why: str) -> Problem:
    return Problem(code="EDITION", what=f"{name} cannot be used: {why}.", place=Place(name), do=_ASK_AGAIN)
