"""What is to go into a home, and what stands against it, found out before anything is written."""

from __future__ import annotations

import dataclasses
import datetime
import zipfile
from pathlib import Path

import pytest

from coachloom.academy.edition import digest_in
from coachloom.academy.identity import read_academy
from coachloom.academy.people import NOBODY
from coachloom.academy.released import Own
from coachloom.academy.releasing.record import Record
from coachloom.course.values import Audience
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held
from coachloom.site.publishing.home import Home, Shelved
from coachloom.site.publishing.plan import Plan, wanted
from tests.academy.samples import academy_yml

ACADEMY = read_academy(Held({"academy.yml": academy_yml().encode()}))

EDITION = """\
format: 1
course: riverside
edition: "{number}"
digest: "sha256:{number}{text}"
layers: []
"""


def own(folder: Path, number: str, text: str = "") -> Own:
    """An edition whose zip holds hardly anything."""
    path = folder / f"riverside-{number}{text}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("edition.yml", EDITION.format(number=number, text=text))
    return Own(Record(format=1, edition=number, date=datetime.date(2027, 6, 1)), path)


def home(*editions: Own) -> Home:
    found = Home(format=1, academy="riverside", audience=Audience.EVERYONE)
    for one in editions:
        found = found.with_(
            Shelved(
                number=one.plain,
                version=one.number,
                digest=one.digest,
                tree="-",
                pilot=False,
                title="Course",
                summary="A course.",
                layers={},
            )
        )
    return found


def going(editions: tuple[Own, ...], there: Home, *, correct: bool = False) -> tuple[list[str], list[str]]:
    """The editions that go in, and what is told, with its weight."""
    found, notes = wanted(Plan(ACADEMY, NOBODY, editions, (), ()), there, correct=correct)
    return [one.number for one in found], [f"{note.severity}: {note.what}" for note in notes]


def test_only_what_is_not_there_goes_in(tmp_path: Path) -> None:
    first, second = own(tmp_path, "2027.1"), own(tmp_path, "2027.2")

    assert going((first, second), home(first)) == (["2027.2"], [])


def test_the_same_number_with_other_contents_is_refused(tmp_path: Path) -> None:
    first, other = own(tmp_path, "2027.1"), own(tmp_path, "2027.1", "-other")
    assert digest_in(first.zip) != digest_in(other.zip)

    with pytest.raises(ProblemsFound) as refused:
        going((other,), home(first), correct=True)
    assert [(one.code, one.what) for one in refused.value.problems] == [
        ("PUBLISHED", "Edition 2027.1 is published, and the one here holds something else.")
    ]


@pytest.mark.parametrize("correct", [True, False])
def test_a_correction_goes_in_only_where_somebody_says_so(tmp_path: Path, *, correct: bool) -> None:
    first, mended = own(tmp_path, "2027.1"), own(tmp_path, "2027.1.1")
    told = "notes: Edition 2027.1.1 corrects 2027.1, which is published and stays as it is."

    assert going((mended,), home(first), correct=correct) == ((["2027.1.1"], []) if correct else ([], [told]))


def test_an_older_correction_never_takes_the_place_of_a_newer_one(tmp_path: Path) -> None:
    ninth, tenth = own(tmp_path, "2027.1.9"), own(tmp_path, "2027.1.10")

    assert going((ninth,), home(tenth), correct=True) == (
        [],
        ["notes: Edition 2027.1.10 is published, and this folder knows only 2027.1.9."],
    )


def test_a_zip_that_is_gone_is_told(tmp_path: Path) -> None:
    first = own(tmp_path, "2027.1")
    there = home(first)
    first.zip.unlink()

    with pytest.raises(ProblemsFound) as refused:
        going((dataclasses.replace(first),), there)
    assert [one.what for one in refused.value.problems] == ["The zip of edition 2027.1 is missing."]
