"""Texts: links that live, pictures with words, headings in steps, no code, nothing for the wrong reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coachloom.course import kinds
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.texts import Text, texts
from coachloom.course.values import Audience, can_be_read, is_id
from coachloom.problems import Problem, did_you_mean

NEEDED: dict[type[Element], tuple[str, ...]] = {
    kinds.Month: ("purpose",),
    kinds.Day: ("purpose", "reflection"),
    kinds.Session: ("purpose", "plan"),
    kinds.Task: ("purpose", "steps"),
}
"""The sections without which an element is not usable."""

_WEB = re.compile(r"(https?://[^\s\[\]/?#]+([/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)$")


def needed_sections_are_there(course: Course) -> Iterator[Problem]:
    for kind, names in NEEDED.items():
        for element in course.all(kind):
            for name in names:
                section = course.section(element.id, name)
                if section is None or not section.text.text.strip():
                    title = name.capitalize()
                    yield Problem(
                        code="SECTION",
                        what=f'"{element.title}" has no text below "## {title}".',
                        place=course.sources[element.id].place,
                        id=element.id,
                        do=f"add a heading `## {title}` and the text below it",
                    )


def links_lead_somewhere(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        for link in text.markdown.links:
            known = link.target in course.elements or link.target.split("/")[0] in course.broken
            known |= link.target in course.left_out and bool(text.document.edition)
            if known or _is_address(link.target) or (course.unread and is_id(link.target)):
                continue
            yield _problem(
                text,
                link.line,
                "LINK-DEAD",
                f'The link "{link.words}" leads to `{link.target}`, which is neither an id nor a web address.'
                f"{did_you_mean(link.target, course.elements)}",
                "write an element's id, as in [words](three-questions), or an address that begins with https://",
            )


def _is_address(target: str) -> bool:
    return bool(_WEB.match(target)) and can_be_read(target)


def what_looks_like_a_link_is_one(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        for loose in text.markdown.loose:
            yield _problem(
                text,
                loose.line,
                "LINK-DEAD",
                f"This looks like a link and is none: {loose.text[-60:]}",
                "write [words](target) with no space in the target; a plain ] before ( is written \\]",
            )


def pictures_exist_and_have_words(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        for picture in text.markdown.pictures:
            if course.get(picture.source, kinds.Asset) is None and picture.source not in course.broken:
                yield _problem(
                    text,
                    picture.line,
                    "PICTURE",
                    f"There is no picture `{picture.source}`."
                    f"{did_you_mean(picture.source, [asset.id for asset in course.all(kinds.Asset)])}",
                    "put it into curriculum/assets/ and write its name without the ending",
                )
            if not picture.alt.strip():
                yield _problem(
                    text,
                    picture.line,
                    "ALT",
                    f"The picture `{picture.source}` has no words for those who do not see it.",
                    "write what it shows between the square brackets",
                )


def citations_resolve(course: Course) -> Iterator[Problem]:
    keys = [reference.id for reference in course.all(kinds.Reference)]
    if kinds.Reference.kind in course.unread:
        return
    for text in texts(course):
        for citation in text.markdown.citations:
            if course.get(citation.key, kinds.Reference) is None and citation.key not in course.broken:
                yield _problem(
                    text,
                    citation.line,
                    "CITATION",
                    f"[@{citation.key}] is not in the references.{did_you_mean(citation.key, keys)}",
                    "use a key of curriculum/references.yml, or add the source there",
                )


def headings_skip_no_level(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        before = 2 if isinstance(text.element, kinds.Section) else 1
        for heading in text.markdown.headings:
            if heading.level > before + 1 or heading.level == 1:
                yield _problem(
                    text,
                    heading.line,
                    "HEADING",
                    f'"{heading.title}" is a heading of level {heading.level} below one of level {before}.',
                    f"begin it with {'#' * (before + 1)}",
                )
            before = heading.level


def no_raw_html(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        for found in text.markdown.html:
            yield _problem(
                text,
                found.line,
                "HTML",
                f"HTML is not allowed in the course: {found.text.splitlines()[0][:60]}",
                "write it in Markdown; a plain < before a letter is written &lt;",
            )


def no_sign_of_html(course: Course) -> Iterator[Problem]:
    """Readers of Markdown differ in what they take for HTML and for code, so neither may be in doubt."""
    for text in texts(course):
        lines = text.markdown.text.split("\n")
        for first, after in text.markdown.code:
            if not _is_plain_fence(lines[first:after]):
                yield _problem(
                    text,
                    text.markdown.line + first,
                    "HTML",
                    "This is read as code by some and as text by others.",
                    "write code between two lines of three backticks that begin at the very start of the line",
                )
        told = {number for first, after in text.markdown.code for number in range(first, after)}
        told |= {
            html.line - text.markdown.line + n for html in text.markdown.html for n in range(html.text.count("\n") + 1)
        }
        for number, line in enumerate(lines):
            found = None if number in told else _OPENS_A_TAG.search(_CODE_SPAN.sub("", line))
            if found:
                yield _problem(
                    text,
                    text.markdown.line + number,
                    "HTML",
                    f"HTML is not allowed in the course: {found[0]}",
                    "write it in Markdown; a plain < before a letter is written &lt;",
                )


_OPENS_A_TAG = re.compile(r"<(?!https?://[^\s<>]*>|mailto:[^\s<>]*>)[A-Za-z/!?][^\s>]{0,40}")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^`]+(?<!`)\1(?!`)")


def _is_plain_fence(lines: list[str]) -> bool:
    opened = re.match(r"(`{3,}|~{3,}) *[\w-]*$", lines[0])
    return bool(opened) and len(lines) > 1 and lines[-1].rstrip() == (opened[1] if opened else "")


MOST_OPEN = 100


def brackets_are_closed(course: Course) -> Iterator[Problem]:
    """Hundreds of open brackets keep a reader of Markdown busy for minutes."""
    for text in texts(course):
        words = text.markdown.text
        if words.count("[") - words.count("]") > MOST_OPEN:
            yield _problem(
                text,
                text.markdown.line,
                "SIZE",
                f"The text opens more than {MOST_OPEN} brackets that it never closes.",
                "close them, or take them out",
            )


def no_attributes(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        for found in text.markdown.attributes:
            yield _problem(
                text,
                found.line,
                "ATTRIBUTES",
                f"Curly braces that set attributes are not allowed: {found.text[:60]}",
                "take them out; looks are the site's business",
            )


def readers_are_not_sent_to_faculty_sections(course: Course) -> Iterator[Problem]:
    for text in texts(course):
        for link in text.markdown.links:
            section = course.get(link.target, kinds.Section)
            if text.audience is Audience.EVERYONE and section and section.audience is Audience.FACULTY:
                yield _problem(
                    text,
                    link.line,
                    "AUDIENCE",
                    f"A text for everyone links to `{link.target}`, which only faculty see.",
                    "take the link out, or move the sentence to a faculty section",
                )


def _problem(text: Text, line: int, code: str, what: str, do: str) -> Problem:
    return Problem(code=code, what=what, place=text.place(line), id=text.element.id, do=do)
