"""The differences for programs, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from coachloom.academy.differing.changed import Moved, Spot
from coachloom.academy.differing.items import Item, Reason
from coachloom.academy.differing.sides import Side


def as_json(old: Side, new: Side, items: tuple[Item, ...]) -> str:
    """`{format, old, new, changes}`; each change with its fields, rules, place, sentences and reasons."""
    told = {"format": 1, "old": _side(old), "new": _side(new), "changes": [_change(item) for item in items]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _side(one: Side) -> dict[str, str]:
    return {"course": one.id, "edition": one.edition, "name": one.name}


def _change(item: Item) -> dict[str, object]:
    changed = item.changed
    return {
        "id": changed.id,
        "kind": changed.kind,
        "title": changed.title,
        "did": changed.did.value,
        "meaning": changed.meaning,
        "was": changed.was,
        "now": list(changed.now),
        "retired": changed.retired,
        "fields": [asdict(field) for field in changed.fields],
        "rules": [asdict(field) for field in changed.rules],
        "moved": _moved(changed.moved) if changed.moved else None,
        "texts": [asdict(text) for text in changed.texts],
        "words": list(item.did),
        "light": item.light,
        "file": item.file,
        "reasons": [_reason(reason) for reason in item.reasons],
    }


def _moved(moved: Moved) -> dict[str, object]:
    return {"from": _spot(moved.old), "to": _spot(moved.new)}


def _spot(spot: Spot) -> dict[str, str]:
    return {"in": spot.container, "after": spot.after}


def _reason(reason: Reason) -> dict[str, object]:
    exception = {"until": reason.until, "agreed_by": list(reason.agreed_by)} if reason.until else None
    return {
        "about": reason.about,
        "why": reason.why,
        "by": reason.by,
        "expect": reason.expect,
        "found": reason.found,
        "prompted_by": reason.prompted_by,
        "exception": exception,
        "file": reason.file,
        "line": reason.line,
    }
