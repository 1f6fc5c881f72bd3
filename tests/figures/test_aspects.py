"""What labels say together: in one step the same as one after another."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from report.figures.aspects import NOTHING, Aspects, combined, together
from report.figures.vocabulary import Word
from report.periods import Period

SAID = st.builds(
    Aspects,
    area=st.sampled_from(["", "", "gongyi", "henan"]),
    period=st.sampled_from([None, None, Period(2021, 12), Period(2021, 3), Period(2020, 12)]),
    part=st.sampled_from(["", "", "一季度", "上半年"]),
    word=st.sampled_from([None, None, Word.OWN, Word.GROWTH, Word.RANK]),
    alone=st.booleans(),
    marks=st.sampled_from([(), (), ("*",), ("①",)]),
)


@given(st.lists(SAID, max_size=5))
def test_labels_read_together_say_what_they_say_one_after_another(said: list[Aspects]) -> None:
    assert together(said) == reduce(combined, said, NOTHING)


def test_a_year_and_its_part_are_one_period_and_two_areas_are_not_understood() -> None:
    assert together([Aspects(period=Period(2021, 12)), Aspects(part="一季度")]) == Aspects(period=Period(2021, 3))
    assert together([Aspects(area="gongyi"), Aspects(area="henan")]).unknown == "gongyi and henan"
