"""What is not understood is listed, all of it at once, with the nearest known names."""

from __future__ import annotations


def test_an_unknown_indicator_is_a_fault_with_the_nearest_names(office):
    rows = [["指标", "单位", "累计"], ["规模以上工业增加植", "亿元", 8.2], ["工业投咨", "亿元", 38.7]]
    first, second = office.faults(rows)
    assert "sheet 主要指标, cell A2: expected an indicator, found 规模以上工业增加植" in first
    assert "规模以上工业增加值" in first.partition("nearest known")[2]
    assert "工业投资" in second.partition("nearest known")[2]


def test_an_unknown_label_is_listed_though_its_values_are_blank(office):
    (fault,) = office.faults([["指标", "单位", "累计"], ["规上工业增加植", "亿元", None], ["工业投资", "亿元", 38.7]])
    assert "规上工业增加植" in fault


def test_an_indicator_that_only_resembles_a_known_one_is_not_taken_for_it(office):
    (fault,) = office.faults([["指标", "单位", "累计"], ["固定资产投资（不含房地产）", "亿元", 38.7]])
    assert "expected an indicator" in fault


def test_unknown_areas_are_faults_across_and_down(office):
    (fault,) = office.faults([["指标", "巩义市同比增长%", "新密市同比增长%"], ["工业投资", 8.2, 9.1]])
    assert "cell C1" in fault and "found 新密市同比增长%" in fault
    (fault,) = office.faults([["地区", "工业投资增速%"], ["巩义", 8.2], ["郑洲市", 9.1]])
    assert "cell A3: expected an area, found 郑洲市" in fault
    assert "郑州市" in fault.partition("nearest known")[2]


def test_unknown_periods_are_faults(office):
    (fault,) = office.faults([["时期", "工业投资增速%"], ["2021年春", 8.2]])
    assert "cell A2: expected a period such as 2021年一季度 or 2021Q1, found 2021年春" in fault
    (fault,) = office.faults([["指标", "单位", "2021年3月"], ["工业投资", "亿元", 8.2]])
    assert "cell C1" in fault and "2021年3月" in fault


def test_a_month_in_the_title_does_not_say_whether_it_is_cumulative(office):
    (fault,) = office.faults([["2021年3月主要指标"], ["指标", "同比增长%"], ["工业投资", 8.2]])
    assert "found 2021年3月" in fault


def test_measures_that_are_not_kept_are_never_taken_for_growth(office):
    for word in ("环比增长", "两年平均增长", "growth over 2019", "two-year average growth"):
        (fault,) = office.faults([["指标", "2021Q1 " + word], ["工业投资", 8.2]])
        assert "cell B1" in fault


def test_a_row_and_a_column_that_contradict_each_other_are_a_fault(office):
    (fault,) = office.faults([["指标", "河南省同比增长%"], ["巩义市工业投资", 8.2]])
    assert "cell B2: expected a row and a column that agree" in fault


def test_a_title_that_names_two_periods_settles_none(office):
    (fault,) = office.faults([["2020年上半年和2021年一季度"], ["指标", "同比增长%"], ["工业投资", 8.2]])
    assert "found 2020Q2、2021Q1" in fault


def test_values_under_no_header_and_values_beside_no_label_are_faults(office):
    (fault,) = office.faults([["指标", "同比增长%", None], ["工业投资", 8.2, 9.1]])
    assert "cell C2: expected a header over this column" in fault
    (fault,) = office.faults([["指标", "同比增长%"], [None, 8.2], ["工业投资", 8.2]])
    assert "an indicator" in fault


def test_a_quarter_alone_needs_a_period_that_ends_with_a_quarter(office):
    (fault,) = office.faults([["指标", "2021年1—4月当季增长%"], ["工业投资", 8.2]])
    assert "a period that ends with a quarter" in fault


def test_faults_of_every_file_are_said_at_once(office):
    one = office.workbook([["指标", "同比增长%"], ["工业投咨", 8.2], ["税收总额", "很多"]], name="one.xlsx")
    two = office.text("指标,同比增长%\n工业投资,#DIV/0!\n", name="two.csv")
    said = office.refused(one, two, office.folder / "three.csv")
    assert [line.partition(",")[0].partition(":")[0] for line in said] == [
        "gongyi-2021Q1/one.xlsx",
        "gongyi-2021Q1/one.xlsx",
        "gongyi-2021Q1/two.csv",
        "gongyi-2021Q1/three.csv",
    ]


def test_the_same_figure_twice_is_one_and_two_values_are_a_fault_that_names_both_cells(office, figure):
    same = [["指标", "2020年增长%", "2020年增长%"], ["工业投资", 12.3, 12.34]]
    assert figure(office.rows(same), "industrial_investment.growth@gongyi/2020Q4").place.cell == "B2"
    (fault,) = office.faults([["指标", "2020年增长%", "2020年增长%"], ["工业投资", 12.3, 12.4]])
    assert "cell C2" in fault and "cell B2" in fault
    assert "expected 12.3" in fault and "found 12.4" in fault


def test_a_figure_that_is_blank_in_one_place_is_taken_from_the_other(office):
    read = office.rows([["指标", "2020年增长%", "2020年增长%"], ["工业投资", "—", 12.3]])
    assert len(read.figures) == 1
    assert not read.absent
    assert not read.cautions


def test_a_cell_left_empty_of_which_another_gives_the_figure_is_reported(office):
    read = office.rows([["指标", "2020年增长%", "2020年增长%"], ["工业投资", None, 12.3]])
    (caution,) = map(str, read.cautions)
    assert "cell B2: an empty cell; industrial_investment.growth@gongyi/2020Q4 is read from" in caution
    assert caution.endswith("cell C2")


def test_hidden_rows_and_columns_are_absences_and_reported(office, absence):
    rows = [["指标", "单位", "累计", "同比增长%"], ["工业投资", "亿元", 38.7, 17.3], ["税收总额", "亿元", 15.3, 23.4]]

    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.column_dimensions["B"].hidden = True

    read = office.rows(rows, hide)
    assert [str(key) for key in read.figures] == ["industrial_investment.level@gongyi/2021Q1"]
    assert "hidden" in absence(read, "tax.level@gongyi/2021Q1").found
    assert [str(caution) for caution in read.cautions] == [
        "gongyi-2021Q1/figures.xlsx, sheet 主要指标: values in hidden rows or columns are not read"
    ]


def test_a_hidden_sheet_is_not_read_and_reported(office):
    def add_hidden(sheet):
        other = sheet.parent.create_sheet("上报前")
        other.append(["指标", "同比增长%"])
        other.append(["工业投资", 99])
        other.sheet_state = "hidden"

    read = office.rows([["指标", "同比增长%"], ["工业投资", 17.3]], add_hidden)
    assert [str(figure.value) for figure in read] == ["17.3"]
    assert "sheet 上报前: a hidden sheet is not read" in str(read.cautions[0])


def test_numbers_outside_any_table_are_reported(office):
    read = office.rows([[1, 2, 3], ["指标", "同比增长%"], ["工业投资", 17.3]])
    assert "numbers that are not read" in str(read.cautions[0])


def test_a_file_without_any_table_is_a_fault(office):
    (fault,) = office.refused(office.text("今天天气很好\n"))
    assert "expected a table of figures" in fault
