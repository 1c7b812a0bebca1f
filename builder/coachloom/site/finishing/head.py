"""The head of a page: what may act on it, what it is about, and what machines read."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator

from coachloom.course.values import Audience
from coachloom.problems import Place, Problem
from coachloom.site.engines import Engine
from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import HOME_FILE, NOT_FOUND, BuiltPage

_DESCRIPTION_LENGTH = 160
_DEPTH = re.compile(r'new URL\("[./]*",location\)')


def only_known_scripts_run(page: BuiltPage, engine: Engine) -> Iterator[Problem]:
    """Writes the page's content security policy; a script that the engine is not known for is a problem.

    The allowed scripts are pinned with the engine, never taken from the page. What a script says of the page's
    depth is left out of the comparison.
    """
    sources = []
    for script in page.html.css("script:not([src])"):
        if script.attributes.get("type") in {"application/json", "application/ld+json"}:
            continue
        text = str(script.text())
        if _digest(_DEPTH.sub('new URL("",location)', text)) not in engine.scripts:
            what = f"The script {text[:60]!r} is not one of those that {engine.name} is known for."
            yield Problem(code="SITE", what=what, place=Place(page.file), do="report this")
        sources.append(f"'sha256-{_digest(text)}'")
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *sources]),
        "style-src": "'self' 'unsafe-inline'" if engine.styles_inline else "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    meta = page.node("meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    charset = page.html.css_first("meta[charset]")
    if charset is not None:
        charset.insert_after(meta)  # before anything that it speaks of


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def what_it_is_about_is_told(page: BuiltPage, facts: Facts) -> None:
    """Description and social text: the first words of the page itself."""
    title = page.html.css_first("h1")
    name = title.text().removesuffix("¶").strip() if title else facts.title
    about = description(page) or facts.summary
    page.into_head("meta", {"name": "description", "content": about})
    social = {"title": name, "description": about, "type": "website", "site_name": facts.title}
    if facts.address and page.file != NOT_FOUND:
        social["url"] = address_of(facts.address, page.file)
    for key, value in social.items():
        page.into_head("meta", {"property": f"og:{key}", "content": value})
    if facts.audience is Audience.FACULTY:
        page.into_head("meta", {"name": "robots", "content": "noindex"})


def description(page: BuiltPage) -> str:
    """The first paragraph that is not a line of facts, cut between words; empty where there is none."""
    for paragraph in page.html.css("article p:not([class])"):
        text = page.words_of(paragraph)
        if len(text) > _DESCRIPTION_LENGTH:
            text = text[:_DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(",;:–") + " …"
        if text:
            return text
    return ""


def address_of(site: str, file: str) -> str:
    """Where a page of a site at ``site`` is found."""
    return f"{site.rstrip('/')}/{file.removesuffix('index.html')}"


def course_is_described(page: BuiltPage, facts: Facts) -> None:
    if page.file == HOME_FILE:
        page.into_head("script", {"type": "application/ld+json"}, facts.json_ld)


def written_json(data: object) -> str:
    """JSON that may stand in HTML."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
