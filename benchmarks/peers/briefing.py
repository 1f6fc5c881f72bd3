"""The same briefing as users of docxtpl write it: pyplot charts, a Word template, render, save.

    python benchmarks/peers/briefing.py FIGURES.json TEMPLATE.docx OUTPUT.docx

FIGURES.json and TEMPLATE.docx are made by make_template.py. The figures come ready to print: what a script of this
kind would first read from a workbook and work out (gaps, shares, averages) is done for it, and not measured.
"""

import io
import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from matplotlib import font_manager

FONTS = Path(__file__).resolve().parents[2] / "report" / "charts" / "fonts"
COLORS = ("#a31621", "#6a7680", "#a9b3bf")
WIDTH = 150 / 25.4


def set_font():
    for path in FONTS.glob("*.otf"):
        font_manager.fontManager.addfont(str(path))
    name = font_manager.FontProperties(fname=str(FONTS / "BriefingSansSC-Regular.otf")).get_name()
    plt.rcParams["font.family"] = name
    plt.rcParams["axes.unicode_minus"] = False


def finish(fig, chart):
    fig.text(0.01, 0.01, chart["source"], fontsize=8, color="#555555")
    fig.tight_layout(rect=(0, 0.04, 1, 1))
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=200)
    plt.close(fig)
    buffer.seek(0)
    return buffer


def growth_chart(chart):
    fig, ax = plt.subplots(figsize=(WIDTH, chart["height"] / 25.4))
    height = 0.27
    for number, series in enumerate(chart["series"]):
        places = [place + number * height for place in range(len(chart["categories"]))]
        hatch = "////" if number == 2 else None
        bars = ax.barh(
            places,
            series["values"],
            height * 0.85,
            label=series["name"],
            color=COLORS[number],
            hatch=hatch,
            edgecolor="white",
        )
        ax.bar_label(bars, labels=series["labels"], padding=3, fontsize=9)
    ax.set_yticks([place + height for place in range(len(chart["categories"]))], chart["categories"])
    ax.invert_yaxis()
    ax.set_xticks([])
    ax.spines[["top", "right", "bottom"]].set_visible(False)
    ax.set_title(f"{chart['title']}（单位：{chart['unit']}）", loc="left", fontweight="bold")
    ax.legend(loc="lower right", frameon=False)
    return finish(fig, chart)


def trend_chart(chart):
    fig, ax = plt.subplots(figsize=(WIDTH, chart["height"] / 25.4))
    for number, series in enumerate(chart["series"]):
        ax.plot(chart["categories"], series["values"], marker="os^"[number], color=COLORS[number])
        ax.annotate(
            f"{series['name']} {series['labels'][-1]}",
            (len(series["values"]) - 1, series["values"][-1]),
            xytext=(8, (2, -4, -12)[number]),
            textcoords="offset points",
            color=COLORS[number],
        )
    own = chart["series"][0]
    for place, (value, label) in enumerate(zip(own["values"][:-1], own["labels"][:-1], strict=True)):
        ax.annotate(label, (place, value), xytext=(0, 7), textcoords="offset points", ha="center", color=COLORS[0])
    ax.axhline(0, color="#888888", linewidth=0.8)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.spines[["top", "right", "left", "bottom"]].set_visible(False)
    ax.set_title(f"{chart['title']}（单位：{chart['unit']}）", loc="left", fontweight="bold")
    return finish(fig, chart)


def progress_chart(chart):
    fig, ax = plt.subplots(figsize=(WIDTH, chart["height"] / 25.4))
    results, targets = chart["series"]
    pairs = list(zip(results["values"], targets["values"], strict=True))
    places = range(len(pairs))
    ax.barh(places, [1] * len(pairs), 0.4, color="#eef0f2")
    ax.barh(
        places, [result / max(result, target) for result, target in pairs], 0.4, color=COLORS[0], label=results["name"]
    )
    marks = [target / max(result, target) for result, target in pairs]
    ax.vlines(
        marks,
        [place - 0.35 for place in places],
        [place + 0.35 for place in places],
        color="black",
        label=targets["name"],
    )
    for place in places:
        ax.text(1.2, place, results["labels"][place], ha="right", va="center", color=COLORS[0])
        ax.text(1.33, place, targets["labels"][place], ha="right", va="center")
        ax.text(1.37, place, chart["statuses"][place], ha="left", va="center")
    ax.set_yticks(places, chart["categories"])
    ax.invert_yaxis()
    ax.set_xlim(0, 1.65)
    ax.set_xticks([])
    ax.spines[["top", "right", "left", "bottom"]].set_visible(False)
    ax.set_title(chart["title"], loc="left", fontweight="bold")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, ncols=2)
    return finish(fig, chart)


DRAW = {"growth": growth_chart, "trend": trend_chart, "progress": progress_chart}


def draw_charts(figures):
    return {name: draw(figures["charts"][name]) for name, draw in DRAW.items()}


def fill(figures, template, pictures):
    """The template with its figures, rows and pictures, as bytes."""
    document = DocxTemplate(template)
    context = {**figures["text"], "rows": figures["rows"]}
    for name, picture in pictures.items():
        context[f"{name}_chart"] = InlineImage(document, picture, width=Mm(150))
    document.render(context, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def build(figures, template):
    return fill(figures, template, draw_charts(figures))


if __name__ == "__main__":
    figures_file, template_file, output = map(Path, sys.argv[1:])
    set_font()
    output.write_bytes(build(json.loads(figures_file.read_text("utf-8")), template_file))
