"""Templates on the page: previewed in the sandbox with faults at their lines, saved with the version before kept."""

from __future__ import annotations

import time
from pathlib import Path

import lxml.html
import pytest
from page.visitor import Visitor, words
from werkzeug.test import TestResponse

from report.page.office import Office

FILE = "bulletin.en.md.j2"
ADDRESS = f"/templates/{FILE}"
LINE = 12  # the passage "results"
SENTENCE = "The high-precision aluminium industry"


@pytest.fixture
def path(office: Office) -> Path:
    return office.templates / FILE


def _fields(visitor: Visitor, address: str = ADDRESS) -> dict[str, str]:
    (form,) = visitor.page(address).xpath("//form[contains(@class, 'draft')]")
    for area in form.xpath(".//textarea"):
        area.text = area.text.removeprefix("\n")  # as a browser reads it
    return {key: value for key, value in form.form_values() if key != "token"}


def _preview(visitor: Visitor, text: str, address: str = ADDRESS, **fields: str) -> TestResponse:
    answer = visitor.post(f"{address}/preview", {"text": text, **fields})
    assert answer.status_code == 200
    return answer


def _lines(answer: TestResponse) -> list[int]:
    (part,) = lxml.html.fromstring(f"<div>{answer.text}</div>").xpath("//*[@data-lines]")
    return [int(line) for line in part.get("data-lines").split()]


def _with(text: str, words: str) -> str:
    """A template with something put before a sentence in the middle of a passage."""
    assert SENTENCE in text
    return text.replace(SENTENCE, f"{words}{SENTENCE}", 1)


def test_every_template_is_listed_with_the_editions_that_use_it(visitor: Visitor) -> None:
    page = visitor.page("/templates/")
    rows = {words(row.xpath("th")[0]): words(row.xpath("td")[1]) for row in page.xpath("//tbody/tr")}
    assert rows[FILE] == "gongyi-2020"
    assert rows["claims.toml"] == "china-2021Q4, gongyi-2020, gongyi-2021Q1"
    assert rows["notice.zh.md.j2"] == "no edition"
    assert "style.docx" not in rows
    assert all(visitor.get(f"/templates/{file}").status_code == 200 for file in rows)


def test_the_preview_says_what_the_briefing_would_say(visitor: Visitor, path: Path) -> None:
    text = path.read_text("utf-8")
    answer = _preview(visitor, _with(text, "The plants are busy. "))
    said = words(answer)
    assert "The plants are busy. The high-precision aluminium industry grew by" in said
    assert "On the morning of 6 March 2021" in said
    page = lxml.html.fromstring(answer.text)
    assert next(map(words, page.xpath("//h4"))) == "Keep expanding total output"
    assert "Main indicators" in said and page.xpath("//table//th")
    assert path.read_text("utf-8") == text


def test_the_preview_is_of_the_edition_that_is_chosen(visitor: Visitor, office: Office) -> None:
    text = (office.templates / "masthead.zh.md.j2").read_text("utf-8")
    for edition, publication in (("china-2021Q4", "全国经济运行简报"), ("gongyi-2021Q1", "巩义工业经济简报")):
        assert publication in words(_preview(visitor, text, "/templates/masthead.zh.md.j2", use=f"{edition}/zh"))


def test_without_a_script_the_button_does_the_same(visitor: Visitor, path: Path) -> None:
    text = _with(path.read_text("utf-8"), "The plants are busy. ")
    answer = visitor.post(ADDRESS, {**_fields(visitor), "text": text, "preview": "1"})
    assert "The plants are busy. The high-precision aluminium industry grew by" in words(answer)
    faulty = visitor.post(ADDRESS, {**_fields(visitor), "text": _with(text, "{{ nothing_such }}"), "preview": "1"})
    assert f"Line {LINE}" in words(faulty) and "'nothing_such' is undefined" in words(faulty)
    assert "{{ nothing_such }}" in faulty.text


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ iva.growth|grow }}", "No filter named"),
        ("{{ iva.growth|grow }}", "grew, goal"),
        ("{{ iva.growht|moved }}", "growht"),
        ("{{ nothing_such }}", "is undefined"),
        ("There are 57 of them. ", "every number from a figure or the edition"),
        ("{{ tax_share.growth|moved }}", "growth of the share of industry in total tax revenue in Gongyi"),
        ("{{ ''.__class__ }}", "nothing that leaves the sandbox"),
        ("{{ iva.growth.__class__ }}", "nothing that leaves the sandbox"),
        ("{{ remarks.__globals__ }}", "nothing that leaves the sandbox"),
        ("{% include '../edition.toml' %}", "a template that is there"),
        ("{% include '/etc/passwd' %}", "a template that is there"),
        ("{{ 9 ** 9 ** 9 }}", "arithmetic"),
        ("{% for i in range(10**9) %}x{% endfor %}", "line"),
        ("{% set a = 'many words' %}" + "{% set a = a ~ a %}" * 60, "characters in a template"),
        (
            "{% set a %}many words{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
            "characters in a template",
        ),
        ("{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}", "a list where words are expected"),
        ("{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ 'x' ~ a }}", "a list where words are expected"),
    ],
)
def test_a_fault_stands_at_its_line(visitor: Visitor, path: Path, put: str, said: str) -> None:
    answer = _preview(visitor, _with(path.read_text("utf-8"), put))
    assert _lines(answer) == [LINE]
    assert said.casefold() in words(answer).casefold()
    (link,) = lxml.html.fromstring(answer.text).xpath("//a[@data-line]")
    assert link.get("data-line") == str(LINE)


