"""``serve``: the office page."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path
from typing import Final

import click

from report.cli import ROOT, folders, ledger_option
from report.cli_words import say
from report.errors import Fault, InputFaults, Place
from report.i18n import msg
from report.ledger.places import address

PASSWORD: Final = "BRIEFING_PASSWORD"
_PORT: Final = 8621


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address asks for a password.")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0: any that is free.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"Its first line is what everybody who comes in must know; or set {PASSWORD}.",
)
@click.option("--open/--no-open", "opened", default=True, help="Open a browser.", show_default=True)
@folders
@ledger_option
def serve(
    host: str, port: int, password_file: Path | None, opened: bool, inputs: Path, outputs: Path, ledger: str
) -> None:
    """Open the office page: everything that the commands do, in a browser. Ctrl+C ends it."""
    try:
        from report.page.office import Office
        from report.page.serving import serving
    except ModuleNotFoundError as error:
        if error.name not in ("flask", "waitress", "tomlkit", "werkzeug"):
            raise
        expected = msg('the page’s libraries: python -m pip install -e ".[page]"')
        raise InputFaults([Fault(Place("serve"), expected, msg("no {name}", name=error.name))]) from error
    office = Office(inputs, ROOT / "templates", outputs, address(ledger, outputs), outputs, _password(password_file))
    with serving(office, host, port) as page:
        say(msg("The page is at {address} (Ctrl+C ends it)", address=page.address))
        if office.password:
            say(msg("It asks for the password, which travels unencrypted: only in a network that you trust."))
        if opened:
            webbrowser.open(page.address)
        try:
            page.run()
        except KeyboardInterrupt:
            say(msg("ended"))


def _password(file: Path | None) -> str:
    if file is None:
        return os.environ.get(PASSWORD, "")
    lines = file.read_text("utf-8-sig").splitlines()
    return lines[0].strip() if lines else ""
