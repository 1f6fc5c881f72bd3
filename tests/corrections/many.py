"""The law of corrections over as many cases as are asked for, two corrections each, judged by every program there is.

``PYTHONPATH=. python tests/corrections/many.py 1000 --every 5`` tries a thousand, every fifth of them with LibreOffice
and with the Open XML SDK validator; ``--seed`` gives others. It prints a line for each failure, then the counts.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from corrections.judges import Errors, Verdicts, broken_schemas, validator
from corrections.law import Case, Played, Sequel, broken, play, play_on, stories
from corrections.office import Office, system_python
from hypothesis import HealthCheck, Phase, given, seed, settings
from programs import validator as found_validator


@dataclass
class Tally:
    """What has been tried so far, and what failed."""

    every: int
    office: Office | None
    errors: Errors | None
    counts: Counter[str] = field(default_factory=Counter)
    verdicts: Verdicts = field(default_factory=Verdicts)

    def try_out(self, case: Case, sequel: Sequel) -> None:
        self.counts["cases"] += 1
        first = self._judged(lambda: play(case), (case,))
        if first is not None:
            self._judged(lambda: play_on(case, first, sequel), (case, sequel))

    def _judged(self, made: Callable[[], Played | None], told: object) -> Played | None:
        try:
            played = made()
            failures = [] if played is None else list(self._failures(played))
        except Exception as error:  # whatever goes wrong is a failure, and no reason to stop
            played, failures = None, [repr(error)]
        if failures:
            self.counts["failures"] += 1
            say(f"{failures!r} of {told!r}")
        return played

    def _failures(self, played: Played) -> Iterator[str]:
        self.counts["corrections"] += 1
        yield from broken(played)
        if self.counts["corrections"] % self.every:
            return
        if self.office is not None:
            yield from self.verdicts.of_libreoffice(played, self.office)
        if self.errors is not None:
            self.counts["validated"] += 1
            yield from broken_schemas(played, self.errors)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def libreoffice() -> Iterator[Office | None]:
    soffice, python = shutil.which("soffice"), system_python()
    if soffice is None or python is None:
        yield None
        return
    with TemporaryDirectory() as folder:
        office = Office(soffice, python, Path(folder))
        yield office
        office.close()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("cases", type=int)
    asked.add_argument("--every", type=int, default=5, help="corrections from one judged by other programs to the next")
    asked.add_argument("--seed", type=int, default=0)
    given_here = asked.parse_args()
    began = time.monotonic()
    program = found_validator()
    with libreoffice() as office:
        tally = Tally(given_here.every, office, validator(program) if program else None)
        chance = settings(
            max_examples=given_here.cases,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(given_here.seed)(chance(given(stories())(lambda story: tally.try_out(*story))))()
    counts, verdicts = tally.counts, tally.verdicts
    say(f"{counts['cases']} cases, {counts['corrections']} corrections in {time.monotonic() - began:.0f} s")
    say(f"LibreOffice: {verdicts.agreed} times the same, {verdicts.undecided} times not of one mind before already")
    say(f"validator: {counts['validated']} documents; failures: {counts['failures']}")
    return 1 if counts["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
