"""All that came as a table for a spreadsheet: one row for each item, whatever was decided about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from coachloom.academy.giving.contribution import Contribution
from coachloom.academy.giving.decided import Decided

COLUMNS = (
    "element",
    "kind",
    "title",
    "rule",
    "academy",
    "name",
    "base",
    "verb",
    "modified",
    "departs_until",
    "timing",
    "by",
    "why",
    "expect",
    "found",
    "decision",
)


def as_csv(contributions: Iterable[Contribution], decided: Mapping[str, Decided]) -> bytes:
    """Sorted by element and academy; UTF-8 with a mark, which Excel asks for."""
    rows = sorted(row for contribution in contributions for row in _rows(contribution, decided))
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return into.getvalue().encode("utf-8-sig")


def _rows(contribution: Contribution, decided: Mapping[str, Decided]) -> Iterable[tuple[str, ...]]:
    file = contribution.file
    for item in file.items:
        known = decided.get(contribution.digest_of(item))
        yield (
            item.element,
            item.kind,
            item.title,
            item.rule.value,
            file.academy.id,
            file.academy.name,
            file.base.reference[1],
            item.verb.value,
            ", ".join(item.modified),
            item.departs_until or "",
            item.timing.value if item.timing else "",
            item.by or "",
            item.why,
            item.expect or "",
            item.found or "",
            known.decision.value if known else "",
        )


def _harmless(cell: str) -> str:
    """A spreadsheet would carry out what begins with one of these signs; what strangers wrote stays text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
