"""What a template, its figures or the remarks can have wrong: each said with its line, all at once."""

from __future__ import annotations

from dataclasses import replace

import hand_made
import pytest
from hand_made import Desk, figures, subject

from report.edition import Edition
from report.errors import Fault, InputFaults
from report.figures.model import Figures
from report.narrative.environment import TemplateEnvironment
from report.narrative.narrate import narrate

OWN = {"iva.growth@gongyi/2021Q1": "31.2", "iva.growth@gongyi/2020Q1": "-7.9", "gdp.level@gongyi/2021Q1": "196.4"}


def faults(desk: Desk, body: str, made: Figures | None = None, **more: object) -> tuple[Fault, ...]:
    template = f"{{% passage lead %}}\n{body}\n{{% endpassage %}}"
    with pytest.raises(InputFaults) as error:
        desk.narrate(template, made or figures(OWN), **more)  # type: ignore[arg-type]
    return error.value.faults


def test_an_edition_that_names_no_template_there_is_hears_the_nearest() -> None:
    made = hand_made.edition(subject(), "quartely")
    with pytest.raises(InputFaults) as error:
        narrate(hand_made.material(figures(OWN), made), TemplateEnvironment(hand_made.TEMPLATES), "zh")
    (fault,) = error.value.faults
    assert fault.place.file == "gongyi-2021Q1/edition.toml"
    assert fault.place.key == "template"
    assert fault.found == "quartely"
    assert fault.nearest[0] == "quarterly"


def test_an_included_template_that_is_not_there_is_a_fault(desk: Desk) -> None:
    (fault,) = faults(desk, '{% include "masthed.zh.md.j2" %}')
    assert "masthed.zh.md.j2" in fault.found


@pytest.mark.parametrize(
    ("body", "near"),
    [
        ("{{ ivaa.growth|moved }}", "iva"),
        ("{{ 规上工业增加制.增速|增减 }}", "规上工业增加值"),
        ("{{ iva.growht|moved }}", "growth"),
        ("{{ iva.growth.last_yaer|moved }}", "last_year"),
        ("{{ period.spann }}", "span"),
        ("{% if claim.good_strat %}x{% endif %}", "good_start"),
    ],
)
def test_an_undefined_name_is_a_fault_with_its_line_and_the_nearest_name(desk: Desk, body: str, near: str) -> None:
    (fault,) = faults(desk, f"first line\n{body}")
    assert fault.place.file == "tried.zh.md.j2"
    assert fault.place.line == 3
    assert near in fault.nearest
    assert "object" not in str(fault)


@pytest.mark.parametrize(
    ("body", "word", "near"), [("{{ iva.growth|movd }}", "movd", "moved"), ("{{ iva.增速|增检 }}", "增检", "增减")]
)
def test_an_unknown_filter_is_a_fault_with_the_nearest(desk: Desk, body: str, word: str, near: str) -> None:
    (fault,) = faults(desk, body)
    assert fault.place.line == 2
    assert word in fault.found
    assert near in fault.nearest


@pytest.mark.parametrize("body", ["{% if iva %}", "{{ iva. }}", "{{ iva.growth|moved", "{% passage x %}y"])
def test_a_syntax_error_is_a_fault_with_its_line(desk: Desk, body: str) -> None:
    (fault,) = faults(desk, body)
    assert fault.place.file == "tried.zh.md.j2"
    assert fault.place.line >= 1


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ iva.rendering.material.edition.folder.unlink }}",
        "{{ iva.__init__.__globals__ }}",
        "{{ iva.growth.rendering.note(['x']) }}",
        "{{ iva.growth|attr('__class__') }}",
        "{{ _passage.__globals__ }}",
        "{{ table.__globals__ }}",
        "{{ [].append(1) }}",
        "{{ {}.update({'a': 1}) }}",
        "{{ config }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler }}{{ lipsum() }}",
        "{{ range(10) }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{{ 'x' * 10000000000 }}",
        "{{ '{0.__class__}'.format(iva) }}",
        "{{ '%s'|format(iva.growth|moved) }}",
        "{{ '[99%](fig' ~ 'ure:iva.growth@gongyi/2021Q1)'|safe }}",
    ],
)
def test_a_template_cannot_leave_the_sandbox(desk: Desk, body: str) -> None:
    for fault in faults(desk, body):
        assert fault.place.file == "tried.zh.md.j2"


