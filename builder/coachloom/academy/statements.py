"""Which facts the statements of accessibility and privacy need, and which of them an academy has not yet written.

Law asks for such statements in many places, and nobody but the academy knows these facts.
"""

from __future__ import annotations

import dataclasses

from coachloom.academy.identity import FILE, Identity, Statements

BOTH = ("responsible", "contact", "prepared", "reviewed")
ACCESSIBILITY = ("tested", "limits", "answer_within", "complaints")
PRIVACY = ("controller", "data_contact", "web_server", "log", "log_kept", "data_complaints")
"""Fields without which a statement is a draft; a phone number and a postal address are welcome, and not needed."""


def stated(identity: Identity) -> Statements:
    """What was written; where nothing else is said, the academy is responsible and its contact is the one to write to."""
    told = identity.statements or Statements()
    return dataclasses.replace(
        told,
        responsible=told.responsible or identity.name,
        contact=told.contact or identity.contact,
    )


_LEFT = ("to be filled in", "todo", "tbc", "tbd", "xxx", "?", "...")
"""What people write, or copy from the page, in the place of a fact that they do not know yet."""


def unwritten(value: object) -> bool:
    """Whether a fact is missing: not there, or only a mark that it is still to come."""
    if value is None:
        return True
    said = str(value).strip(" []().:").casefold() or "..."
    return said in _LEFT or _LEFT[0] in said


def placeholders(identity: Identity, needed: tuple[str, ...] = (*BOTH, *ACCESSIBILITY, *PRIVACY)) -> tuple[str, ...]:
    """The fields of `statements:` among ``needed`` that nobody has filled in; with any left, a statement is a draft."""
    told = stated(identity)
    return tuple(name for name in needed if unwritten(getattr(told, name)))


def still_to_write(identity: Identity) -> str:
    """One line for the person who builds; nothing where both statements are whole."""
    missing = placeholders(identity)
    if not missing:
        return ""
    return (
        "The statements of accessibility and privacy are drafts. "
        f"Still to be written in {FILE}, under statements: {', '.join(missing)}."
    )
