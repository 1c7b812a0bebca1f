"""ical.js, by which Thunderbird and Nextcloud read calendars, finds in a cohort's feed what the other readers find."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.cohorts.test_calendar_file import THREE_ISSUES, Facts, told_by

ICAL_JS = Path(__file__).with_name("ical") / "ical.min.js"

READ = """
text => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map(component => {
  const event = new ICAL.Event(component);
  const utc = time => time.toJSDate().toISOString().slice(0, 16).replace("T", " ");
  return [event.uid, utc(event.startDate), utc(event.endDate), event.sequence,
    component.getFirstPropertyValue("status")];
})
"""


def test_ical_js_agrees_on_three_issues(browser: Browser) -> None:
    page = browser.new_page(timezone_id="America/New_York")
    page.add_script_tag(path=ICAL_JS)

    def by_ical_js(data: bytes) -> dict[str, Facts]:
        return {
            uid: (begin, end, sequence, status)
            for uid, begin, end, sequence, status in page.evaluate(READ, data.decode())
        }

    assert told_by(by_ical_js) == THREE_ISSUES
    page.close()
