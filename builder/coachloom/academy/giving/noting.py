"""What is said of the coming edition about everything that was taken over: notes in `release.yml`, which credit its givers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coachloom.academy.giving.contribution import Modified, Verb
from coachloom.academy.giving.wishes import Verdict
from coachloom.academy.releasing.notes import Kind, Note, with_note
from coachloom.academy.releasing.sealed import elements_of
from coachloom.course.kinds import Session
from coachloom.course.model import Course
from coachloom.course.plan import plan_section
from coachloom.course.values import LONGEST_WORDS


def notes_about(before: Course, now: Course, verdicts: Sequence[Verdict]) -> tuple[Note, ...]:
    """A note for each element that changes, its day and its plan too; several academies about one are named together.

    What people are still to change by hand is noted as well: they have decided that it comes.
    """
    old, new = elements_of(before), elements_of(now)
    by_element: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for id in _by_hand(verdict) if verdict.offer.by_hand else _by_program(now, verdict):
            if verdict.offer.by_hand or old.get(id) != new.get(id):
                by_element.setdefault(id, []).append(verdict)
    return tuple(_note(id, those) for id, those in by_element.items())


def _by_program(now: Course, verdict: Verdict) -> Iterator[str]:
    """What may have changed with it: the element, the day that it joined, its plan, pictures that came along."""
    offer = verdict.offer
    if not verdict.decision.takes:
        return
    yield offer.id
    element = now.elements.get(offer.id)
    if offer.item.verb is Verb.ADD and element and (container := now.container_of(element)):
        yield container.id
    if offer.item.verb is Verb.SET and isinstance(element, Session) and (plan := plan_section(now, element)):
        yield plan.id
    yield from (offer.renamed[picture] for picture in offer.item.pictures)


def _by_hand(verdict: Verdict) -> Iterator[str]:
    """The element that the change log will name; nothing where that is for the keepers to say."""
    offer, element = verdict.offer, verdict.offer.element
    if not verdict.decision.takes or element is None or offer.item.verb is Verb.ADD or offer.said_already:
        return
    if offer.item.verb is not Verb.MOVE:
        yield offer.id
    elif container := offer.course.container_of(element):
        yield container.id


def _note(element: str, verdicts: Sequence[Verdict]) -> Note:
    files = [verdict.offer.contribution.file for verdict in verdicts]
    wording = all(set(verdict.offer.item.modified) <= {Modified.TITLE} for verdict in verdicts)
    return Note(
        element=element,
        kind=Kind.WORDING if wording else Kind.MEANING,
        why=_joined(" ", (" ".join(verdict.offer.item.why.split()) for verdict in verdicts)),
        prompted_by=_joined(" and ", (file.credit for file in files)),
    )


def _joined(between: str, every: Iterable[str]) -> str:
    """All that different academies said, once each, as far as a note may hold it."""
    first, *more = dict.fromkeys(every)
    for one in more:
        if len(joined := f"{first}{between}{one}") <= LONGEST_WORDS:
            first = joined
    return first


def with_notes(data: bytes | None, notes: Sequence[Note]) -> bytes | None:
    """`release.yml` with those notes at its end; as it was where there are none."""
    for note in notes:
        data = with_note(data, note)
    return data
