"""Addresses of powers: emergencies, and delegates of the union."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.governance import (
    powers,
    powers_delegates,
    powers_roster,
)

_ONE = "decide/emergencies/<uuid:emergency>/"
_WHO = "decide/delegates/<uuid:delegation>/"
POWERS = [
    path("decide/emergencies/", powers.emergencies, name="emergencies"),
    path(_ONE, powers.emergency, name="emergency"),
    path(f"{_ONE}join/", powers.join, name="join_emergency"),
    path(f"{_ONE}note/", powers.note, name="note_use"),
    path(f"{_ONE}review/", powers.review, name="review_emergency"),
    path("decide/drawing/", powers_roster.draw, name="draw"),
    path("decide/drawing/seat/", powers_roster.seat, name="seat"),
    path("decide/delegates/", powers_delegates.delegates, name="delegates"),
    path(_WHO, powers_delegates.delegate, name="delegate"),
    path(f"{_WHO}answer/", powers_delegates.answer, name="answer_delegation"),
    path(f"{_WHO}bring/", powers_delegates.bring, name="bring_home"),
    path(f"{_WHO}doubt/", powers_delegates.doubt, name="doubt_brought"),
]
