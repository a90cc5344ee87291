"""Rows of the pictures of a plan: needs by how urgent, reliefs, hours, what is left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.planner import Sentence
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import HOUR
from commonweal.interfaces.web.charts import row_bars
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import Said

_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the room's and the planner's sentences in the reader's language."""

    periods: dict[str, str]

    def plainly(self, sentence: Said) -> str:
        """Say a sentence, with periods by name."""
        params = _with_minutes(sentence.params)
        return words.worded(Sentence(sentence.template, params).named(self.periods))


def _with_minutes(params: Mapping[str, object]) -> Mapping[str, object]:
    """Say hours of ovens and the like in hours and minutes, not in parts of an hour."""
    amount = params.get("amount")
    if params.get("unit") != HOUR.code or not isinstance(amount, (int, float)):
        return params
    minutes = math.ceil(amount * HOUR.steps - _NOISE)
    return {**params, "amount": Measure(minutes, HOUR), "unit": ""}


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its bar, and the words that say what the bar shows."""

    name: str
    said: str
    bar: SafeString
    kind: UUID | None = None


@dataclass(frozen=True, slots=True)
class TierRows:
    """Needs that are equally urgent. Those that are not covered stand first."""

    tier: str
    is_wish: bool
    said: str
    short: tuple[Row, ...]
    covered: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReliefLine:
    """What would close a need, in words, and a bar for each thing it takes."""

    said: str
    rows: tuple[Row, ...]


def tiers(
    needs: Sequence[views.NeedView], names: Sequence[str]
) -> tuple[TierRows, ...]:
    """Put needs by how urgent they are; never by whose they are."""
    found: dict[tuple[str, bool], list[views.NeedView]] = {}
    for need in needs:
        if not (need.is_hidden and need.before == need.level):
            found.setdefault((need.tier, need.is_wish), []).append(need)
    return tuple(
        TierRows(
            tier=tier,
            is_wish=is_wish,
            said=_how_many(some),
            short=tuple(need_row(n, names) for n in some if not n.is_covered),
            covered=tuple(need_row(n, names) for n in some if n.is_covered),
        )
        for (tier, is_wish), some in found.items()
    )


def _how_many(needs: Sequence[views.NeedView]) -> str:
    """Say how many are covered; of those that are compared, how many change."""
    if any(need.before is not None for need in needs):
        n = len(needs)
        if needs[0].is_wish:
            return ngettext("%(n)s wish changes", "%(n)s wishes change", n) % {"n": n}
        return ngettext("%(n)s need changes", "%(n)s needs change", n) % {"n": n}
    n_covered = sum(need.is_covered for need in needs)
    return _("%(n)s of %(m)s covered in full") % {"n": n_covered, "m": len(needs)}


def tier_row(need: views.NeedView, names: Sequence[str]) -> Row:
    """Say how far one kind of need is covered, named by how urgent it is."""
    name = _("wish") if need.is_wish else words.tier(need.tier)
    return Row(name, _covered(need, names), row_bars.part(need.level))


def need_row(need: views.NeedView, names: Sequence[str]) -> Row:
    """Say how far a need is covered, and where it is least."""
    said = _covered(need, names)
    if need.before is None:
        return Row(need.name, said, row_bars.part(need.level), need.kind)
    before = _("from %(before)s to %(said)s") % {
        "before": _level(need.before, is_hidden=need.is_hidden),
        "said": said,
    }
    return Row(need.name, before, row_bars.change(need.before, need.level), need.kind)


def relief(helps: Sequence[views.HelpView], said: Speaker) -> ReliefLine:
    """Say what would close a need, with what there is of it and how much more."""
    together = _(" and ").join(said.plainly(each.words) for each in helps)
    return ReliefLine(
        said=f"{together[:1].upper()}{together[1:]}.",
        rows=tuple(
            Row(
                "",
                _("there now: %(has)s; needed on top: %(more)s")
                % {
                    "has": words.rounded(each.has) if each.has.amount else _("nothing"),
                    "more": words.amount(each.more),
                },
                row_bars.more(float(each.has.amount), float(each.more.amount)),
            )
            for each in helps
            if each.has is not None and each.more is not None
        ),
    )


def hours(lines: Iterable[views.HoursView]) -> tuple[Row, ...]:
    """Say the hours asked for by kind of help, before and now, of what is offered."""
    found = []
    for line in lines:
        most = max(line.before.amount, line.after.amount, line.offered.amount, 1)
        bar = row_bars.change(line.before.amount / most, line.after.amount / most)
        before, after = words.rounded(line.before), words.rounded(line.after)
        same = _("%(after)s as before, of %(offered)s offered")
        other = _("from %(before)s to %(after)s, of %(offered)s offered")
        said = (same if before == after else other) % {
            "before": before,
            "after": after,
            "offered": words.rounded(line.offered),
        }
        found.append(Row(line.name, said, bar))
    return tuple(found)


def limits(lines: Iterable[views.LimitView]) -> tuple[Row, ...]:
    """Say how much of each kind of help, land and equipment is left; tightest first."""
    found = []
    for line in sorted(lines, key=lambda line: (-line.share, line.name)):
        left = max(0, line.amount.amount - line.used.amount)
        said = _("%(used)s of %(there)s used, %(left)s left") % {
            "used": words.rounded(line.used),
            "there": words.rounded(line.amount),
            "left": words.percent(left / line.amount.amount if left else 0.0),
        }
        found.append(Row(line.name, said, row_bars.part(line.share)))
    return tuple(found)


def purposes(lines: Iterable[views.PurposeView]) -> str:
    """Say in one line where what a task makes ends up."""
    says = {
        "few": _("circles of few people"),
        "promise": _("promised before"),
        "kept": _("still in store at the end"),
        "left": _("spoils, or is used up on the way"),
    }
    return ", ".join(
        f"{says.get(line.kind, line.name)} {words.percent(line.share)}"
        for line in lines
    )


def _covered(need: views.NeedView, names: Sequence[str]) -> str:
    if need.is_covered:
        return _("covered in full")
    if need.is_hidden or need.level >= 1:
        of_some = _("covered, but not for a few people")
        return _("not covered") if need.is_hidden else of_some
    level, least = words.percent(need.level), words.percent(need.least)
    if level == least:
        return level
    return _("%(level)s; least %(least)s (%(circle)s, %(period)s)") % {
        "level": level,
        "least": least,
        "circle": need.least_group,
        "period": names[need.least_period],
    }


def _level(level: float, *, is_hidden: bool) -> str:
    if is_hidden:
        return _("covered") if level >= 1 else _("not covered")
    return words.percent(level)
