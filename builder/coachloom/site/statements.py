"""What the pages of accessibility and privacy show: an academy's facts, and a visible mark where one is missing."""

from __future__ import annotations

from coachloom.academy.identity import Identity
from coachloom.academy.statements import ACCESSIBILITY, BOTH, PRIVACY, placeholders, stated, unwritten
from coachloom.site.mail import mail_address
from coachloom.site.markdown_out import plain
from coachloom.words import Words

PAGES = {"accessibility": "accessibility/index.md", "privacy": "privacy/index.md"}
_NEEDED = {"accessibility": (*BOTH, *ACCESSIBILITY), "privacy": (*BOTH, *PRIVACY)}
_OPTIONAL = ("phone", "address")
_MAIL = ("contact", "data_contact")


def statement(name: str, identity: Identity, words: Words) -> dict[str, object]:
    """What the template of ``name`` shows: each fact in Markdown, and the sentence that calls it a draft, if it is."""
    told = stated(identity)
    shown = {}
    for fact in (*_NEEDED[name], *_OPTIONAL):
        value = getattr(told, fact)
        if unwritten(value):
            shown[fact] = "" if fact in _OPTIONAL else _placeholder(fact, words)
        else:
            shown[fact] = _mail(value) if fact in _MAIL else plain(str(value))
    missing = len(placeholders(identity, _NEEDED[name]))
    return {"fact": shown, "draft": words.text("statements.draft", n=missing) if missing else ""}


def _placeholder(fact: str, words: Words) -> str:
    what = words.text(f"statements.missing.{fact}")
    return f"**{plain(words.text('statements.fill_in', what=what))}**{{: .placeholder }}"


def _mail(address: str) -> str:
    return f"[{plain(address)}]({mail_address(address)})"
