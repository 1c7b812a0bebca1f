"""Where each outcome is taught, practised and assessed, read from the text itself."""

from __future__ import annotations

from functools import lru_cache

from coachloom.course.kinds import Form, Outcome, Prompt, Section, Session, Task
from coachloom.course.model import Course
from coachloom.course.texts import texts

_NAMED_IN = ("plan", "steps")


@lru_cache(maxsize=1)
def named_in_sessions(course: Course) -> dict[str, tuple[str, ...]]:
    """For each session the outcomes that its plan and steps link to, in order."""
    named: dict[str, tuple[str, ...]] = {}
    for session in course.all(Session):
        sections = [course.section(session.id, name) for name in _NAMED_IN]
        ids = [id for section in sections if section for id in named_in_section(course, section)]
        named[session.id] = tuple(dict.fromkeys(ids))
    return named


def named_in_section(course: Course, section: Section) -> tuple[str, ...]:
    """The outcomes that a plan or steps link to, in order; a link in another section teaches nothing."""
    if section.name not in _NAMED_IN:
        return ()
    links = (link.target for link in section.text.links)
    return tuple(dict.fromkeys(target for target in links if course.get(target, Outcome)))


@lru_cache(maxsize=1)
def named_in_tasks(course: Course) -> dict[str, tuple[str, ...]]:
    """For each task the outcomes that its definition of done links to, in order."""
    named: dict[str, tuple[str, ...]] = {task.id: () for task in course.all(Task)}
    for text in texts(course):
        if isinstance(text.element, Task) and text.field == "done":
            links = (link.target for link in text.markdown.links if course.get(link.target, Outcome))
            named[text.element.id] = tuple(dict.fromkeys((*named[text.element.id], *links)))
    return named


def forms_that_ask(course: Course, outcome: str) -> tuple[Form, ...]:
    """The forms with a prompt for an outcome."""
    asking = {prompt.form for prompt in course.all(Prompt) if outcome in prompt.outcomes}
    return tuple(form for form in course.all(Form) if form.id in asking)
