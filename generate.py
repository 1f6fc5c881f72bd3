"""The command: ``python generate.py --help``."""

from report.cli import run

if __name__ == "__main__":
    run()
