"""More or less: what the words around the last number of a clause say of its direction."""

from __future__ import annotations

import pytest
from proof import sentences

from report.proof.clauses import Group, clauses, groups
from report.proof.signs import about, bound, is_by, sign
from report.proof.token import Number
from report.proof.tokens import tokens_of


def group_of(text: str) -> Group:
    *_, clause = clauses(tokens_of(text, sentences.words()), False)
    *_, group = groups(clause)
    return group


def said(text: str, points_due: bool = False) -> tuple[int | None, bool]:
    group = group_of(text)
    number: Number = group.numbers[-1].value
    return sign(number, group, points_due, group.numbers[0])


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("增长8.5%", 1),
        ("同比下降8.5%", -1),
        ("由升转降，下降8.5%", -1),
        ("增速为8.5%", None),
        ("增长1.9倍", 1),
        ("增速为 -8.5%", None),  # a sign says it
        ("grew by 8.5 percent", 1),
        ("shrank by 8.5 percent", -1),
        ("a 5 percent decline", -1),
        ("recorded a 5 percent increase", 1),
        ("8.5 percent fewer", -1),
        ("was 8.5 percent", None),
    ],
)
def test_of_a_percentage_the_verb_before_or_the_noun_after(text: str, more: int | None) -> None:
    assert said(text) == (more, False)


@pytest.mark.parametrize(
    ("text", "more", "turned"),
    [
        ("高于全省2.4个百分点", 1, False),
        ("低于全省2.4个百分点", -1, False),
        ("比全省高2.4个百分点", 1, False),
        ("增速比一季度提高2.4个百分点", 1, False),
        ("降幅比全省低2.4个百分点", -1, True),
        ("降幅收窄2.4个百分点", 1, False),
        ("降幅扩大2.4个百分点", -1, False),
        ("the decline narrowed by 2.4 percentage points", 1, False),
        ("the decline widened by 2.4 percentage points", -1, False),
        ("2.4 percentage points lower than the province", -1, False),
        ("2.4 percentage points faster than the province", 1, False),
        ("2.4 percentage points smaller than the province", -1, True),
        ("up by 2.4 percentage points", 1, False),
        ("为2.4个百分点", None, False),
    ],
)
def test_of_points_the_comparison_before_or_after(text: str, more: int | None, turned: bool) -> None:
    assert said(text) == (more, turned)


def test_a_percentage_where_points_are_due_is_read_as_points() -> None:
    assert said("低于全省2.4%", points_due=True) == (-1, False)


@pytest.mark.parametrize(
    ("text", "more", "turned"),
    [
        ("逆差12.4亿元", -1, False),
        ("顺差12.4亿元", 1, False),
        ("亏损3.6亿元", -1, False),
        ("盈利3.6亿元", 1, False),
        ("减亏3.6亿元", 1, False),
        ("增亏3.6亿元", -1, False),
        ("亏损3.6万吨", None, False),
        ("减少263万吨", -1, False),
        ("rose to 263 thousand tonnes", None, False),
        ("fell by 263 thousand tonnes", -1, False),
        ("263 thousand tonnes more than a year earlier", 1, True),
        ("a loss of 360 million yuan", -1, False),
        ("达到152.3亿元", None, False),
    ],
)
def test_of_an_amount_what_it_was_or_by_how_much_it_changed(text: str, more: int | None, turned: bool) -> None:
    assert said(text) == (more, turned)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("减少263万吨", True),
        ("减少约263万吨", True),
        ("增加到263万吨", False),
        ("down 2.63 million tonnes", True),
        ("fell by about 3 billion yuan", True),
        ("an increase of 3 billion yuan", True),
        ("rose to 3 billion yuan", False),
        ("value of 3 billion yuan", False),
        ("达到263万吨", False),
    ],
)
def test_what_was_added_is_not_how_much_there_is(text: str, is_so: bool) -> None:
    assert is_by(group_of(text)) is is_so


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("超150亿元", 1),
        ("超过150亿元", 1),
        ("突破150亿元", 1),
        ("近150亿元", -1),
        ("不足150亿元", -1),
        ("upwards of 15 billion yuan", 1),
        ("more than 15 billion yuan", 1),
        ("over 15 billion yuan", 1),
        ("nearly 15 billion yuan", -1),
        ("just under 15 billion yuan", -1),
        ("达到150亿元", 0),
        ("高于全省2.4个百分点", 0),
    ],
)
def test_a_round_number_may_be_a_bound(text: str, side: int) -> None:
    group = group_of(text)
    assert bound(group, group.numbers[0]) == side


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("约150亿元", True),
        ("150亿元左右", True),
        ("about 15 billion yuan", True),
        ("some 15 billion yuan", True),
        ("150亿元", False),
        ("was 15 billion yuan", False),
    ],
)
def test_a_number_may_be_about_right(text: str, is_so: bool) -> None:
    assert about(group_of(text)) is is_so
