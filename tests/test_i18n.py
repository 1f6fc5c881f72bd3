"""What is said to people, in both languages: the messages, their catalogue, and the language that is chosen."""

from __future__ import annotations

import ast
import io
import json
import pickle
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from report import foreign
from report.errors import Caution, Fault, InputFaults, Place
from report.i18n import LOCALE, Message, clauses, in_language, listed, msg, nmsg, parts, preferred
from report.locale.collect import Text, compiled, lacking, renewed, texts

REPORT = LOCALE.parent
FOLDER = LOCALE / "zh" / "LC_MESSAGES"
CATALOGUES = tuple(sorted(FOLDER.glob("*.po")))
SAYING = ("Fault", "Caution", "Refused", "LeftOut", "Absence", "Nothing", "Missing", "say", "wrong_usage", "Amiss")
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]|[\u4e00-\u9fff] [\u4e00-\u9fff]")
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
A_COMMAND = re.compile(r"{%.*?%}|python (-m|generate\.py) [^）]*|'[^']*'")


@pytest.fixture(scope="module")
def found() -> Mapping[Text, tuple[str, ...]]:
    return texts()


def calls(names: tuple[str, ...]) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(REPORT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
                yield f"{path.relative_to(REPORT)}:{node.lineno}", node


def read(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale="zh")


def forms(catalogue: Catalog) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text, in the singular and the plural where it has both, with what it is in Chinese."""
    for one in catalogue:
        if one.id:
            original = tuple(one.id) if one.pluralizable else (str(one.id),)
            yield original, one.string[0] if isinstance(one.string, tuple) else str(one.string)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# Messages


def test_a_message_is_its_english_words_and_knows_the_chinese() -> None:
    said = msg("cell {cell}", cell="C5")
    assert said == "cell C5" and hash(said) == hash("cell C5") and json.dumps(said) == '"cell C5"'
    assert in_language(said, "en") == "cell C5"
    assert in_language(said, "zh") == "单元格 C5"
    assert in_language("cell C5", "zh") == "cell C5"


def test_messages_within_messages_are_said_in_the_same_language() -> None:
    said = clauses([parts("a.xlsx", msg("sheet {sheet}", sheet="表一"), "", "D4"), listed(["x", msg("a unit")])])
    assert said == "a.xlsx, sheet 表一, D4; x, a unit"
    assert in_language(said, "zh") == "a.xlsx，工作表“表一”，D4；x、计量单位"


def test_one_and_several_are_told_apart() -> None:
    told = [nmsg("{n} fault; nothing was written.", "{n} faults; nothing was written.", n=n) for n in (0, 1, 2)]
    assert told == ["0 faults; nothing was written.", "1 fault; nothing was written.", "2 faults; nothing was written."]
    assert [in_language(one, "zh") for one in told[1:]] == [
        "共1处错误，未写出任何文件。",
        "共2处错误，未写出任何文件。",
    ]


def test_a_fault_in_chinese_reads_as_a_chinese_sentence() -> None:
    place = Place("gongyi-2021Q2/figures.xlsx", "主要指标", "C5")
    assert Fault(place, msg("a unit"), "亿圆", ("亿元", "万元")).said("zh") == (
        "gongyi-2021Q2/figures.xlsx，工作表“主要指标”，单元格 C5：应为计量单位，实为亿圆；相近的已知名称：亿元、万元"
    )
    assert Fault(Place("a.toml", key="zh"), msg("a unit"), "none").said("zh") == "a.toml，zh：缺少计量单位"
    assert str(Fault(place, "x", "none", ("y",))) == (
        "gongyi-2021Q2/figures.xlsx, sheet 主要指标, cell C5: expected x, found none; nearest known: y"
    )
    assert Caution(Place("b.csv", line=3), msg("and ranks begin at 1")).said("zh") == "b.csv，第3行：而位次从1起"


def test_a_blank_stands_between_chinese_and_latin_letters_and_none_beside_numbers() -> None:
    assert Fault(Place("x"), "gongyi", "gongyi-2021Q9").said("zh") == "x：应为 gongyi，实为 gongyi-2021Q9"
    assert Fault(Place("x"), "31.2%", "“C”").said("zh") == "x：应为31.2%，实为“C”"
    assert in_language(msg("{few} and {count} more", few="a.docx", count=2), "zh") == "a.docx 及另外2份"


def test_what_comes_from_another_process_can_still_be_said_in_chinese() -> None:
    faults = InputFaults([Fault(Place("x", "y"), msg("a number"), msg("the error {text}", text="#REF!"))])
    again = pickle.loads(pickle.dumps(faults))
    assert again.faults == faults.faults
    assert again.faults[0].said("zh") == "x，工作表“y”：应为数字，实为错误值 #REF!"


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        ("'gdb' is undefined", "“gdb”没有定义"),
        ("Expected '=' after a key in a key/value pair (at line 3, column 5)", "键值对的键后缺少“=”（第3行第5列）"),
        ("[Errno 13] Permission denied: '/x/y'", "没有权限：'/x/y'（错误号13）"),
        ("String should have at least 1 character", "至少1个字符"),
        ("words that nobody knows", "words that nobody knows"),
    ],
)
def test_what_libraries_say_is_known_again(said: str, chinese: str) -> None:
    known = foreign.recognised(said)
    assert known == said
    assert in_language(known, "zh") == chinese


def test_words_that_an_error_was_raised_with_stay_a_message() -> None:
    assert in_language(foreign.words_of(ValueError(msg("a number"))), "zh") == "数字"
    try:
        (LOCALE / "none").read_bytes()
    except OSError as error:
        assert in_language(foreign.words_of_system(error), "zh") == "没有此文件或文件夹"


@pytest.mark.parametrize(
    ("given", "environment", "language"),
    [
        ("zh", {"BRIEFING_LANGUAGE": "en"}, "zh"),
        ("en", {"BRIEFING_LANGUAGE": "zh"}, "en"),
        ("", {"BRIEFING_LANGUAGE": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ("", {"LC_ALL": "zh_CN.UTF-8", "LANG": "C"}, "zh"),
        ("", {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        ("", {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ("", {"LANG": "de_DE.UTF-8"}, "en"),
        ("", {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_then_of_the_variable_then_of_the_machine(
    given: str, environment: Mapping[str, str], language: str
) -> None:
    assert preferred(given, environment) == language


# The catalogue


def test_the_catalogue_has_every_text_and_no_others(found: Mapping[Text, tuple[str, ...]]) -> None:
    po = FOLDER / "messages.po"
    assert renewed(po.read_bytes(), found) == po.read_bytes(), "python -m report.locale.collect"


def test_a_new_text_leaves_the_translations_of_the_others(found: Mapping[Text, tuple[str, ...]]) -> None:
    po = (FOLDER / "messages.po").read_bytes()
    more = renewed(po, {**found, "words of tomorrow": ("report/page/x.html",)})
    assert lacking(more) == [*lacking(po), "words of tomorrow"]
    assert renewed(more, found) == po


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_everything_is_translated_and_compiled(path: Path) -> None:
    assert lacking(path.read_bytes()) == []
    assert not any(one.fuzzy for one in read(path))
    assert path.with_suffix(".mo").read_bytes() == compiled(path.read_bytes()), "python -m report.locale.collect"


def test_nothing_of_the_machine_or_the_day_stands_in_a_catalogue() -> None:
    for path in CATALOGUES:
        assert not re.search(r"Date:|Translator|@|Generated|:\d+$", path.read_text("utf-8").partition("\n\n")[0])


def test_texts_are_literals_where_they_are_said_and_all_are_found(found: Mapping[Text, tuple[str, ...]]) -> None:
    for number, name in ((1, "msg"), (2, "nmsg")):
        for place, call in calls((name,)):
            literals = [part.value for part in call.args[:number] if isinstance(part, ast.Constant)]
            assert len(literals) == number, f"{place}: a text that Babel cannot find"
            assert (literals[0] if number == 1 else tuple(literals)) in found, place


def test_no_sentence_is_said_that_is_no_message(found: Mapping[Text, tuple[str, ...]]) -> None:
    for place, call in calls(SAYING):
        for part in (*call.args, *(keyword.value for keyword in call.keywords)):
            if isinstance(part, ast.Constant | ast.JoinedStr):
                words = ast.unparse(part)
                if isinstance(part, ast.Constant) and part.value in found:
                    continue
                assert not re.search(r"[a-z]{2,} [a-z{]", words), f"{place}: {words}"


def test_both_languages_have_the_same_blanks() -> None:
    for original, translated in forms(read(FOLDER / "messages.po")):
        if "{%" not in original[0]:
            assert blanks(translated) == blanks(original[-1]), original
    for original, translated in forms(read(FOLDER / "click.po")):
        assert blanks(translated) <= set().union(*map(blanks, original)), original


def test_the_chinese_is_set_as_chinese() -> None:
    for path in CATALOGUES:
        for original, translated in forms(read(path)):
            assert not HALF_WIDTH.search(translated), (original, translated)
            assert not ENGLISH.search(A_COMMAND.sub("", translated)), (original, translated)


def test_a_message_of_every_text_can_be_said() -> None:
    """With whatever it is given: no translation asks for something else, or for a form that is none."""
    for original, _ in forms(read(FOLDER / "messages.po")):
        given = dict.fromkeys(blanks(original[-1]), 1) if "{%" not in original[0] else {}
        said = (
            Message(original[0], given) if len(original) == 1 else Message((original[0], original[1]), given | {"n": 2})
        )
        assert in_language(said, "zh"), original
