"""From the start of the process to the first window painted, against a bare PySide6 window."""

from __future__ import annotations

from benchmarks.measure import medians, rounds_wanted


def main() -> None:
    """Measure and print the ratio (aim: at most 2)."""
    taken = medians(
        {
            "bare PySide6 window": ["-m", "benchmarks.bare_window"],
            "Casebuilder on the sample case": ["-m", "benchmarks.own_window"],
        },
        rounds_wanted(),
    )
    bare, own = taken.values()
    print(f"ratio {own / bare:.2f}")


if __name__ == "__main__":
    main()
