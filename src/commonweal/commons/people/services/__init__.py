"""Deeds about people: found, invite, join, add, choose a circle, mandate, leave."""

from __future__ import annotations

from commonweal.commons.people.queries import person_of_token
from commonweal.commons.people.services.circles import (
    add_circle,
    end_circle,
    move_to_circle,
    rename_circle,
)
from commonweal.commons.people.services.coming_back import (
    ask_return,
    come_back,
    confirm_return,
)
from commonweal.commons.people.services.founding import found_union
from commonweal.commons.people.services.invitations import (
    Invited,
    invite,
    join,
    withdraw_invitation,
)
from commonweal.commons.people.services.leaving import (
    erase_person,
    export_own_data,
    forget_expired,
    leave,
)
from commonweal.commons.people.services.mandates import (
    confirm_mandate,
    end_mandate,
    propose_mandate,
)
from commonweal.commons.people.services.persons import (
    add_person,
    choose_language,
    rename_person,
)
from commonweal.commons.people.services.roles import (
    admit_by_decision,
    give_by_decision,
    note_where,
    problems_with_giving,
    recall_by_decision,
    write_report,
)
from commonweal.commons.people.services.rules import (
    confirm_rule,
    propose_rule,
    withdraw_rule,
)
from commonweal.commons.people.services.tokens import (
    Issued,
    issue_token,
    revoke_token,
)

__all__ = [
    "Invited",
    "Issued",
    "add_circle",
    "add_person",
    "admit_by_decision",
    "ask_return",
    "choose_language",
    "come_back",
    "confirm_mandate",
    "confirm_return",
    "confirm_rule",
    "end_circle",
    "end_mandate",
    "erase_person",
    "export_own_data",
    "forget_expired",
    "found_union",
    "give_by_decision",
    "invite",
    "issue_token",
    "join",
    "leave",
    "move_to_circle",
    "note_where",
    "person_of_token",
    "problems_with_giving",
    "propose_mandate",
    "propose_rule",
    "recall_by_decision",
    "rename_circle",
    "rename_person",
    "revoke_token",
    "withdraw_invitation",
    "withdraw_rule",
    "write_report",
]
