"""How much slack a plan keeps, as rows: what could be lost, and what that would touch."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.interfaces.web.charts import row_bars
from commonweal.interfaces.web.planning.rows import Row
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning.queries import views

_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class SlackRows:
    """What vital needs depend on, the most pressing first; and what they do not."""

    is_waiting: bool
    is_complete: bool
    vital: tuple[Row, ...]
    others: tuple[Row, ...]

    @property
    def is_known(self) -> bool:
        """Say whether there is anything to read."""
        return bool(self.vital or self.others)


def of(view: views.SlackView) -> SlackRows:
    """Put the slack of a plan into rows."""
    vital = [fall for fall in view.falls if fall.vital_share < 1]
    others = [fall for fall in view.falls if fall.vital_share >= 1]
    return SlackRows(
        is_waiting=view.status == "waiting",
        is_complete=view.is_complete,
        vital=tuple(_rows(vital)),
        others=tuple(_rows(others)),
    )


def _rows(falls: Iterable[views.FallView]) -> Iterable[Row]:
    for fall in falls:
        share, vital = _floor(fall.share), _floor(fall.vital_share)
        said = _("nothing can be lost")
        if share:
            said = _("%(share)s can be lost") % {"share": words.percent(share)}
        if share != vital and vital < 1:
            said = _("%(first)s; %(vital)s before vital needs get less") % {
                "first": said,
                "vital": words.percent(vital),
            }
        yield Row(
            _name(fall),
            said,
            row_bars.first_part(share, vital),
        )


def _name(fall: views.FallView) -> str:
    every = {
        "hours": _("all help"),
        "stock": _("everything in store"),
        "rooms": _("all land, rooms and equipment"),
        "yields": _("everything that is made"),
    }
    if fall.kind == "money":
        return _("the purse (%(currency)s)") % {"currency": fall.name}
    return fall.name or every[fall.kind]


def _floor(share: float) -> float:
    """Round down to whole per cent: no more slack is told than there is."""
    return math.floor(100 * share + _NOISE) / 100
