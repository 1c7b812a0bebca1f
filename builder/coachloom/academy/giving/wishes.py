"""What a person ticked and wrote about each offer, and what all of it together asks of the course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coachloom.academy.boxes import Answer
from coachloom.academy.content import text_of
from coachloom.academy.giving.contribution import Verb
from coachloom.academy.giving.decided import Decision
from coachloom.academy.giving.sheet import SHEET
from coachloom.academy.giving.weighing import SETTABLE, Offer
from coachloom.academy.merging.texts import merge_texts
from coachloom.course.kinds import Element
from coachloom.problems import Place, Problem, ProblemsFound


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

    @property
    def words(self) -> str:
        """The text that it is taken over with: the keepers' own, or as it came."""
        return self.answer.words if self.decision is Decision.ADAPT else self.offer.wanted

    @property
    def values(self) -> dict[str, str]:
        """The values that it is taken over with. Raises ProblemsFound for what a person wrote and sets nothing."""
        if self.decision is not Decision.ADAPT:
            return dict(self.offer.item.values)
        lines = [line.strip() for line in self.answer.words.splitlines() if line.strip()]
        pairs = [_pair(line) for line in lines]
        wrong = [line for line, pair in zip(lines, pairs, strict=True) if pair is None]
        if wrong or not lines:
            what = f"`{wrong[0][:80]}` sets nothing." if wrong else "Nothing is set between the waves."
            do = f"write lines such as minutes: 80; what can be set here: {', '.join(SETTABLE)}"
            raise ProblemsFound([unfit(what, self.place, do)])
        return dict(pair for pair in pairs if pair)


def _pair(line: str) -> tuple[str, str] | None:
    name, _, value = (part.strip() for part in line.partition(":"))
    is_number = bool(re.fullmatch(r"[0-9]{1,6}", value))
    return (name, value) if name in SETTABLE and value and (is_number or name != "minutes") else None


@dataclass(slots=True)
class Wanted:
    """What the verdicts ask for together: texts by element, values by element and field, and who asked first."""

    texts: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[object, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def together(chosen: Sequence[Verdict]) -> Wanted:
    """Several texts for one element are joined; what does not join, and two values for one field, are problems."""
    wanted = Wanted()
    for verdict in chosen:
        offer = verdict.offer
        if offer.item.verb is Verb.REPLACE and offer.element:
            _join_text(wanted, verdict, offer.element, f"{verdict.words.strip(chr(10))}\n")
        elif offer.item.verb is Verb.SET:
            for name, value in verdict.values.items():
                _join_value(wanted, verdict, name, value)
    return wanted


def _join_text(wanted: Wanted, verdict: Verdict, element: Element, text: str) -> None:
    if not text.strip():
        wanted.problems.append(unfit("No words stand between the waves.", verdict.place, "write them, or decline"))
        return
    now = text_of(element)
    merged = merge_texts(now, wanted.texts.get(element.id, now), text)
    if not merged.clean:
        first = wanted.places[element.id]
        what = f"Two contributions would change the same sentences of {element.id}; the other is on line {first.line}."
        do = "take over one of them, with words that say both (adapt), and decline the other or let it wait"
        wanted.problems.append(unfit(what, verdict.place, do))
        return
    wanted.texts[element.id] = merged.text()
    wanted.places.setdefault(element.id, verdict.place)


def _join_value(wanted: Wanted, verdict: Verdict, name: str, value: str) -> None:
    key = (verdict.offer.id, name)
    if wanted.values.get(key, value) != value:
        what = f"Two contributions would set {name} of {key[0]}; the other is on line {wanted.places[key].line}."
        wanted.problems.append(unfit(what, verdict.place, "take over one of them, and decline the other"))
        return
    wanted.values[key] = value
    wanted.places.setdefault(key, verdict.place)


def unfit(what: str, place: Place, do: str) -> Problem:
    """What was ticked or written does not do."""
    return Problem(code="WORKSHEET", what=what, place=place, do=do)
