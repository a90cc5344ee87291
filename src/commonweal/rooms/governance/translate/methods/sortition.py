"""Drawing by lot: who is willing, in what groups, and the draw itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonweal.core.tally import published_rules
from commonweal.core.tally.words import N_, Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.translate.methods._matter import (
    Matter,
    Papers,
    Result,
)
from commonweal.rooms.governance.words import Cast, Counted

Quotas = Sequence[tuple[str, str, int, int]]

_TOO_FEW = N_("Willing: %(willing)s. Needed: %(seats)s. So nobody is drawn.")
_CHANCE = N_("Each of the %(willing)s who are willing has the chance %(chance)s.")
_ALTERNATES = N_("Should one of them be unable, it is the turn of %(names)s.")


def problems(answer: object, quotas: Quotas) -> list[Problem]:
    """Return what is wrong with a yes or no to being drawn."""
    if answer == "not" or (answer == "willing" and not quotas):
        return []
    told = answer.get("willing") if isinstance(answer, Mapping) else None
    if answer == "willing":
        told = {}
    if not isinstance(told, Mapping):
        return [Problem("answer", says.SAY_WILLING)]
    return [
        Problem("answer", says.SAY_TRAIT, {"feature": name, "values": ", ".join(known)})
        for name, known in values_of(quotas).items()
        if told.get(name) not in known
    ]


def values_of(quotas: Quotas) -> dict[str, list[str]]:
    """Return the values of each feature, in the order of the quotas."""
    found: dict[str, list[str]] = {}
    for feature, value, _least, _most in quotas:
        found.setdefault(feature, []).append(value)
    return found


def pool_of(casts: tuple[Cast, ...]) -> tuple[str, ...]:
    """Return the ids of who is willing, in the order of their letters."""
    willing = (cast.name for cast in casts if cast.answer != "not")
    return tuple(sorted(str(name) for name in willing if name))


def papers(matter: Matter, casts: tuple[Cast, ...]) -> Papers | Counted:
    """Return the pool and the rule of the draw, or the outcome when too few will."""
    pool = pool_of(casts)
    if len(pool) < matter.seats:
        facts = {"willing": len(pool), "seats": matter.seats}
        return Counted("not_adopted", (), {}, (Sentence(_TOO_FEW, facts),))
    rule = published_rules.lots_rule(
        places=matter.seats,
        n_voters=matter.n_voters,
        reveals=(),
        dice=matter.seed,
    )
    return Papers(rule, pool)


def outcome(matter: Matter, result: Result, words: tuple[Sentence, ...]) -> Counted:
    """Return who is drawn, with the chances and who stands in."""
    chosen = tuple(result["chosen"])
    said = [*words]
    if "drawn" in result:
        n = len(result["drawn"])
        facts = {"willing": n, "chance": f"{matter.seats}/{n}"}
        said.insert(1, Sentence(_CHANCE, facts))
    rest = tuple(result.get("alternates") or tuple(result["drawn"])[matter.seats :])
    if rest:
        names = ", ".join(rest[: matter.seats])
        said.append(Sentence(_ALTERNATES, {"names": names}))
    return Counted("adopted", chosen, dict(result), tuple(said))
