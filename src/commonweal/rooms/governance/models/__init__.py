"""The rows of governance."""

from __future__ import annotations

from commonweal.rooms.governance.models.bodies import Away, Body, Membership, Method
from commonweal.rooms.governance.models.cases import (
    AppealSeat,
    AskedToHelp,
    AskForHelp,
    HelpLine,
    Mediator,
    MembershipAsker,
    MembershipCase,
    Talk,
    TalkPart,
    TalkRefusal,
)
from commonweal.rooms.governance.models.meeting_live import (
    CardDeclined,
    HandSignal,
    ItemSupport,
    Presence,
    RoleCard,
    RoundPlace,
    SpeakingRound,
    SpeakingTurn,
    TemperatureCheck,
    TemperatureGiven,
)
from commonweal.rooms.governance.models.meetings import (
    ActionPoint,
    AgendaItem,
    Meeting,
    MinuteCorrection,
    MinuteLine,
)
from commonweal.rooms.governance.models.motions import (
    Asked,
    Motion,
    Seeing,
    Step,
    Version,
    Voice,
)
from commonweal.rooms.governance.models.votes import Answer, Voter

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "Answer",
    "AppealSeat",
    "AskForHelp",
    "Asked",
    "AskedToHelp",
    "Away",
    "Body",
    "CardDeclined",
    "HandSignal",
    "HelpLine",
    "ItemSupport",
    "Mediator",
    "Meeting",
    "Membership",
    "MembershipAsker",
    "MembershipCase",
    "Method",
    "MinuteCorrection",
    "MinuteLine",
    "Motion",
    "Presence",
    "RoleCard",
    "RoundPlace",
    "Seeing",
    "SpeakingRound",
    "SpeakingTurn",
    "Step",
    "Talk",
    "TalkPart",
    "TalkRefusal",
    "TemperatureCheck",
    "TemperatureGiven",
    "Version",
    "Voice",
    "Voter",
]
