"""RECEIVED.md: all that came, laid out by element, with both texts and boxes for what the keepers decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import dedent

from coachloom.academy import boxes
from coachloom.academy.boxes import Option, Question, in_quotes
from coachloom.academy.content import text_of
from coachloom.academy.giving.contribution import Verb
from coachloom.academy.giving.decided import FILE as DECIDED
from coachloom.academy.giving.weighing import Offer
from coachloom.academy.listing import RULES
from coachloom.academy.merging.texts import differences

SHEET = "RECEIVED.md"
LETTER = "Words to them, if you like:"

ADOPT = Option("adopt", "adopt: take it over as it is")
BY_HAND = Option("adapt", "adapt: you change the course yourself, after what they found")
WAIT = Option("wait", "wait: look at it again later")
DECLINE = Option("decline", "decline")

DID: Mapping[Verb, str] = {
    Verb.SET: "set otherwise",
    Verb.REPLACE: "in other words",
    Verb.ADD: "added",
    Verb.LEAVE_OUT: "left out",
    Verb.MOVE: "moved",
}


def questions(offers: Sequence[Offer]) -> tuple[Question, ...]:
    """One for each offer, in order."""
    return tuple(_question(offer) for offer in offers)


def written(title: str, edition: str, offers: Sequence[Offer], settled: int) -> str:
    """The sheet without a tick. ``settled`` are items that came again, and were decided before."""
    return boxes.written(_head(title, edition, offers, settled), questions(offers))


def _head(title: str, edition: str, offers: Sequence[Offer], settled: int) -> str:
    again = "1 that came was decided before." if settled == 1 else f"{settled} that came were decided before."
    return "\n\n".join(
        [
            f"# What academies gave back to {title}",
            f"The course is at edition {edition}. Nothing of it has been changed yet.",
            _HOW,
            "To put it aside: coachloom receive --undo. That works afterwards, too, and brings everything back.",
            *([again] if settled else []),
            *([_overview(offers)] if offers else []),
        ]
    )


_HOW = f"""\
To decide: put an x between the brackets of one box for each, as in [x]. Between the waves below the boxes you may \
write to whoever gave it; that goes into their answer, and into {DECIDED}, which travels with the course. Save this \
file as it is called. Then give the command

    coachloom receive --finish"""


def _overview(offers: Sequence[Offer]) -> str:
    rows = ["| Element | What academies did | Academies | Departs |", "| --- | --- | --- | --- |"]
    for id, here in by_element(offers).items():
        did = Counter(DID[offer.item.verb] for offer in here)
        told = ", ".join(f"{name}: {number}" for name, number in did.items())
        academies = ", ".join(dict.fromkeys(offer.academy for offer in here))
        departs = sum(offer.item.departs_until is not None for offer in here)
        rows.append(f"| {_cell(here[0].title)} ({id}) | {told} | {academies} | {departs or ''} |")
    return "\n".join(rows)


def by_element(offers: Sequence[Offer]) -> dict[str, list[Offer]]:
    """The offers about each element, in order; what was added stands by itself."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        found.setdefault(offer.id, []).append(offer)
    return found


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _question(offer: Offer) -> Question:
    title = f"{offer.title} ({offer.id}), {DID[offer.item.verb]} by {offer.contribution.file.academy.name}"
    return Question(title, "\n\n".join(_body(offer)), tuple(_options(offer)), LETTER)


def _body(offer: Offer) -> Iterator[str]:
    item, file = offer.item, offer.contribution.file
    kept = f"an agreed exception until edition {item.departs_until}" if item.departs_until else "within the rules"
    facts = [
        f"What was modified: {', '.join(item.modified)}, {kept}",
        f"The rule here: {RULES[item.rule]}",
        f"They build on: {file.base.told}",
        *([f"When: {item.timing.value}"] if item.timing else []),
        *([f"Decided by: {item.by}"] if item.by else []),
    ]
    yield "\n".join(f"- {fact}" for fact in facts)
    for head, words in (("Why", item.why), ("What they expected", item.expect), ("What they found", item.found)):
        yield f"{head}:\n\n{in_quotes(words)}" if words else f"{head}: (nothing said)"
    if offer.said_already:
        yield "The course says so already."
    yield from _matter(offer)
    if offer.by_hand:
        yield offer.by_hand
    if item.verb is Verb.ADD and not offer.by_hand and not offer.as_it_is:
        yield "It serves a topic of their own. To take it over, name one of the course's topics in its facts."


def _matter(offer: Offer) -> Iterator[str]:
    item = offer.item
    match item.verb:
        case Verb.SET:
            yield "\n".join(_values(offer))
        case Verb.REPLACE:
            yield from _texts(offer)
        case Verb.ADD:
            where = f" after {item.after}" if item.after else f" before {item.before}" if item.before else ""
            yield f"It stands in {item.to}{where} there."
            if offer.by_hand:
                yield f"Its file:\n\n{in_quotes(offer.contribution.text(item.ours))}"
        case Verb.MOVE:
            yield f"It stands {f'after {item.after}' if item.after else f'before {item.before}'} there."
    if item.pictures:
        yield f"With it comes: {', '.join(item.pictures.values())}"


def _values(offer: Offer) -> Iterator[str]:
    yield "| | When they set it | Theirs | The course now |"
    yield "| --- | --- | --- | --- |"
    for name, value in offer.item.values.items():
        was = _cell(offer.item.were.get(name, ""))
        yield f"| {_cell(name)} | {was} | {_cell(value)} | {_cell(offer.value_now(name))} |"


def _texts(offer: Offer) -> Iterator[str]:
    """What they changed, sentence by sentence; and the three sides where the course has changed the same."""
    base, theirs = offer.given(offer.item.base), offer.given(offer.item.ours)
    lines = []
    for one in differences(base.strip(), theirs.strip()):
        lines += [f"was:\n\n{in_quotes(one.old)}"] if one.old else []
        lines += [f"theirs:\n\n{in_quotes(one.new)}"] if one.new else ["theirs: (nothing)"]
    yield "What they changed:\n\n" + "\n\n".join(lines) if lines else "They say the same in the same words."
    merged = offer.merged
    if merged is None or offer.element is None:
        return
    now = text_of(offer.element)
    if now.split() != base.split():
        yield f"The course has changed since. It says now:\n\n{in_quotes(now.strip())}"
    for clash in merged.clashes:
        sides = (("The course when they adapted it", clash.base), ("Now", clash.ours), ("Theirs", clash.theirs))
        told = [f"{head}:\n\n{in_quotes(dedent(text)) if text.strip() else '> (nothing)'}" for head, text in sides]
        yield "\n\n".join(["Both changed the same sentences.", *told])


def _options(offer: Offer) -> Iterator[Option]:
    if offer.as_it_is:
        yield ADOPT
    yield BY_HAND if offer.by_hand else in_words_of_ours(offer)
    yield WAIT
    yield DECLINE


def in_words_of_ours(offer: Offer) -> Option:
    """Taken over with the keepers' own words, which begin as theirs."""
    if offer.item.verb is Verb.SET:
        words = "\n".join(f"{name}: {value}" for name, value in offer.item.values.items())
    else:
        words = offer.wanted.strip("\n")
    return Option("adapt", "adapt: take over these words, which you may change here:", words=words)