@pytest.mark.parametrize("body", ["{{ 9 ** 9 ** 9 ** 9 }}", "{{ 'x' * 10000000000 }}", "{% if 1 + 1 %}x{% endif %}"])
def test_a_template_cannot_reckon(desk: Desk, body: str) -> None:
    (fault,) = faults(desk, body)
    assert fault.found.startswith("arithmetic (")


def test_a_base_from_which_nothing_follows_is_named_with_what_stands_in_it(desk: Desk) -> None:
    made = figures({"primary.level@gongyi/2021Q1": "2.1", "gdp.level@gongyi/2021Q1": "0"})
    (fault,) = faults(desk, "{{ primary.value.share|amount }}", made)
    assert fault.expected == "a figure for gdp.level@gongyi/2021Q1"
    assert fault.found == "figures.xlsx, sheet 主要指标, cell B6 holds 0, from which nothing can be reckoned"


def test_missing_figures_are_all_named_with_the_cell_and_the_line_that_asked(desk: Desk) -> None:
    made = figures({}, absent={"gdp.level@gongyi/2021Q1": "", "iva.growth@gongyi/2021Q1": "…"})
    body = "{{ iva.growth|moved }}\n\n{{ gdp.value|amount }}，{{ tax.value|amount }}"
    blank = {(fault.expected, fault.place.line, fault.found) for fault in faults(desk, body, made)}
    assert blank == {
        ("a figure for iva.growth@gongyi/2021Q1", 2, "figures.xlsx, sheet 主要指标, cell D6: …"),
        ("a figure for gdp.level@gongyi/2021Q1", 4, "figures.xlsx, sheet 主要指标, cell D5: an empty cell"),
        ("a figure for tax.level@gongyi/2021Q1", 4, "not in the source"),
    }


@pytest.mark.parametrize(
    ("expression", "keys"),
    [
        ("iva.growth|trend", ["iva.growth@gongyi/2021Q1", "iva.growth@gongyi/2020Q1"]),
        ("iva.growth|goal", ["iva.growth.target@gongyi/2021Q1"]),
        ("iva.growth|progressed", ["iva.growth.target@gongyi/2021Q1", "iva.growth@gongyi/2021Q1"]),
        ("tax_share.value|shift", ["tax_share.share@gongyi/2021Q1", "tax_share.share@gongyi/2020Q1"]),
        ("primary.value.share|amount", ["primary.level@gongyi/2021Q1", "gdp.level@gongyi/2021Q1"]),
        ("profit.value|balance", ["profit.level@gongyi/2021Q1", "profit.level@gongyi/2020Q1"]),
        ("iva.growth.average2|amount", ["iva.growth@gongyi/2021Q1", "iva.growth@gongyi/2020Q1"]),
        ("'yes' if profit.value > 0 else 'no'", ["profit.level@gongyi/2021Q1"]),
    ],
)
def test_every_filter_says_what_it_lacks(desk: Desk, expression: str, keys: list[str]) -> None:
    lacking = faults(desk, f"{{{{ {expression} }}}}", figures({"gdp.growth@gongyi/2021Q1": "1"}))
    assert [fault.expected.removeprefix("a figure for ") for fault in lacking] == keys


@pytest.mark.parametrize("expression", ["gdp.value > tax.value", "tax.value < gdp.value", "tax.value == gdp.value"])
def test_a_comparison_with_a_figure_that_is_missing_says_which(desk: Desk, expression: str) -> None:
    (fault,) = faults(desk, f"{{% if {expression} %}}甲{{% else %}}乙{{% endif %}}")
    assert fault.expected == "a figure for tax.level@gongyi/2021Q1"


@pytest.mark.parametrize(
    "body",
    ["{{ iva.growth }}", "{{ iva.growth ~ '' }}", "{% if iva.growth %}x{% endif %}", "{{ iva.growth and 'x' }}"],
)
def test_a_value_that_is_neither_said_nor_compared_is_a_fault_with_its_line(desk: Desk, body: str) -> None:
    (fault,) = faults(desk, f"first\n{body}")
    assert (fault.place.line, fault.found) == (3, "iva.growth@gongyi/2021Q1 alone")


def test_a_comparison_whose_cell_is_still_blank_is_missing_and_one_that_nobody_has_is_left_out(desk: Desk) -> None:
    template = "{% passage lead %}\nX{{ iva.growth|compare }}\n{% endpassage %}"
    nobody = desk.narrate(template, figures({**OWN, "iva.growth@henan/2021Q1": "20.6"}))
    assert nobody.passages[0].text == "X，高于全省10.6个百分点"
    assert [item.passage for item in nobody.left_out] == ["lead: comparison with zhengzhou"]
    blank = figures({**OWN, "iva.growth@henan/2021Q1": "20.6"}, absent={"iva.growth@zhengzhou/2021Q1": " "})
    (fault,) = faults(desk, "X{{ iva.growth|compare }}", blank)
    assert "iva.growth@zhengzhou/2021Q1" in fault.expected


