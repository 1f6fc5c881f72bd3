"""What a correction does to a passage: every rule of tests/corrections/rules.md, and what holds for any texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.corrections.merge import Merged, merge, standing
from report.corrections.printed import Printed, Version

RULES = Path(__file__).with_name("rules.md")
FIGURE = re.compile(r"\[([^]]*)\]\((\S+) ([-\d.]+)\)")


@dataclass(frozen=True)
class Rule:
    name: str
    base: str
    theirs: str
    ours: str
    gives: str


def rules() -> Iterator[Rule]:
    for section in RULES.read_text("utf-8").split("\n## ")[1:]:
        name, *lines = section.strip().splitlines()
        told = dict(line.replace("⏎", "\n").split(": ", 1) for line in lines if line)
        yield Rule(name, **told)


def version(text: str) -> Version:
    figures, at, plain = [], 0, ""
    for found in FIGURE.finditer(text):
        plain += text[at : found.start()]
        figures.append(Printed(len(plain), len(plain) + len(found[1]), found[2], Decimal(found[3])))
        plain += found[1]
        at = found.end()
    return Version(plain + text[at:], tuple(figures))


def shown(merged: Merged, theirs: str) -> str:
    """The edited text with its changes and comments written into it."""
    marks = [(edit.start, edit.end, _mark(theirs[edit.start : edit.end], edit.new)) for edit in merged.edits]
    for clash in merged.clashes:
        was = ", ".join(f"was {one.old}, now {one.new}" for one in clash.renewed)
        told = "; ".join(filter(None, (was, clash.suggestion)))
        marks.append((clash.end, clash.end, f"{{>>{clash.kind}: {told}<<}}"))
    for start, end, mark in sorted(marks, reverse=True):
        theirs = theirs[:start] + mark + theirs[end:]
    return theirs


def _mark(old: str, new: str) -> str:
    if not old:
        return f"{{++{new}++}}"
    return f"{{~~{old}~>{new}~~}}" if new else f"{{--{old}--}}"


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: rule.name)
def test_a_rule_does_what_it_says(rule: Rule) -> None:
    assert shown(merge(version(rule.base), rule.theirs, version(rule.ours)), rule.theirs) == rule.gives


_SAID = "工业 投资 增长 下降 高于 ， 。 8.5 17.3 % 个百分点"
WORDS = st.sampled_from([*_SAID.split(), " grew ", "by", "\n"])
TEXTS = st.lists(WORDS, max_size=25).map("".join)


def with_figures(text: str) -> Version:
    found = re.finditer(r"\d+\.\d", text)
    figures = [Printed(one.start(), one.end(), f"f{at}", Decimal(one[0])) for at, one in enumerate(found)]
    return Version(text, tuple(figures))


@given(TEXTS, TEXTS)
def test_where_hands_have_not_been_the_text_becomes_what_is_generated_now(base: str, ours: str) -> None:
    merged = merge(with_figures(base), base, with_figures(ours))
    assert not merged.clashes
    assert merged.applied_to(base) == ours


@given(TEXTS, TEXTS)
def test_what_is_generated_now_already_is_left_alone(base: str, ours: str) -> None:
    assert merge(with_figures(base), ours, with_figures(ours)) == Merged()


@given(TEXTS, TEXTS, TEXTS)
def test_edits_never_overlap_and_take_out_only_what_was_generated(base: str, theirs: str, ours: str) -> None:
    merged = merge(with_figures(base), theirs, with_figures(ours))
    end = 0
    for edit in merged.edits:
        assert end <= edit.start <= edit.end <= len(theirs)
        assert theirs[edit.start : edit.end] in base
        end = edit.end


@given(TEXTS, TEXTS)
def test_what_was_edited_from_is_found_among_the_generations(older: str, newer: str) -> None:
    generations = [with_figures(newer), with_figures(older)]
    assert standing(generations, older).text == older
    assert standing(generations, newer).text == newer


def test_a_passage_accepted_in_one_place_and_rejected_in_another_is_known_for_what_it_is() -> None:
    newer = version("工业投资[38.9亿元](inv 38.9)，同比增长[17.9%](g 17.9)，高于全省[3.7](a 3.7)个百分点。")
    older = version("工业投资[38.7亿元](inv 38.7)，同比增长[17.3%](g 17.3)，高于全省[3.1](a 3.1)个百分点。")
    mixed = "工业投资38.9亿元，同比增长17.3%，高于全省3.1个百分点。"
    base = standing([newer, older], mixed)
    assert base.text == mixed
    assert [base.shown(figure) for figure in base.figures] == ["38.9亿元", "17.3%", "3.1"]


def test_texts_too_long_to_compare_are_left_to_a_person() -> None:
    base = version("工业投资[38.7亿元](inv 38.7)。" * 100)
    theirs = "工业投资38.7亿元。" * 50_000
    merged = merge(base, theirs, version("工业投资[38.9亿元](inv 38.9)。"))
    assert not merged.edits
    assert [clash.kind for clash in merged.clashes] == ["rephrased"]
