"""More or less: what the words around a number say of its direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from report.proof.clauses import Group, has
from report.proof.token import Number, Token
from report.proof.units import POINTS, RATES, TIMES, YUAN

#: Words that may stand after a number and say its direction: "a 5 percent increase", "5 percent more than".
_AFTER: Final = frozenset((
    "growth", "increase", "decline", "decrease", "fall", "rise", "drop", "gain", "more", "less", "fewer", "higher",
    "lower", "faster", "slower", "larger", "smaller", "contraction", "expansion", "reduction",
))  # fmt: skip
_SIZES: Final = frozenset(("smaller", "larger", "less", "more", "fewer"))
_DIRECTED: Final = ("verb", "compare", "cue")
_TO: Final = ("to", "到", "至", "达到", "达")
_OVER: Final = ("超过", "超", "exceeded", "exceeding", "exceeds", "surpassed", "surpassing")
#: Falls by their name, of which "larger" says less.
_FALLS: Final = frozenset(("降幅", "跌幅"))


def sign(number: Number, group: Group, points_due: bool, token: Token) -> tuple[int | None, bool]:
    """What the words say: more (1) or less (-1); and whether a fall turns that around. None: nothing."""
    if number.signed:
        return None, False
    if number.unit == POINTS or points_due:
        return _of_points(group, token)
    if is_reached(group):
        return None, False
    if number.unit in (*RATES, TIMES):
        return _of_percent(group), False
    if number.is_amount:
        return _of_amount(number, group)
    return None, False


def _of_points(group: Group, token: Token) -> tuple[int | None, bool]:
    before, after = group.before, group.after
    compare = [token.value for token in before if token.kind in ("compare", "short")]
    if compare:  # 分别高于全省、低于郑州市2.4、0.7个百分点: each number has its own
        each = len(compare) == len(group.numbers)
        return compare[group.numbers.index(token) if each else -1], has(before, "fall rate")
    following = next((token for token in after if token.kind in ("compare", "verb", "short")), None)
    verbs = [token for token in before if token.kind == "verb"]
    if following is not None and following.value and (not verbs or following.kind == "compare" or _is_after(following)):
        return following.value, following.text.split(" ")[0] in _SIZES
    if verbs and verbs[-1].value:
        fell = has(before, "fall rate") and verbs[-1].text not in _FALLS
        return (-verbs[-1].value if fell else verbs[-1].value), False
    return None, False


def _of_percent(group: Group) -> int | None:
    after = next((token for token in group.after[:1] if _is_after(token)), None)
    if after is not None and (said := direction_of(after)):
        return said
    verbs = [token.value for token in group.before if token.kind == "verb" and token.value]
    return verbs[-1] if verbs else None


def _of_amount(number: Number, group: Group) -> tuple[int | None, bool]:
    before, after = group.before, group.after
    first = next(iter(after), None)
    if first is not None and is_size(first) and is_measured(after[:3]):
        return direction_of(first), True
    if has(before, "deficit", "surplus"):
        return (-1 if has(before, "deficit") else 1), False
    if number.unit == YUAN:
        if has(before, "loss"):
            return -1, False
        if has(before, "more loss", "less loss"):
            return (1 if has(before, "less loss") else -1), False
        if has(before, "profit"):
            return 1, False
    verbs = [token for token in before if token.kind in ("verb", "short") and token.value]
    if verbs and (is_by(group) or has(before, "yearly")):
        return verbs[-1].value, False
    return None, False


def is_by(group: Group) -> bool:
    """比上年减少263万吨, "down 2.63 million tonnes", "fell by 3 billion": the number is what was added or lost."""
    if is_reached(group):
        return False
    near = [token for token in group.all_before if token.kind not in ("filler", "neutral") and not _is_about(token)]
    if near and near[-1].kind == "word" and near[-1].text == "by" and len(near) > 1:
        return near[-2].kind == "verb"
    if near and near[-1].kind == "word" and near[-1].text == "of" and len(near) > 1:
        return near[-2].kind == "verb" and near[-2].text in _AFTER
    return bool(near) and near[-1].kind in ("verb", "short") and bool(near[-1].value)


def _is_about(token: Token) -> bool:
    return token.kind == "cue" and token.value in ("about", "over", "nearly")


def _is_after(token: Token) -> bool:
    return token.kind in _DIRECTED and token.text.split(" ")[0] in _AFTER


def is_size(token: Token) -> bool:
    """Words by which something is larger or smaller than it was."""
    return token.kind in _DIRECTED and token.text.split(" ")[0] in _SIZES


def direction_of(token: Token) -> int:
    """More (1) or less (-1); "more than" is a word of bounds, too."""
    if token.kind == "cue":
        return 1 if token.text.startswith("more") else -1
    value: int = token.value
    return value


def is_year_ago(tokens: Sequence[Token]) -> bool:
    return has(tokens, "yearly") or any(token.kind == "last year" for token in tokens)


def is_measured(tokens: Sequence[Token]) -> bool:
    """Whether what is more or less is so than at another time."""
    return is_year_ago(tokens) or any(token.kind in ("period", "span") for token in tokens)


def is_reached(group: Group) -> bool:
    """减至226.8万吨, "slowed to 5 percent": where a change led to, not how large it was."""
    last = [token for token in group.all_before[-2:] if not _is_about(token)][-1:]
    return any(token.text in _TO or (token.kind == "verb" and token.text.endswith(("至", "到"))) for token in last)


def bound(group: Group, token: Token) -> int:
    """Above (1) or below (-1) a round number."""
    last = [one for one in group.before if one.start == group.before[-1].start] if group.before else []
    if has(last, "over") or any(one.text in _OVER for one in last) or any(more in token.text for more in "多余"):
        return 1
    return -1 if has(last, "nearly") else 0


def about(group: Group) -> bool:
    following = [one for one in group.after if one.start == group.after[0].start]
    return has(group.before[-2:], "about") or has(following, "about")
