"""Editions, the lock and the base: what was sealed is what is read, whoever had the files in hands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from coachloom.academy.archive import packed, unpacked
from coachloom.academy.edition import FILE, Edition, digest_of, read_edition, written
from coachloom.academy.lock import EDITIONS
from coachloom.academy.lock import FILE as LOCK
from coachloom.academy.seals import seals
from coachloom.academy.starter import new_academy
from coachloom.academy.weave import woven
from coachloom.course.hashing import hashes
from coachloom.problems import ProblemsFound
from tests.academy.samples import WHY, academy_folder, north_edition, open_edition, small_edition
from tests.files import rewrite


def refused(root: Path) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsFound) as found:
        woven(root)
    return [(problem.code, problem.place.file) for problem in found.value.problems]


def test_the_same_edition_has_the_same_bytes() -> None:
    assert small_edition().data == small_edition().data
    assert list(unpacked(north_edition().data, "x.zip"))[:1] == ["1-reference/assessments/after-a-day.yml"]


def test_an_edition_that_was_written_is_read_as_it_was(tmp_path: Path) -> None:
    north = north_edition()
    path = tmp_path / north.file_name
    path.write_bytes(north.data)

    again = read_edition(path)

    assert (path.name, again.record, again.sources) == ("north-2027.1.zip", north.record, north.sources)
    assert again.data == north.data
    assert hashes(again.composition.course) == hashes(north.composition.course)


def test_an_edition_holds_sources_and_nothing_private() -> None:
    files = sorted(unpacked(north_edition().data, "x.zip"))

    assert [file for file in files if not file.startswith("1-reference/")] == [
        "2-north/academy.yml",
        "2-north/changes.yml",
        "2-north/content/case.md",
        "2-north/content/promise.md",
        "2-north/content/weather.md",
        "edition.yml",
    ]


def test_a_seal_says_how_far_its_element_is_open() -> None:
    found = seals(open_edition().composition.course)

    def limits(id: str) -> str:
        return found[id].partition(" ")[2]

    assert {id: limits(id) for id in ("d01", "first-questions", "d01-opening", "after-a-day", "small-course")} == {
        "d01": "minutes 120 to 180 add 1 move",
        "first-questions": "minutes 60 to 90",
        "d01-opening": "",
        "after-a-day": "add 1 move",
        "small-course": "add 2",
    }
    assert found["d01-opening"] == hashes(open_edition().composition.course)["d01-opening"]
    assert "card-questions" not in found


def test_a_new_academys_folder_builds_at_once(tmp_path: Path) -> None:
    new_academy(tmp_path / "mine", "mine", 'The "Mine" Academy', small_edition())

    made = woven(tmp_path / "mine")

    assert (made.identity.name, [note.code for note in made.notes]) == ('The "Mine" Academy', ["CONTACT"])
    assert hashes(made.course) == hashes(small_edition().composition.course)


# the lock and the base


def test_without_lock_or_zip_it_is_not_known_what_to_build_on(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    zipped = root / EDITIONS / "small-course-2027.1-draft.zip"
    zipped.rename(root / "elsewhere.zip")
    without_zip = refused(root)
    (root / LOCK).unlink()

    assert without_zip == [("BASE", f"{EDITIONS}/small-course-2027.1-draft.zip")]
    assert refused(root) == [("BASE", LOCK)]


def test_another_edition_is_never_taken_in_by_hand(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    rewrite(root, "academy.yml", '"2027.1-draft"', '"2027.2"')

    assert refused(root) == [("BASE", "academy.yml")]


def test_a_swapped_base_is_seen(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    (root / EDITIONS / "small-course-2027.1-draft.zip").write_bytes(small_edition().data)

    assert refused(root) == [("BASE", LOCK)]


def test_a_lock_that_was_edited_is_told(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    rewrite(root, LOCK, 'digest: "sha256:', 'digest: "sha256:0')

    assert refused(root) == [("BASE", LOCK)]


def swapped(root: Path, change: Callable[[dict[str, bytes]], None], *, digest: bool) -> Edition:
    """The base of the folder with other files in its zip, with or without the digest that fits them."""
    base = open_edition()
    sources = dict(base.sources)
    change(sources)
    record = dataclasses.replace(base.record, digest=digest_of(sources)) if digest else base.record
    path = root / EDITIONS / base.file_name
    path.write_bytes(packed({FILE: written(record).encode(), **sources}))
    return dataclasses.replace(base, record=record, sources=sources)


def _other_opening(sources: dict[str, bytes]) -> None:
    file = "1-reference/modules/first/one/opening.md"
    sources[file] = sources[file].replace(b"Arrive.", b"Come in.")


def test_an_edited_zip_is_seen_by_its_digest(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    swapped(root, _other_opening, digest=False)

    assert refused(root) == [("EDITION", "small-course-2027.1-draft.zip")]


def test_an_edited_zip_with_a_new_digest_is_seen_by_its_seals(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    edited = swapped(root, _other_opening, digest=True)
    (root / LOCK).write_text((root / LOCK).read_text().replace(open_edition().record.digest, edited.record.digest))

    assert refused(root) == [("SEAL", "small-course-2027.1-draft.zip")]


def test_an_edited_zip_with_new_digest_and_seals_is_another_edition(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    sources = dict(open_edition().sources)
    _other_opening(sources)
    path = root / EDITIONS / open_edition().file_name
    record = dataclasses.replace(open_edition().record, digest=digest_of(sources))
    path.write_bytes(packed({FILE: written(record).encode(), **sources}))
    with pytest.raises(ProblemsFound) as found:
        read_edition(path)
    layer = dataclasses.replace(record.layers[0], seals=_seals_of(sources, tmp_path))
    path.write_bytes(packed({FILE: written(dataclasses.replace(record, layers=(layer,))).encode(), **sources}))

    assert [problem.id for problem in found.value.problems] == ["d01-opening/purpose"]
    assert refused(root) == [("BASE", LOCK)]


def _seals_of(sources: dict[str, bytes], folder: Path) -> dict[str, str]:
    from coachloom.academy.edition import of_course_folder

    for file, data in sources.items():
        path = folder / "unpacked" / file.partition("/")[2]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return dict(of_course_folder(folder / "unpacked").record.layers[0].seals)


def test_a_seal_that_was_edited_is_told(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    layer = open_edition().record.layers[0]
    other = dataclasses.replace(layer, seals={**layer.seals, "d01-opening": "s1:0"})
    fewer = dataclasses.replace(layer, seals={id: seal for id, seal in layer.seals.items() if id != "d01-opening"})
    path = root / EDITIONS / open_edition().file_name
    for edited in (other, fewer):
        record = dataclasses.replace(open_edition().record, layers=(edited,))
        path.write_bytes(packed({FILE: written(record).encode(), **open_edition().sources}))

        assert refused(root) == [("SEAL", path.name)]


EDITS: dict[str, Callable[[str], str]] = {
    "no layers": lambda text: text.partition("layers:")[0] + "layers: []\n",
    "another number": lambda text: text.replace('"2027.1-draft"', '"2027.4"'),
    "another course": lambda text: text.replace("course: small-course", "course: other"),
    "another folder": lambda text: text.replace("1-reference", "2-reference"),
    "a layer twice": lambda text: text + text.partition("layers:\n")[2],
    "not YAML": lambda _: "layers: [",
    "nothing": lambda _: "",
    "another format": lambda text: text.replace("format: 1", "format: 2"),
    "no digest": lambda text: text.replace("digest:", "digests:"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edition_that_is_not_what_it_says_is_refused(edit: Callable[[str], str], tmp_path: Path) -> None:
    base = open_edition()
    path = tmp_path / base.file_name
    path.write_bytes(packed({FILE: edit(written(base.record)).encode(), **base.sources}))

    with pytest.raises(ProblemsFound):
        read_edition(path)


def test_an_empty_edition_is_refused(tmp_path: Path) -> None:
    record = dataclasses.replace(open_edition().record, layers=(), digest=digest_of({}))
    path = tmp_path / "empty.zip"
    path.write_bytes(packed({FILE: written(record).replace("layers:\n", "layers: []\n").encode()}))

    with pytest.raises(ProblemsFound) as found:
        read_edition(path)

    assert [problem.code for problem in found.value.problems] == ["EDITION"]


def test_a_zip_without_edition_yml_is_no_edition(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({"readme.txt": b"Hello."}))

    with pytest.raises(ProblemsFound) as found:
        read_edition(path)

    assert [(p.code, p.what) for p in found.value.problems] == [
        ("EDITION", "x.zip is no edition: it holds no edition.yml.")
    ]


def test_the_number_of_an_edition_cannot_be_turned_back(tmp_path: Path) -> None:
    """Otherwise an agreed exception would never end."""
    root = academy_folder("every-kind", tmp_path)
    path = root / EDITIONS / open_edition().file_name
    record = dataclasses.replace(open_edition().record, edition="2026.1")
    path.write_bytes(packed({FILE: written(record).encode(), **open_edition().sources}))

    assert refused(root) == [("EDITION", path.name)]


def test_changes_are_judged_by_the_base_in_the_folder_alone(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    (root / "changes.yml").write_text(f"- set: d01-opening\n  title: New\n{WHY}")

    assert refused(root) == [("FIXED", "changes.yml")]