def test_an_optional_passage_is_left_out_whole_and_listed_with_its_reasons(desk: Desk) -> None:
    template = (
        "{% passage lead %}\nX{{ iva.growth|moved }}\n{% endpassage %}\n"
        "{% optional size %}\nGDP {{ gdp.value|amount }}, tax {{ tax.value|amount }}\n{% endoptional %}"
    )
    made = figures({"iva.growth@gongyi/2021Q1": "31.2"}, absent={"gdp.level@gongyi/2021Q1": "—"})
    narrative = desk.narrate(template, made)
    assert [passage.id for passage in narrative.passages] == ["lead"]
    (left_out,) = narrative.left_out
    assert left_out.passage == "size"
    assert "figures.xlsx, sheet 主要指标, cell D5: —" in left_out.reasons[0]
    assert left_out.reasons[1] == "tax.level@gongyi/2021Q1: not in the source"


def test_chinese_names_of_passages_mean_the_same(desk: Desk) -> None:
    template = (
        "{% 段落 lead %}\nX{{ 规上工业增加值.增速|增减 }}\n{% 段落完 %}\n"
        "{% 可选 size %}{{ 税收总额.数值|数额 }}{% 可选完 %}"
    )
    narrative = desk.narrate(template, figures(OWN))
    assert [passage.text for passage in narrative.passages] == ["X同比增长31.2%"]
    assert [item.passage for item in narrative.left_out] == ["size"]


def test_a_heading_goes_with_the_passages_that_stood_under_it(desk: Desk) -> None:
    template = (
        "{% passage one %}\n## 甲\n{% endpassage %}\n{% optional size %}\n{{ tax.value|amount }}\n{% endoptional %}\n"
        "{% passage two %}\n## 乙\n{% endpassage %}\n{% passage lead %}\nX{{ iva.growth|moved }}\n{% endpassage %}"
    )
    narrative = desk.narrate(template, figures(OWN))
    assert [passage.text for passage in narrative.passages] == ["一、乙", "X同比增长31.2%"]
    assert "甲" not in narrative.markdown
    assert [item.passage for item in narrative.left_out] == ["size", "one"]


@pytest.mark.parametrize("body", ["增长9%", "in 2021", "第３期", "**9**"])
def test_a_digit_typed_into_a_template_is_a_fault(desk: Desk, body: str) -> None:
    (fault, *_) = faults(desk, body)
    assert fault.expected == "every number from a figure or the edition"
    assert fault.place.key == "lead"


@pytest.mark.parametrize(
    "body",
    [
        "[9%](figure:iva.growth@gongyi/2021Q1)",
        "[9%]( figure:iva.growth@gongyi/2021Q1)",
        "[9%](<figure:iva.growth@gongyi/2021Q1>)",
        "[9%][x]\n\n[x]: figure:iva.growth@gongyi/2021Q1",
        "[2021](edition:period)",
        "[9%](http://example.com)",
        "<http://example.com/9>",
        "`9%`",
        "<b>9</b>",
        "text ![9%](chart:growth) text",
    ],
)
def test_a_link_or_other_markup_typed_by_hand_is_a_fault(desk: Desk, body: str) -> None:
    assert faults(desk, body)


@pytest.mark.parametrize(
    "expression",
    [
        "(iva.growth|moved)|replace('31.2', '32.1')",
        "(iva.growth|moved).replace('31.2', '32.1')",
        "(iva.growth|moved)|replace('iva', 'gdp')",
        "(iva.growth|moved)[:8]",
        "(gdp.value|amount)|replace('196', '916')",
    ],
)
def test_a_figure_that_no_longer_prints_its_value_is_a_fault(desk: Desk, expression: str) -> None:
    assert faults(desk, f"X{{{{ {expression} }}}}")


@pytest.mark.parametrize("words", ["32.1%", "31.2%、31.2%", "快速增长", "持平"])
def test_a_figure_prints_its_own_value_however_it_came_there(desk: Desk, words: str) -> None:
    (fault,) = faults(desk, f"X[{words}](&#102;igure:iva.growth@gongyi/2021Q1)")
    assert (fault.expected, fault.found) == ("iva.growth@gongyi/2021Q1 as it is, 31.2", repr(words))


