"""Why two editions differ, as the records of the newer one tell it."""

from __future__ import annotations

from collections.abc import Mapping

from coachloom.academy.differing.items import Reason
from coachloom.academy.differing.sides import Side
from coachloom.academy.releasing.reasons import said_since


def reasons(old: Side, new: Side) -> Mapping[str, tuple[Reason, ...]]:
    """By the id of the element; empty where the newer one is a folder, which has released nothing yet."""
    return {
        id: tuple(Reason(why=entry.why or "", prompted_by=entry.prompted_by or "") for entry in entries)
        for id, entries in said_since(new.sources, old.composition).items()
    }
