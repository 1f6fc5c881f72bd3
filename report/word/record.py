"""The edition's record: what was generated, from what; it travels inside the .docx as a custom XML part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from report.catalogue import Language
from report.facts.model import Fact
from report.narrative.model import Kind, Narrative, Passage
from report.word.archive import careful_parser

NAMESPACE = "urn:briefing:record:1"
_N = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A figure span: where it was printed, how, and the fact and value behind it."""

    passage: str
    text: str
    fact: str
    value: str
    unit: str
    arithmetic: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedPassage:
    """``text`` is what stands in the document: see :func:`printed_text`."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """``inputs`` is a digest of all that went in; ``template_digest`` of the template alone."""

    edition: str
    language: Language
    template: str
    template_digest: str
    inputs: str
    program: str
    figures: tuple[RecordedFigure, ...]
    passages: tuple[RecordedPassage, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a caption: 表1 and a wide space, ``Table 1. ``; ``word`` names the sequence."""

    word: str
    before: str
    after: str


_LABELS = {
    ("zh", Kind.TABLE): Label("表", "表", "\u3000"),
    ("zh", Kind.CHART): Label("图", "图", "\u3000"),
    ("en", Kind.TABLE): Label("Table", "Table ", ". "),
    ("en", Kind.CHART): Label("Figure", "Figure ", ". "),
}


def caption_label(passage: Passage, language: Language) -> Label:
    return _LABELS[language, passage.kind]


def printed_text(passage: Passage, language: Language) -> str:
    """A passage as it stands in the document.

    A caption with its number, then a line for each row of a table, its cells parted by tabs.
    """
    text = passage.text
    if passage.number and passage.spans:
        label = caption_label(passage, language)
        text = f"{label.before}{passage.number}{label.after}{text}"
    rows = ["\t".join(cell.text for cell in row) for row in passage.rows]
    return "\n".join([text, *rows] if text else rows)


def record_of(
    narrative: Narrative, edition: str, template: str, template_digest: str, inputs: str, program: str
) -> Record:
    """The record of a narrative, in the order of its passages."""
    figures = tuple(
        _figure(passage.id, span.text, span.fact)
        for passage in narrative.passages
        for span in passage.all_spans()
        if span.fact
    )
    passages = tuple(
        RecordedPassage(passage.id, passage.kind, printed_text(passage, narrative.language))
        for passage in narrative.passages
    )
    return Record(edition, narrative.language, template, template_digest, inputs, program, figures, passages)


def _figure(passage: str, text: str, fact: Fact) -> RecordedFigure:
    cells = tuple(dict.fromkeys(str(source.place) for source in fact.sources() if source.place))
    return RecordedFigure(passage, text, fact.key, str(fact.value), fact.unit, fact.arithmetic, cells)


def to_xml(record: Record) -> bytes:
    """The record as XML in UTF-8; the same record gives the same bytes.

    Raises ValueError where a text holds a character that XML 1.0 cannot carry.
    """
    head = {
        "edition": record.edition,
        "language": record.language,
        "template": record.template,
        "templateDigest": record.template_digest,
        "inputs": record.inputs,
        "program": record.program,
    }
    root = etree.Element(f"{_N}record", head, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for passage in record.passages:
        made = etree.SubElement(root, f"{_N}passage", {"id": passage.id, "kind": passage.kind})
        made.text = passage.text
    for figure in record.figures:
        made = etree.SubElement(root, f"{_N}figure", _attributes(figure))
        for cell in figure.cells:
            etree.SubElement(made, f"{_N}cell").text = cell
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _attributes(figure: RecordedFigure) -> dict[str, str]:
    names = ("passage", "text", "fact", "value", "unit", "arithmetic")
    return {name: getattr(figure, name) for name in names}


def from_xml(xml: bytes) -> Record:
    """The record that :func:`to_xml` wrote. Raises ValueError for anything else."""
    try:
        root = etree.fromstring(xml, careful_parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not XML: {error}") from error
    if root.tag != f"{_N}record":
        raise ValueError(f"not a briefing's record: {root.tag}")
    try:
        return _record(root)
    except (KeyError, TypeError) as error:
        raise ValueError(f"a briefing's record in another form: {error}") from error


def _record(root: etree._Element) -> Record:
    head = _attributes_of(root)
    language: Language = "zh" if head["language"] == "zh" else "en"
    return Record(
        edition=head["edition"],
        language=language,
        template=head["template"],
        template_digest=head["templateDigest"],
        inputs=head["inputs"],
        program=head["program"],
        figures=tuple(_read_figures(root)),
        passages=tuple(
            RecordedPassage(**_attributes_of(made), text=made.text or "") for made in root.iterchildren(f"{_N}passage")
        ),
    )


def _read_figures(root: etree._Element) -> Iterator[RecordedFigure]:
    for made in root.iterchildren(f"{_N}figure"):
        cells = tuple(cell.text or "" for cell in made.iterchildren(f"{_N}cell"))
        yield RecordedFigure(**_attributes_of(made), cells=cells)


def _attributes_of(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}
