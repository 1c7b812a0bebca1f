"""The pages of a course, in the order of the navigation: one line here for each kind of page."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname

from coachloom.academy.changes import Add, LeaveOut
from coachloom.academy.identity import Identity
from coachloom.academy.weave import Woven
from coachloom.course import kinds
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.site import views, year_views
from coachloom.site.adaptations import ADAPTATIONS, Adaptations
from coachloom.site.addresses import address
from coachloom.site.data import COURSE_JSON, PROVENANCE_JSON
from coachloom.site.durations import about
from coachloom.site.edition_notices import edition_notices
from coachloom.site.guide import GuidePage
from coachloom.site.learned import LEARNED, learned
from coachloom.site.markdown_out import plain
from coachloom.site.render import Renderer
from coachloom.site.statements import PAGES as STATEMENTS
from coachloom.site.statements import statement
from coachloom.words import Words

HOME = "index.md"


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered: where it goes, what it is called, what it shows."""

    path: str
    title: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the navigation and what stands below it."""

    title: str
    entries: tuple[Page | Group, ...]


def navigation(
    course: Course,
    woven: Woven,
    words: Words,
    problem_words: Mapping[str, object],
    guide_texts: tuple[GuidePage, ...],
    audience: Audience,
    *,
    cohorts: Sequence[tuple[str, str]] = (),
) -> tuple[Page | Group, ...]:
    """Every page of the site that shows ``course``, the part of ``woven`` for its readers; nothing else is published.

    ``cohorts`` are names and addresses of pages that stand beside these.
    """
    text = words.text
    taught = learned(course, woven.taught, words, audience)
    groups: list[Page | Group] = [
        home(course, woven, words, cohorts),
        Group(text("nav.programme"), (programme(course, words), *(plain_page(course, door) for door in doors(course)))),
        Group(text("nav.year"), (year(course, words), *(month(course, words, m, audience) for m in course.months))),
        Group(text("nav.topics"), (topics(course, words), *(topic(course, words, t) for t in course.all(kinds.Topic)))),
        Group(text("nav.big_room"), tuple(big_room(course, words))),
        Group(text("nav.forms"), (forms(course, words), *(form(course, words, f) for f in course.all(kinds.Form)))),
        Group(text("nav.words"), (glossary(course, words), references(course, words))),
        Group(
            text("nav.guide"),
            (
                guide(course, woven, words, guide_texts, has_learned=bool(taught)),
                adaptations(course, woven, words),
                *learned_page(taught, words),
                *(Page(text.path, text.title, "guide_page.md.j2", {"text": text.text}) for text in guide_texts),
                problems(words, problem_words),
                *(statement_page(name, woven.identity, words) for name in STATEMENTS),
            ),
        ),
    ]
    if cards := sorted(course.all(kinds.Card), key=lambda card: card.title.casefold()):
        groups.insert(5, Group(text("nav.cards"), (card_list(cards, words), *(plain_page(course, c) for c in cards))))
    return tuple(groups)


def pages_of(entries: tuple[Page | Group, ...]) -> Iterator[Page]:
    """The pages of a navigation, in order."""
    for entry in entries:
        if isinstance(entry, Group):
            yield from pages_of(entry.entries)
        else:
            yield entry


def source(page: Page, renderer: Renderer, origin: str, feedback: str) -> str:
    """The Markdown file of a page: its title for the engine, its heading, its text, where that comes from, whom to write."""
    text = renderer.render(page.template, page.path, page.values)
    title = json.dumps(html.escape(page.title, quote=False), ensure_ascii=False)  # themes print titles as they are
    hidden = 'hide: ["navigation", "toc"]\n' if page.path == HOME else ""  # nothing stands beside the home page
    foot = "".join(f"\n{line}\n{{: .{kind} }}\n" for kind, line in (("origin", origin), ("feedback", feedback)) if line)
    return f"---\ntitle: {title}\n{hidden}---\n\n# {plain(page.title)}\n\n{text.strip()}\n{foot}"


def _path(course: Course, element: Element) -> str:
    return address(course, element).page


def home(course: Course, woven: Woven, words: Words, cohorts: Sequence[tuple[str, str]]) -> Page:
    count = {
        "months": len(course.months),
        "days": len(course.days),
        "sessions": len(course.sessions),
        "outcomes": len(course.all(kinds.Outcome)),
    }
    more = {
        "programme": "programme/index.md",
        "year": "year/index.md",
        "topics": "topics/index.md",
        "tasks": "big-room/index.md",
        "forms": "forms/index.md",
    }
    values = {
        "programme": course.programme,
        "notices": edition_notices((woven.record(), woven.own_record()), words),
        "brief": [words.text(f"home.brief.{n}", **count) for n in ("year", "topics", "practice", "pairs", "rules")],
        "doors": [
            {"label": door.door, "link": f"[{plain(door.title)}]({_path(course, door)})", "minutes": ""}
            for door in doors(course)
        ],
        "more": [(words.text(f"home.door_{name}"), target) for name, target in more.items()],
        "cohorts": cohorts,
    }
    return Page(HOME, woven.identity.name, "home.md.j2", values)


def doors(course: Course) -> list[kinds.Page]:
    """Pages that receive one kind of reader."""
    return [page for page in _ordered(course) if page.door]


def handbook(course: Course) -> list[kinds.Page]:
    """Pages for everyone."""
    return [page for page in _ordered(course) if not page.door]


def _ordered(course: Course) -> tuple[kinds.Page, ...]:
    """As the programme lists them; what it does not list, such as an academy's own, follows."""
    listed = course.programme.pages
    others = tuple(page for page in course.all(kinds.Page) if page.id not in listed)
    return course.find(listed, kinds.Page) + others


