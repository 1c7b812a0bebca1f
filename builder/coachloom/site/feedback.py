"""The last line of every page: by which link a reader writes to the academy, and what becomes of the letter."""

from __future__ import annotations

from coachloom.academy.identity import Identity
from coachloom.course.model import Course
from coachloom.site.addresses import Address, address
from coachloom.site.mail import mail_address
from coachloom.site.markdown_out import plain
from coachloom.words import Words


def names_of_pages(course: Course) -> dict[str, str]:
    """For each page that is an element's own, the element's id, which stays when a title or a place changes."""
    found = {}
    for id, element in course.elements.items():
        where = address(course, element)
        if not where.anchor:
            found[where.page] = id
    return found


def feedback(page: str, name: str, identity: Identity, edition: str, words: Words) -> str:
    """Markdown for the end of ``page``, which bears ``name`` or else goes by its path; empty without a contact."""
    if identity.contact is None:
        return ""
    subject = words.text(
        "feedback.subject", academy=identity.name, edition=edition, page=name or f"/{Address(page).url}"
    )
    link = f"[{words.text('feedback.write')}]({mail_address(identity.contact, subject)})"
    return f"{link}. {words.text('feedback.then', academy=plain(identity.name))}"
