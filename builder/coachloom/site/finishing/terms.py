"""Words of the glossary are explained where they first stand on a page, without leaving it.

The first link to a term, or else its first mention, becomes a button that opens the explanation above the text
(the popover of HTML; no script). The explanation is that of the site's own glossary page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import BuiltPage, Node

_TAG = re.compile(r"(<[^>]+>)")
_QUIET = frozenset({"a", "button", "code", "h1", "h2", "h3", "figure", "th"})
_QUIET_CLASSES = frozenset({"quiet", "facts", "rule", "origin", "feedback"})
_HOLDERS = "article :is(p, li, td)"
_EXPLAINED = ("sessions/", "days/", "months/", "tasks/", "cards/", "handbook/", "topics/", "programme/", "road-map/")


@dataclass(frozen=True, slots=True)
class Term:
    """``text`` is markup whose links begin at the site's root, with a slash.

    ``words`` are how a text mentions the term: in lower case, but for a name of capitals such as GROW; empty for a
    word too common to be explained unasked.
    """

    id: str
    title: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms by their id and by their words, and the pattern that finds any of those words."""

    by_id: Mapping[str, Term]
    by_words: Mapping[str, Term]
    pattern: re.Pattern[str]


def glossary_of(page: BuiltPage | None) -> Glossary:
    """The terms of the glossary page: each heading with the paragraph below it."""
    terms = list(_terms(page)) if page else []
    by_words = {term.words: term for term in terms if term.words}
    longest_first = sorted(by_words, key=lambda words: (-len(words), words))
    alternatives = "|".join(_as_mentioned(words) for words in longest_first) or "(?!)"
    pattern = re.compile(rf"\b(?:{alternatives})\b")
    return Glossary({term.id: term for term in terms}, by_words, pattern)


def _terms(page: BuiltPage) -> Iterator[Term]:
    for heading in page.html.css("article h2[id]"):
        text = heading.next
        while text is not None and text.tag != "p":
            text = text.next
        if text is not None:
            title = heading.text().removesuffix("¶").strip()
            yield Term(str(heading.attributes["id"]), title, _from_the_root(text, page), _mention(title))


def _from_the_root(paragraph: Node, page: BuiltPage) -> str:
    """What a paragraph of the glossary says, fit to be put on any page."""
    copy = page.node("p", {}, page.without_citations(paragraph))
    here = f"/{page.file.removesuffix('index.html')}"
    for link in copy.css("a[href]"):
        link.attrs["href"] = urljoin(here, str(link.attributes["href"]))
    return str(copy.inner_html)


def _mention(title: str) -> str:
    """``global aim`` for ``Aim, global``; nothing for single plain words, which mean too much elsewhere."""
    name = " ".join(reversed(title.split(", ")))
    if name.isupper():
        return name
    return name.casefold() if " " in name or "-" in name else ""


def _as_mentioned(words: str) -> str:
    """The pattern for ``words``: people grow, and GROW is a model."""
    return re.escape(words) if words.isupper() else f"(?i:{re.escape(words)})"


def explain_terms(page: BuiltPage, facts: Facts, glossary: Glossary) -> None:
    """Puts buttons into the text of a page of the course, and what they open behind it."""
    article = page.article
    if article is None or not page.file.startswith(_EXPLAINED):
        return
    explained: dict[str, Term] = {}
    for link in article.css("a[href*='#term-']"):
        term = glossary.by_id.get(str(link.attributes["href"]).rpartition("#")[2])
        if term and term.id not in explained and _may_hold_a_button(link):
            explained[term.id] = term
            link.replace_with(page.node(*_button(term, facts), inner=str(link.inner_html)))
    for holder in article.css(_HOLDERS):
        if _may_hold_a_button(holder):
            _explain_mentions(holder, glossary, explained, facts)
    for term in explained.values():
        article.insert_child(page.node("div", _note_attributes(term), _note(term, page, facts)))


def _may_hold_a_button(node: Node) -> bool:
    """Whether nothing around a link or a paragraph, nor the paragraph itself, asks to be left alone."""
    if _classes(node) & _QUIET_CLASSES:
        return False
    around = node.parent
    while around is not None and around.tag != "article":
        if around.tag in _QUIET or _classes(around) & _QUIET_CLASSES:
            return False
        around = around.parent
    return True


def _classes(node: Node) -> set[str]:
    return set(str(node.attributes.get("class") or "").split())


def _explain_mentions(holder: Node, glossary: Glossary, explained: dict[str, Term], facts: Facts) -> None:
    """The first mention in ``holder`` of each term that is not yet explained; ``explained`` grows."""
    if not glossary.pattern.search(holder.text()):
        return
    if any(inner.mem_id != holder.mem_id for inner in holder.css("p, li, td")):
        return  # what stands in it has its own turn

    def button(found: re.Match[str]) -> str:
        mention = " ".join(found[0].split())
        term = glossary.by_words.get(mention) or glossary.by_words[mention.casefold()]
        if term.id in explained:
            return found[0]
        explained[term.id] = term
        tag, attributes = _button(term, facts)
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
        return f"<{tag}{written}>{found[0]}</{tag}>"

    before = len(explained)
    pieces = _TAG.split(str(holder.inner_html))
    inside = 0
    for at, piece in enumerate(pieces):
        if piece.startswith("<"):
            inside += _step(piece)
        elif not inside:
            pieces[at] = glossary.pattern.sub(button, piece)
    if len(explained) > before:
        holder.inner_html = "".join(pieces)


def _step(tag: str) -> int:
    name = tag.strip("</>").split()[0]
    return (-1 if tag.startswith("</") else 1) if name in _QUIET else 0


def _button(term: Term, facts: Facts) -> tuple[str, dict[str, str]]:
    return "button", {
        "type": "button",
        "class": "term",
        "popovertarget": f"explained-{term.id}",
        "title": facts.words.text("site.explain", term=term.title),
    }


def _note_attributes(term: Term) -> dict[str, str]:
    return {"class": "term-note", "id": f"explained-{term.id}", "popover": "auto"}


def _note(term: Term, page: BuiltPage, facts: Facts) -> str:
    title, text = html.escape(term.title, quote=False), term.text.replace('href="/', f'href="{page.root}')
    link = f"{page.root}{facts.glossary.removesuffix('index.html')}#{term.id}"
    close = html.escape(facts.words.text("site.close"))
    return (
        f'<p><strong>{title}</strong></p><p>{text}</p><p><a href="{link}">{facts.words.text("site.in_glossary")}</a>'
        f' <button type="button" class="term-close" popovertarget="explained-{term.id}"'
        f' popovertargetaction="hide">{close}</button></p>'
    )
