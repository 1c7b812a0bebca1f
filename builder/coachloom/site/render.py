"""Jinja templates of `site/pages/` become Markdown; filters are how a template shows an element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname, relpath
from types import CodeType
from urllib.parse import quote

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from coachloom.course.kinds import Element, Reference
from coachloom.course.model import Course
from coachloom.course.plan import PlanRow
from coachloom.reading.markdown import Markdown
from coachloom.site import markdown_out
from coachloom.site.addresses import address
from coachloom.site.drawings.figure import Figure
from coachloom.site.drawings.placed import file_of
from coachloom.site.durations import duration
from coachloom.words import Words


class _Compiled(BytecodeCache):
    """Templates once compiled in this process, by name and text: a preview makes the same pages again and again."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Renderer:
    """Templates with the words of one language, for pages of one course."""

    def __init__(self, course: Course, words: Words, templates: Path, drawn: Mapping[str, Figure]) -> None:
        self.course = course
        self.words = words
        self.drawn = drawn
        # autoescape would write HTML into Markdown; what is plain text goes through the filter `plain` instead
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            bytecode_cache=_COMPILED,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            comment_start_string="{##",  # {# belongs to anchors
            comment_end_string="##}",
            autoescape=False,  # noqa: S701 -- the output is Markdown
        )
        self._environment.filters |= {
            "plain": markdown_out.plain,
            "capital": lambda text: text[:1].upper() + text[1:],
            "to": self._link,
            "inline": self._inline,
            "body": self._body,
            "rule_line": self._rule_line,
            "drawn": self._drawn,
            "cell": self._cell,
            "plan_table": self._plan_table,
            "full_reference": self._reference,
        }

    def render(self, template: str, page: str, values: Mapping[str, object]) -> str:
        """The body of ``page`` as Markdown, without its heading."""
        return self._environment.get_template(template).render(w=self.words, page=page, **values)

    @pass_context
    def _link(self, context: Context, element: Element, label: str = "") -> str:
        target = address(self.course, element).from_page(context["page"])
        return f"[{markdown_out.plain(label or element.title)}]({target})"

    @pass_context
    def _inline(self, context: Context, words: str) -> str:
        return markdown_out.inline(self.course, words, context["page"])

    @pass_context
    def _body(self, context: Context, text: Markdown) -> str:
        return markdown_out.body(self.course, text, context["page"])

    @pass_context
    def _drawn(self, context: Context, name: str) -> str:
        """The drawing of that name as a picture."""
        file = file_of(name)
        target = relpath(file, dirname(context["page"]) or ".")
        return f"![{markdown_out.plain(self.drawn[file].description)}]({target})"

    def _rule_line(self, element: Element, lead: str = "") -> str:
        """What an academy may do with it, why, and within which limits."""
        parts = [*([f"{lead}:"] if lead else []), f"**{self.words.text(f'rule.{element.rule}')}.**"]
        if element.because:
            parts.append(markdown_out.plain(element.because))
        if element.bounds:
            limits = (
                f"{name.replace('-', ' ')} {bounds.min} to {bounds.max}" for name, bounds in element.bounds.items()
            )
            parts.append(self.words.text("limits.bounds", limits="; ".join(limits)))
        if open_parts := getattr(element, "flexible", ()):
            names = ", ".join(name.replace("-", " ") for name in open_parts)
            parts.append(self.words.text("limits.open", names=names))
        return " ".join(parts) + "\n{: .rule }"

    @pass_context
    def _cell(self, context: Context, words: str) -> str:
        """Words for a cell of a table."""
        return self._inline(context, words).replace("|", "&#124;")

    @pass_context
    def _plan_table(self, context: Context, rows: Sequence[PlanRow]) -> str:
        header = [self.words.text(f"plan.{name}") for name in ("minutes", "what", "leads")]
        lines = [
            f"| {duration(row.minutes, self.words)} "
            f"| {self._cell(context, row.what)} | {self._cell(context, row.leads)} |"
            for row in rows
        ]
        return "\n".join([f"| {' | '.join(header)} |", "| --- | --- | --- |", *lines])

    def _reference(self, reference: Reference) -> str:
        plain = markdown_out.plain
        year = plain(reference.issued) if reference.issued else self.words.text("references.no_date")
        names = [_name(n.family, n.given, n.literal) for n in reference.author]
        journal = f"*{plain(reference.container_title)}*" if reference.container_title else ""
        title = plain(reference.title) if journal else f"*{plain(reference.title)}*"
        volume = plain(reference.volume or "") + (f"({plain(reference.issue)})" if reference.issue else "")
        pages = ":".join(part for part in (volume, plain(reference.page or "")) if part)
        edition = self.words.text("references.edition", edition=plain(reference.edition)) if reference.edition else ""
        parts = [
            f"{plain(', '.join(names))} ({year})" if names else "",
            title if names else f"{title} ({year})",
            ", ".join(part for part in (journal, pages, edition, plain(reference.publisher or "")) if part),
            plain(reference.note or "").rstrip("."),
        ]
        links = []
        if reference.doi:
            links.append(f"[{self.words.text('references.doi')}](https://doi.org/{_quoted(reference.doi)})")
        if reference.url:
            links.append(f"[{self.words.text('references.web')}]({_quoted(reference.url)})")
        checked = (
            self.words.text("references.checked", date=reference.checked.isoformat())
            if reference.checked
            else self.words.text("references.unchecked")
        )
        sentences = [part if part.endswith((".", "?", "!", "?*", ".*")) else f"{part}." for part in parts if part]
        return " ".join([*sentences, *(f"{link}." for link in links), f"*{checked}.*"])


def _quoted(address: str) -> str:
    """An address in which nothing can end the link around it."""
    return quote(address, safe="/:;.,-_~?&=%#@!+$")


def _name(family: str | None, given: str | None, literal: str | None) -> str:
    if literal:
        return literal
    return f"{family} {given}".strip() if given else family or ""
