"""What stands against a release, as small rules in a list; each yields problems that stop it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.log import is_explained
from coachloom.academy.releasing.notes import Kind, Note, Notes
from coachloom.academy.releasing.record import Did, LogEntry, Record, elements_of
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import Rule, Status
from coachloom.problems import Place, Problem, Severity, did_you_mean

NEEDED = 2
"""How many people approve that a fixed element changes."""
_MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """What would be released, and what it follows."""

    course: Course
    number: str
    before: Record | None
    notes: Notes
    log: tuple[LogEntry, ...]
    log_text: str | None = None
    """`CHANGES.md` of the reference course; None for an academy, which has none."""
    above: Mapping[str, str] = field(default_factory=dict)
    """For an academy, the elements of its base as a record names them: what follows from the base is not its doing."""
    pilot: bool = False
    correct: bool = False

    @property
    def is_academy(self) -> bool:
        return self.log_text is None

    def note_of(self, id: str) -> Note | None:
        return next((note for note in self.notes.notes if note.element == id), None)

    def own(self) -> Iterator[LogEntry]:
        """What this layer changed itself."""
        now = elements_of(self.course)
        for entry in self.log:
            if not (self.above and now.get(entry.element) == self.above.get(entry.element)):
                yield entry


def later_than_the_last(candidate: Candidate) -> Iterator[Problem]:
    before = candidate.before
    if before and edition_order(candidate.number) <= edition_order(before.edition):
        what = f"Edition {before.edition} is released already, and {candidate.number} is not a later one."
        do = "name a later number" if candidate.is_academy else "write a later `edition` in curriculum/programme.yml"
        yield _problem("EDITION", what, _where(candidate), do)


def a_fixed_element_is_resealed_by_two(candidate: Candidate) -> Iterator[Problem]:
    """A seal is a promise to every academy; only its keepers open it, two together, with a reason."""
    before = candidate.before
    for entry in candidate.own() if before else ():
        id = entry.element
        if before is None or id not in before.elements or before.rule_of(id) is not Rule.FIXED:
            continue
        note = candidate.note_of(id)
        if note is None or len(set(note.approved_by)) < NEEDED:
            done = {Did.FRAME: "has other rules", Did.GONE: "is gone", Did.RENAMED: "is renamed"}.get(
                entry.did, "changed"
            )
            if entry.did is Did.FRAME and candidate.course.elements[id].rule is Rule.FIXED:
                continue
            what = f'"{entry.title}" ({id}) is fixed in {before.edition}, and {done}.'
            to = (
                f"its note in {candidate.notes.file}: "
                if note
                else f"{candidate.notes.file}: element: {id}, kind, why, "
            )
            do = f"undo it; or add to {to}approved_by: [two people]"
            yield _problem("RESEAL", what, _of(candidate.course, id) or _place_of_note(candidate, note), do, id)


def ids_do_not_vanish(candidate: Candidate) -> Iterator[Problem]:
    """An academy below may have changed what was under that id, and must hear where it went."""
    for entry in candidate.own():
        if entry.did is Did.GONE and not candidate.is_academy and not is_explained(candidate.course, entry.element):
            what = f"`{entry.element}` was in {candidate.before.edition if candidate.before else ''}, and is gone."
            do = "add to curriculum/redirects.yml: was, and either now: [ids] or retired: why"
            yield _problem("REDIRECT", what, Place("curriculum/redirects.yml"), do, entry.element)


def notes_speak_of_changes(candidate: Candidate) -> Iterator[Problem]:
    changed = {entry.element for entry in candidate.log}
    told = {(entry.element, entry.why) for entry in candidate.before.changes} if candidate.before else set()
    for number, note in enumerate(candidate.notes.notes):
        if note.element not in changed and (note.element, note.why) not in told:
            since = f" since {candidate.before.edition}" if candidate.before else ", for this is the first edition"
            what = f"`{note.element}` has not changed{since}.{did_you_mean(note.element, changed)}"
            yield _problem(
                "NOTE",
                what,
                candidate.notes.place(number, "element"),
                "take the note out, or mend its id",
                note.element,
            )


def the_log_names_the_edition(candidate: Candidate) -> Iterator[Problem]:
    if candidate.log_text is None or candidate.correct:
        return
    headings = [line[3:].strip() for line in candidate.log_text.splitlines() if line.startswith("## ")]
    if candidate.number not in [heading.split(" ")[0] for heading in headings if "(draft)" not in heading]:
        what = f"curriculum/CHANGES.md has no heading `## {candidate.number}`."
        do = f"write it: ## {candidate.number}, and below it in plain words what is different; without (draft)"
        yield _problem("CHANGES", what, Place("curriculum/CHANGES.md"), do)


def texts_are_in_full(candidate: Candidate) -> Iterator[Problem]:
    """Only a pilot may hold what is still an outline."""
    if candidate.pilot or candidate.is_academy:
        return
    outlines = [e for e in candidate.course.elements.values() if getattr(e, "status", None) is Status.OUTLINE]
    if outlines:
        named = ", ".join(element.id for element in outlines[:_MOST_NAMED])
        more = f" and {len(outlines) - _MOST_NAMED} more" if len(outlines) > _MOST_NAMED else ""
        what = f"{len(outlines)} texts are still outlines: {named}{more}."
        yield _problem("OUTLINE", what, _where(candidate), "write them, or release a pilot: --pilot")


def changes_are_explained(candidate: Candidate) -> Iterator[Problem]:
    """A note: academies read the reasons when they take the edition in."""
    silent = [entry for entry in candidate.own() if entry.why is None and candidate.note_of(entry.element) is None]
    if silent and not candidate.correct:
        named = ", ".join(entry.element for entry in silent[:_MOST_NAMED])
        more = f" and {len(silent) - _MOST_NAMED} more" if len(silent) > _MOST_NAMED else ""
        what = f"Of {len(silent)} changed elements nobody says why they changed: {named}{more}."
        do = f"add them to {candidate.notes.file}: element, kind, why"
        problem = _problem("NOTE", what, Place(candidate.notes.file), do)
        yield dataclasses.replace(problem, severity=Severity.NOTES)


def corrections_mend_words_alone(candidate: Candidate) -> Iterator[Problem]:
    """A running edition keeps its ids, order, minutes, rules and meaning."""
    before = candidate.before
    if not candidate.correct or before is None:
        return
    now = elements_of(candidate.course)
    for entry in candidate.own():
        id = entry.element
        same_frame = entry.did is Did.CHANGED and now[id].split(" ")[2] == before.frame_of(id)
        note = candidate.note_of(id)
        if not same_frame:
            what = f'"{entry.title}" ({id}): {entry.did}, and not in its words alone.'
            do = "leave that to the next edition; a correction mends words, links and what is unsafe"
            yield _problem("CORRECTION", what, _of(candidate.course, id) or _where(candidate), do, id)
        elif note is None or note.kind is Kind.MEANING:
            what = f'"{entry.title}" ({id}) has other words, and nobody says why they may change now.'
            do = f"add to {candidate.notes.file}: element: {id}, kind: wording (or safety), why"
            yield _problem("CORRECTION", what, _of(candidate.course, id) or _where(candidate), do, id)


def corrections_change_something(candidate: Candidate) -> Iterator[Problem]:
    if candidate.correct and candidate.before and not candidate.log:
        what = f"Nothing has changed since {candidate.before.edition}."
        yield _problem("CORRECTION", what, _where(candidate), "mend what is to be mended first")


RULES: tuple[Callable[[Candidate], Iterator[Problem]], ...] = (
    later_than_the_last,
    a_fixed_element_is_resealed_by_two,
    ids_do_not_vanish,
    notes_speak_of_changes,
    the_log_names_the_edition,
    texts_are_in_full,
    corrections_mend_words_alone,
    corrections_change_something,
    changes_are_explained,
)


def against(candidate: Candidate) -> tuple[Problem, ...]:
    """Everything that stands against the release, and its notes."""
    return tuple(problem for rule in RULES for problem in rule(candidate))


def _where(candidate: Candidate) -> Place:
    return (
        Place("academy.yml")
        if candidate.is_academy
        else candidate.course.sources[candidate.course.programme.id].field("edition")
    )


def _of(course: Course, id: str) -> Place | None:
    element: Element | None = course.elements.get(id)
    return course.sources[id].place if element else None


def _place_of_note(candidate: Candidate, note: Note | None) -> Place:
    return candidate.notes.place(candidate.notes.notes.index(note)) if note else Place(candidate.notes.file)


def _problem(code: str, what: str, place: Place, do: str, id: str = "") -> Problem:
    return Problem(code=code, what=what, place=place, do=do, id=id)
