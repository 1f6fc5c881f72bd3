"""What a sentence says of figures, and what is found in it: every rule of tests/proof/sentences, right and wrong."""

from __future__ import annotations

from collections import defaultdict

import pytest
from proof import sentences
from proof.sentences import LANGUAGES, Case

from report.proof.model import KINDS

CASES = [case for language in LANGUAGES for case in sentences.cases(language)]


def _marked(case: Case) -> object:
    name = f"{case.section.language}, {case.section.name}: {case.sentence}"
    marks = [pytest.mark.xfail(strict=True, reason=case.not_yet)] if case.not_yet else []
    return pytest.param(case, marks=marks, id=name)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_what_a_sentence_says_is_what_is_found(case: Case) -> None:
    assert sentences.told(case) == case.found


def test_each_rule_has_a_sentence_that_is_right_and_one_that_is_not() -> None:
    amiss: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for case in CASES:
        if not case.not_yet:
            amiss[case.section.language, case.section.name].add(any(kind in case.found for kind in KINDS))
    assert [rule for rule, both in amiss.items() if both != {True, False}] == []
