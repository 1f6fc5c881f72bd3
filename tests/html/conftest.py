"""The shipped editions as web bulletins."""

from __future__ import annotations

import hand_made
import pytest
from html_made import EDITIONS, LANGUAGES, Page

from report.orders import House, open_house, orders_for
from report.pipeline import compose, prepare


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path_factory.mktemp("outputs"))


@pytest.fixture(scope="session")
def pages(house: House) -> dict[tuple[str, str], Page]:
    found = {}
    for edition in EDITIONS:
        orders = orders_for(house, (edition,), (), force=True, formats=("html",))
        for prepared, briefing in zip(prepare(house, orders), compose(house, orders), strict=True):
            found[edition, briefing.language] = Page(prepared.narrative, briefing.files[briefing.document])
    return found


@pytest.fixture(params=[(edition, language) for edition in EDITIONS for language in LANGUAGES], ids="-".join)
def page(request: pytest.FixtureRequest, pages: dict[tuple[str, str], Page]) -> Page:
    return pages[request.param]
