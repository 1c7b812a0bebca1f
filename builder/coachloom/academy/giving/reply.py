"""The answer to each author: what was decided about each thing they gave, why, and from which edition on it holds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from coachloom.academy.giving.decided import Decision
from coachloom.academy.giving.sheet import DID
from coachloom.academy.giving.weighing import Offer
from coachloom.academy.giving.wishes import Verdict

FOLDER = "build/replies"

_HEADS = {
    Decision.ADOPT: "Taken over as it is",
    Decision.ADAPT: "Taken over in other words, or in another way",
    Decision.WAIT: "We look at it again later",
    Decision.DECLINE: "Not taken over",
}


def replies(title: str, edition: str, verdicts: Iterable[Verdict]) -> dict[str, bytes]:
    """A letter for each academy, by the name of its file. ``edition`` is the coming one, or nothing if it has no number."""
    by_academy: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_academy.setdefault(verdict.offer.academy, []).append(verdict)
    return {f"{FOLDER}/{id}.md": _letter(title, edition, those).encode() for id, those in sorted(by_academy.items())}


def _letter(title: str, edition: str, verdicts: Sequence[Verdict]) -> str:
    giver = verdicts[0].offer.contribution.file.academy
    parts = [
        *([f"To: {giver.contact}"] if giver.contact else []),
        f"Dear colleagues at {giver.name},",
        _wrapped(
            f"Thank you for what you gave back to {title}: you changed the course, said why, and shared it. We have read"
            f" all of it. Here is what we decided."
        ),
    ]
    for decision in Decision:
        those = [verdict for verdict in verdicts if verdict.decision is decision]
        if those:
            parts += [f"## {_HEADS[decision]}", *(part for one in those for part in _about(one, edition))]
    taken = [verdict for verdict in verdicts if verdict.decision.takes]
    if taken:
        credits = " and ".join(dict.fromkeys(one.offer.contribution.file.credit for one in taken))
        parts.append(
            _wrapped(f"The course names you as: {credits}. It stands on the page of what academies taught it.")
        )
    if any(not verdict.decision.takes for verdict in verdicts):
        parts.append(_wrapped("Whatever we did not take over stays yours: nothing changes in your academy."))
    parts.append(f"With thanks,\nthe keepers of {title}")
    return "\n\n".join(parts) + "\n"


def _about(verdict: Verdict, edition: str) -> Iterator[str]:
    offer = verdict.offer
    yield _wrapped(
        f"**{offer.title}** ({offer.item.element}), {DID[offer.item.verb]} by you. {_said(verdict, edition)}"
    )
    if verdict.answer.letter:
        yield verdict.answer.letter


def _said(verdict: Verdict, edition: str) -> str:
    offer = verdict.offer
    since = f"from edition {edition} on" if edition else "from the next edition on"
    match verdict.decision:
        case Decision.ADOPT if offer.said_already:
            return "The course says so already; it was a good thought."
        case Decision.ADOPT:
            return f"It is in the course {since}{_called(offer)}. When you take that edition in, yours may go."
        case Decision.ADAPT:
            how = "in a way of our own" if offer.by_hand else "in words that we read once more"
            return f"It is in the course {since}, {how}{_called(offer)}. When you take that edition in, it asks which you keep."
        case Decision.WAIT:
            return "We keep it, and come back to it; please go on writing down what you find."
    return "We leave the course as it is here."


def _called(offer: Offer) -> str:
    return f", called {offer.id} there" if offer.id != offer.item.element else ""


def _wrapped(words: str) -> str:
    return textwrap.fill(words, 100, break_long_words=False, break_on_hyphens=False)