@pytest.mark.parametrize("body", ["{{ ivaa|default('甲') }}", "{{ area|upper }}", "{{ [iva]|tojson }}"])
def test_only_the_products_own_filters_are_there(desk: Desk, body: str) -> None:
    (fault,) = faults(desk, body)
    assert "No filter named" in fault.found


def test_the_words_of_a_claim_stand_only_where_it_is_earned(desk: Desk) -> None:
    made = figures({**OWN, "iva.growth@henan/2021Q1": "40", "iva.growth@zhengzhou/2021Q1": "5"})
    (fault,) = faults(desk, "X{{ iva.growth|moved }}，实现开门红", made)
    assert fault.place.key == "lead"
    assert fault.expected == "'开门红' only where iva.growth > iva.growth@henan"
    assert fault.found == "31.2 > 40"


def test_the_words_of_a_claim_are_found_in_any_case_and_across_spans(desk: Desk) -> None:
    template = "{% passage lead %}\nA GOOD {% if true %}START{% endif %}\n{% endpassage %}"
    with pytest.raises(InputFaults, match="good start"):
        desk.narrate(template, figures(OWN), "en")


def test_sample_data_need_a_notice_on_the_face(desk: Desk) -> None:
    made = figures(OWN, sample=True)
    (fault,) = faults(desk, "X{{ iva.growth|moved }}", made)
    assert "notice" in fault.expected
    template = (
        "{% passage n as notice %}样例{% endpassage %}\n{% passage lead %}X{{ iva.growth|moved }}{% endpassage %}"
    )
    assert len(desk.narrate(template, made).passages) == 2


def test_a_passage_without_words_is_a_fault_unless_it_is_optional(desk: Desk) -> None:
    (fault,) = faults(desk, "{% if false %}x{% endif %}")
    assert fault.expected == "words in the passage lead"
    kept = "{% passage lead %}X{% endpassage %}\n{% optional size %}{% endoptional %}"
    assert [passage.id for passage in desk.narrate(kept, figures(OWN)).passages] == ["lead"]


def test_a_template_without_any_passage_is_a_fault(desk: Desk) -> None:
    with pytest.raises(InputFaults, match="at least one passage"):
        desk.narrate("", figures(OWN))


def test_a_template_that_is_not_utf_8_is_a_fault_and_no_traceback(desk: Desk) -> None:
    (desk.folder / "head.md.j2").write_bytes("{% passage head %}规模{% endpassage %}".encode("gb18030"))
    with pytest.raises(InputFaults, match="in UTF-8"):
        desk.narrate('{% include "head.md.j2" %}', figures(OWN))


@pytest.mark.parametrize("template", ["words\n{passage}", "{passage}\nwords", "{passage} words\n{other}"])
def test_text_outside_any_passage_is_a_fault(desk: Desk, template: str) -> None:
    passages = {"passage": "{% passage lead %}X{% endpassage %}", "other": "{% passage more %}Y{% endpassage %}"}
    with pytest.raises(InputFaults, match="every word inside"):
        desk.narrate(template.format(**passages), figures(OWN))


def test_two_passages_of_one_id_are_a_fault(desk: Desk) -> None:
    with pytest.raises(InputFaults, match="each passage id once"):
        desk.narrate("{% passage lead %}X{% endpassage %}\n{% passage lead %}Y{% endpassage %}", figures(OWN))


def test_an_unknown_kind_of_passage_is_a_fault_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(InputFaults, match=r"headlin.*nearest known: headline"):
        desk.narrate("{% passage lead as headlin %}X{% endpassage %}", figures(OWN))


@pytest.mark.parametrize("body", ["- a\n- b", "> quoted", "```\ncode\n```", "***", "| 甲 |\n| --- |\n| 乙 |"])
def test_markdown_that_has_no_place_in_a_briefing_is_a_fault(desk: Desk, body: str) -> None:
    assert faults(desk, body)


def test_an_unknown_chart_or_column_is_a_fault_with_its_line_and_the_nearest(desk: Desk) -> None:
    (desk.folder / "tried.charts.toml").write_text('[growth]\nshape = "bars"\nindicators = ["iva"]\n')
    (chart,) = faults(desk, 'a\n{{ chart("grwth", "x") }}')
    assert (chart.place.line, chart.nearest) == (3, ("growth",))
    (column,) = faults(desk, '{{ table([iva], ["growht"]) }}')
    assert (column.place.line, column.nearest[0]) == (2, "growth")


ASKED = '{% passage lead as hand %}\n{{ remarks("asked") }}\n{% endpassage %}'