@pytest.mark.parametrize("put", ["{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{% for a in [1] %}" * 30])
def test_what_is_nested_too_deeply_is_refused(visitor: Visitor, path: Path, put: str) -> None:
    ends = "{% endfor %}" * put.count("{% for")
    answer = _preview(visitor, _with(path.read_text("utf-8"), put + ends))
    assert "nested too deeply" in words(answer)


def test_an_optional_passage_without_its_figure_is_listed_and_no_fault(visitor: Visitor, path: Path) -> None:
    text = path.read_text("utf-8").replace(
        "{% passage requests_heading %}",
        "{% optional spare %}\n{{ tax_share.growth|moved }}\n{% endoptional %}\n{% passage requests_heading %}",
    )
    answer = _preview(visitor, text)
    assert _lines(answer) == []
    assert "spare — growth of the share of industry in total tax revenue" in words(answer)


def test_a_template_without_end_is_stopped_and_the_page_goes_on(visitor: Visitor, path: Path) -> None:
    text = path.read_text("utf-8")
    tens = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
    loops = "".join(f"{{% for a{depth} in {tens} %}}" for depth in range(12)) + "{% endfor %}" * 12
    started = time.monotonic()
    answer = _preview(visitor, _with(text, loops))
    assert time.monotonic() - started < 30
    assert "did not come to an end" in words(answer)
    assert words(_preview(visitor, text)).count("aluminium")
    refused = visitor.post(ADDRESS, {**_fields(visitor), "text": text + "{{", "save": "1"})
    assert refused.status_code == 422


def test_claims_and_charts_have_their_faults_at_their_lines(visitor: Visitor, office: Office) -> None:
    claims = (office.templates / "claims.toml").read_text("utf-8")
    at = claims.split("\n").index("[house]") + 1
    assert _lines(_preview(visitor, claims.replace("[house]", "[house"), "/templates/claims.toml")) == [at]
    wrong = claims.replace('doubling = "percent"', 'doubling = "twice"')
    assert _lines(_preview(visitor, wrong, "/templates/claims.toml")) == [at + 1]
    charts = (office.templates / "bulletin.charts.toml").read_text("utf-8")
    answer = _preview(visitor, charts.replace('["iva", "ind', '["iva2", "ind'), "/templates/bulletin.charts.toml")
    assert _lines(answer) == [4] and "iva2" in words(answer)


def test_saving_keeps_the_version_before_which_can_be_restored(visitor: Visitor, path: Path) -> None:
    first = path.read_bytes()
    text = _with(first.decode(), "The plants are busy. ")
    answer = visitor.outcome(visitor.post(ADDRESS, {**_fields(visitor), "text": text.replace("\n", "\r\n")}))
    assert "Saved. The version before is kept below." in words(answer)
    assert path.read_bytes() == text.encode()
    (kept,) = (path.parent / "kept").iterdir()
    assert kept.read_bytes() == first
    assert "aluminium" in words(visitor.page(f"{ADDRESS}/kept/{kept.name}"))
    fields = {"version": kept.name, "opened": _fields(visitor)["opened"]}
    assert visitor.outcome(visitor.post(f"{ADDRESS}/restore", fields)).status_code == 200
    assert path.read_bytes() == first
    assert {one.read_bytes() for one in (path.parent / "kept").iterdir()} == {first, text.encode()}


