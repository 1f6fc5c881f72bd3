"""The command: ``python generate.py --help``."""

from report.cli import main

if __name__ == "__main__":
    main()
