"""What is taken over lands where it should, tried on every text and fact of the whole course at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from coachloom.academy.content import text_of
from coachloom.academy.giving.edits import Edit, FileText, field_edit, text_edit
from coachloom.course.hashing import hashes
from coachloom.course.kinds import Card, Day, Month, Page, Prompt, Section, Session, Task
from coachloom.course.load import course_folder, read_course_files
from coachloom.course.model import Course
from coachloom.reading.files import Over
from tests.conftest import ROOT

IN_FACTS = (Month, Day, Session, Task, Card, Page)


def course_with(edits: dict[str, list[Edit]]) -> Course:
    files = course_folder(ROOT)
    changed = {file: FileText.of(file, files.read(file)).with_edits(those) for file, those in edits.items()}
    course = read_course_files(Over(files, changed)).course
    assert course is not None
    return course


def read() -> Course:
    course = read_course_files(course_folder(ROOT)).course
    assert course is not None
    return course


def file_of(course: Course, id: str) -> FileText:
    file = course.sources[id].document.file
    return FileText.of(file, course_folder(ROOT).read(file))


def test_every_text_of_the_course_can_be_replaced_and_nothing_else_changes() -> None:
    course = read()
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    wanted: dict[str, str] = {}
    for id, element in course.elements.items():
        if isinstance(element, Prompt):
            here = file_of(course, id)
            edit = field_edit(here, course.sources[id], "text", f'What: "{id}"?')
            wanted[id] = f'What: "{id}"?' if edit else text_of(element).strip()
            edits[here.file] += [edit] if edit else []
        elif isinstance(element, (Section, Card, Page)):
            here = file_of(course, id)
            edits[here.file].append(text_edit(here, element.text, f"Words of {id}.\n\n- One\n"))
            wanted[id] = f"Words of {id}.\n\n- One"

    after = course_with(edits)

    assert {id: text_of(after.elements[id]).strip() for id in wanted} == wanted
    assert {id: hash for id, hash in hashes(after).items() if id not in wanted} == {
        id: hash for id, hash in hashes(course).items() if id not in wanted
    }
    assert len(wanted) > 200


def test_every_title_and_every_number_of_minutes_can_be_set_and_nothing_else_changes() -> None:
    course = read()
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    wanted = dict(course.elements)
    for id, element in course.elements.items():
        if not isinstance(element, IN_FACTS):
            continue
        here = file_of(course, id)
        values: dict[str, str | int] = {"title": f'A "title": {id} # 1'}
        if isinstance(element, Session):
            values["minutes"] = element.minutes + 5
        for name, value in values.items():
            edit = field_edit(here, course.sources[id], name, value)
            assert edit is not None, f"{name} of {id}"
            edits[here.file].append(edit)
        wanted[id] = replace(element, **values)  # type: ignore[arg-type]

    after = course_with(edits)

    assert {id: after.elements[id] for id in wanted if isinstance(wanted[id], IN_FACTS)} == {
        id: element for id, element in wanted.items() if isinstance(element, IN_FACTS)
    }
