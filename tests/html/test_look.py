"""The style sheet: ink that can be read, nothing from elsewhere, nothing that reaches beyond the bulletin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from html_made import Page

from report.html.look import styles

AA = 4.5  # WCAG 2.1, success criterion 1.4.3, for text of any size
AA_SIGNS = 3  # success criterion 1.4.11, for what is not text


def luminance(color: str) -> float:
    """WCAG 2.1, relative luminance."""
    digits = color.lstrip("#") if len(color) == 7 else "".join(2 * digit for digit in color.lstrip("#"))
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: str, ground: str) -> float:
    dark, light = sorted((luminance(color), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def values(property: str) -> set[str]:
    """The colours that a property has anywhere, whether by name or as they are."""
    named = dict(re.findall(r"(--[a-z]+): (#[0-9a-f]{3,6});", styles()))
    found = re.findall(rf"(?<![\w-]){property}: ([^;]+);", styles())
    colors = {color for value in found for color in re.findall(r"#[0-9a-f]{3,6}|--[a-z]+", value)}
    return {named.get(color, color) for color in colors}


def selectors() -> Iterator[str]:
    plain = re.sub(r"/\*.*?\*/", "", styles(), flags=re.S)
    for group in re.findall(r"([^{};]+)\{", plain):
        yield from (one.strip() for one in group.split(","))


def test_text_can_be_read_on_its_ground() -> None:
    grounds = values("background")
    assert grounds == {"#fff"}
    low = {color: contrast(color, "#fff") for color in values("color") if contrast(color, "#fff") < AA}
    assert len(values("color")) >= 3
    assert low == {}


def test_whoever_works_with_the_keyboard_sees_where_they_are() -> None:
    assert all(contrast(color, "#fff") >= AA_SIGNS for color in values("outline"))
    assert values("outline")


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert round(contrast("#000", "#fff"), 2) == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


def test_it_asks_for_nothing_and_keeps_to_the_bulletin() -> None:
    assert not re.search(r"url\(|@import|@font-face|</", styles())
    beyond = [one for one in selectors() if not one.startswith((".bulletin", ".alone", "@media", "@page", "@bottom"))]
    assert beyond == []


def test_no_class_of_a_bulletin_lacks_its_look_and_no_look_its_class(pages: dict[tuple[str, str], Page]) -> None:
    used = {name for page in pages.values() for names in page.root.xpath("//@class") for name in names.split()}
    styled = {name for selector in selectors() for name in re.findall(r"\.([a-z]+)", selector)}
    assert used - styled <= {"figure", "label", "masthead", "text", "circulation"}
    assert styled - used <= {"subheading"}  # which no shipped template has