def programme(course: Course, words: Words) -> Page:
    values = {
        "programme": course.programme,
        "shares": views.shares(course, words),
        "conditions": course.all(kinds.Condition),
    }
    return Page("programme/index.md", words.text("programme.title"), "programme.md.j2", values)


def year(course: Course, words: Words) -> Page:
    values = {
        "lead": words.text("year.lead", months=len(course.months), days=len(course.days)),
        "months": views.months(course, words),
        "gaps": views.gaps(course, words),
        "timetable_rules": views.timetable_rules(course, words),
    }
    return Page("year/index.md", words.text("year.title"), "year.md.j2", values)


def month(course: Course, words: Words, element: kinds.Month, audience: Audience) -> Group:
    path = _path(course, element)
    label = words.text("count.month", n=course.number_of(element))
    page = Page(path, f"{label}: {element.title}", "month.md.j2", year_views.month(course, words, element))
    return Group(page.title, (page, *(day(course, words, d, audience) for d in course.days_of(element.id))))


def day(course: Course, words: Words, element: kinds.Day, audience: Audience) -> Group:
    path = _path(course, element)
    label = words.text("count.day", n=course.number_of(element))
    values = year_views.day(course, words, element, path, audience)
    page = Page(path, f"{label}: {element.title}", "day.md.j2", values)
    sheets = (run_sheet(course, words, element),) if audience is Audience.FACULTY else ()
    sessions = tuple(session(course, words, s) for s in course.sessions_of(element))
    tasks = tuple(task(course, words, t) for t in course.find((element.task,), kinds.Task))
    return Group(page.title, (page, *sheets, *sessions, *tasks))


def run_sheet(course: Course, words: Words, element: kinds.Day) -> Page:
    path = f"{dirname(_path(course, element))}/{year_views.RUN_SHEET}"
    title = words.text("run_sheet.title", n=course.number_of(element), title=element.title)
    return Page(path, title, "run_sheet.md.j2", year_views.run_sheet(course, words, element))


def session(course: Course, words: Words, element: kinds.Session) -> Page:
    path = _path(course, element)
    return Page(path, element.title, "session.md.j2", views.session(course, words, element, path))


def task(course: Course, words: Words, element: kinds.Task) -> Page:
    return Page(_path(course, element), element.title, "task.md.j2", year_views.task(course, words, element))


def topics(course: Course, words: Words) -> Page:
    values = {"topics": course.all(kinds.Topic)}
    return Page("topics/index.md", words.text("topics.title"), "topics.md.j2", values)


def topic(course: Course, words: Words, element: kinds.Topic) -> Page:
    path = _path(course, element)
    return Page(path, element.title, "topic.md.j2", views.topic(course, words, element, path))


