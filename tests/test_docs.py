"""The documentation is true: commands run, listings show what is printed, examples print what stands beside them."""

from __future__ import annotations

import ast
import html
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from packaging.requirements import Requirement

from report import catalogue, edition
from report.catalogue import Language
from report.errors import InputFaults
from report.facts import claims
from report.facts.derive import Facts
from report.figures.load import load
from report.narrative.environment import TemplateEnvironment
from report.narrative.narrate import narrate
from report.narrative.rendering import Material

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    "README.md",
    "README.zh.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/batch.md",
    "docs/page.md",
    "docs/performance.md",
    "docs/templates.md",
)
READMES = ("README.md", "README.zh.md")
PRODUCT = ("generate.py", "report", "templates", "inputs", "outputs/.gitignore", "docs/example")


def _text(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def _tokens(document: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(_text(document))


def _fences(document: str, kind: str) -> list[str]:
    return [token.content for token in _tokens(document) if token.type == "fence" and token.info == kind]


@dataclass(frozen=True)
class Listing:
    """A command as a reader types it, and what stands under it: "…" for any words, alone on a line for any lines."""

    command: str
    printed: str

    def matches(self, output: str) -> bool:
        return re.fullmatch("".join(map(_pattern, self.printed.splitlines())), output) is not None


def _pattern(line: str) -> str:
    return r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"


def _listings(document: str) -> Iterator[Listing]:
    for block in _fences(document, "console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, printed = part.partition("\n")
            yield Listing(command, printed)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The product by itself, in a folder where a command may write."""
    for name in PRODUCT:
        source, copy = ROOT / name, tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    return tmp_path


def _run(command: str, folder: Path) -> str:
    """What a reader sees: both streams, paths shortened to the folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    assert b"Traceback" not in done.stdout, done.stdout.decode()
    return done.stdout.decode().replace("\r\n", "\n").replace(f"{folder}{os.sep}", "")


@pytest.mark.parametrize("document", READMES)
def test_every_listing_shows_what_its_command_prints(document: str, checkout: Path) -> None:
    listings = list(_listings(document))
    assert listings
    for listing in listings:
        printed = _run(listing.command, checkout)
        assert listing.matches(printed), f"{listing.command}\n{printed}"


def test_the_worked_example_is_what_its_script_makes_now(checkout: Path) -> None:
    before = (checkout / "docs" / "example" / "edited.docx").read_bytes()
    _run("python docs/example/make_example.py", checkout)
    assert (checkout / "docs" / "example" / "edited.docx").read_bytes() == before, "run docs/example/make_example.py"


def test_the_readme_opens_with_the_two_commands() -> None:
    for document in READMES:
        opening = next(token for token in _tokens(document) if token.type == "fence")
        assert opening.info == "bash"
        assert opening.content.splitlines() == [
            "python -m pip install -e . && python generate.py",
            'python -m pip install -e ".[dev]" && python -m pytest',
        ]


def test_both_readmes_give_the_same_commands_with_the_same_output() -> None:
    english, chinese = READMES
    assert _fences(english, "bash") == _fences(chinese, "bash")
    assert list(_listings(english)) == list(_listings(chinese))


def test_both_readmes_point_to_the_same_places_and_names() -> None:
    english, chinese = ({*_links(document), *_code(document)} - {*READMES} for document in READMES)
    assert english == chinese


def _inline(document: str) -> Iterator[Token]:
    for token in _tokens(document):
        for child in token.children or ():
            yield child
            yield from child.children or ()


def _code(document: str) -> list[str]:
    return [token.content for token in _inline(document) if token.type == "code_inline"]


def _links(document: str) -> list[str]:
    found = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in _inline(document)]
    return [link for link in found if link]


@pytest.mark.parametrize("document", [*DOCUMENTS, "inputs/README.md"])
def test_every_link_leads_somewhere(document: str) -> None:
    here = (ROOT / document).parent
    local = [link for link in _links(document) if "://" not in link]
    lost = [link for link in local if not (here / link.partition("#")[0]).exists()]
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_module_that_a_document_names_is_there(document: str) -> None:
    named = [name for name in _code(document) if re.fullmatch(r"(report|templates|tests|docs|inputs)/[\w./*-]+", name)]
    lost = [name for name in named if not list(ROOT.glob(name.rstrip("/"))) and "gongyi-2021Q2" not in name]
    assert lost == []


def test_pictures_in_the_documentation_are_of_moderate_size() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > 300 * 1024} == {}


def _rows(document: str) -> Iterator[list[Token]]:
    """The inline cells of each row of each table."""
    row: list[Token] = []
    for token in _tokens(document):
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row


def _said(cell: Token) -> str:
    return "".join(child.content for child in cell.children or ())


@dataclass(frozen=True)
class Example:
    """An expression under its English and its Chinese names, with what it prints in each language."""

    english: str
    chinese: str
    prints: dict[Language, str]


def _examples() -> list[Example]:
    rows = [row for row in _rows("docs/templates.md") if len(row) == 4]
    texts = [[_said(cell) for cell in row] for row in rows]
    return [Example(row[0], row[1], {"zh": row[2], "en": row[3]}) for row in texts if row[2] != "印出"]


Narrate = Callable[[str, Language], list[str]]


@pytest.fixture
def narrated(tmp_path: Path) -> Narrate:
    """The texts of the passages called row_… of a template, told of gongyi-2021Q1."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    known = catalogue.load(ROOT / "inputs" / "catalogue.toml")
    rules = claims.load(templates / "claims.toml", known)
    made = replace(edition.load(ROOT / "inputs" / "gongyi-2021Q1", known), template="examples")
    figures = load(made.files, known, made.reading)

    def run(body: str, language: Language) -> list[str]:
        masthead = f'{{% include "masthead.{language}.md.j2" %}}\n'
        (templates / f"examples.{language}.md.j2").write_text(masthead + body, "utf-8")
        material = Material(made, Facts(figures, known), rules, known, {})
        narrative = narrate(material, TemplateEnvironment(templates), language)
        return [passage.text for passage in narrative.passages if passage.id.startswith("row-")]

    return run


def _printed(expressions: Sequence[str], narrated: Narrate, language: Language) -> list[str]:
    passages = (
        f"{{% passage row_{index} %}}x{{{{ {words} }}}}{{% endpassage %}}\n" for index, words in enumerate(expressions)
    )
    return [text.removeprefix("x") for text in narrated("".join(passages), language)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("names", ["english", "chinese"])
def test_an_expression_prints_what_stands_beside_it(language: Language, names: str, narrated: Narrate) -> None:
    examples = _examples()
    printed = _printed([getattr(example, names) for example in examples], narrated, language)
    assert printed == [example.prints[language] for example in examples]


def test_every_filter_is_shown_or_at_least_named() -> None:
    from report.narrative.filters import FILTERS, TESTS

    told = html.unescape(_text("docs/templates.md"))
    assert [name for name in (*FILTERS, *TESTS) if name not in told] == []


def test_a_mistake_in_a_template_gets_the_fault_that_the_documentation_shows(narrated: Narrate) -> None:
    mistakes = [[_said(cell) for cell in row] for row in _rows("docs/templates.md") if len(row) == 2]
    shown = {written: fault for written, fault in mistakes if written.startswith("{%")}
    assert shown
    for written, fault in shown.items():
        with pytest.raises(InputFaults) as caught:
            narrated(written, "en")
        assert [str(found).partition(": ")[2] for found in caught.value.faults] == [fault]


def _requirements() -> list[Requirement]:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    return [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


def _rooms() -> dict[str, int]:
    """Each file and folder of the list of rooms, with its row."""
    table = _text("docs/architecture.md").partition("## Rooms")[2].partition("\n\nA new indicator")[0]
    rows = re.findall(r"^\| (`report/[^|]+) \|", table, flags=re.M)
    return {name: number for number, row in enumerate(rows) for name in re.findall(r"`([^`]+)`", row)}


def _imported(path: Path) -> Iterator[str]:
    """What a module imports of the product, wherever in it: as files without an ending."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name.replace(".", "/") for one in node.names if one.name.startswith("report."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "report":
            yield from (f"{node.module}/{one.name}".replace(".", "/") for one in node.names)


def test_a_room_imports_only_from_rooms_above_it() -> None:
    rooms = _rooms()

    def row(name: str) -> int:
        parts = name.split("/")
        wholes = ["/".join(parts[:length]) for length in range(len(parts), 1, -1)]
        return next((rooms[one] for whole in wholes for one in (f"{whole}.py", f"{whole}/") if one in rooms), -1)

    modules = {path: path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.glob("report/*/**/*.py")}
    modules |= {path: f"report/{path.stem}" for path in ROOT.glob("report/*.py") if path.stem != "__init__"}
    assert [name for name in modules.values() if row(name) < 0] == []
    upward = [(name, one) for path, name in modules.items() for one in _imported(path) if row(one) > row(name)]
    assert upward == []


def test_the_architecture_says_why_each_dependency_is_there() -> None:
    told = _text("docs/architecture.md").partition("## Dependencies")[2]
    assert [wanted.name for wanted in _requirements() if wanted.name not in told] == []


def _locked() -> dict[str, list[str]]:
    """The versions of each package in constraints.txt."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", _text("constraints.txt"), flags=re.M):
        found.setdefault(name.lower(), []).append(version)
    return found


def test_every_locked_version_is_one_that_the_product_allows() -> None:
    locked = _locked()
    for requirement in _requirements():
        versions = locked.get(requirement.name.lower(), [])
        assert versions, f"{requirement.name} is not locked"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_locked_versions_have_hashes_and_no_addresses() -> None:
    text = _text("constraints.txt")
    assert "://" not in text
    entries = re.split(r"\n(?=[\w])", text.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
