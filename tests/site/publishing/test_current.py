"""Below `current/` every address that ever was leads to where its page stands now, or says what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from coachloom.course.values import Audience
from coachloom.site.publishing.current import Way, ways
from coachloom.site.publishing.home import Home, Shelved
from coachloom.site.publishing.standing import Standing


def edition(
    number: str,
    elements: Mapping[str, str],
    redirects: Mapping[str, tuple[str, ...]] | None = None,
    retired: Mapping[str, str] | None = None,
    pages: tuple[str, ...] = ("",),
) -> Standing:
    """An edition with those elements, each at its address; their pages, and the home page, are there."""
    shelved = Shelved(
        number=number,
        version=number,
        digest="-",
        tree="-",
        pilot=False,
        title="Course",
        summary="A course.",
        layers={},
        redirects=dict(redirects or {}),
        retired=dict(retired or {}),
    )
    own = frozenset([*pages, *(url.partition("#")[0] for url in elements.values())])
    return Standing(shelved, own, elements, {id: id.title() for id in elements}, ())


def leads(old: Standing, new: Standing) -> dict[str, Way]:
    return ways((old, new), new)


def test_a_page_that_is_still_there_is_found_in_the_current_edition() -> None:
    old, new = edition("2027.1", {"walk": "sessions/walk/"}), edition("2027.2", {"walk": "sessions/walk/"})

    assert leads(old, new) == {"": Way("2027.2/"), "sessions/walk/": Way("2027.2/sessions/walk/", "Walk")}


def test_a_renamed_page_is_found_under_its_new_name_however_often_it_was_renamed() -> None:
    old = edition("2027.1", {"walk": "sessions/walk/"})
    new = edition("2027.2", {"visit": "sessions/visit/"}, {"walk": ("stroll",), "stroll": ("visit",)})

    assert leads(old, new)["sessions/walk/"] == Way("2027.2/sessions/visit/", "Visit")


def test_of_a_page_that_became_several_the_first_is_shown() -> None:
    old = edition("2027.1", {"walk": "sessions/walk/"})
    new = edition("2027.2", {"look": "sessions/look/", "ask": "sessions/ask/"}, {"walk": ("look", "ask")})

    assert leads(old, new)["sessions/walk/"] == Way("2027.2/sessions/look/", "Look")


def test_a_retired_page_says_why_and_leads_to_the_last_edition_that_had_it() -> None:
    first, second = (edition(number, {"walk": "sessions/walk/"}) for number in ("2027.1", "2027.2"))
    new = edition("2027.3", {}, {"walk": ()}, {"walk": "Nobody walks any more."})

    assert ways((first, second, new), new)["sessions/walk/"] == Way(
        "2027.2/sessions/walk/", "Walk", gone="Nobody walks any more."
    )


def test_a_page_that_is_no_element_leads_to_the_last_edition_that_had_it() -> None:
    old, new = edition("2027.1", {}, pages=("", "guide/old/")), edition("2027.2", {})

    assert leads(old, new)["guide/old/"] == Way("2027.1/guide/old/", "", gone="")


def test_redirects_in_a_circle_lead_nowhere_and_end() -> None:
    old = edition("2027.1", {"walk": "sessions/walk/"})
    new = edition("2027.2", {}, {"walk": ("visit",), "visit": ("walk",)})

    assert leads(old, new)["sessions/walk/"] == Way("2027.1/sessions/walk/", "Walk", gone="")


def test_a_place_on_a_page_that_went_to_another_page_is_followed() -> None:
    old = edition("2027.1", {"walk": "sessions/walk/", "walk/case": "sessions/walk/#case"})
    new = edition(
        "2027.2",
        {"walk": "sessions/walk/", "visit": "sessions/visit/", "visit/case": "sessions/visit/#case"},
        {"walk/case": ("visit/case",)},
    )

    assert leads(old, new)["sessions/walk/"] == Way(
        "2027.2/sessions/walk/", "Walk", anchors={"case": "2027.2/sessions/visit/#case"}
    )


def test_an_id_that_was_renamed_before_anything_was_published_is_found_among_its_kind() -> None:
    new = edition("2027.1", {"visit": "sessions/visit/"}, {"walk": ("visit",), "walk/case": ("visit",)})

    assert ways((new,), new).keys() == {"", "sessions/visit/", "sessions/walk/"}


def test_the_current_edition_is_the_newest_that_is_no_pilot() -> None:
    home = Home(format=1, academy="riverside", audience=Audience.EVERYONE)
    for number in ("2027.2", "2027.10", "2027.1"):
        home = home.with_(edition(number, {}).shelved)

    assert ([one.number for one in home.editions], home.current.number) == (["2027.1", "2027.2", "2027.10"], "2027.10")
