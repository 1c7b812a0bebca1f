"""How an academy adapted the course, in words: for the page that lists it all, and the line below each page.

Only what the public course shows is told: a change to a faculty section leaves with the section.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachloom.academy.changes import Add, LeaveOut, Move, Replace, Set
from coachloom.academy.composition import Composition
from coachloom.academy.origins import Layer, Step
from coachloom.academy.people import People
from coachloom.course.kinds import Element, Section
from coachloom.course.model import Course
from coachloom.course.values import Mode, Rule
from coachloom.site.addresses import address
from coachloom.site.markdown_out import plain
from coachloom.words import Words

ADAPTATIONS = "adaptations/index.md"


@dataclass(frozen=True, slots=True)
class Adaptations:
    """What may be told of a composition to the readers of ``course``, which may be without faculty's sections."""

    course: Course
    composition: Composition
    words: Words
    people: People

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.composition.steps_shown(self.course)

    def sentence(self, step: Step, page: str) -> str:
        """What an entry did, as one sentence in Markdown."""
        element = self.composition.course.elements.get(step.element.id, step.element)
        values = {"what": self._link(element, page), "where": self._where(step, page)}
        match step.change:
            case Replace():
                return self._say("replaced", values)
            case Add():
                own = self._link(element, page, element.title)
                return self._say("added", values | {"what": own})
            case LeaveOut():
                return self._say("left_out", values | {"what": plain(self._name(element))})
            case Move() as move:
                name = "moved_before" if move.before else "moved_after"
                anchor = self.composition.course.elements.get(move.before or move.after or "")
                return self._say(name, values | {"anchor": plain(anchor.title) if anchor else ""})
            case Set() as change:
                return " ".join(
                    self._say(name, values | more) for name, more in _settings(self.words, change, step.element)
                )
        raise AssertionError(step.change)

    def _say(self, name: str, values: Mapping[str, str]) -> str:
        return self.words.text(f"adaptations.did.{name}", **values)

    def _name(self, element: Element) -> str:
        if isinstance(element, Section):
            owner = self.composition.course.elements.get(element.of)
            return self.words.text("adaptations.section", section=element.title, of=owner.title if owner else "")
        return element.title

    def _link(self, element: Element, page: str, name: str = "") -> str:
        name = plain(name or self._name(element))
        if element.id not in self.course.elements:
            return name
        return f"[{name}]({address(self.course, element).from_page(page)})"

    def _where(self, step: Step, page: str) -> str:
        container = self.course.elements.get(step.container)
        return self._link(container, page) if container else ""

    def told(self, step: Step, page: str) -> dict[str, str]:
        """Everything about an entry, for a template."""
        change = step.change
        by = self.people.of(change.by) if step.layer == self.composition.layer else ""
        deviation = change.deviation if step.departs else None
        return {
            "sentence": self.sentence(step, page),
            "why": plain(change.why),
            "expect": plain(change.expect or ""),
            "found": plain(change.found or ""),
            "by": plain(by),
            "light": self._light(step),
            "until": self.words.text("adaptations.exception", edition=deviation.until) if deviation else "",
        }

    def _light(self, step: Step) -> str:
        rule = "ours" if isinstance(step.change, Add) else step.element.rule.value
        return self.words.text(f"adaptations.light.{rule}")

    def by_layer(self, page: str) -> list[tuple[Layer, list[dict[str, str]]]]:
        """Every layer below the course, with what it did."""
        return [
            (layer, [self.told(step, page) for step in self.steps if step.layer == layer])
            for layer in self.composition.layers[1:]
        ]

    def counts(self) -> list[dict[str, object]]:
        """For each light how many parts of the course there are, and how many of them were changed."""
        rows = []
        own = {step.element.id for step in self.steps if step.layer == self.composition.layer}
        for rule in (Rule.FIXED, Rule.BOUNDED, Rule.FLEXIBLE):
            here = [id for id, element in self.course.elements.items() if element.rule is rule]
            shared = [id for id in here if id not in self.course.local]
            changed = [id for id in shared if id in own]
            rows.append({"rule": self.words.text(f"rule.{rule}"), "parts": len(shared), "changed": len(changed)})
        return rows

    def line(self, ids: frozenset[str], page: str) -> str:
        """Where what a page shows comes from, in one line."""
        steps = [step for step in self.steps if self._touched(step) & ids]
        base = self.composition.layers[0]
        text = self.words.text
        if not steps:
            return text("adaptations.line.kept", course=plain(base.name), edition=base.edition)
        layers = ", ".join(dict.fromkeys(plain(step.layer.name) for step in steps))
        if len(steps) > 1:
            more = f"[{text('adaptations.line.see')}]({_list_from(page)})"
            return text("adaptations.line.several", by=layers, n=len(steps), see=more)
        told = self.told(steps[0], page)
        name = "added" if isinstance(steps[0].change, Add) and steps[0].element.id in ids else "adapted"
        line = text(f"adaptations.line.{name}", by=layers, did=told["sentence"], why=told["why"])
        return f"{line} {told['until']}".strip()

    def _touched(self, step: Step) -> frozenset[str]:
        """The ids whose pages tell of an entry: what it changed, and the container that something joined or left."""
        moves = isinstance(step.change, (Add, LeaveOut, Move))
        return frozenset({step.element.id, step.container if moves else ""})


def _list_from(page: str) -> str:
    return "../" * page.count("/") + ADAPTATIONS


def _settings(words: Words, change: Set, before: Element) -> list[tuple[str, dict[str, str]]]:
    """Each field that an entry sets: the name of its sentence, and what stands in it."""
    found: list[tuple[str, dict[str, str]]] = []
    if change.title:
        found.append(("title", {"new": plain(change.title), "old": plain(before.title)}))
    if change.mode:
        old = getattr(before, "mode", Mode.EITHER)
        found.append(("mode", {"new": words.text(f"mode.{change.mode}"), "old": words.text(f"mode.{old}")}))
    for name, number in sorted(change.numbers.items()):
        numbers: Mapping[str, int] = getattr(before, "numbers", {})
        old_number = numbers.get(name, getattr(before, name, ""))
        found.append(("number", {"name": name.replace("-", " "), "new": str(number), "old": str(old_number)}))
    if change.rule:
        found.append(("rule", {"rule": words.text(f"rule.{change.rule}")}))
    for name, bounds in sorted(change.bounds.items()):
        limits = {"name": name.replace("-", " "), "min": str(bounds.min), "max": str(bounds.max)}
        found.append(("bounds", limits))
    return found
