"""Documents of the shipped editions as they are built, and the same without record and controls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hand_made
import pytest
from lxml import etree
from proof_made import packed, parts_of

from report import pipeline
from report.orders import House, open_house, orders_for
from report.word.ooxml import W

Document = Callable[[str], Path]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(hand_made.INPUTS, hand_made.TEMPLATES, tmp_path_factory.mktemp("outputs"))


@pytest.fixture(scope="session")
def built(house: House) -> Document:
    """The document of a name such as ``gongyi-2021Q1.zh``."""
    pipeline.deliver(house, pipeline.compose(house, orders_for(house, [], [], force=True)))
    return lambda name: house.outputs / f"{name}.docx"


@pytest.fixture(scope="session")
def stripped(built: Document, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The same words without record, controls and bookmarks."""
    folder = tmp_path_factory.mktemp("stripped")

    def strip(name: str) -> Path:
        parts = parts_of(built(name))
        root = etree.fromstring(parts["word/document.xml"])
        for mark in list(root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            mark.getparent().remove(mark)
        for control in list(root.iter(W + "sdt")):
            _unwrap(control)
        parts["word/document.xml"] = etree.tostring(root)
        parts = {part: content for part, content in parts.items() if not part.startswith("customXml")}
        for rels in ("word/_rels/document.xml.rels", "_rels/.rels"):
            relations = etree.fromstring(parts[rels])
            for one in [one for one in relations if "customXml" in one.get("Target", "")]:
                relations.remove(one)
            parts[rels] = etree.tostring(relations)
        return packed(parts, folder / f"{name}.docx")

    return strip


def _unwrap(control: etree._Element) -> None:
    parent, content = control.getparent(), control.find(W + "sdtContent")
    at = parent.index(control)
    for child in list(content):
        parent.insert(at, child)
        at += 1
    parent.remove(control)
