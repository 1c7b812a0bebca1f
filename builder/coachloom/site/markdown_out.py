"""Course text becomes text for the engine: links and citations resolved, the engine's dialect met.

The course is written in CommonMark; both engines render with Python-Markdown, which wants a blank line before a
list or table and four spaces for each step of a list. The reader's eye should not notice the difference.
"""

from __future__ import annotations

import html
import re
from itertools import accumulate

from coachloom.course.kinds import Reference
from coachloom.course.model import Course
from coachloom.reading.markdown import Markdown
from coachloom.site.addresses import address

_LINK = re.compile(r"(?P<before>\]\(\s*<?)(?P<target>[^)\s<>]+)")
_DEFINITION = re.compile(r"^(?P<before>[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<target>[^\s<>]+)", re.MULTILINE)
_CITATION = re.compile(r"\[(@[^\[\]]+)\]")
_CODE = re.compile(
    r"^[ ]*(?P<fence>`{3,}|~{3,})[\s\S]*?^[ ]*(?P=fence)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE,
)
_ENTRY = re.compile(r"(?:^|\n)\s*(?:[-*+]|\d+[.)])\s+$")
_MARKS = re.compile(r"([\\`*_{}\[\]#|])")


def plain(text: str) -> str:
    """Plain text as Markdown that shows just that text, in a heading, a table or a line of its own."""
    one_line = " ".join(text.split())
    return _MARKS.sub(r"\\\1", html.escape(one_line, quote=False)).replace("\\|", "&#124;")


def body(course: Course, text: Markdown, page: str) -> str:
    """A section's or page's text as it stands in the source of ``page``."""
    return _resolved(course, engine_dialect(text), page)


def inline(course: Course, words: str, page: str) -> str:
    """A field's words as Markdown for ``page``; line breaks become spaces, so that it fits a table or a list."""
    return _resolved(course, " ".join(words.split()), page)


def _resolved(course: Course, text: str, page: str) -> str:
    """Links and citations in ``text`` as the engine wants them; what stands in code is left alone."""

    def link(found: re.Match[str]) -> str:
        element = course.elements.get(found["target"])
        target = address(course, element).from_page(page) if element else found["target"]
        return found["before"] + target

    def citation(found: re.Match[str]) -> str:
        references = [course.get(key.strip().removeprefix("@"), Reference) for key in found[1].split(";")]
        cited = [_cited(course, reference, page) for reference in references if reference]
        if len(cited) < len(references):
            return found[0]
        leads_an_entry = _ENTRY.search(found.string[: found.start()])
        return f"{'; '.join(cited)}:" if leads_an_entry else f"({'; '.join(cited)})"

    def outside_code(piece: str) -> str:
        for gone in course.left_out:
            piece = re.sub(rf"\[([^\[\]]*)\]\({re.escape(gone)}\)", r"\1", piece)
        return _CITATION.sub(citation, _DEFINITION.sub(link, _LINK.sub(link, piece)))

    done, at = [], 0
    for code in _CODE.finditer(text):
        done += [outside_code(text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*done, outside_code(text[at:])])


def _cited(course: Course, reference: Reference, page: str) -> str:
    return f"[{plain(short_name(reference))}]({address(course, reference).from_page(page)})"


def short_name(reference: Reference) -> str:
    """``Godfrey et al. 2014``, as in running text; ``n.d.`` where no year is known."""
    names = [name.family or name.literal or "" for name in reference.author]
    others = len(names) > 2 or (len(names) == 2 and names[1] == "et al.")
    who = f"{names[0]} et al." if others else " and ".join(names) or reference.title
    year = (reference.issued or "n.d.").split("-")[0]
    return f"{who} {year}"


def engine_dialect(text: Markdown) -> str:
    """The same text with blank lines before blocks and four spaces a list step.

    A blank line is also put where a list steps back after a piece that began further in, or else the engine
    would take the line into that piece.
    """
    lines = text.text.split("\n")
    code = {number for first, after in text.code for number in range(first, after)}
    starts = {first for first, _ in text.blocks}
    depths = _depths(text, len(lines))
    out: list[str] = []
    began_at = 0
    for number, line in enumerate(lines):
        depth = depths[number]
        after_blank = not out or not out[-1].strip()
        if not after_blank and line.strip() and ((number in starts and depth == 0) or depth < began_at):
            out.append("")
            after_blank = True
        if after_blank:
            began_at = depth
        if number in code or not depth:
            out.append(line)
        else:
            out.append("    " * depth + line.lstrip() if line.strip() else "")
    return "\n".join(out)


def _depths(text: Markdown, lines: int) -> list[int]:
    """For each line in how many list items it stands, the line of the marker not counted."""
    steps = [0] * (lines + 1)
    for first, after in text.items:
        if first + 1 < after:
            steps[first + 1] += 1
            steps[min(after, lines)] -= 1
    return list(accumulate(steps))[:lines]
