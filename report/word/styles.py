"""The looks: which style of style.docx stands for what, in each language.

Every look comes from a style with one of these names; the names are the contract between
``templates/style.docx``, which people edit in Word, and the writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from report.catalogue import Language
from report.errors import Fault, InputFaults, Place, nearest
from report.i18n import msg
from report.word.ooxml import W


class Role(StrEnum):
    """What a style is used for."""

    MASTHEAD = "masthead"
    ISSUE = "issue"
    IMPRINT = "office and date"
    NOTICE = "notice"
    HEADLINE = "headline"
    HEADING = "heading 1"
    SUBHEADING = "heading 2"
    BODY = "body"
    TABLE = "table"
    TABLE_CAPTION = "table caption"
    TABLE_HEAD = "table head"
    CELL_LEFT = "table text"
    CELL_RIGHT = "table number"
    CELL_CENTER = "table centre"
    PICTURE = "picture"
    CHART_CAPTION = "chart caption"
    NOTE = "note"
    CREDIT = "credit"
    END_MATTER = "end matter"
    CIRCULATION = "circulation"
    COPIES = "copies"
    END = "end"
    STRONG = "emphasis"


Looks = Mapping[Role, str]  # the id of the style for each role

_CHINESE = {
    Role.MASTHEAD: "简报报头",
    Role.ISSUE: "简报期号",
    Role.IMPRINT: "简报单位日期",
    Role.NOTICE: "简报提示",
    Role.HEADLINE: "简报标题",
    Role.HEADING: "简报一级标题",
    Role.SUBHEADING: "简报二级标题",
    Role.BODY: "简报正文",
    Role.TABLE: "简报表格",
    Role.TABLE_CAPTION: "简报表题",
    Role.TABLE_HEAD: "简报表头",
    Role.CELL_LEFT: "简报表格文字",
    Role.CELL_RIGHT: "简报表格数字",
    Role.CELL_CENTER: "简报表格居中",
    Role.PICTURE: "简报图片",
    Role.CHART_CAPTION: "简报图题",
    Role.NOTE: "简报注",
    Role.CREDIT: "简报供稿",
    Role.END_MATTER: "简报版记",
    Role.CIRCULATION: "简报抄送",
    Role.COPIES: "简报印数",
    Role.END: "简报结尾",
    Role.STRONG: "简报强调",
}
_TYPES = {
    Role.TABLE: WD_STYLE_TYPE.TABLE,
    Role.END_MATTER: WD_STYLE_TYPE.TABLE,
    Role.STRONG: WD_STYLE_TYPE.CHARACTER,
}
_TYPE_NAMES = {
    WD_STYLE_TYPE.PARAGRAPH: msg("paragraph style"),
    WD_STYLE_TYPE.CHARACTER: msg("character style"),
    WD_STYLE_TYPE.TABLE: msg("table style"),
    WD_STYLE_TYPE.LIST: msg("list style"),
}


def style_name(role: Role, language: Language) -> str:
    """The name as Word shows it: 简报正文, or Briefing body."""
    return _CHINESE[role] if language == "zh" else f"Briefing {role}"


def look_up(document: Document, language: Language, place: Place) -> Looks:
    """The style for every role.

    Raises InputFaults that name each style that is missing, or is of another type, and the nearest ones.
    """
    known = {(style.name, style.type): style.style_id for style in document.styles if style.name}
    faults = list(_missing(known, language, place))
    if faults:
        raise InputFaults(faults)
    return {role: known[style_name(role, language), _type(role)] for role in Role}


def looks_in(styles: etree._Element, language: Language) -> Looks:
    """The styles of a document that went through other hands, by name; what is gone is set as plain text."""
    every = list(styles.iter(W + "style"))
    known = {(_name(style), style.get(W + "type", "")): style.get(W + "styleId", "") for style in every}
    plain = {style.get(W + "type"): style.get(W + "styleId", "") for style in every if _is_plain(style)}
    found = {}
    for role in Role:
        kind = _XML_TYPES[_type(role)]
        found[role] = known.get((style_name(role, language), kind)) or plain.get(kind, "")
    return found


def _name(style: etree._Element) -> str:
    name = style.find(W + "name")
    return "" if name is None else name.get(W + "val", "")


def _is_plain(style: etree._Element) -> bool:
    return style.get(W + "default") in ("1", "true", "on")


_XML_TYPES = {WD_STYLE_TYPE.PARAGRAPH: "paragraph", WD_STYLE_TYPE.CHARACTER: "character", WD_STYLE_TYPE.TABLE: "table"}


def _type(role: Role) -> WD_STYLE_TYPE:
    return _TYPES.get(role, WD_STYLE_TYPE.PARAGRAPH)


def _missing(known: Mapping[tuple[str, WD_STYLE_TYPE], str], language: Language, place: Place) -> Iterator[Fault]:
    for role in Role:
        name, wanted = style_name(role, language), _type(role)
        if (name, wanted) in known:
            continue
        there = next((kind for other, kind in known if other == name), None)
        found = msg("no such style") if there is None else msg("a {type} of that name", type=_TYPE_NAMES[there])
        alike = nearest(name, [other for other, kind in known if kind == wanted])
        yield Fault(place, msg("the {type} “{name}”", type=_TYPE_NAMES[wanted], name=name), found, alike)
