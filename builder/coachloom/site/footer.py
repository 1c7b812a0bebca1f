"""What stands at the foot of every page: whose site it is, whom to write to, and the two statements.

Links to pages are written from the site's root; the finishing makes them relative, so that a site works in any folder.
"""

from __future__ import annotations

import html

from coachloom.academy.identity import Identity
from coachloom.site.addresses import Address
from coachloom.site.mail import mail_address
from coachloom.site.statements import PAGES
from coachloom.words import Words


def footer(identity: Identity, words: Words, *, beside_others: bool) -> str:
    """HTML; name, web address and contact only where an academy gave one of the two.

    Where the site stands ``beside_others``, the way to them, too.
    """
    links = []
    if identity.url:
        links.append(_link(identity.url, identity.url))
    if identity.contact:
        links.append(_link(mail_address(identity.contact), identity.contact))
    whose = [html.escape(identity.name)] if links else []
    own = [_link(f"/{Address(path).url}", words.text(f"{name}.title")) for name, path in PAGES.items()]
    others = [_link("/../", words.text("edition.all"))] if beside_others else []
    return " · ".join([*whose, *links, *others, *own])


def _link(target: str, name: str) -> str:
    return f'<a href="{html.escape(target)}">{html.escape(name)}</a>'
