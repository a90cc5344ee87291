"""Conflicts stay between those in them; help goes to people one chose (L7, H3, H4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps

from commonweal.commons.notices import queries as notices
from commonweal.commons.people import services as people_services
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.interfaces.cli import rows
from commonweal.rooms.governance.models import (
    AskForHelp,
    Body,
    Membership,
    Talk,
    TalkPart,
)
from commonweal.rooms.governance.queries import helping as help_queries
from commonweal.rooms.governance.queries import own_cases, talks
from commonweal.rooms.governance.services import helping, keeping_cases
from commonweal.rooms.governance.services import talks as deeds

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture
def cast(lentil_house, kofi, lena, ana, ben, chidi):
    return SimpleNamespace(
        id=lentil_house.id, kofi=kofi, lena=lena, ana=ana, ben=ben, chidi=chidi
    )


def how(cast, by, at=AT):
    return {"union": cast.id, "by": by.id, "at": at}


def begin(cast, *others):
    """Let ben ask for a talk, and the others say yes."""
    others = others or (cast.chidi,)
    talk = deeds.begin_talk(
        others=tuple(one.id for one in others), key="t", **how(cast, cast.ben)
    )
    for one in others:
        deeds.answer_part(talk=talk, is_in=True, **how(cast, one))
    return talk


def view(cast, talk, person=None):
    return talks.get_talk(
        union=cast.id, talk=talk, person=(person or cast.ben).id, at=AT
    )


def with_mediators(cast, talk, *people):
    deeds.want_step(talk=talk, step="mediators", **how(cast, cast.ben))
    for one in people:
        deeds.be_mediator(is_ready=True, **how(cast, one))
        deeds.ask_mediator(talk=talk, person=one.id, **how(cast, cast.ben))


def told(person):
    return [
        (one.kind, dict(one.facts))
        for one in notices.list_for(person=person.id, at=AT)
        if one.kind.startswith("talks")
    ]


def test_a_talk_is_read_by_those_in_it_and_by_nobody_else(cast):
    """H3: nobody else reads it, is told of it, or can do anything with it."""
    talk = begin(cast)

    assert [one.name for one in view(cast, talk).parts] != []
    assert told(cast.chidi) == [("talks.something", {})]
    for other in (cast.kofi, cast.lena, cast.ana):
        assert talks.list_talks(union=cast.id, person=other.id) == ()
        assert told(other) == []
        with pytest.raises(NotFound, match="This is not here"):
            view(cast, talk, other)
        with pytest.raises(NotFound, match="This is not here"):
            deeds.close_talk(talk=talk, **how(cast, other))


def test_talks_are_left_out_of_every_export(cast):
    """Not even the key-holders who seal an export read who talks with whom."""
    private = {model._meta.label for model in rows.tables(private=True)}
    open_ = {model._meta.label for model in rows.tables(private=False)}

    confidential = {
        f"governance.{name}"
        for name in (
            "Talk", "TalkPart", "TalkRefusal", "AskForHelp", "AskedToHelp",
            "MembershipCase", "MembershipAsker", "AppealSeat",
        )
    }  # fmt: skip
    assert confidential <= rows.LEFT_BEHIND
    assert not confidential & (private | open_)


def test_ones_own_export_names_nobody_else(cast):
    talk = begin(cast)
    deeds.write_outcome(
        talk=talk, outcome="agreement", text="Quiet after ten.",
        until=DAY + timedelta(days=30), **how(cast, cast.ben),
    )  # fmt: skip

    own = own_cases.own_cases(person=cast.chidi.id, union=cast.id)
    assert own["talks"] == [
        {
            "part": "party", "step": "two", "status": "open",
            "agreed": "Quiet after ten.", "until": date(2026, 12, 23), "erased_on": None,
        }
    ]  # fmt: skip
    assert own_cases.own_cases(person=cast.ana.id, union=cast.id)["talks"] == []


def test_there_is_no_room_for_a_story_about_anybody():
    """H3: of all texts of a conflict only what the parties agree on can be kept."""
    texts = {
        (model.__name__, field.name)
        for model in apps.get_app_config("governance").get_models()
        if model.__module__.endswith("models.cases")
        for field in model._meta.get_fields()
        if field.get_internal_type() == "TextField"
        or (getattr(field, "max_length", None) or 0) > 64
    }

    # The other four are the union's own list of help outside, and a name on a panel.
    assert texts == {
        ("Talk", "words"), ("HelpLine", "name"), ("HelpLine", "reach"),
        ("HelpLine", "words"), ("AppealSeat", "name"),
    }  # fmt: skip


def test_nobody_is_made_to_talk(cast):
    talk = deeds.begin_talk(others=(cast.chidi.id,), key="t", **how(cast, cast.ben))

    with pytest.raises(Refused, match="Nobody can be made to talk"):
        deeds.want_step(talk=talk, step="mediators", **how(cast, cast.ben))
    deeds.answer_part(talk=talk, is_in=False, **how(cast, cast.chidi))

    assert view(cast, talk).status == "closed"
    assert talks.list_talks(union=cast.id, person=cast.chidi.id) == ()


def test_either_side_refuses_a_mediator_and_who_did_is_not_kept(cast):
    talk = begin(cast)
    with_mediators(cast, talk, cast.ana)
    deeds.answer_part(talk=talk, is_in=True, **how(cast, cast.ana))
    with pytest.raises(NotYours, match="Only those who talk with each other"):
        deeds.refuse_mediator(talk=talk, person=cast.ana.id, **how(cast, cast.ana))
    deeds.refuse_mediator(talk=talk, person=cast.ana.id, **how(cast, cast.chidi))

    with pytest.raises(NotFound):
        view(cast, talk, cast.ana)
    with pytest.raises(Refused, match="is not asked again in this talk"):
        deeds.ask_mediator(talk=talk, person=cast.ana.id, **how(cast, cast.ben))
    with pytest.raises(Refused, match="Choose a mediator from the list"):
        deeds.ask_mediator(talk=talk, person=cast.lena.id, **how(cast, cast.ben))


def test_the_circle_needs_both_and_the_panel_is_drawn_by_lot(cast, people25):
    talk = begin(cast)
    body = Body.objects.create(
        id=cast.ana.id, union_id=cast.id, kind="circle", name="Garden", formed_at=AT
    )
    Membership.objects.create(
        body=body, person_id=cast.ana.id, asked_at=AT, welcomed_at=AT
    )
    with pytest.raises(Refused, match="Choose one of the next steps"):
        deeds.want_step(talk=talk, step="panel", seed="4", **how(cast, cast.ben))
    with_mediators(cast, talk, cast.lena)
    deeds.want_step(talk=talk, step="circle", body=body.id, **how(cast, cast.ben))
    assert view(cast, talk).step == "mediators"
    with pytest.raises(Refused, match="You have asked for this step yourself"):
        deeds.agree_step(talk=talk, agrees=True, **how(cast, cast.ben))
    deeds.agree_step(talk=talk, agrees=True, **how(cast, cast.chidi))
    assert view(cast, talk).step == "circle"

    deeds.want_step(talk=talk, step="panel", seed="4", **how(cast, cast.chidi))
    panel = [one for one in view(cast, talk).parts if one.part == "panel"]
    assert len(panel) == 5
    drawn = {one.person for one in panel}
    assert not drawn & {cast.ben.id, cast.chidi.id, cast.ana.id, cast.lena.id}
    # one of them cannot: the lot finds another, and nobody is asked twice
    out = panel[0].person
    deeds.refuse_mediator(talk=talk, person=out, **how(cast, cast.ben))
    now = {one.person for one in view(cast, talk).parts if one.part == "panel"}
    assert len(now) == 5
    assert out not in now


def test_it_ends_with_an_agreement_of_all_and_is_erased_after_its_time(cast):
    talk = begin(cast)
    until = DAY + timedelta(days=60)
    deeds.bring_support(talk=talk, person=cast.lena.id, **how(cast, cast.chidi))
    deeds.answer_part(talk=talk, is_in=True, **how(cast, cast.lena))
    with pytest.raises(Refused) as refused:
        deeds.write_outcome(
            talk=talk, outcome="guilty", text=" ", until=DAY - timedelta(days=1),
            **how(cast, cast.ben),
        )  # fmt: skip
    assert [str(one) for one in refused.value.problems] == [
        "Choose an agreement or a plan for keeping apart.",
        "Please write down what you agree, as you both would read it aloud.",
        "Choose a day between today and 2027-11-24.",
    ]
    with pytest.raises(NotYours):
        deeds.agree(talk=talk, **how(cast, cast.lena))
    deeds.write_outcome(
        talk=talk, outcome="separation", text="Ben cooks on Mondays.", until=until,
        **how(cast, cast.ben),
    )  # fmt: skip
    deeds.agree(talk=talk, **how(cast, cast.ben))
    deeds.agree(talk=talk, **how(cast, cast.chidi))

    seen = view(cast, talk)
    assert (seen.status, seen.erase_on) == ("apart", until + timedelta(days=30))
    assert not deeds.erase_talk(talk=talk, **how(cast, cast.ben))  # the other keeps it
    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=90))
    assert Talk.objects.exists()
    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=91))
    assert not Talk.objects.exists()
    assert not TalkPart.objects.exists()


def test_a_party_erases_what_was_never_agreed_and_both_what_was(cast):
    talk = begin(cast)
    deeds.close_talk(talk=talk, **how(cast, cast.chidi))
    assert deeds.erase_talk(talk=talk, **how(cast, cast.ben))
    assert not Talk.objects.exists()


def test_a_talk_nobody_moves_ends_by_itself_without_a_trace(cast):
    begin(cast)

    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=60))
    assert Talk.objects.exists()
    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=61))
    assert not Talk.objects.exists()


def test_who_leaves_takes_their_talks_along(cast):
    """I-21: a talk is erased when one of its parties goes."""
    begin(cast)
    helping.ask_for_help(
        wish="talk", helpers=(cast.ben.id,), key="h", **how(cast, cast.chidi)
    )

    people_services.leave(person=cast.chidi.id, by=cast.chidi.id, at=AT)
    keeping_cases.forget_person_in_cases(person=cast.chidi.id, union=cast.id, at=AT)

    assert not Talk.objects.exists()
    assert not AskForHelp.objects.exists()


# --- help ----------------------------------------------------------------------------


def test_help_is_read_by_who_was_chosen_and_never_says_why(cast):
    """H4: nobody at home is told; whoever is asked does not read who else is."""
    ask = helping.ask_for_help(
        wish="stay", helpers=(cast.lena.id, cast.ana.id), key="h", **how(cast, cast.ben)
    )
    [asked] = help_queries.list_help(union=cast.id, person=cast.lena.id)

    assert (asked.by_name, asked.wish, asked.asked) == ("Ben", "stay", ())
    assert told(cast.lena) == [("talks.something", {})]
    for other in (cast.kofi, cast.chidi):
        assert help_queries.list_help(union=cast.id, person=other.id) == ()
        assert told(other) == []
        with pytest.raises(NotFound, match="It may have been erased"):
            helping.answer_help(ask=ask, answer="coming", **how(cast, other))
    helping.answer_help(ask=ask, answer="coming", **how(cast, cast.lena))
    [mine] = help_queries.list_help(union=cast.id, person=cast.ben.id)
    assert sorted((one.name, one.answer) for one in mine.asked) == [
        ("Ana", ""), ("Lena", "coming"),
    ]  # fmt: skip
    helping.erase_help(ask=ask, **how(cast, cast.chidi))  # not hers: nothing happens
    assert AskForHelp.objects.exists()
    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=15))
    assert not AskForHelp.objects.exists()


def test_help_is_asked_of_somebody_for_something(cast, dalia):
    with pytest.raises(Refused) as refused:
        helping.ask_for_help(wish="x", helpers=(), key="h", **how(cast, cast.ben))
    assert [str(one) for one in refused.value.problems] == [
        "Choose what you ask for.",
        "Choose whom you ask: one to 5 people you trust.",
    ]
    with pytest.raises(Refused, match="Choose people of this union"):
        helping.ask_for_help(
            wish="talk", helpers=(dalia.id,), key="h", **how(cast, cast.ben)
        )


def test_help_outside_is_the_unions_own_text(cast):
    line = helping.add_help_line(
        name="Women's house", reach="0123 456", about="Day and night", key="l",
        **how(cast, cast.ben),
    )  # fmt: skip
    [seen] = help_queries.list_help_lines(union=cast.id)

    assert (seen.name, seen.reach, seen.checked_on) == (
        "Women's house",
        "0123 456",
        DAY,
    )
    helping.end_help_line(line=line, **how(cast, cast.ana))
    helping.end_help_line(line=line, **how(cast, cast.ana))
    [seen] = help_queries.list_help_lines(union=cast.id)  # H4: one alone hides nothing
    assert seen.is_doubted
    helping.end_help_line(line=line, **how(cast, cast.chidi))
    assert help_queries.list_help_lines(union=cast.id) == ()