@pytest.mark.parametrize(
    "words",
    [
        "<b>大胆</b> & <script>alert(1)</script>",
        "AT&T &amp; &lt; &#65; 5 < 6 > 4",
        "一*二*三 _四_ 五__六__七",
        "[x](figure:iva.growth@gongyi/2021Q1) ![y](chart:growth)",
        "{{ iva.growth|moved }} {% if x %} {# y #}",
        "{#lead .notice} 增长",
        "1. 第一",
        "1) 第一",
        "- 条目",
        "+ 条目",
        "> 引用",
        "=== ---",
        "| 一 | 二 |",
        "`代码` ~~删~~ \\ 反",
        "http://example.com/ <http://example.com/>",
        "增长99.9%，实现开门红",
        "#标签 # 二",
        "“引号” ‘单’ … — –",
        "𠀀生僻字 é̂ 😀",
    ],
)
def test_remarks_come_out_word_for_word(desk: Desk, words: str) -> None:
    narrative = desk.narrate(ASKED, figures(OWN), remarks={"zh": f"## asked\n\n{words}\n"})
    (passage,) = narrative.passages
    assert passage.text == words
    assert {span.origin for span in passage.spans} == {"hand"}


def test_bold_is_the_one_markup_of_remarks(desk: Desk) -> None:
    text = "## asked\n\n**要抓好监测。** 市政府办公室要求，加强调度。\n\n第二段**也有**粗体。\n"
    first, second = desk.narrate(ASKED, figures(OWN), remarks={"zh": text}).passages
    assert [(span.text, span.strong) for span in first.spans] == [
        ("要抓好监测。", True),
        ("市政府办公室要求，加强调度。", False),
    ]
    assert second.text == "第二段也有粗体。"
    assert (first.id, second.id) == ("lead", "lead-2")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("先有段落\n\n## asked\n\n话", 1, "above the first paragraph"),
        ("# asked\n\n话", 1, "## section"),
        ("## asked\n\n话\n\n### 小标题\n\n话", 5, "## section"),
        ("## 要求\n\n话", 1, "## section"),
        ("## asked\n\n话\n\n## asked\n\n话", 5, "each section once"),
        ("## asked\n\n话\n\n**没有关上", 5, "does not open and close"),
    ],
)
def test_remarks_that_cannot_be_placed_are_faults_with_their_line(desk: Desk, text: str, line: int, words: str) -> None:
    with pytest.raises(InputFaults) as error:
        desk.narrate(ASKED, figures(OWN), remarks={"zh": text})
    (fault,) = error.value.faults
    assert fault.place.file == "gongyi-2021Q1/remarks.zh.md"
    assert fault.place.line == line
    assert words in fault.expected + fault.found


@pytest.mark.parametrize("text", ["", "## other\n\n话\n", "## asked\n"])
def test_remarks_that_a_template_needs_and_nobody_wrote_are_missing(desk: Desk, text: str) -> None:
    with pytest.raises(InputFaults, match=r"section ## asked of gongyi-2021Q1/remarks\.zh\.md"):
        desk.narrate(ASKED, figures(OWN), remarks={"zh": text})


def test_what_the_edition_says_is_escaped_and_marked_as_the_editions(desk: Desk) -> None:
    made = hand_made.edition(subject())
    words = replace_words(made, publication="简报 <b>*1*</b> [x](figure:y)")
    (desk.folder / "tried.zh.md.j2").write_text("{% passage lead %}{{ publication }}{% endpassage %}", "utf-8")
    used = hand_made.material(figures(OWN), words, templates=desk.folder)
    (passage,) = narrate(used, TemplateEnvironment(desk.folder), "zh").passages
    assert passage.text == "简报 <b>*1*</b> [x](figure:y)"
    assert [(span.origin, span.source) for span in passage.spans] == [("edition", "publication")]


def replace_words(made: Edition, **words: str) -> Edition:
    return replace(made, words={"zh": made.words["zh"].model_copy(update=words)})


def test_a_headline_of_the_edition_must_earn_its_claim_too(desk: Desk) -> None:
    made = replace_words(hand_made.edition(subject()), headline="一季度开门红")
    (desk.folder / "tried.zh.md.j2").write_text("{% passage headline %}\n# {{ headline }}\n\n{% endpassage %}", "utf-8")
    used = hand_made.material(figures(OWN), made, templates=desk.folder)
    with pytest.raises(InputFaults, match="开门红"):
        narrate(used, TemplateEnvironment(desk.folder), "zh")
