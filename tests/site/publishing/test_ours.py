"""A home is written into by one who may not be alone there: what is somebody else's stays as it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coachloom.problems import ProblemsFound
from tests.files import tree_hash
from tests.site.publishing.homes import Place, put_online, released


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of somebody's, outside the home."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/thesis.txt").write_text("Three years of work.", encoding="utf-8")
    return tmp_path / "documents"


def refused(place: Place) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        put_online(place.root, place.home)
    return [f"{one.code}: {one.what}" for one in found.value.problems]


def in_the_place_of(name: str) -> Callable[[Path, Path], None]:
    def link(home: Path, documents: Path) -> None:
        shutil.rmtree(home / name, ignore_errors=True)
        (home / name).symlink_to(documents, target_is_directory=True)

    return link


@pytest.mark.parametrize(
    "name",
    ["current", "cohorts", "front", "2027.1", "2027.4", ".coachloom-work", "current/sessions", "cohorts/2027-spring"],
)
def test_nothing_is_written_or_deleted_behind_a_link(place: Place, documents: Path, name: str) -> None:
    in_the_place_of(name)(place.home, documents)
    released(place.root, "One more.")
    before = tree_hash(documents), tree_hash(place.home / "2027.2")

    assert refused(place) == [
        f"HOME: The site cannot be published in {place.home}: {name} in it is a link, and what it leads to may be somebody else's."
    ]
    assert (tree_hash(documents), tree_hash(place.home / "2027.2")) == before


def test_a_folder_that_only_bears_the_name_of_an_edition_is_kept(place: Place, documents: Path) -> None:
    shutil.copytree(documents, place.home / "2027.4")
    released(place.root, "One more.")

    assert refused(place) == [
        f"HOME: The site cannot be published in {place.home}: it holds 2027.4, which coachloom did not publish."
    ]
    assert tree_hash(place.home / "2027.4") == tree_hash(documents)


def test_a_file_that_somebody_laid_among_the_pages_of_cohorts_is_kept(place: Place) -> None:
    slides = place.home / "cohorts/2027-spring/slides.pdf"
    slides.write_bytes(b"%PDF")
    notes = place.home / ".home.json-as-it-was-in-June"
    notes.write_bytes(b"{}")
    (place.root / "cohorts/2027-spring.yml").unlink()
    put_online(place.root, place.home)

    assert [path.name for path in slides.parent.iterdir()] == ["slides.pdf"]
    assert notes.is_file()


@pytest.mark.parametrize("name", ["..", "a\\..\\b", "/etc", "<script>"])
def test_a_record_that_names_places_outside_the_home_is_refused(place: Place, name: str) -> None:
    record = place.home / "home.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    told["editions"][0]["redirects"][name] = ["first-questions"]
    record.write_text(json.dumps(told), encoding="utf-8")
    assert [one.partition(":")[0] for one in refused(place)] == ["VALUE"]
