"""What proof-reading rests on where it passes over sentences that are vouched for, or that can say nothing."""

from __future__ import annotations

import pytest
from proof import corpus, sentences
from proof.corpus import CORPORA
from proof.sentences import LANGUAGES

from report.facts.model import Subject
from report.periods import Period
from report.proof.clauses import sentences as parted
from report.proof.mention import Mention
from report.proof.mentions import Reader, may_say
from report.proof.token import Token
from report.proof.tokens import tokens_of

READER = Reader(sentences.house().catalogue, Subject("gongyi", Period(2021, 3), ("henan", "zhengzhou")))
PARAGRAPHS = [one for which in CORPORA for one in corpus.paragraphs(which)]
TEXTS = [
    *(case.sentence for language in LANGUAGES for case in sentences.cases(language)),
    *(text for one in PARAGRAPHS for text in (one.title, one.text, *(wrong.text for wrong in one.wrong))),
]


@pytest.fixture(scope="module")
def read() -> list[tuple[list[list[Token]], list[Mention]]]:
    """The sentences of each text, and what all of them say."""
    tokens = [tokens_of(text, sentences.words()) for text in TEXTS]
    return [(list(parted(one)), list(READER.read(one))) for one in tokens]


def within(mention: Mention, sentence: list[Token]) -> bool:
    return sentence[0].start <= mention.start and mention.end <= sentence[-1].end


def test_every_mention_stands_in_one_sentence_that_may_say_something(
    read: list[tuple[list[list[Token]], list[Mention]]],
) -> None:
    for found, mentions in read:
        saying = [sentence for sentence in found if may_say(sentence)]
        assert all(sum(within(one, sentence) for sentence in saying) == 1 for one in mentions)
    assert sum(len(mentions) for _, mentions in read) > 1000


def test_no_sentence_depends_on_those_after_it(read: list[tuple[list[list[Token]], list[Mention]]]) -> None:
    for found, mentions in read:
        for count in range(len(found)):
            before = found[:count]
            alone = list(READER.read([token for sentence in before for token in sentence]))
            assert alone == [one for one in mentions if any(within(one, sentence) for sentence in before)]
    assert any(len(found) > 2 for found, _ in read)


def test_a_sentence_that_may_say_nothing_says_nothing_by_itself(
    read: list[tuple[list[list[Token]], list[Mention]]],
) -> None:
    silent = [sentence for found, _ in read for sentence in found if not may_say(sentence)]
    assert silent
    assert [one for sentence in silent for one in READER.read(sentence)] == []
