"""Write the starter packs: ``python -m commonweal.data.packing``."""

from __future__ import annotations

import json
from pathlib import Path

from commonweal.data.packing import packs

FOLDER = Path(__file__).parents[1] / "packs"


def as_text(pack: str) -> str:
    """Return a pack as it stands in its file."""
    return json.dumps(packs.build(pack), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write every pack anew."""
    for pack in packs.all_keys():
        (FOLDER / f"{pack}.json").write_text(as_text(pack), encoding="utf-8")


if __name__ == "__main__":
    main()
