"""Every text of a course in which Markdown may stand, with its element, place and audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from coachloom.course import kinds
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.problems import Place
from coachloom.reading.documents import Document
from coachloom.reading.markdown import Markdown, read_markdown

_WORDS: dict[type[Element], tuple[str, ...]] = {
    kinds.Programme: ("summary", "role", "prerequisites"),
    kinds.Condition: ("text",),
    kinds.Topic: ("summary",),
    kinds.Outcome: ("text",),
    kinds.Phase: ("text", "entry", "exit"),
    kinds.V: ("question", "text"),
    kinds.Task: ("done",),
    kinds.Term: ("text",),
    kinds.Reference: ("note",),
    kinds.Form: ("text",),
    kinds.Prompt: ("text", "help", "choices"),
    kinds.TimetableRule: ("text",),
}
_MARKING = frozenset("[]<{!#`")


@dataclass(frozen=True, slots=True)
class Text:
    """One text. Places inside it are those of ``document``; ``field`` is empty for the text of a section, card or page."""

    element: Element
    document: Document
    markdown: Markdown
    field: str = ""

    @property
    def audience(self) -> Audience:
        return self.element.audience if isinstance(self.element, kinds.Section) else Audience.EVERYONE

    def place(self, line: int) -> Place:
        return self.document.at(line)


@lru_cache(maxsize=1)  # many checks walk over the same course
def texts(course: Course) -> tuple[Text, ...]:
    """All texts; a field without any Markdown sign is left out, since there is nothing to find in it."""
    return tuple(_texts(course))


def _texts(course: Course) -> Iterator[Text]:
    for element in course.elements.values():
        source = course.sources[element.id]
        if isinstance(element, (kinds.Section, kinds.Card, kinds.Page)):
            yield Text(element, source.document, element.text)
        for name in _WORDS.get(type(element), ()):
            value = getattr(element, name)
            entries = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            for number, entry in entries:
                words = entry.text if isinstance(entry, kinds.Choice) else entry
                if words and _MARKING & set(words):
                    place = source.field(name) if number is None else source.field(name, number)
                    # looked at as it will be shown, on one line
                    yield Text(element, source.document, read_markdown(" ".join(words.split()), place.line), name)