def test_a_template_keeps_its_mark_and_its_ends_of_lines(visitor: Visitor, office: Office) -> None:
    path = office.templates / "bulletin.charts.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    fields = _fields(visitor, f"/templates/{path.name}")
    visitor.post(f"/templates/{path.name}", {**fields, "text": fields["text"].replace("periods = 5", "periods = 4")})
    assert path.read_bytes() == before.replace(b"periods = 5", b"periods = 4")


def test_what_cannot_be_read_is_not_saved_and_not_lost(visitor: Visitor, path: Path) -> None:
    before = path.read_bytes()
    text = _with(before.decode(), "{% if %}")
    answer = visitor.post(ADDRESS, {**_fields(visitor), "text": text})
    assert answer.status_code == 422
    assert "Not saved: this cannot be read" in words(answer) and f"Line {LINE}" in words(answer)
    assert "{% if %}" in answer.text
    assert path.read_bytes() == before and not (path.parent / "kept").exists()


def test_editions_that_would_break_are_listed_before_it_is_saved(visitor: Visitor, office: Office) -> None:
    path = office.templates / "masthead.en.md.j2"
    address = f"/templates/{path.name}"
    before = path.read_bytes()
    text = before.decode() + "{% passage share %}{{ tax_share.value|amount }}{% endpassage %}\n"
    answer = visitor.post(address, {**_fields(visitor, address), "text": text})
    assert answer.status_code == 409
    said = words(answer).split("Save all the same")[0]
    assert "china-2021Q4 · English" in said and "a figure for share of industry in total tax revenue in China" in said
    assert "gongyi-2021Q1 · English" not in said
    assert path.read_bytes() == before
    (button,) = lxml.html.fromstring(answer.text).xpath("//button[@name='seen']")
    other = {**_fields(visitor, address), "text": text + "\n", "seen": button.get("value")}
    assert visitor.post(address, other).status_code == 409
    assert path.read_bytes() == before
    assert visitor.post(address, {**other, "text": text}).status_code == 303
    assert path.read_bytes() == text.encode()


def test_an_edition_that_is_broken_already_does_not_keep_others_from_saving(visitor: Visitor, office: Office) -> None:
    path = office.inputs / "gongyi-2020" / "remarks.en.md"
    path.write_text("no heading\n", "utf-8")
    text = (office.templates / FILE).read_text("utf-8")
    answer = visitor.post(ADDRESS, {**_fields(visitor), "text": _with(text, "The plants are busy. ")})
    assert answer.status_code == 303


def test_of_two_people_the_second_sees_both_versions(visitor: Visitor, path: Path) -> None:
    fields = _fields(visitor)
    visitor.post(ADDRESS, {**fields, "text": _with(fields["text"], "First came this. ")})
    saved = path.read_bytes()
    answer = visitor.post(ADDRESS, {**fields, "text": _with(fields["text"], "Second came that. ")})
    assert answer.status_code == 409
    assert "First came this." in words(answer) and "Second came that." in words(answer)
    assert path.read_bytes() == saved
    (form,) = lxml.html.fromstring(answer.text).xpath("//form[contains(@class, 'draft')]")
    again = {key: value for key, value in form.form_values() if key != "token"}
    assert visitor.post(ADDRESS, {**again, "text": again["text"].removeprefix("\n")}).status_code == 303
    assert b"Second came that." in path.read_bytes()
    assert saved in {one.read_bytes() for one in (path.parent / "kept").iterdir()}


def test_no_name_from_outside_becomes_a_path(visitor: Visitor, office: Office) -> None:
    (office.templates / "kept").mkdir()
    for name in ("..%2finputs%2fcatalogue.toml", "..", "style.docx", "kept", "none.zh.md.j2", "..%5ccatalogue.toml"):
        assert visitor.get(f"/templates/{name}").status_code in (404, 405), name
        assert visitor.post(f"/templates/{name}/preview", {"text": "x"}).status_code == 404, name
        assert visitor.post(f"/templates/{name}", {"text": "x"}).status_code in (404, 405), name
    for version in ("../claims.toml", FILE, "/etc/passwd"):
        assert visitor.post(f"{ADDRESS}/restore", {"version": version}).status_code == 404, version


def test_what_is_typed_never_becomes_markup_of_the_page(visitor: Visitor, path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = _with(path.read_text("utf-8"), evil)
    preview = _preview(visitor, text)
    assert evil in words(preview) and not lxml.html.fromstring(preview.text).xpath("//script|//img")
    answer = visitor.post(ADDRESS, {**_fields(visitor), "text": f"</textarea>{text}", "preview": "1"})
    assert "<script>alert" not in answer.text
