"""A plan in plain sentences: templates and what fills them, never finished prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.core.vf.units import HOUR, UNITS
from commonweal.rooms.planning.queries import shortages, slack, views
from commonweal.rooms.planning.words import Said

ALL_COVERED = N_("Everything that is needed is covered in every week.")
TIER_COVERED = {
    "vital": N_("All vital needs are covered."),
    "dignity": N_("All needs of dignity are covered."),
    "flourishing": N_("All needs of flourishing are covered."),
}
TIER_SHORT = {
    "vital": N_("Of %(m)s vital needs, %(n)s are covered in full."),
    "dignity": N_("Of %(m)s needs of dignity, %(n)s are covered in full."),
    "flourishing": N_("Of %(m)s needs of flourishing, %(n)s are covered in full."),
}
WISHES = N_("Wishes that come true in full: %(n)s of %(m)s.")
NO_NEEDS = N_("Nobody has stated a need for this time, so nothing is planned.")
EFFORT = N_("The plan asks for %(hours)s of help of the %(offered)s it may count on.")
SPENT = N_("%(spent)s are spent outside, of %(limit)s that the purse allows.")
ALL_SPENT = N_("All %(limit)s that the purse allows are spent outside.")
NOTHING_SPENT = N_("Nothing is bought outside.")
SLACK = N_(
    "If %(percent)s %% of all help fell away, vital needs would still be met as planned."
)
FOOTPRINT = N_("Its footprint is about %(amount)s of CO2e.")


def about(
    reader: shortages.Reader, needs: Sequence[views.NeedView]
) -> tuple[Said, ...]:
    """Say what a plan does, in a few sentences; needs are counted by kind."""
    return (
        *_about_needs(needs),
        *_about_effort(reader),
        *_about_slack(reader),
        *_about_purse(reader),
        *_about_footprint(reader),
    )


def limits(reader: shortages.Reader) -> Iterable[views.LimitView]:
    """Add up how much of each kind of help, land and equipment is used.

    What is there all the time, as land is, is not added up: its fullest period counts.
    """
    standing = frozenset(reader.outcome.get("standing", ()))
    sums: dict[tuple[str, str], list[float]] = {}
    for use in reader.outcome["limits"]:
        if use["kind"] in {"effort", "capacity"}:
            pair = sums.setdefault((use["kind"], use["label"]), [0.0, 0.0])
            if use["label"] not in standing:
                pair[0] += use["amount"]
                pair[1] += use["used"]
            elif use["used"] >= pair[1]:
                pair[:] = [use["amount"], use["used"]]
    for (kind, label), (amount, used) in sorted(
        sums.items(), key=lambda kv: (kv[0][0], reader.name(kv[0][1]))
    ):
        unit = UNITS[reader.outcome["units"][label.partition("@")[0]]]
        yield views.LimitView(
            kind,
            reader.name(label),
            Measure(round(amount * unit.steps), unit),
            Measure(round(used * unit.steps), unit),
        )


def _about_needs(lines: Sequence[views.NeedView]) -> Iterable[Said]:
    needs = [line for line in lines if not line.is_wish]
    wishes = [line for line in lines if line.is_wish]
    if not lines:
        yield Said(NO_NEEDS, {})
    elif needs and all(line.is_covered for line in needs):
        yield Said(ALL_COVERED, {})
    else:
        for tier, words in TIER_SHORT.items():
            of_tier = [line for line in needs if line.tier == tier]
            n_covered = sum(line.is_covered for line in of_tier)
            if of_tier and n_covered == len(of_tier):
                yield Said(TIER_COVERED[tier], {})
            elif of_tier:
                yield Said(words, {"n": n_covered, "m": len(of_tier)})
    if wishes:
        n_true = sum(line.is_covered for line in wishes)
        yield Said(WISHES, {"n": n_true, "m": len(wishes)})


def _about_effort(reader: shortages.Reader) -> Iterable[Said]:
    offered = sum(
        use["amount"] for use in reader.outcome["limits"] if use["kind"] == "effort"
    )
    used = reader.outcome["totals"]["effort"]
    if used:
        yield Said(
            EFFORT,
            {
                "hours": _whole_hours(used),
                "offered": _whole_hours(round(offered * HOUR.steps)),
            },
        )


def _about_slack(reader: shortages.Reader) -> Iterable[Said]:
    for fall in slack.of(reader).falls:
        is_all = fall.kind == slack.HOURS and not fall.name
        if is_all and slack.SEEN <= fall.vital_share < 1:
            yield Said(SLACK, {"percent": int(100 * fall.vital_share)})


def _whole_hours(minutes: int) -> Measure:
    """Leave out minutes, from a working day up: nobody plans by them."""
    if minutes < 10 * HOUR.steps:
        return Measure(minutes, HOUR)
    return Measure(round(minutes / HOUR.steps) * HOUR.steps, HOUR)


def _about_purse(reader: shortages.Reader) -> Iterable[Said]:
    spent = reader.outcome["totals"]["spent"]
    allowed: dict[str, float] = {}
    for use in reader.outcome["limits"]:
        if use["kind"] == "purse":
            allowed[use["label"]] = allowed.get(use["label"], 0.0) + use["amount"]
    bought = [(currency, amount) for currency, amount in spent if amount]
    if not bought:
        yield Said(NOTHING_SPENT, {})
    for currency, amount in bought:
        unit = UNITS[currency]
        limit = round(allowed.get(currency, 0.0) * unit.steps)
        words = ALL_SPENT if amount == limit else SPENT
        yield Said(
            words, {"spent": Measure(amount, unit), "limit": Measure(limit, unit)}
        )


def _about_footprint(reader: shortages.Reader) -> Iterable[Said]:
    grams = reader.outcome["totals"]["footprint_grams"]
    if grams > 0:
        whole_kilos = max(1, round(Decimal(grams) / 1000)) * 1000
        yield Said(FOOTPRINT, {"amount": Measure(whole_kilos, UNITS["kg"])})
