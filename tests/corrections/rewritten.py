"""Documents saved again by other programs: the npm package docx, and Word or WPS as far as Python can play them.

LibreOffice itself is the fixture ``saved_again``.
"""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from corrections.opened import Opened, W, element, opened
from corrections.sheet import SPACE
from hypothesis import strategies as st
from lxml import etree

REWRITER = "docx@9.15.2"
REMEDY = f"npm install {REWRITER}, and set DOCX_REWRITER to the node_modules that it is in"
_SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const { patchDocument } = createRequire(process.argv[1])("docx");
const data = readFileSync(process.argv[2]);
writeFileSync(process.argv[3], await patchDocument({ outputType: "nodebuffer", data, patches: {} }));
"""
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OTHERS = {"w": "w0", "r": "rel", "wp": "ns2", "a": "ns3", "pic": "ns4"}


def npm_docx() -> str | None:
    """The folder node_modules with the npm package docx."""
    folder = os.environ.get("DOCX_REWRITER")
    return folder if folder and shutil.which("node") and Path(folder, "docx").is_dir() else None


def rewritten(document: bytes, modules: str, folder: Path) -> bytes:
    """The document parsed and written anew by the npm package docx, unchanged."""
    script, before, after = folder / "rewrite.mjs", folder / "before.docx", folder / "after.docx"
    script.write_text(_SCRIPT, "utf-8")
    before.write_bytes(document)
    command = ["node", str(script), str(before), str(after)]
    ran = subprocess.run(
        command, env={**os.environ, "NODE_PATH": modules}, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    return after.read_bytes()


@dataclass(frozen=True)
class Habits:
    """What a program does to a document that it saves.

    ``runs``: parted and marked with the session that typed them, or merged where they look alike; ``controls``: their
    tags dropped, or content controls altogether; ``bookmarks``: hidden ones kept; ``prefixes``: others for the main
    namespaces; ``record``: the custom XML part under another name.
    """

    runs: Literal["kept", "parted", "merged"] = "parted"
    controls: Literal["kept", "untagged", "unwrapped"] = "kept"
    bookmarks: bool = True
    prefixes: bool = False
    record: bool = False


def habits() -> st.SearchStrategy[Habits]:
    return st.builds(
        Habits,
        st.sampled_from(["kept", "parted", "merged"]),
        st.sampled_from(["kept", "untagged", "unwrapped"]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    )


def as_word_saves(document: bytes, used: Habits, seed: int = 0) -> bytes:
    """The document as Word or WPS would leave it, with nothing changed that a person can see."""
    file, random = opened(document), Random(seed)
    _keep_controls(file, used)
    if not used.bookmarks:
        _drop_hidden_bookmarks(file.document)
    if used.runs != "kept":
        _merge_runs(file.document)
    if used.runs == "parted":
        _part_runs(file.document, random)
        _mark(file.document, random)
    _turn_attributes(file.document)
    file.document = _spelt(file.document, _OTHERS if used.prefixes else {})
    if used.record:
        _rename_record(file)
    return file.saved()


def _keep_controls(file: Opened, used: Habits) -> None:
    for properties in list(file.document.iter(f"{W}sdtPr")):
        control = properties.getparent()
        if used.controls == "unwrapped" and control is not None:
            for child in [child for content in control.findall(f"{W}sdtContent") for child in content]:
                control.addprevious(child)
            _remove(control)
        elif used.controls == "untagged":
            for tag in properties.findall(f"{W}tag"):
                properties.remove(tag)


def _drop_hidden_bookmarks(document: etree._Element) -> None:
    hidden = [one for one in document.iter(f"{W}bookmarkStart") if (one.get(f"{W}name") or "").startswith("_p_")]
    numbers = {one.get(f"{W}id") for one in hidden}
    for mark in (*hidden, *(one for one in document.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") in numbers)):
        _remove(mark)


def _merge_runs(document: etree._Element) -> None:
    """Neighbours that look alike become one, and so do their words."""
    for run in list(document.iter(f"{W}r")):
        following = run.getnext()
        while following is not None and following.tag == f"{W}r" and _look(run) == _look(following):
            run.extend([child for child in following if child.tag != f"{W}rPr"])
            _remove(following)
            following = run.getnext()
        _merge_words(run)


def _look(run: etree._Element) -> bytes:
    return b"".join(etree.tostring(one, method="c14n") for one in run.findall(f"{W}rPr"))


def _merge_words(run: etree._Element) -> None:
    for word in list(run):
        before = word.getprevious()
        if before is not None and word.tag == before.tag and word.tag in (f"{W}t", f"{W}delText"):
            before.text = (before.text or "") + (word.text or "")
            before.set(SPACE, "preserve")
            run.remove(word)


def _part_runs(document: etree._Element, random: Random) -> None:
    for run in list(document.iter(f"{W}r")):
        words = [child for child in run if child.tag != f"{W}rPr"]
        if len(words) == 1 and words[0].tag in (f"{W}t", f"{W}delText") and len(words[0].text or "") > 1:
            for piece in _pieces(words[0].text or "", random):
                part = copy.deepcopy(run)
                part[-1].text = piece
                part[-1].set(SPACE, "preserve")
                run.addprevious(part)
            _remove(run)


def _pieces(text: str, random: Random) -> Iterator[str]:
    """Often in the midst of a number, where somebody once typed."""
    while text:
        length = random.choice([1, 2, 5, 20, len(text)])
        yield text[:length]
        text = text[length:]


def _mark(document: etree._Element, random: Random) -> None:
    """Sessions of typing, identities of paragraphs, what the spelling checker found, where pages broke."""
    sessions = [f"00{random.randrange(16**6):06X}" for _ in range(4)]
    for number, paragraph in enumerate(document.iter(f"{W}p"), 1):
        paragraph.set(f"{W}rsidR", random.choice(sessions))
        paragraph.set(f"{W}rsidRDefault", random.choice(sessions))
        paragraph.set(f"{{{_W14}}}paraId", f"{number:08X}")
    for run in list(document.iter(f"{W}r")):
        chance = random.random()
        if chance < 0.5:
            run.set(f"{W}rsidR", random.choice(sessions))
        if chance < 0.05 and run.getparent() is not None:
            run.addprevious(element('<w:proofErr w:type="spellStart"/>'))
            run.addnext(element('<w:proofErr w:type="spellEnd"/>'))
        if chance > 0.97:
            run.insert(len(run.findall(f"{W}rPr")), element("<w:lastRenderedPageBreak/>"))


def _turn_attributes(document: etree._Element) -> None:
    for one in document.iter("*"):
        attributes = list(one.attrib.items())
        for name, _ in attributes:
            del one.attrib[name]
        for name, value in reversed(attributes):
            one.set(name, value)


def _spelt(document: etree._Element, others: Mapping[str, str]) -> etree._Element:
    """Every namespace declared once, at the root, under its usual prefix or another."""
    usual = {uri: prefix or "x" for one in document.iter("*") for prefix, uri in reversed(one.nsmap.items())}
    usual.update({_MC: "mc", _W14: "w14"})
    return _moved(document, {others.get(prefix, prefix): uri for uri, prefix in usual.items()})


def _moved(old: etree._Element, names: dict[str, str]) -> etree._Element:
    made = etree.Element(old.tag, dict(old.attrib), nsmap=names)
    made.text, made.tail = old.text, old.tail
    made.extend([_moved(child, names) for child in old.iterchildren("*")])
    return made


def _rename_record(file: Opened) -> None:
    for name in [name for name in file.parts if name.startswith("customXml/item") and "Props" not in name]:
        file.rename(name, name.replace("item", "item7"))


def _remove(gone: etree._Element) -> None:
    parent = gone.getparent()
    if parent is not None:
        parent.remove(gone)
