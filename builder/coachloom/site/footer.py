"""What stands at the foot of every page: whose site it is, whom to write to, and the two statements.

An engine prints the foot as it is on every page, so links in it cannot know how deep their page lies. They are
written from the site's root, and made relative once the pages are there, so that a site works in any folder.
"""

from __future__ import annotations

import html
from pathlib import Path

from coachloom.academy.identity import Identity
from coachloom.site.addresses import Address
from coachloom.site.mail import mail_address
from coachloom.site.statements import PAGES
from coachloom.words import Words

NOT_FOUND = "404.html"
"""The one page that is shown at any depth; its links stay as from the root."""


def footer(identity: Identity, words: Words) -> str:
    """HTML; name, web address and contact only where an academy gave one of the two."""
    links = []
    if identity.url:
        links.append(_link(identity.url, identity.url))
    if identity.contact:
        links.append(_link(mail_address(identity.contact), identity.contact))
    whose = [html.escape(identity.name)] if links else []
    own = [_link(f"/{Address(path).url}", words.text(f"{name}.title")) for name, path in PAGES.items()]
    return " · ".join([*whose, *links, *own])


def settle_footers(built: Path) -> None:
    """Makes the foot's links to pages relative, on every page in ``built``."""
    for file in sorted(built.rglob("*.html")):
        path = file.relative_to(built)
        if path.as_posix() == NOT_FOUND:
            continue
        text = file.read_bytes()
        for page in PAGES.values():
            url = Address(page).url
            up = "../" * (len(path.parts) - 1)
            text = text.replace(f'href="/{url}"'.encode(), f'href="{up}{url}"'.encode())
        file.write_bytes(text)


def _link(target: str, name: str) -> str:
    return f'<a href="{html.escape(target)}">{html.escape(name)}</a>'
