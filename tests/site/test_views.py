"""Two views of one course: what only faculty see is in no byte of the trainees' site."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.course.kinds import Section
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from tests.conftest import Sites

FACULTY_TEXT = """
## Facilitator notes

Canary in the notes, [linked](card-questions).

## Materials

Canary in the materials.

![Canary in a picture's words](canary-picture)

## Room

Canary in the room.

## Answers

Canary in the answers.

## Role briefs

Canary in the briefs.
"""


@pytest.fixture
def with_canaries(small: Path) -> Path:
    """A course with a word in each faculty section, and a picture that only they show."""
    session = small / "modules/first/one/questions.md"
    text, _, _ = session.read_text(encoding="utf-8").partition("## Facilitator notes")
    session.write_text(text + FACULTY_TEXT, encoding="utf-8")
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><title>Canary in a picture</title></svg>'
    (small / "curriculum/assets/canary-picture.svg").write_text(picture, encoding="utf-8")
    return small


def bytes_of(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site by its path, unpacked where it is packed."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(site).as_posix(), gzip.decompress(data) if path.suffix == ".gz" else data


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_no_word_for_faculty_is_in_any_byte_of_the_trainees_site(
    with_canaries: Path, tmp_path: Path, engine: str, *, offline: bool
) -> None:
    choice = Choice(engine=ENGINES[engine], offline=offline)
    build(with_canaries, tmp_path / "site", choice, say=lambda _: None)

    assert [path for path, data in bytes_of(tmp_path / "site") if b"canary" in data.lower()] == []


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_faculty_see_all_of_it_and_a_run_sheet_and_no_search_engine_may_list_it(
    with_canaries: Path, tmp_path: Path, engine: str
) -> None:
    choice = Choice(audience=Audience.FACULTY, engine=ENGINES[engine])
    build(with_canaries, tmp_path / "site", choice, say=lambda _: None)
    page = LexborHTMLParser((tmp_path / "site/sessions/first-questions/index.html").read_bytes())
    sheet = LexborHTMLParser((tmp_path / "site/days/d01/run-sheet/index.html").read_bytes())
    text = " ".join(page.text().split())

    assert [
        word for word in ("notes", "materials", "room", "answers", "briefs") if f"Canary in the {word}" in text
    ] == [
        "notes",
        "materials",
        "room",
        "answers",
        "briefs",
    ]
    assert len(page.css('meta[name="robots"][content="noindex"]')) == 1
    assert [cell.text() for cell in sheet.css("article td:first-child")][:3] == ["09:00–09:30", "09:00", "09:30–10:45"]


def long_lines(course: Course) -> Iterator[str]:
    """Lines of faculty's sections that are long enough to be no accident, as far as no Markdown stands in them."""
    for section in course.all(Section):
        if section.audience is Audience.FACULTY:
            for piece in re.split(r"[\n*_\[\]()`|#\"'&<>.:;]", section.text.text):
                if len(piece.strip()) > 40:
                    yield piece.strip()


def test_the_reference_courses_faculty_text_is_not_on_its_trainees_site(
    reference_site: Sites, reference_course: Course
) -> None:
    lines = sorted(set(long_lines(reference_course)))
    everything = b"\n".join(data for _, data in bytes_of(reference_site("material"))).decode("utf-8", "replace")

    assert len(lines) > 500
    assert [line for line in lines if line in everything] == []
