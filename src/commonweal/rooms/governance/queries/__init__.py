"""Questions of deciding."""

from __future__ import annotations

from commonweal.rooms.governance.queries.bodies import (
    assembly_id,
    away_until,
    electorate,
    get_body,
    is_member,
    list_bodies,
    list_members,
    list_methods,
    problems_with_method,
    rule_for,
)
from commonweal.rooms.governance.queries.motions import (
    get_motion,
    list_motions,
    motion_of_decision,
)
from commonweal.rooms.governance.queries.own import own_data
from commonweal.rooms.governance.queries.votes import (
    list_voter_names,
    may_answer,
    own_answer,
    participation,
)
from commonweal.rooms.governance.queries.wordings import (
    compare_versions,
    list_versions,
    list_voices,
)

__all__ = [
    "assembly_id",
    "away_until",
    "compare_versions",
    "electorate",
    "get_body",
    "get_motion",
    "is_member",
    "list_bodies",
    "list_members",
    "list_methods",
    "list_motions",
    "list_versions",
    "list_voices",
    "list_voter_names",
    "may_answer",
    "motion_of_decision",
    "own_answer",
    "own_data",
    "participation",
    "problems_with_method",
    "rule_for",
]
