"""What goes into sharing a scarce thing, and what comes out.

An ask says how much, how urgent and, for taking turns, how many turns someone has had.
There is no field for what anybody gave, how long they have been here, whom they live
with or why they ask, so no method can look at it (I-1, I-3, I-7).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

#: Raised whenever a method would give another result for the same input.
RULES_VERSION = "sharing-1"

#: Most asks one sharing may hold; a hub of unions shares union by union.
MAX_ASKS = 50_000


class BadProblem(ValueError):
    """What was handed in cannot be shared; ``faults`` names every reason."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))


class Tier(IntEnum):
    """How urgent an ask is; a lower tier is filled before a higher one is looked at."""

    VITAL = 0
    DIGNITY = 1
    FLOURISHING = 2
    WISH = 3


class Method(Enum):
    """How a scarce thing is shared out."""

    FREE = "free"
    NEED_TIER = "need_tier"
    REQUEST = "request"
    FAIR_TURN = "fair_turn"
    LOTTERY = "lottery"
    PREFERENCES = "preferences"


@dataclass(frozen=True, slots=True)
class Ask:
    """So many smallest steps asked for under a label that says nothing of the asker.

    ``weight`` says how the level is measured: 1 for everyone raises equal amounts, a
    weight equal to the need behind the ask raises equal coverage. ``turns`` counts
    earlier turns with this kind of thing and matters to fair turns only.
    """

    label: str
    amount: int
    tier: Tier = Tier.DIGNITY
    weight: int = 1
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one ask received, and the facts that explain it.

    ``reached`` is the stock left when this ask's tier was reached, ``together`` what
    its tier asked for together and ``n_asking`` how many asked in it. ``level`` is the
    whole part of what each unit of weight was raised to, None when everyone in the tier
    got all they asked. ``place`` is the place in the queue, counted from 1, None where
    there was no queue. ``rounded_up`` says that the last portion came from sharing out
    the remainders: largest first, equal ones by lot.
    """

    label: str
    asked: int
    amount: int
    tier: Tier
    weight: int
    turns: int
    reached: int
    together: int
    n_asking: int
    level: int | None = None
    place: int | None = None
    rounded_up: bool = False


@dataclass(frozen=True, slots=True)
class Sharing:
    """A stock shared out: every ask's share in the order asked, and what is left."""

    method: Method
    stock: int
    portion: int
    seed: str
    shares: tuple[Share, ...]
    left: int
    rules_version: str = RULES_VERSION


def refuse_bad(asks: tuple[Ask, ...], stock: int, portion: int) -> None:
    """Raise ``BadProblem`` with every fault of a sharing, by label."""
    faults = [f"{ask.label}: {fault}" for ask in asks for fault in _faults_of(ask)]
    if not _is_whole(stock) or stock < 0:
        faults.append("the stock is not a whole number of zero or more")
    if not _is_whole(portion) or portion < 1:
        faults.append("the portion is not a whole number of one or more")
    if len({(ask.label, ask.tier) for ask in asks}) != len(asks):
        faults.append("a label asks twice in one tier")
    if len(asks) > MAX_ASKS:
        faults.append(f"more than {MAX_ASKS} asks")
    if faults:
        raise BadProblem(faults)


def _faults_of(ask: Ask) -> list[str]:
    checks = (
        ("amount", ask.amount, 0),
        ("weight", ask.weight, 1),
        ("turns", ask.turns, 0),
    )
    return [
        f"{name} is not a whole number of {least} or more"
        for name, value, least in checks
        if not _is_whole(value) or value < least
    ]


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
