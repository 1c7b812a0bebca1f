"""Mail links: an address and a subject of which nothing can end the link or add to the letter."""

from __future__ import annotations

from urllib.parse import quote


def mail_address(address: str, subject: str = "") -> str:
    """A ``mailto:`` address for Markdown and HTML alike; spaces are %20, since mail programs show + as it stands."""
    return f"mailto:{quote(address, safe='@')}" + (f"?subject={quote(subject, safe='')}" if subject else "")
