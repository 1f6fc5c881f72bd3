"""Texts that the rules were not written on: each is clean against its figures, and each wrong version is caught."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from proof import corpus
from proof.corpus import Corpus, Paragraph, Tried, Wrong

from report.figures.load import load
from report.figures.reading import Reading
from report.periods import Period

PARAGRAPHS = {which: corpus.paragraphs(which) for which in corpus.CORPORA}
FIGURES = [(which, path) for which in corpus.CORPORA for path in sorted({one.figures for one in PARAGRAPHS[which]})]
# What is asked of texts that no rule was written on, in hundredths; and what is reached and not to be lost again.
LEAST_CAUGHT = 97
REACHED: dict[Corpus, int] = {"first": 97, "second": 90, "third": 80}
MOST_ALARMS = 20


@pytest.fixture(scope="module", params=corpus.CORPORA)
def which(request: pytest.FixtureRequest) -> Corpus:
    return request.param


@pytest.fixture(scope="module")
def results(which: Corpus, tmp_path_factory: pytest.TempPathFactory) -> list[Tried]:
    check = pytest.importorskip("report.proof.check", reason="the proof-reader is not there yet").check
    return corpus.tried(check, tmp_path_factory.mktemp(which), which)


def test_each_corpus_has_both_languages_and_several_wrong_versions_of_each_paragraph(which: Corpus):
    languages = Counter(one.language for one in PARAGRAPHS[which])
    assert min(languages["zh"], languages["en"]) >= 8
    assert [one.name for one in PARAGRAPHS[which] if len(one.wrong) < 2] == []
    kinds = Counter(one.kinds[0] for paragraph in PARAGRAPHS[which] for one in paragraph.wrong)
    assert set(kinds) == {"wrong", "direction", "unit", "hole"}


def test_the_corpora_share_no_text():
    texts = Counter(one.text for which in corpus.CORPORA for one in PARAGRAPHS[which])
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize(("which", "path"), FIGURES, ids=lambda one: getattr(one, "stem", one))
def test_every_row_of_its_figures_is_read_and_marked_as_invented(which: Corpus, path: Path, tmp_path: Path):
    house = corpus.open_corpus(tmp_path, which)
    figures = load([path], house.catalogue, Reading("china", Period(2023, 12)))
    assert len(figures.figures) == len(path.read_text("utf-8").splitlines()) - 1
    assert all(figure.sample for figure in figures)
    assert figures.cautions == ()


def test_the_paragraphs_raise_few_false_alarms(which: Corpus, results: list[Tried]):
    clean = [one for one in results if one.wrong is None]
    alarms = sum(len(one.found) for one in clean)
    assert alarms * 100 <= MOST_ALARMS * len(clean), _in_words(which, clean)


def test_no_fewer_wrong_versions_are_caught_than_before(which: Corpus, results: list[Tried]):
    assert _caught(results) * 100 >= REACHED[which] * _wrong(results), _in_words(which, results)


def test_the_wrong_versions_are_caught_where_they_are_wrong(
    which: Corpus, results: list[Tried], request: pytest.FixtureRequest
):
    if which != "first":
        reason = "the rules do not read texts of other hands well enough yet: see docs/proof.md"
        request.applymarker(pytest.mark.xfail(reason=reason))
    assert _caught(results) * 100 >= LEAST_CAUGHT * _wrong(results), _in_words(which, results)


def _caught(results: list[Tried]) -> int:
    return sum(one.is_caught for one in results if one.wrong is not None)


def _wrong(results: list[Tried]) -> int:
    return sum(one.wrong is not None for one in results)


def _in_words(which: Corpus, results: list[Tried]) -> str:
    """What was missed and each false alarm; not of the corpus that is kept from whoever mends the rules."""
    return "\n".join(corpus.misses(results)) if which != corpus.KEPT else which


def test_what_is_told_counts_each_language_and_both_in_each_corpus():
    wrong = Wrong("12%", "It grew by 12%.", ("wrong",), "21")
    paragraph = Paragraph("set/one", "en", Path("set.csv"), "", "It grew by 21%.", (wrong,))
    other = Paragraph("set/two", "zh", Path("set.csv"), "", "增长21%。", (wrong,))
    results = [Tried(one, held, (), ()) for one in (paragraph, other) for held in (None, wrong)]
    _, _, *first, chinese, english, both = corpus.told({"first": results[:2] + results, "second": results})
    assert [line.split(" | ")[:4] for line in first] == [
        ["| first", "zh", "1", "1"],
        ["| first", "en", "2", "2"],
        ["| first", "both", "3", "3"],
    ]
    assert chinese == "| second | zh | 1 | 1 | 0.0 % (0) | 0.0 % | 0 | 0.00 |"
    assert english == chinese.replace("zh", "en")
    assert both == "| second | both | 2 | 2 | 0.0 % (0) | 0.0 % | 0 | 0.00 |"
    assert list(corpus.misses(results)) == ["missed: set/one: 12%", "missed: set/two: 12%"]
