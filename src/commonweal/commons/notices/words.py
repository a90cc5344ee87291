"""The words of notices by kind: facts only, no praise and no reproach."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.core.vf.problems import N_

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "people.joined": N_("%(name)s has joined."),
        "people.left": N_("Somebody has left the union."),
        "mandate.proposed": N_("A mandate for %(name)s is proposed: %(scope)s."),
        "mandate.confirmed": N_("%(name)s holds a mandate until %(ends)s: %(scope)s."),
        "mandate.ended": N_("A mandate of %(name)s has ended: %(scope)s."),
        "rule.changed": N_(
            "From %(from_day)s a charter rule changes (decision %(decision)s)."
        ),
        "plan.ready": N_("The plan “%(name)s” is ready to be looked at."),
        "plan.failed": N_("The plan “%(name)s” could not be made."),
        "plan.stopped": N_("The plan “%(name)s” was stopped."),
        "plan.accepted": N_("The plan “%(name)s” is accepted."),
        "round.opened": N_("The round “%(name)s” is open."),
        "round.shared": N_("The shares of the round “%(name)s” are out."),
        "round.handed_over": N_("The round “%(name)s” has been handed over."),
        "node.differs": N_(
            "The nightly check found differences in what is kept. "
            "Ask whoever runs this node for “commonweal check”."
        ),
        "data.exported": N_("All data of the union were written out, sealed."),
        "need.expired": N_("A need of yours was forgotten because its time was over."),
    }
)
SOMETHING_CHANGED = N_("Something has changed.")
NOT_FACTS = N_("A notice holds short facts only.")
