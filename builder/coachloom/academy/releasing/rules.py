"""What stands against a release, as small rules in a list; each yields problems that stop it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator

from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.candidate import Candidate, fresh, stops
from coachloom.academy.releasing.corrections import CORRECTIONS
from coachloom.academy.releasing.log import is_explained
from coachloom.academy.releasing.record import Did, LogEntry, Record
from coachloom.course.kinds import policy_of
from coachloom.course.values import NOTHING_ALLOWED, Rule, Status
from coachloom.problems import Place, Problem, Severity, did_you_mean

NEEDED = 2
"""How many people approve that a fixed element changes."""
_MOST_NAMED = 8
_CHANGES = "curriculum/CHANGES.md"
_REDIRECTS = "curriculum/redirects.yml"


def the_number_is_one_of_an_edition(candidate: Candidate) -> Iterator[Problem]:
    """The course bears the number in programme.yml, and no other; `2027.1.1` is for corrections."""
    if candidate.correct:
        return
    programme = candidate.course.programme.edition
    if edition_order(candidate.number)[2]:
        what = f"{candidate.number} is the number of a correction."
        do = "write a year and a number, such as 2027.2; a correction is made with coachloom release --correct"
        yield stops("EDITION", what, candidate.place, do)
    elif not candidate.is_academy and candidate.number != programme:
        what = f"The course is {programme}, and cannot be released as {candidate.number}."
        do = f"write `edition` in curriculum/programme.yml, or release it as {programme}"
        yield stops("EDITION", what, candidate.place, do)


def later_than_the_last(candidate: Candidate) -> Iterator[Problem]:
    before = candidate.before
    if before and edition_order(candidate.number) <= edition_order(before.edition):
        what = f"Edition {before.edition} is released already, and {candidate.number} is not a later one."
        do = "name a later number" if candidate.is_academy else "write a later `edition` in curriculum/programme.yml"
        yield stops("EDITION", what, candidate.place, do)


def a_fixed_element_is_resealed_by_two(candidate: Candidate) -> Iterator[Problem]:
    """A seal is a promise to every academy; only its keepers open it, two together, with a reason."""
    before = candidate.before
    for entry in candidate.own() if before else ():
        id = entry.element
        if before is None or not _breaks_a_seal(candidate, before, entry):
            continue
        note = candidate.note_of(id)
        if note is None or len(set(note.approved_by)) < NEEDED:
            done = {Did.FRAME: "has other rules", Did.GONE: "is gone", Did.RENAMED: "is renamed"}
            fixed = "is fixed" if before.elements[id].startswith(Rule.FIXED) else "has fixed sections"
            what = f'"{entry.title}" ({id}) {fixed} in {before.edition}, and {done.get(entry.did, "changed")}.'
            written = (
                f"its note in {candidate.notes.file}:" if note else f"{candidate.notes.file}: element: {id}, kind, why,"
            )
            do = f"undo it; or add to {written} approved_by: [two people]"
            yield stops("RESEAL", what, candidate.place_of(id) or candidate.place_of_note(note), do, id)


def _breaks_a_seal(candidate: Candidate, before: Record, entry: LogEntry) -> bool:
    """What is gone took its fixed sections along; a rule may become stricter, and what stands inside no freer."""
    id = entry.element
    if entry.did in (Did.GONE, Did.RENAMED):
        return any(
            before.rule_of(one) is Rule.FIXED for one in before.elements if one.partition("/")[0] == id or one == id
        )
    if id not in before.elements or before.rule_of(id) is not Rule.FIXED:
        return False
    now = candidate.course.elements[id]
    return entry.did is not Did.FRAME or now.rule is not Rule.FIXED or policy_of(now) != NOTHING_ALLOWED


def ids_do_not_vanish(candidate: Candidate) -> Iterator[Problem]:
    """An academy below may have changed what was under that id, and must hear where it went."""
    for entry in candidate.own():
        if entry.did is Did.GONE and not candidate.is_academy and not is_explained(candidate.course, entry.element):
            what = f"`{entry.element}` was in {candidate.before.edition if candidate.before else ''}, and is gone."
            do = f"add to {_REDIRECTS}: was, and either now: [ids] or retired: why"
            yield stops("REDIRECT", what, Place(_REDIRECTS), do, entry.element)


def notes_speak_of_changes(candidate: Candidate) -> Iterator[Problem]:
    changed = {entry.element for entry in candidate.log}
    new = fresh(candidate.notes, candidate.before)
    for number, note in enumerate(candidate.notes.notes):
        place = candidate.notes.place(number, "element")
        if note not in new and candidate.before:
            what = f"This note on `{note.element}` went into {candidate.before.edition}, and says nothing of a later change."
            do = "take it out; write another if the element changed again"
            yield _as_note(stops("NOTE", what, place, do, note.element))
        elif note.element not in changed:
            since = f" since {candidate.before.edition}" if candidate.before else ", for this is the first edition"
            what = f"`{note.element}` has not changed{since}.{did_you_mean(note.element, changed)}"
            yield stops("NOTE", what, place, "take the note out, or mend its id", note.element)


def the_log_names_the_edition(candidate: Candidate) -> Iterator[Problem]:
    if candidate.log_text is None or candidate.correct:
        return
    headings = [line[3:].strip() for line in candidate.log_text.splitlines() if line.startswith("## ")]
    if candidate.number not in [heading.split(" ")[0] for heading in headings if "(draft)" not in heading]:
        what = f"{_CHANGES} has no heading `## {candidate.number}`."
        do = f"write it: ## {candidate.number}, and below it in plain words what is different; without (draft)"
        yield stops("CHANGES", what, Place(_CHANGES), do)


def texts_are_in_full(candidate: Candidate) -> Iterator[Problem]:
    """Only a pilot may hold what is still an outline."""
    if candidate.pilot or candidate.is_academy:
        return
    elements = candidate.course.elements.values()
    outlines = [element.id for element in elements if getattr(element, "status", None) is Status.OUTLINE]
    if outlines:
        what = f"{len(outlines)} texts are still outlines: {_named(outlines)}."
        yield stops("OUTLINE", what, candidate.place, "write them, or release a pilot: --pilot")


def changes_are_explained(candidate: Candidate) -> Iterator[Problem]:
    """A note: academies read the reasons when they take the edition in."""
    silent = [entry.element for entry in candidate.own() if entry.why is None]
    if silent and not candidate.correct:
        what = f"Of {len(silent)} changed elements nobody says why they changed: {_named(silent)}."
        do = f"add them to {candidate.notes.file}: element, kind, why"
        yield _as_note(stops("NOTE", what, Place(candidate.notes.file), do))


RULES: tuple[Callable[[Candidate], Iterator[Problem]], ...] = (
    the_number_is_one_of_an_edition,
    later_than_the_last,
    a_fixed_element_is_resealed_by_two,
    ids_do_not_vanish,
    notes_speak_of_changes,
    the_log_names_the_edition,
    texts_are_in_full,
    *CORRECTIONS,
    changes_are_explained,
)


def against(candidate: Candidate) -> tuple[Problem, ...]:
    """Everything that stands against the release, and its notes."""
    return tuple(problem for rule in RULES for problem in rule(candidate))


def _as_note(problem: Problem) -> Problem:
    return dataclasses.replace(problem, severity=Severity.NOTES)


def _named(ids: Iterable[str]) -> str:
    first, more = list(ids)[:_MOST_NAMED], len(list(ids)) - _MOST_NAMED
    return f"{', '.join(first)}{f' and {more} more' if more > 0 else ''}"