def big_room(course: Course, words: Words) -> Iterator[Page]:
    values = {
        "handbook": handbook(course),
        "days": [{**year_views.numbered_day(course, words, d), "task": course.elements[d.task]} for d in course.days],
    }
    yield Page("big-room/index.md", words.text("big_room.title"), "big_room.md.j2", values)
    for element in handbook(course):
        yield plain_page(course, element)
    yield Page("road-map.md", words.text("road_map.title"), "road_map.md.j2", views.road_map(course, words))


def plain_page(course: Course, element: kinds.Card | kinds.Page) -> Page:
    return Page(_path(course, element), element.title, "text.md.j2", {"element": element})


def card_list(cards: Sequence[kinds.Card], words: Words) -> Page:
    return Page("cards/index.md", words.text("cards.title"), "cards.md.j2", {"cards": cards})


def forms(course: Course, words: Words) -> Page:
    return Page("forms/index.md", words.text("forms.title"), "forms.md.j2", {"forms": course.all(kinds.Form)})


def form(course: Course, words: Words, element: kinds.Form) -> Page:
    prompts = course.find(element.prompts, kinds.Prompt)
    values = {"element": element, "prompts": prompts, "about": about(element.minutes, words)}
    return Page(_path(course, element), element.title, "form.md.j2", values)


def glossary(course: Course, words: Words) -> Page:
    terms = sorted(course.all(kinds.Term), key=lambda term: term.title.casefold())
    letters = {term.title[0].upper(): term.id for term in reversed(terms)}
    values = {
        "lead": words.text("glossary.lead", n=len(terms)),
        "letters": [(id, letter) for letter, id in reversed(letters.items())],
        "terms": terms,
    }
    return Page("glossary.md", words.text("glossary.title"), "glossary.md.j2", values)


def references(course: Course, words: Words) -> Page:
    found = sorted(course.all(kinds.Reference), key=lambda reference: reference.id)
    values = {"lead": words.text("references.lead", n=len(found)), "references": found}
    return Page("references.md", words.text("references.title"), "references.md.j2", values)


def guide(course: Course, woven: Woven, words: Words, texts: tuple[GuidePage, ...], *, has_learned: bool) -> Page:
    values = {
        "texts": texts,
        "edition": words.text("guide.edition", title=plain(course.programme.title), edition=woven.edition),
        "own": words.text("guide.own", name=plain(woven.identity.name), edition=woven.own) if woven.own else "",
        "course_json": f"../{COURSE_JSON}",
        "provenance_json": f"../{PROVENANCE_JSON}",
        "learned": f"../{LEARNED}" if has_learned else "",
    }
    return Page("guide/index.md", words.text("guide.title"), "guide.md.j2", values)


def adaptations(course: Course, woven: Woven, words: Words) -> Page:
    told = Adaptations(course, woven.composition, words, woven.people)
    names = {
        "name": plain(woven.identity.name),
        "course": plain(course.programme.title),
        "edition": woven.edition,
    }
    own = [step.change for step in told.steps if step.layer == woven.composition.layer]
    values = {
        "lead": words.text("adaptations.lead" if told.steps else "adaptations.lead_none", **names),
        "layers": [
            (words.text("adaptations.by", name=plain(layer.name)), steps)
            for layer, steps in told.by_layer(ADAPTATIONS)
            if steps
        ],
        "counts": told.counts(),
        "own": words.text(
            "adaptations.own",
            n=sum(isinstance(change, Add) for change in own),
            m=sum(isinstance(change, LeaveOut) for change in own),
        ),
    }
    return Page(ADAPTATIONS, words.text("adaptations.title"), "adaptations.md.j2", values)


def learned_page(taught: list[dict[str, str]], words: Words) -> Iterator[Page]:
    """What academies taught the course; no page where nothing came back yet."""
    if taught:
        yield Page(LEARNED, words.text("learned.title"), "learned.md.j2", {"told": taught})


def problems(words: Words, problem_words: Mapping[str, object]) -> Page:
    codes = [
        {"name": name, "anchor": name.casefold(), **entry}
        for name, entry in sorted(problem_words.items())
        if isinstance(entry, Mapping)
    ]
    return Page("guide/problems.md", words.text("problems.title"), "problems.md.j2", {"codes": codes})


def statement_page(name: str, academy: Identity, words: Words) -> Page:
    """Accessibility or privacy: what is true of every such site, and what this academy says of its own."""
    return Page(STATEMENTS[name], words.text(f"{name}.title"), f"{name}.md.j2", statement(name, academy, words))
