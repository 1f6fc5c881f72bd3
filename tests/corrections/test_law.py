"""The law of corrections over random edits and random corrections: see :mod:`corrections.law`.

``LAW_CASES`` is how many; the gate tries a thousand.
"""

from __future__ import annotations

import os

from corrections.law import Case, Played, broken, cases, play
from hypothesis import HealthCheck, Phase, assume, given, settings

COUNT = int(os.environ.get("LAW_CASES", "40"))
MANY = settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), database=None)
FEW = settings(MANY, max_examples=12, phases=[Phase.generate])


def played(case: Case) -> Played:
    result = play(case)
    assume(result is not None)
    assert result is not None
    return result


@MANY
@given(cases())
def test_no_correction_breaks_the_law(case: Case) -> None:
    assert list(broken(played(case))) == []
