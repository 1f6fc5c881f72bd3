"""edition.toml and remarks as fields that people change: everything else stays as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hand_made import INPUTS

from report import catalogue, editing
from report.catalogue import Catalogue
from report.errors import InputFaults

ODD = """\
# 开头 / the head
issue = 0x2 # an odd way to write two
template = "bulletin"
copies = 60

period = "2020"
area = "gongyi"
figures = [ "figures.xlsx" ]
"date" = 2021-03-08

[en] # English comes first here
source = 'as "quoted"'
office = "Desk"
publication = \"\"\"Bulletin\"\"\"
editors = [
  "Houlin Lin",  # in letters only
  "Xu Chi",
]
# before the marks
[marks]
"—" = "missing"
"""


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load(INPUTS / catalogue.FILE)


def _changed(text: str, **values: str) -> str:
    files = {"edition.toml": text.encode()}
    given = {**editing.values_of(files), **{key.replace("__", "."): value for key, value in values.items()}}
    return editing.changed(files, given).get("edition.toml", text.encode()).decode()


def test_what_is_not_changed_stays_to_the_letter() -> None:
    assert _changed(ODD) == ODD
    written = _changed(ODD, en__office="Other desk")
    assert written == ODD.replace('office = "Desk"', 'office = "Other desk"')


def test_comments_stay_beside_what_changes() -> None:
    written = _changed(ODD, issue="3", en__editors="Houlin Lin\nA. N. Other", total_issue="12")
    for comment in (
        "# 开头 / the head",
        "# an odd way to write two",
        "# English comes first here",
        "# before the marks",
    ):
        assert comment in written
    read = tomllib.loads(written)
    assert (read["issue"], read["total_issue"]) == (3, 12)
    assert read["en"]["editors"] == ["Houlin Lin", "A. N. Other"]
    assert read["marks"] == {"—": "missing"}
    assert list(read)[:4] == ["issue", "template", "copies", "period"]


@pytest.mark.parametrize(
    "words",
    [
        'said "so"',
        r"C:\briefings\new",
        "it's ''' \"\"\" all",
        "巩义市：工业经济（一季度）",
        "📈 up",
        "a = [1] # no comment",
        "{area}",
        "\u2028 between",
    ],
)
def test_every_word_comes_back_as_it_was_typed(words: str) -> None:
    fields = {f"en.{key}": words.strip() for key in editing.WORDS}
    files = {"edition.toml": ODD.encode()}
    files |= editing.changed(files, {**editing.values_of(files), **fields, "remarks.en": f"## lead\n\n{words}"})
    values = editing.values_of(files)
    assert {key: values[key] for key in fields} == fields
    assert values["remarks.en"] == f"## lead\n\n{words.rstrip()}\n"


def test_facts_come_back_as_they_were_typed() -> None:
    facts = {
        "issue": "7",
        "total_issue": "31",
        "copies": "120",
        "date": "2022-02-28",
        "charts": "editable",
        "mark_corrected_since": "2021-12-31",
    }
    files = {"edition.toml": _changed(ODD, **facts).encode()}
    assert {key: editing.values_of(files)[key] for key in facts} == facts
    emptied = tomllib.loads(_changed(files["edition.toml"].decode(), copies=" ", mark_corrected_since=""))
    assert "copies" not in emptied and "mark_corrected_since" not in emptied


def test_a_file_keeps_its_mark_and_its_ends_of_lines() -> None:
    before = b"\xef\xbb\xbf" + ODD.replace("\n", "\r\n").encode()
    files = {"edition.toml": before, "remarks.en.md": b"## lead\r\n\r\nold\r\n"}
    values = {**editing.values_of(files), "issue": "9", "remarks.en": "## lead\r\n\r\nnew\r\n"}
    after = editing.changed(files, values)
    assert after["edition.toml"] == before.replace(b"issue = 0x2", b"issue = 9")
    assert after["remarks.en.md"] == b"## lead\r\n\r\nnew\r\n"


def test_a_language_is_added_and_taken_away() -> None:
    files = {"edition.toml": ODD.encode()}
    values = {**editing.values_of(files), "zh.publication": "简报", "zh.office": "科", "zh.source": "表"}
    files |= editing.changed(files, values)
    assert editing.languages_of(files) == ("zh", "en")
    values = {key: value for key, value in editing.values_of(files).items() if not key.startswith("en.")}
    files |= editing.changed(files, values)
    assert editing.languages_of(files) == ("zh",)
    assert tomllib.loads(files["edition.toml"].decode())["marks"] == {"—": "missing"}


def test_tables_written_otherwise_are_changed_too() -> None:
    inline = 'issue = 1\nen = { publication = "A", office = "B" } # one line\n'
    assert tomllib.loads(_changed(inline, en__office="C"))["en"] == {"publication": "A", "office": "C"}
    dotted = 'issue = 1\nen.publication = "A"\nen.office = "B"\n'
    assert tomllib.loads(_changed(dotted, en__office="C"))["en"] == {"publication": "A", "office": "C"}


def test_a_file_that_is_no_toml_is_said_with_its_line() -> None:
    with pytest.raises(InputFaults) as refused:
        editing.values_of({"edition.toml": b'issue = 1\noffice = "open\n'})
    assert refused.value.faults[0].place.line == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issue", "0"),
        ("issue", "four"),
        ("issue", ""),
        ("copies", "-3"),
        ("total_issue", "9" * 5000),
        ("date", "next week"),
        ("date", "2021-02-30"),
        ("mark_corrected_since", "20"),
        ("charts", "painted"),
        ("zh.publication", ""),
        ("zh.headline", "torn\x0bapart"),
        ("zh.headline", "not\x00held"),
        ("en.editors", "one\ntwo\x07"),
        ("remarks.zh", "no heading above"),
        ("remarks.en", "## Lead\n\ncapital"),
        ("remarks.en", "## lead\n\nbell \x07"),
    ],
)
def test_what_the_loader_refuses_is_said_at_its_field(field: str, value: str, known: Catalogue) -> None:
    folder = INPUTS / "gongyi-2020"
    files = editing.files_of(folder)
    new = editing.changed(files, {**editing.values_of(files), field: value})
    faults = editing.faults_in(folder, {**files, **new}, known)
    assert {editing.field_of(fault) for fault in faults} == {field}


def test_an_edition_as_it_is_has_no_fault_and_numbers_by_hand_are_free(known: Catalogue) -> None:
    folder = INPUTS / "gongyi-2020"
    files = editing.files_of(folder)
    assert editing.faults_in(folder, files, known) == ()
    new = editing.changed(files, {**editing.values_of(files), "remarks.en": "## mayor\n\nAdd 12 plants by 2025.\n"})
    assert editing.faults_in(folder, {**files, **new}, known) == ()


def test_an_unknown_area_is_no_field_of_the_form(known: Catalogue) -> None:
    folder = INPUTS / "gongyi-2020"
    files = editing.files_of(folder)
    files["edition.toml"] = files["edition.toml"].replace(b'area = "gongyi"', b'area = "gongy"')
    (fault,) = editing.faults_in(folder, files, known)
    assert editing.field_of(fault) == "" and "gongyi" in fault.nearest


def test_the_digest_knows_one_file_from_another(tmp_path: Path) -> None:
    assert editing.digest_of({"a": b"1", "b": b"2"}) == editing.digest_of({"b": b"2", "a": b"1"})
    assert editing.digest_of({"a": b"12"}) != editing.digest_of({"a": b"1", "b": b"2"})
    assert editing.digest_of({"a": b"1"}) != editing.digest_of({"a": b"2"})


def test_a_file_of_figures_gets_another_name_and_all_else_stays() -> None:
    before = b'\xef\xbb\xbfissue = 2\r\nfigures = [\r\n  "a.xlsx",  # now\r\n  "b.csv",\r\n]\r\n'
    assert editing.with_figures(before, "a.xlsx", "a.xls") == before.replace(b"a.xlsx", b"a.xls")


@pytest.mark.parametrize("content", [b"figures = [", b"issue = 2", b'figures = "a.xlsx"', b'figures = ["b.csv"]'])
def test_a_list_without_the_file_is_a_fault(content: bytes) -> None:
    with pytest.raises(InputFaults):
        editing.with_figures(content, "a.xlsx", "a.xls")


@pytest.mark.parametrize("lacking", ["gone", "a folder"])
def test_an_edition_whose_words_are_gone_is_a_fault(lacking: str, tmp_path: Path) -> None:
    """As when somebody tidies up between two looks at its folder."""
    if lacking == "a folder":
        (tmp_path / "edition.toml").mkdir()
    with pytest.raises(InputFaults, match=r"edition\.toml: expected a file that can be read, found"):
        editing.files_of(tmp_path)


def test_remarks_may_be_lacking(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text("")
    (tmp_path / "remarks.zh.md").mkdir()
    assert editing.files_of(tmp_path) == {"edition.toml": b""}
