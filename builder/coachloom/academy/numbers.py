"""The order of editions: by year, number and correction; a draft comes before the edition that it becomes."""

from __future__ import annotations

from coachloom.course.values import DRAFT


def edition_order(edition: str) -> tuple[int, int, int, bool]:
    """``2027.1-draft`` < ``2027.1`` < ``2027.1.1`` < ``2027.2-draft``."""
    year, number, *correction = (int(part) for part in edition.removesuffix(DRAFT).split("."))
    return year, number, correction[0] if correction else 0, not edition.endswith(DRAFT)
