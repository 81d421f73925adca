"""Write the shipped sample: `python tests/golden/convert_sample.py` makes `resources/examples/contact-centre.json`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "resources" / "examples" / "contact-centre.json"


def text() -> str:
    """The interchange file that the raw sample and the additions make."""
    from casebuilder.storage import interchange
    from tests.golden.sample_mapping import shipped

    return interchange.dumps(shipped())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # a script finds only its own folder
    SHIPPED.write_text(text(), encoding="utf-8", newline="\n")
