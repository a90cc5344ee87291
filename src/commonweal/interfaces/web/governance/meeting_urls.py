"""Addresses of meetings, talks, help and questions of membership."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.governance import (
    cases_help,
    cases_membership,
    cases_talks,
    meetings,
    meetings_live,
    meetings_minutes,
)

_ONE = "decide/meetings/<uuid:meeting>/"
_TALK = "decide/talks/<uuid:talk>/"
_CASE = "decide/talks/membership/<uuid:case>/"
MEETINGS = [
    path("decide/meetings/", meetings.meetings, name="meetings"),
    path("decide/meetings/new/", meetings.call, name="call_meeting"),
    path("decide/meetings/actions/", meetings.actions, name="actions"),
    path(
        "decide/meetings/actions/<uuid:action>/", meetings.end_action, name="end_action"
    ),
    path(_ONE, meetings.meeting, name="meeting"),
    path(f"{_ONE}add/", meetings.add, name="add_item"),
    path(f"{_ONE}deed/", meetings.deed, name="meeting_deed"),
    path(f"{_ONE}sheet/", meetings.sheet, name="meeting_sheet"),
    path(f"{_ONE}sign-in/", meetings.sign_in, name="meeting_sign_in"),
    path(f"{_ONE}live/", meetings_live.live, name="live"),
    path(f"{_ONE}live/now/", meetings_live.now, name="live_now"),
    path(f"{_ONE}live/tap/", meetings_live.tap, name="tap"),
    path(f"{_ONE}live/door/", meetings_live.door, name="door"),
    path(f"{_ONE}write/", meetings_minutes.write, name="write_minutes"),
    path(f"{_ONE}take-on/", meetings_minutes.take_on, name="take_on"),
    path(f"{_ONE}minutes/", meetings_minutes.minutes, name="minutes"),
    path(f"{_ONE}minutes/close/", meetings_minutes.close, name="close_meeting"),
    path("decide/talks/", cases_talks.talks, name="talks"),
    path("decide/talks/new/", cases_talks.begin, name="begin_talk"),
    path("decide/talks/help/", cases_help.ask, name="ask_for_help"),
    path("decide/talks/help/<uuid:ask>/", cases_help.answer, name="answer_help"),
    path("decide/talks/outside/", cases_help.outside, name="help_lines"),
    path("decide/talks/outside/letter/", cases_help.letter, name="help_letter"),
    path("decide/talks/membership/", cases_membership.cases, name="memberships"),
    path("decide/talks/membership/new/", cases_membership.ask, name="ask_membership"),
    path(_CASE, cases_membership.case, name="membership"),
    path(_TALK, cases_talks.talk, name="one_talk"),
    path(f"{_TALK}deed/", cases_talks.deed, name="talk_deed"),
    path(f"{_TALK}agree/", cases_talks.outcome, name="talk_outcome"),
]
