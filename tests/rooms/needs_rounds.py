"""Short ways to run rounds in tests, and to read what came of them."""

from __future__ import annotations

from commonweal.core.vf import units
from commonweal.core.vf.measure import measure_of
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.services import Asked
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from tests.rooms.needs_cast import AT, DAY, written

SEED = "4 11 27"


def kg(amount):
    return measure_of(amount, units.KG)


def need(person, *, by=None, key="a", **parts):
    by = by or person
    lines = [written(f"{key} {person.id}", who=str(person.id), **parts)]
    return services.state_written(lines=lines, by=by.id, at=AT)[0]


def opened(ana, *kinds, method="need_tier", key="market", days=7, **line):
    draft = RoundDraft(
        key=key,
        name="Market",
        method=method,
        from_day=DAY,
        days=days,
        lines=tuple(LineDraft(kind=kind.id, **line) for kind in kinds),
    )
    return services.open_round(draft=draft, by=ana.id, at=AT)


def shared(ana, round_, seed=SEED):
    return services.share_out(round_id=round_.id, seed=seed, by=ana.id, at=AT)


def shares_of(round_):
    """Return what each person got of each thing, in units."""
    found = queries.list_shares(round_id=round_.id, union=round_.union)
    return {(s.person_name, s.kind.name): str(s.amount.decimal) for s in found}


def ask(person, round_, amount, *, by=None, tier="dignity"):
    services.ask_in_round(
        round_id=round_.id,
        asked=[Asked(line=round_.lines[0].id, amount=amount, tier=tier)],
        person=person.id,
        by=(by or person).id,
        at=AT,
    )


def why(person, round_):
    (share, *_) = queries.list_my_shares(
        person=person.id, union=round_.union, round_id=round_.id
    )
    explained = queries.explain_share(share=share.id, union=round_.union)
    return [template % params for template, params in explained.sentences]
