"""Makes the two font files beside this script from the Noto Sans CJK collections.

    python report/charts/fonts/make_subset.py FOLDER

FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc, version 2.004. Needs fontTools (which comes with
matplotlib). The same collections give the same bytes: no time stamp is written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Briefing Sans SC"
HERE = Path(__file__).parent
RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0391, 0x03C9),  # Greek: units and symbols
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x218F),  # letterlike forms, number forms (℃ № Ⅰ ⅓)
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators (− ≈ ≤ ≥ ∶)
    (0x2460, 0x24FF),  # enclosed numbers (①)
    (0x25A0, 0x25FF),  # geometric shapes
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x33FF),  # enclosed and squared forms (㈠ ㎡)
    (0xFF00, 0xFFEF),  # full-width forms
)
# In a Chinese font quotation marks are as wide as a hanzi. Their narrow forms, for English, get private code points.
NARROW = {0x2018: 0xE018, 0x2019: 0xE019, 0x201C: 0xE01C, 0x201D: 0xE01D}
DROPPED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx")


def wanted() -> set[int]:
    """Code points: the characters of ``hanzi.txt`` and the ranges of signs and letters."""
    hanzi = {ord(character) for character in (HERE / "hanzi.txt").read_text("utf-8") if not character.isspace()}
    return hanzi.union(*(range(first, last + 1) for first, last in RANGES))


def simplified(collection: Path) -> TTFont:
    """The Simplified Chinese face of a collection."""
    with TTCollection(collection) as fonts:
        names = [font["name"].getDebugName(1) for font in fonts]
    return TTFont(collection, fontNumber=names.index("Noto Sans CJK SC"), recalcTimestamp=False)


def narrow_forms(font: TTFont) -> dict[str, str]:
    """Glyph → its proportional form, as the font's own ``pwid`` feature has it."""
    table: Any = font["GSUB"].table
    forms: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for index in record.Feature.LookupListIndex:
                for lookup in table.LookupList.Lookup[index].SubTable:
                    forms.update(getattr(lookup, "ExtSubTable", lookup).mapping)
    return forms


def add_narrow_forms(font: TTFont) -> None:
    forms = narrow_forms(font)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            for point, private in NARROW.items():
                table.cmap[private] = forms[table.cmap[point]]


def cut(font: TTFont, code_points: set[int]) -> None:
    options = subset.Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True)
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points)
    cutter.subset(font)


def rename(font: TTFont, style: str) -> None:
    """A name of our own, so that nobody takes the subset for the whole font; copyright and licence stay."""
    full = f"{FAMILY} {style}"
    compact = full.replace(" ", "")
    names = {1: FAMILY, 2: style, 3: f"{compact};2.004", 4: full, 5: "Version 2.004; subset", 6: compact}
    table: Any = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14) and record.langID == 0x409]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    cff: Any = font["CFF "].cff
    cff.fontNames = [compact]
    cff.topDictIndex[0].FullName = full
    cff.topDictIndex[0].FamilyName = FAMILY


def main(folder: Path) -> None:
    for style in ("Regular", "Bold"):
        font = simplified(folder / f"NotoSansCJK-{style}.ttc")
        add_narrow_forms(font)
        cut(font, wanted() | set(NARROW.values()))
        rename(font, style)
        font.save(HERE / f"BriefingSansSC-{style}.otf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
