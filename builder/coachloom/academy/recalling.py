"""Withdrawing a text or a picture from what has gone out already: one entry more in the list."""

from __future__ import annotations

import datetime
from pathlib import Path

from coachloom.academy.journal import alone
from coachloom.academy.recalls import (
    ACADEMY_FILE,
    COURSE_FILE,
    KINDS,
    Listed,
    Recall,
    read_recalls,
    text_hash,
    with_recall,
)
from coachloom.academy.releasing.record import ACADEMY_FOLDER, COURSE_FOLDER, read_records
from coachloom.academy.weave import is_academy, woven
from coachloom.course.load import course_folder
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.files import Folder
from coachloom.reading.whole import write_whole

GONE = "gone"
"""Stands in the place of a hash where the element is no longer in the course."""


def recall(root: Path, id: str, why: str, day: datetime.date) -> Listed:
    """Adds the recall to the list of the course or academy in ``root``. Raises ProblemsFound (RECALL)."""
    academy = is_academy(root)
    files = Folder(root) if academy else course_folder(root)
    file, folder = (ACADEMY_FILE, ACADEMY_FOLDER) if academy else (COURSE_FILE, COURSE_FOLDER)
    with alone(root):
        composition = woven(root).composition
        records = read_records(files, folder)
        if not records:
            do = "change the text, or take it out; whoever has not got it cannot keep it"
            raise ProblemsFound([_refused("Nothing was released yet, so there is nothing to withdraw.", file, do)])
        element = composition.course.elements.get(id)
        known = {*composition.course.elements, *(one for record in records for one in record.elements)}
        if id not in known:
            what = f"`{id}` is not in the course, nor was it in an edition.{did_you_mean(id, sorted(known))}"
            raise ProblemsFound([_refused(what, file, "see what there is: coachloom list")])
        if element is not None and not isinstance(element, KINDS):
            do = "withdraw what is wrong in it: a section, a session, a task, a card, a page, a prompt, a term or a picture"
            raise ProblemsFound([_refused(f"`{id}` holds the course together: it is a {element.kind}.", file, do)])
        if any(one.id == id and one.edition == records[-1].edition for one in read_recalls(files, file)):
            raise ProblemsFound([_refused(f"`{id}` is withdrawn already.", file, "publish, so that it takes effect")])
        text = text_hash(composition.course, id) if element is not None else GONE
        new = Recall(id=id, why=why, date=day, edition=records[-1].edition, text=text)
        before = files.read(file) if files.has(file) else None
        write_whole(root / file, with_recall(before, new))
        return Listed(composition.layer.id, new)


def _refused(what: str, file: str, do: str) -> Problem:
    return Problem(code="RECALL", what=what, place=Place(file), do=do)
