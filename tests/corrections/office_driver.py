"""Run by the Python that LibreOffice's bindings are installed for: orders in, one JSON line each; answers out.

An order: ``{"document": path, "choice": "accept" | "reject" | "keep", "save": path, "filter": name}``. The answer:
``{}`` once it is done, or ``{"error": …}``.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
_PATIENCE = 60  # seconds for LibreOffice to answer at all


def _connected(address):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _property(name, value):
    return PropertyValue(name, 0, value, 0)


class Office:
    """A running LibreOffice."""

    def __init__(self, address):
        self._context = _connected(address)
        self._desktop = self._made("com.sun.star.frame.Desktop")
        self._dispatcher = self._made("com.sun.star.frame.DispatchHelper")

    def _made(self, service):
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    def carry_out(self, order):
        url = Path(order["document"]).as_uri()
        document = self._desktop.loadComponentFromURL(url, "_blank", 0, (_property("Hidden", True),))
        if document is None:
            return {"error": "LibreOffice cannot open the document"}
        try:
            if order["choice"] in _COMMANDS:
                frame = document.CurrentController.Frame
                self._dispatcher.executeDispatch(frame, _COMMANDS[order["choice"]], "", 0, ())
            document.storeToURL(Path(order["save"]).as_uri(), (_property("FilterName", order["filter"]),))
            return {}
        finally:
            document.close(True)

    def end(self):
        self._desktop.terminate()


def _say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main():
    office = Office(sys.argv[1])
    _say({})
    for line in sys.stdin:
        try:
            answer = office.carry_out(json.loads(line))
        except uno.RuntimeException as error:
            answer = {"error": str(error)}
        _say(answer)
    office.end()


if __name__ == "__main__":
    main()
