"""What is taken over, put into the course's own files: every byte worked out in memory, all else left as it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from coachloom.academy.boxes import Answer
from coachloom.academy.giving.contribution import Verb
from coachloom.academy.giving.decided import Decision
from coachloom.academy.giving.edits import (
    Edit,
    FileText,
    field_edit,
    list_edits,
    new_field_edit,
    text_edit,
    with_redirects,
)
from coachloom.academy.giving.sheet import SHEET
from coachloom.academy.giving.weighing import SETTABLE, Offer
from coachloom.academy.merging.texts import merge_texts
from coachloom.academy.placing import Placed, placed
from coachloom.academy.upgrading.matter import text_of
from coachloom.course.kinds import Day, Element, Prompt, Session
from coachloom.course.model import Course
from coachloom.course.plan import LEAST_ELASTIC, PlanRow, plan_section, written_rows
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Files
from coachloom.reading.markdown import Markdown

REDIRECTS = "curriculum/redirects.yml"
PICTURES = "curriculum/assets"
FOLDERS: Mapping[str, str] = {"page": "curriculum/pages", "card": "curriculum/cards"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """An offer, and what a person ticked and wrote about it."""

    offer: Offer
    answer: Answer

    @property
    def decision(self) -> Decision:
        return Decision(self.answer.key)

    @property
    def place(self) -> Place:
        return self.answer.place or Place(SHEET)

    @property
    def by_program(self) -> bool:
        """Whether it is to be put into the course's files here."""
        return self.decision.takes and not self.offer.by_hand


