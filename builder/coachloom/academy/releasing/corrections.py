"""What a correction of a running edition may not do: it mends words, links and what is unsafe, and says so."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.academy.numbers import edition_order
from coachloom.academy.releasing.candidate import Candidate, stops
from coachloom.academy.releasing.notes import Kind
from coachloom.academy.releasing.record import Did
from coachloom.academy.releasing.sealed import elements_of
from coachloom.problems import Problem


def there_is_an_edition_to_correct(candidate: Candidate) -> Iterator[Problem]:
    if candidate.correct and candidate.before is None:
        what = "Nothing has been released yet, so there is nothing to correct."
        yield stops("CORRECTION", what, candidate.place, "make the edition: coachloom release")


def the_edition_still_runs(candidate: Candidate) -> Iterator[Problem]:
    """Where work on the next one has begun, a correction would bear a number that the course itself denies."""
    before, programme = candidate.before, candidate.course.programme.edition
    if not candidate.correct or before is None:
        return
    running = _plain(before.edition)
    if not candidate.is_academy and programme != running:
        what = f"The edition that runs is {before.edition}, and this is {programme} already."
        do = f'correct {before.edition} as it was released; or write edition: "{running}" if nothing new has begun'
        yield stops("CORRECTION", what, candidate.place, do)
    if before.builds_on and _plain(before.builds_on) != _plain(candidate.builds_on):
        what = f"{before.edition} builds on {before.builds_on}, and this builds on {candidate.builds_on}."
        yield stops("CORRECTION", what, candidate.place, "release an edition of its own: coachloom release")


def _plain(edition: str) -> str:
    year, number, *_ = edition_order(edition)
    return f"{year}.{number}"


def words_alone_are_mended(candidate: Candidate) -> Iterator[Problem]:
    """A running edition keeps its ids, order, minutes, rules, outcomes and meaning, whoever changed them."""
    before = candidate.before
    if not candidate.correct or before is None:
        return
    now = elements_of(candidate.course)
    for entry in candidate.log:
        id = entry.element
        if entry.did is Did.CHANGED and now[id].split(" ")[2] == before.frame_of(id):
            continue
        what = f'"{entry.title}" ({id}): {entry.did}, and not in its words alone.'
        do = "leave that to the next edition; a correction mends words, links and what is unsafe"
        yield stops("CORRECTION", what, candidate.place_of(id) or candidate.place, do, id)


def each_mend_is_explained(candidate: Candidate) -> Iterator[Problem]:
    for entry in candidate.own() if candidate.correct else ():
        note = candidate.note_of(entry.element)
        if entry.did is Did.CHANGED and (note is None or note.kind is Kind.MEANING):
            id = entry.element
            what = f'"{entry.title}" ({id}) has other words, and nobody says why they may change now.'
            do = f"add to {candidate.notes.file}: element: {id}, kind: wording (or safety), why"
            yield stops("CORRECTION", what, candidate.place_of(id) or candidate.place, do, id)


def something_is_mended(candidate: Candidate) -> Iterator[Problem]:
    if candidate.correct and candidate.before and not candidate.log and not candidate.recalled:
        what = f"Nothing has changed since {candidate.before.edition}."
        yield stops("CORRECTION", what, candidate.place, "mend what is to be mended first")


CORRECTIONS = (
    there_is_an_edition_to_correct,
    the_edition_still_runs,
    words_alone_are_mended,
    each_mend_is_explained,
    something_is_mended,
)
