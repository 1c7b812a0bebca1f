"""The differences as a text that reads well in a terminal and in Notepad: a list in words, then the sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from coachloom.academy.differing.changed import Did
from coachloom.academy.differing.items import Item, Reason
from coachloom.academy.differing.words import name_of
from coachloom.academy.merging.texts import Difference

WIDTH = 90
FIRST_LINES = 8
"""So much of what was added is shown; the rest stands in its file."""


def heading(old: str, new: str, items: tuple[Item, ...], *, between: bool) -> str:
    """What is compared, and how much of it differs."""
    number = f"{len(items)} {'element differs' if len(items) == 1 else 'elements differ'}"
    if between:
        return _clean(f"From {old} to {new}: {number if items else 'nothing differs'}.")
    return _clean(f"{new}, on {old}: {number if items else 'nothing was changed'}.")


def list_in_words(items: tuple[Item, ...]) -> str:
    """What was done to each element and why, below the headings of the year."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.heading, []).append(item)
    return "\n\n".join(
        "\n\n".join([_clean(heading), *("\n".join(_words_of(item)) for item in group)])
        for heading, group in grouped.items()
    )


def _words_of(item: Item) -> Iterator[str]:
    yield from _wrapped(f"{item.changed.title} ({item.id}), {item.light}", "  ", "    ")
    for clause in item.did:
        yield from _wrapped(clause, "    ", "      ")
    if item.file:
        yield from _wrapped(f"File: {item.file}", "    ", "      ")
    for reason in item.reasons:
        yield from _why(reason)


def _why(reason: Reason) -> Iterator[str]:
    about = f" ({reason.about})" if reason.about else ""
    yield from _wrapped(f"Why{about}: {reason.why}", "    ", "      ")
    if reason.expect:
        yield from _wrapped(f"Expected: {reason.expect}", "    ", "      ")
    if reason.found:
        yield from _wrapped(f"Found: {reason.found}", "    ", "      ")
    if reason.prompted_by:
        yield from _wrapped(f"Prompted by: {reason.prompted_by}", "    ", "      ")
    if reason.by:
        yield from _wrapped(f"Decided by: {reason.by}", "    ", "      ")
    if reason.until:
        agreed = f", agreed by: {' and '.join(reason.agreed_by)}" if reason.agreed_by else ""
        yield from _wrapped(f"AGREED EXCEPTION until edition {reason.until}{agreed}", "    ", "      ")


def by_sentence(items: tuple[Item, ...]) -> str:
    """For each text that differs the sentences that were (-) and that are (+); of what is new its first lines."""
    return "\n\n".join(part for item in items for part in _parts(item))


def _parts(item: Item) -> Iterator[str]:
    name = f"{item.changed.title} ({item.id})"
    if item.changed.did is Did.ADDED and item.added_text:
        yield "\n".join(_first_lines(f"{name}, new in {item.file}", item))
    for text in item.changed.texts:
        if text.differences:
            head = _clean(name if text.name == "text" else f"{name}: {name_of(text.name)}")
            yield "\n\n".join([head, *("\n".join(_sentences(one)) for one in text.differences)])


def _sentences(one: Difference) -> Iterator[str]:
    """What was and what is; where one of the two is nothing, the sentence before says where that is."""
    if not (one.old and one.new):
        yield from _marked(" ", one.after)
    yield from _marked("-", one.old)
    yield from _marked("+", one.new)


def _first_lines(head: str, item: Item) -> Iterator[str]:
    lines = [line for line in item.added_text.split("\n") if line.strip()]
    yield f"{_clean(head)}\n"
    for line in lines[:FIRST_LINES]:
        yield from _marked("+", line)
    left = len(lines) - FIRST_LINES
    if left > 0:
        yield f"  ({left} more {'line' if left == 1 else 'lines'} in {_clean(item.file)})"


def _marked(mark: str, text: str) -> Iterator[str]:
    """Each line with its mark; what is wrapped goes on below it. Rows of a table stay whole."""
    for line in text.split("\n"):
        if not line.strip():
            continue
        body = line.rstrip()
        indent = body[: len(body) - len(body.lstrip())]
        if body.lstrip().startswith("|"):
            yield f"{mark} {_clean(body)}"
        else:
            yield from _wrapped(body.lstrip(), f"{mark} {indent}", f"  {indent}")


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        _clean(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _clean(text: str) -> str:
    """What people wrote can neither begin a line of its own nor turn the terminal round."""
    return "".join(c if c.isprintable() else " " if c in "\n\t" else "?" for c in text)
