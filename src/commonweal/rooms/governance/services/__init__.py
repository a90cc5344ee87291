"""Deeds of deciding."""

from __future__ import annotations

from commonweal.rooms.governance.services.advancing import advance, advance_motion
from commonweal.rooms.governance.services.advising import ask_for_advice, conclude
from commonweal.rooms.governance.services.answering import answer, answer_for
from commonweal.rooms.governance.services.bodies import (
    join_body,
    leave_body,
    set_away,
    set_back,
    welcome,
)
from commonweal.rooms.governance.services.bringing import bring_motion
from commonweal.rooms.governance.services.closing import (
    call_in,
    carry_out_again,
    challenge,
    close_motion,
)
from commonweal.rooms.governance.services.discussing import (
    doubt_objection,
    note_hearing,
    see_reason,
    settle_voice,
    speak,
    start_discussion,
)
from commonweal.rooms.governance.services.freezing import (
    freeze_motion,
    lengthen,
    reopen_motion,
)
from commonweal.rooms.governance.services.keeping import expire, forget_person
from commonweal.rooms.governance.services.motions import (
    take_version,
    withdraw_motion,
    write_version,
)

__all__ = [
    "advance",
    "advance_motion",
    "answer",
    "answer_for",
    "ask_for_advice",
    "bring_motion",
    "call_in",
    "carry_out_again",
    "challenge",
    "close_motion",
    "conclude",
    "doubt_objection",
    "expire",
    "forget_person",
    "freeze_motion",
    "join_body",
    "leave_body",
    "lengthen",
    "note_hearing",
    "reopen_motion",
    "see_reason",
    "set_away",
    "set_back",
    "settle_voice",
    "speak",
    "start_discussion",
    "take_version",
    "welcome",
    "withdraw_motion",
    "write_version",
]
