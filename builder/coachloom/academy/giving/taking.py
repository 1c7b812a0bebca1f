"""What is taken over, put into the course's own files: every byte worked out in memory, all else left as it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from coachloom.academy.content import text_of
from coachloom.academy.giving.contribution import Verb
from coachloom.academy.giving.edits import (
    Edit,
    FileText,
    field_edit,
    list_edits,
    new_field_edit,
    text_edit,
    with_redirects,
)
from coachloom.academy.giving.wishes import Verdict, Wanted, together, unfit
from coachloom.academy.placing import Placed, listed, placed
from coachloom.course.kinds import Day, Prompt, Session
from coachloom.course.model import Course
from coachloom.course.plan import LEAST_ELASTIC, PlanRow, plan_section, written_rows
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Files, free_name
from coachloom.reading.markdown import Markdown

REDIRECTS = "curriculum/redirects.yml"
PICTURES = "curriculum/assets"
FOLDERS: Mapping[str, str] = {"page": "curriculum/pages", "card": "curriculum/cards"}


@dataclass(slots=True)
class _Work:
    """The course, what is wanted of it, and what has been worked out so far."""

    files: Files
    course: Course
    wanted: Wanted
    edits: defaultdict[str, list[Edit]] = field(default_factory=lambda: defaultdict(list))
    new: dict[str, bytes] = field(default_factory=dict)
    read: dict[str, FileText] = field(default_factory=dict)

    def file_of(self, id: str) -> FileText:
        """The file in which an element is written."""
        return self.text(self.course.sources[id].document.file)

    def text(self, file: str) -> FileText:
        if file not in self.read:
            self.read[file] = FileText.of(file, self.files.read(file))
        return self.read[file]

    def edit(self, id: str, *edits: Edit) -> None:
        self.edits[self.file_of(id).file] += edits

    def refuse(self, id: str, name: str, place: Place) -> None:
        self.wanted.problems.append(_not_by_program(id, name, self.course.sources[id].field(name), place))


def taken_over(files: Files, course: Course, verdicts: Sequence[Verdict]) -> dict[str, bytes]:
    """Every file of the course as it would be. Raises ProblemsFound (WORKSHEET) where that cannot be worked out."""
    chosen = [verdict for verdict in verdicts if verdict.by_program]
    work = _Work(files, course, together(chosen))
    for id, text in work.wanted.texts.items():
        _put_text(work, id, text)
    for (id, name), value in work.wanted.values.items():
        _put_value(work, id, name, value)
    for verdict in chosen:
        _put_files(work, verdict)
    _list_in_days(work, chosen)
    if work.wanted.problems:
        raise ProblemsFound(work.wanted.problems)
    changed = work.new | {file: work.text(file).with_edits(edits) for file, edits in work.edits.items()}
    if led := {was: now for verdict in chosen for was, now in _led(verdict)}:
        changed[REDIRECTS] = with_redirects(files.read(REDIRECTS), led)
    return changed


def _put_text(work: _Work, id: str, text: str) -> None:
    element, source = work.course.elements[id], work.course.sources[id]
    if text.split() == text_of(element).split():
        return
    if isinstance(element, Prompt):
        edit = field_edit(work.file_of(id), source, "text", " ".join(text.split()))
        if edit is None:
            work.refuse(id, "text", work.wanted.places[id])
        else:
            work.edit(id, edit)
    elif isinstance(old := getattr(element, "text", None), Markdown):
        work.edit(id, text_edit(work.file_of(id), old, text))


def _put_value(work: _Work, id: str, name: str, value: str) -> None:
    element, source, file = work.course.elements[id], work.course.sources[id], work.file_of(id)
    if str(getattr(element, name, "")) == value:
        return
    edit = field_edit(file, source, name, int(value) if name == "minutes" else value)
    if edit is None and (name,) not in source.document.places:
        edit = new_field_edit(file, source, "title", name, value)
    if edit is None:
        work.refuse(id, name, work.wanted.places[id, name])
        return
    work.edit(id, edit)
    if name == "minutes" and isinstance(element, Session) and f"{id}/plan" not in work.wanted.texts:
        work.edit(id, *_elastic_row(file, work.course, element, int(value)))


def _elastic_row(file: FileText, course: Course, session: Session, minutes: int) -> Iterator[Edit]:
    """The row of the plan written `30+` takes up the difference; where it cannot, the check of the course says so."""
    section = plan_section(course, session)
    rows = [row for row in written_rows(section) if isinstance(row, PlanRow)] if section else []
    for row in rows:
        more = row.minutes + minutes - session.minutes
        cell = re.search(rf"\|\s*{row.minutes}\+", file.line(row.line))
        if row.elastic and cell and more >= LEAST_ELASTIC:
            end = file.offset(row.line, cell.end())
            yield Edit(file.file, end - len(str(row.minutes)), end, str(more))


def _put_files(work: _Work, verdict: Verdict) -> None:
    """What was added, and pictures, as files of their own."""
    offer, item = verdict.offer, verdict.offer.item
    for id, file in item.pictures.items():
        work.new[f"{PICTURES}/{offer.renamed[id]}{PurePosixPath(file).suffix}"] = offer.contribution.contents[file]
    if item.verb is Verb.ADD and offer.element:
        folder = FOLDERS.get(item.kind) or work.file_of(offer.element.id).file.rpartition("/")[0]
        work.new[free_name(f"{folder}/{offer.id}", work.files, work.new)] = _with_rule(verdict.words).encode()


def _with_rule(text: str) -> str:
    """A file of the course says its rule; an academy's is flexible where it says nothing."""
    text = f"{text.strip(chr(10))}\n"
    if re.search(r"(?m)^rule:", text.split("\n---", 1)[0]):
        return text
    return re.sub(r"(?m)^(kind:.*)$", r"\1\nrule: flexible", text, count=1)


def _list_in_days(work: _Work, chosen: Sequence[Verdict]) -> None:
    """New sessions get their places in the lists of their days; one whose neighbour is gone stands at the end."""
    joining: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in chosen:
        if verdict.offer.item.verb is Verb.ADD and isinstance(verdict.offer.element, Day):
            joining[verdict.offer.element.id].append(verdict)
    for id, verdicts in joining.items():
        newcomers = [_placed(verdict) for verdict in verdicts]
        old = listed(work.course, work.course.elements[id]) or ()
        new = placed(old, (), newcomers)
        new += tuple(one.id for one in newcomers if one.id not in new)
        found = list_edits(work.file_of(id), work.course.sources[id], "sessions", old, new)
        if found is None:
            work.refuse(id, "sessions", verdicts[0].place)
        else:
            work.edit(id, *found)


def _placed(verdict: Verdict) -> Placed:
    offer, item = verdict.offer, verdict.offer.item
    anchor = item.after or item.before
    return Placed(offer.id, offer.renamed.get(anchor, anchor) if anchor else None, item.before is not None)


def _led(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Redirects from the academy's own ids, by which its next upgrade knows what was taken over."""
    offer = verdict.offer
    own = [*([offer.item.element] if offer.item.verb is Verb.ADD else []), *offer.item.pictures]
    yield from ((id, offer.renamed[id]) for id in own)


def _not_by_program(id: str, name: str, there: Place, place: Place) -> Problem:
    what = f"`{name}` of {id} is written in a way that is not changed by program: {there}."
    do = "change it by hand, and let this one wait; or write it on one line, and give the first command again"
    return unfit(what, place, do)
