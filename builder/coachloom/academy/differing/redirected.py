"""Where ids of an old course went in a new one, as its redirects say."""

from __future__ import annotations

from collections import Counter

from coachloom.course.model import Course


def where_they_went(old: Course, new: Course) -> dict[str, tuple[str, ...]]:
    """For every id that is no more, those of the new course that stand in its place, if any.

    A section goes with its owner, to the section of the same name.
    """
    gone = [id for id in old.elements if id not in new.elements]
    led = {redirect.was: redirect.now for redirect in new.redirects}
    return {id: _section_of_owner(id, led, new) or _led(id, led, new) for id in gone}


def _led(id: str, led: dict[str, tuple[str, ...]], new: Course) -> tuple[str, ...]:
    """Follows redirects of redirects; a circle leads nowhere."""
    found: dict[str, None] = {}
    waiting, seen = list(led.get(id, ())), {id}
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if one in new.elements:
            found[one] = None
        else:
            waiting += led.get(one, ())
    return tuple(found)


def _section_of_owner(id: str, led: dict[str, tuple[str, ...]], new: Course) -> tuple[str, ...]:
    owner, slash, name = id.partition("/")
    if not slash or id in led:
        return ()
    return tuple(found for one in _led(owner, led, new) if (found := f"{one}/{name}") in new.elements)


def renamed(old: Course, new: Course, went: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The new id of every element that goes on under another: its one heir, which is new and nobody else's."""
    heirs = Counter(one for now in went.values() for one in now)
    return {
        was: now[0]
        for was, now in went.items()
        if len(now) == 1
        and heirs[now[0]] == 1
        and now[0] not in old.elements
        and type(old.elements[was]) is type(new.elements[now[0]])
    }
