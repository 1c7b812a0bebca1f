"""What a reader should know of the edition itself: that it is tried out, or what was corrected in it, and when."""

from __future__ import annotations

from coachloom.academy.releasing.record import Record, State
from coachloom.site.markdown_out import plain
from coachloom.words import Words


def edition_notices(record: Record | None, words: Words) -> list[dict[str, str]]:
    """Title and text of each notice; none for a draft, or for an edition that is neither."""
    if record is None:
        return []
    found = []
    if record.status is State.PILOT:
        found.append({"title": words.text("edition.pilot_title"), "text": words.text("edition.pilot")})
    if record.notice:
        title = words.text("edition.corrected_title", date=record.date.isoformat())
        found.append({"title": title, "text": plain(record.notice)})
    return found
