"""The pictures of the office page: ``python docs/pictures/make_page.py [CHROMIUM]``, in the environment of the tests.

Serves the page over a copy of the inputs, on which the quarter is built and the corrected workbook of the worked
example is handed in, and takes three pictures of it: in Chinese 1280 pixels wide, and the first page in English 390.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from report.page.office import Office
from report.page.serving import serving

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LARGEST = 300 * 1024  # bytes of a picture in the documentation


def main(chromium: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = _office(Path(folder))
        with serving(office, "127.0.0.1", 0) as page, sync_playwright() as driver:
            threading.Thread(target=page.run, daemon=True).start()
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            _pictures(browser, page.address.rstrip("/"))
            browser.close()


def _office(folder: Path) -> Office:
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    outputs = folder / "outputs"
    outputs.mkdir()
    return Office(folder / "inputs", folder / "templates", outputs, str(outputs / "ledger.sqlite"), folder)


def _pictures(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 1000})
    page.goto(f"{address}/editions/gongyi-2021Q1/")
    page.locator("form[action$='/build'] button").click()
    page.wait_for_url("**/built/**")
    page.goto(f"{address}/")
    _keep(page, "page-editions")
    page.goto(f"{address}/editions/gongyi-2021Q1/figures")
    page.set_input_files("input[type=file]", ROOT / "docs" / "example" / "figures.xlsx")
    page.locator("main form:has(input[type=file])").evaluate("form => form.requestSubmit()")
    page.locator("ins").first.wait_for()
    _keep(page, "page-figures", height=1500)
    page.goto(f"{address}/editions/gongyi-2021Q1/preview")
    page.locator("[data-figure='iva.growth.gap@gongyi~zhengzhou/2021Q1']").first.hover()
    _keep(page, "page-preview")
    narrow = browser.new_page(locale="en-GB", viewport={"width": 390, "height": 844})
    narrow.goto(f"{address}/")
    _keep(narrow, "page-narrow")


def _keep(page: Page, name: str, height: int = 0) -> None:
    """In few colours: text and rules need no more."""
    if height:
        page.set_viewport_size({"width": 1280, "height": height})
    page.wait_for_load_state("networkidle")
    path = HERE / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(path, optimize=True)
    assert path.stat().st_size <= LARGEST, name


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or "chromium")
