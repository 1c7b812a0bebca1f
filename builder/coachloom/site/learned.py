"""What academies taught the course, in words: the contributions that it took over, for the page that thanks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coachloom.academy.giving.decided import Decided, Decision
from coachloom.course.formats import SECTIONS
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.site.addresses import address
from coachloom.site.markdown_out import plain
from coachloom.words import Words

LEARNED = "learned/index.md"


def learned(course: Course, taught: Iterable[Decided], words: Words) -> list[dict[str, str]]:
    """Everything that became part of the course, for a template; what only faculty see is told to them alone."""
    return [_told(course, one, words) for one in _shown(course, taught)]


def _shown(course: Course, taught: Iterable[Decided]) -> Iterator[Decided]:
    for one in taught:
        section = one.element.partition("/")[2]
        everyone = SECTIONS.get(section, Audience.EVERYONE) is Audience.EVERYONE
        if one.decision.takes and (one.element in course.elements or everyone):
            yield one


def _told(course: Course, one: Decided, words: Words) -> dict[str, str]:
    element = course.elements.get(one.element)
    title = plain(one.title)
    link = f"[{title}]({address(course, element).from_page(LEARNED)})" if element else title
    did = words.text(f"learned.did.{one.verb}", what=link, who=plain(one.credit))
    since = words.text("learned.since", edition=one.edition) if one.edition else ""
    how = words.text("learned.adapted") if one.decision is Decision.ADAPT else ""
    return {
        "did": " ".join(part for part in (did, how, since) if part),
        "why": plain(one.why),
        "expect": plain(one.expect or ""),
        "found": plain(one.found or ""),
    }
