"""Names that people type: any that the catalogue knows, and the nearest where it does not."""

from __future__ import annotations

import hand_made
import pytest

from report.errors import InputFaults
from report.ledger.asking import Question, question


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("iva",), Question("iva")),
        (("规上工业增加值",), Question("iva")),
        (("GDP", "Gongyi", "2021"), Question("gdp", "gongyi", "2021Q4")),
        (("生产总值", "全省", "2021年上半年"), Question("gdp", "henan", "2021Q2")),
        (("gdp", "", "Q1 2021"), Question("gdp", "", "2021Q1")),
        (("gdp", "", "2021Q2-alone"), Question("gdp", "", "2021Q2-alone")),
    ],
)
def test_keys_and_names_in_either_language_are_understood(words: tuple[str, ...], keys: Question) -> None:
    assert question(hand_made.CATALOGUE, *words) == keys


def test_every_name_that_is_none_is_told_at_once_with_the_nearest() -> None:
    with pytest.raises(InputFaults) as caught:
        question(hand_made.CATALOGUE, "iav", "hennan", "last spring")
    indicator, area, period = caught.value.faults
    assert (indicator.place.file, indicator.found, indicator.nearest[0]) == ("INDICATOR", "iav", "iva")
    assert (area.place.file, area.nearest[0]) == ("--area", "henan")
    assert (period.place.file, period.found) == ("--period", "last spring")
