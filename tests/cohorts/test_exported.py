"""Everyone who leads or led a day gets a calendar of their own."""

from __future__ import annotations

import icalendar

from coachloom.cohorts.calendar_file import Feed
from coachloom.cohorts.exported import exported
from coachloom.site.tree import load_words
from tests.cohorts.issued import a_day, an_issue
from tests.conftest import ROOT

WORDS = load_words(ROOT, "en")
FEED = Feed(academy="riverside", cohort="2027-spring", name="Riverside 2027", source="https://riverside.example/t.ics")


def test_each_feed_holds_one_person_s_days_and_none_is_forgotten() -> None:
    issues = [
        an_issue(
            1, a_day("d01", "2026-03-10", teachers=["rui-lopes"]), a_day("d02", "2026-04-07", teachers=["ana-reis"])
        ),
        an_issue(
            2, a_day("d01", "2026-03-10", teachers=["eva-dias"]), a_day("d02", "2026-04-07", teachers=["ana-reis"])
        ),
    ]

    feeds = {name: icalendar.Calendar.from_ical(data) for name, data in exported(FEED, issues, WORDS).items()}

    assert {name: [str(event["SUMMARY"]) for event in feed.walk("VEVENT")] for name, feed in feeds.items()} == {
        "2027-spring/ana-reis.ics": ["Title of d02"],
        "2027-spring/eva-dias.ics": ["Title of d01"],
        "2027-spring/rui-lopes.ics": ["CANCELLED: Title of d01"],
    }
    assert {str(feed["NAME"]) for feed in feeds.values()} == {"Riverside 2027: my days"}
    assert ["SOURCE" in feed for feed in feeds.values()] == [False, False, False]