@dataclass(slots=True)
class _Wanted:
    """What the verdicts ask for together, and who asked first."""

    texts: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[object, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def taken_over(files: Files, course: Course, verdicts: Sequence[Verdict]) -> dict[str, bytes]:
    """Every file of the course as it would be. Raises ProblemsFound (WORKSHEET) where that cannot be worked out."""
    chosen = [verdict for verdict in verdicts if verdict.by_program]
    wanted = _together(course, chosen)
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    here = _Reader(files)
    for id, text in wanted.texts.items():
        _add_text(here, course, id, text, wanted, edits)
    for (id, name), value in wanted.values.items():
        _add_value(here, course, id, name, value, wanted, edits)
    changed = _added(here, course, chosen, wanted, edits)
    if wanted.problems:
        raise ProblemsFound(wanted.problems)
    changed |= {file: here.of(file).with_edits(those) for file, those in edits.items()}
    led = {was: now for v in chosen for was, now in _led(v)}
    if led:
        changed[REDIRECTS] = with_redirects(files.read(REDIRECTS), led)
    return changed


@dataclass(slots=True)
class _Reader:
    """Files of the course as texts, each read once."""

    files: Files
    read: dict[str, FileText] = field(default_factory=dict)

    def of(self, file: str) -> FileText:
        if file not in self.read:
            self.read[file] = FileText.of(file, self.files.read(file))
        return self.read[file]


def _together(course: Course, chosen: Sequence[Verdict]) -> _Wanted:
    """Several texts for one element are joined; what does not join, and two values for one field, are problems."""
    wanted = _Wanted()
    for verdict in chosen:
        offer = verdict.offer
        if offer.item.verb is Verb.REPLACE and offer.element:
            words = verdict.answer.words if verdict.decision is Decision.ADAPT else offer.wanted
            _join_text(wanted, verdict, offer.element, f"{words.strip(chr(10))}\n")
        elif offer.item.verb is Verb.SET:
            values = _values(verdict) if verdict.decision is Decision.ADAPT else offer.item.values
            for name, value in values.items():
                _join_value(wanted, verdict, name, value)
    return wanted


def _join_text(wanted: _Wanted, verdict: Verdict, element: Element, text: str) -> None:
    if not text.strip():
        wanted.problems.append(_problem("No words stand between the waves.", verdict.place, "write them, or decline"))
        return
    now = text_of(element)
    before = wanted.texts.get(element.id, now)
    merged = merge_texts(now, before, text)
    if not merged.clean:
        first = wanted.places[element.id]
        what = f"Two contributions would change the same sentences of {element.id}; the other is on line {first.line}."
        do = "take over one of them with words that say both (adapt), and decline the other or let it wait"
        wanted.problems.append(_problem(what, verdict.place, do))
        return
    wanted.texts[element.id] = merged.text()
    wanted.places.setdefault(element.id, verdict.place)


def _values(verdict: Verdict) -> dict[str, str]:
    """The lines `name: value` that a person left between the waves. Raises ProblemsFound."""
    found: dict[str, str] = {}
    for line in verdict.answer.words.splitlines():
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        if not line.strip():
            continue
        if (
            not colon
            or not value
            or name not in SETTABLE
            or name == "minutes"
            and not re.fullmatch("[0-9]{1,6}", value)
        ):
            do = f"write lines such as minutes: 80; what can be set here: {', '.join(SETTABLE)}"
            raise ProblemsFound([_problem(f"`{line.strip()[:80]}` sets nothing.", verdict.place, do)])
        found[name] = value
    if not found:
        raise ProblemsFound([_problem("Nothing is set between the waves.", verdict.place, "write a line, or decline")])
    return found


def _join_value(wanted: _Wanted, verdict: Verdict, name: str, value: str) -> None:
    key = (verdict.offer.id, name)
    if wanted.values.get(key, value) != value:
        what = f"Two contributions would set {name} of {key[0]}; the other is on line {wanted.places[key].line}."
        wanted.problems.append(_problem(what, verdict.place, "take over one of them, and decline the other"))
        return
    wanted.values[key] = value
    wanted.places.setdefault(key, verdict.place)


def _add_text(
    here: _Reader, course: Course, id: str, text: str, wanted: _Wanted, edits: defaultdict[str, list[Edit]]
) -> None:
    element, source = course.elements[id], course.sources[id]
    file = here.of(source.document.file)
    if text.split() == text_of(element).split():
        return
    if isinstance(element, Prompt):
        edit = field_edit(file, source, "text", " ".join(text.split()))
        if edit is None:
            wanted.problems.append(_not_by_program(id, "text", source.field("text"), wanted.places[id]))
        else:
            edits[file.file].append(edit)
        return
    old = getattr(element, "text", None)
    assert isinstance(old, Markdown)
    edits[file.file].append(text_edit(file, old, text))


def _add_value(
    here: _Reader, course: Course, id: str, name: str, value: str, wanted: _Wanted, edits: defaultdict[str, list[Edit]]
) -> None:
    element, source = course.elements[id], course.sources[id]
    if str(getattr(element, name, "")) == value:
        return
    file = here.of(source.document.file)
    new: str | int = int(value) if name == "minutes" else value
    edit = field_edit(file, source, name, new)
    if edit is None and (name,) not in source.document.places:
        edit = new_field_edit(file, source, "title", name, value)
    if edit is None:
        wanted.problems.append(_not_by_program(id, name, source.field(name), wanted.places[id, name]))
        return
    edits[file.file].append(edit)
    if name == "minutes" and isinstance(element, Session) and f"{id}/plan" not in wanted.texts:
        edits[file.file] += _elastic_row(file, course, element, int(value))


def _elastic_row(file: FileText, course: Course, session: Session, minutes: int) -> Iterator[Edit]:
    """The row of the plan written `30+` takes up the difference; without one, the check of the course says so."""
    section = plan_section(course, session)
    rows = [row for row in written_rows(section) if isinstance(row, PlanRow)] if section else []
    for row in rows:
        more = row.minutes + minutes - session.minutes
        cell = re.search(rf"\|\s*{row.minutes}\+", file.line(row.line))
        if row.elastic and cell and more >= LEAST_ELASTIC:
            end = file.offset(row.line, cell.end() + 1) - 1
            yield Edit(file.file, end - len(str(row.minutes)), end, str(more))


def _added(
    here: _Reader,
    course: Course,
    chosen: Sequence[Verdict],
    wanted: _Wanted,
    edits: defaultdict[str, list[Edit]],
) -> dict[str, bytes]:
    """The files that are new, and the lists of the days that name them."""
    changed: dict[str, bytes] = {}
    joining: defaultdict[str, list[tuple[Placed, Place]]] = defaultdict(list)
    for verdict in chosen:
        offer, item = verdict.offer, verdict.offer.item
        for id, file in item.pictures.items():
            name = f"{PICTURES}/{offer.renamed.get(id, id)}{PurePosixPath(file).suffix}"
            changed[name] = offer.contribution.contents[file]
        if item.verb is not Verb.ADD or offer.element is None:
            continue
        words = verdict.answer.words if verdict.decision is Decision.ADAPT else offer.wanted
        folder = FOLDERS.get(item.kind) or course.sources[offer.element.id].document.file.rpartition("/")[0]
        changed[_free_name(here.files, changed, folder, offer.id)] = _with_rule(words).encode()
        if isinstance(offer.element, Day):
            anchor = item.after or item.before
            there = offer.renamed.get(anchor or "", anchor)
            joining[offer.element.id].append((Placed(offer.id, there, item.before is not None), verdict.place))
    for id, newcomers in joining.items():
        _list_in_day(here, course, id, newcomers, wanted, edits)
    return changed


def _list_in_day(
    here: _Reader,
    course: Course,
    id: str,
    newcomers: Sequence[tuple[Placed, Place]],
    wanted: _Wanted,
    edits: defaultdict[str, list[Edit]],
) -> None:
    day, source = course.elements[id], course.sources[id]
    assert isinstance(day, Day)
    new = placed(day.sessions, (), [one for one, _ in newcomers])
    new += tuple(one.id for one, _ in newcomers if one.id not in new)  # a neighbour that is gone: at the end
    file = here.of(source.document.file)
    found = list_edits(file, source, "sessions", day.sessions, new)
    if found is None:
        wanted.problems.append(_not_by_program(id, "sessions", source.field("sessions"), newcomers[0][1]))
    else:
        edits[file.file] += found


def _with_rule(text: str) -> str:
    """A file of the course says its rule; an academy's is flexible where it says nothing."""
    text = f"{text.strip(chr(10))}\n"
    facts = text.split("\n---", 1)[0]
    if re.search(r"(?m)^rule:", facts):
        return text
    return re.sub(r"(?m)^(kind:.*)$", r"\1\nrule: flexible", text, count=1)


def _free_name(files: Files, changed: Mapping[str, bytes], folder: str, id: str) -> str:
    numbered = (f"{folder}/{id}{f'-{n}' if n > 1 else ''}.md" for n in range(1, 1000))
    return next(name for name in numbered if not files.has(name) and name not in changed)


def _led(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Redirects from the academy's own ids, by which its next upgrade knows what was taken over."""
    offer = verdict.offer
    own = [*([offer.item.element] if offer.item.verb is Verb.ADD else []), *offer.item.pictures]
    yield from ((id, offer.renamed[id]) for id in own)


def _not_by_program(id: str, name: str, there: Place, place: Place) -> Problem:
    what = f"`{name}` of {id} is written in a way that is not changed by program: {there}."
    do = "change it by hand, and let this one wait; or write it on one line, and give the first command again"
    return _problem(what, place, do)


def _problem(what: str, place: Place, do: str) -> Problem:
    return Problem(code="WORKSHEET", what=what, place=place, do=do)
