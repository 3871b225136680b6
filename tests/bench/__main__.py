"""`make bench` and `make bench-quick`: measures, and writes the tables into the documentation."""

import argparse
from importlib import import_module
from pathlib import Path

from . import report

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operating.md"
PARTS = ("speed", "scale")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes; prints the tables only")
    parser.add_argument("parts", nargs="*", default=PARTS, help=" or ".join(PARTS))
    asked = parser.parse_args()
    told = [report.machine()]
    print(told[0])
    for part in asked.parts:
        tables = import_module(f"{__package__}.{part}").rows(asked.quick)
        told += [table.markdown() for table in tables]
        print("", *told[-len(tables) :], sep="\n\n", flush=True)  # what follows may fail
    text = "\n\n".join(told)
    if not asked.quick and tuple(asked.parts) == PARTS:
        report.put(text, PAGE)
        print(f"\nWritten to {PAGE}.")


if __name__ == "__main__":
    main()
