"""What academies taught the course, in words: the contributions that it took over, for the page that thanks for them."""

from __future__ import annotations

from collections.abc import Iterable

from coachloom.academy.giving.decided import Decided, Decision
from coachloom.course.formats import SECTIONS
from coachloom.course.kinds import Section
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.site.addresses import address
from coachloom.site.markdown_out import plain
from coachloom.words import Words

LEARNED = "learned/index.md"


def learned(course: Course, taught: Iterable[Decided], words: Words, audience: Audience) -> list[dict[str, str]]:
    """Everything that became part of the course, for a template; what only faculty see is told to them alone.

    ``course`` is the part of it that those readers see.
    """
    taken = (one for one in taught if one.decision.takes)
    return [_told(course, one, words) for one in taken if audience is Audience.FACULTY or _is_for_all(course, one)]


def _is_for_all(course: Course, one: Decided) -> bool:
    """A section that is not in the course for all may be faculty's; but for those that by their name are everyone's."""
    if one.kind != Section.kind or one.element in course.elements:
        return True
    return SECTIONS.get(one.element.partition("/")[2]) is Audience.EVERYONE


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
