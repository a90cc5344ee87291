"""Leaving is never gated, takes one's data along, and leaves no name behind."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from inspect import signature

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.notices import queries as notices_queries
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries, services
from commonweal.commons.people.models import Invitation, Mandate, Person, Token
from commonweal.core.vf.problems import NotFound, NotYours
from tests.conftest import AT


def everything_stored() -> str:
    """Return every value of every table, as one text."""
    stored = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            stored += [str(row) for row in cursor.fetchall()]
    return "\n".join(stored)


@pytest.mark.parametrize("who", ["ana", "ben", "kofi", "paper_ira"])
def test_anyone_leaves_at_once_whatever_they_hold(who, request, lentil_house, ana):
    """I-21: no duty, mandate or approval stands before it."""
    person = request.getfixturevalue(who)
    by = person if person.has_account else ana

    services.leave(person=person.id, by=by.id, at=AT)

    assert queries.find_person(person=person.id) is None
    assert queries.scopes_of(person=person.id, at=AT) == frozenset()


def test_leaving_twice_changes_nothing(ben):
    services.leave(person=ben.id, by=ben.id, at=AT)
    services.leave(person=ben.id, by=ben.id, at=AT)

    assert Person.objects.get(id=ben.id).status == "left"


def test_nobody_makes_another_leave(ben, ana, kofi):
    for other in (ana, kofi):
        with pytest.raises(NotYours):
            services.leave(person=ben.id, by=other.id, at=AT)

    assert queries.get_person(person=ben.id).name == "Ben"


def test_after_leaving_no_name_sign_in_or_pseudonym_is_stored(lentil_house, ana):
    """I-21, I-24: what stays cannot be joined to the person again."""
    services.rename_person(person=ana.id, name="Anahita Q", by=ana.id, at=AT)
    notices.tell(
        union=lentil_house.id, to=ana.id, kind="round.opened",
        facts={"name": "Anahita's round"}, key="n", at=AT,
    )  # fmt: skip
    before = everything_stored()

    services.leave(person=ana.id, by=ana.id, at=AT)

    after = everything_stored()
    assert "Anahita" in before
    assert "Anahita" not in after
    assert "ana.lentil-house" not in after
    assert Person.objects.get(id=ana.id).agent is None
    assert not get_user_model().objects.filter(person=ana.id).exists()


def test_the_ledger_knows_a_person_only_by_a_pseudonym(lentil_house, ana):
    agents = {agent.id: agent for agent in ledger.list_agents(union=lentil_house.id)}

    assert agents[ana.agent].name is None
    assert agents[ana.agent].kind == "person"
    assert ana.agent != ana.id
    assert agents[lentil_house.id].name == "Lentil House"


def test_ones_own_data_is_everything_and_only_ones_own(ana, ben):
    tables = services.export_own_data(person=ana.id, by=ana.id, at=AT)

    assert tables["person"][0]["sign_in_name"] == "ana.lentil-house"
    assert {row["scope"] for row in tables["mandates"]} == {
        "stores", "planning", "rounds", "paper",
    }  # fmt: skip
    assert "Ben" not in str(tables)
    with pytest.raises(NotYours):
        services.export_own_data(person=ana.id, by=ben.id, at=AT)


def test_a_helper_takes_out_the_data_of_somebody_who_does_not_sign_in(
    paper_ira, ana, ben
):
    """I-22."""
    tables = services.export_own_data(person=paper_ira.id, by=ana.id, at=AT)

    assert tables["person"][0]["name"] == "Ira"
    with pytest.raises(NotYours):
        services.export_own_data(person=paper_ira.id, by=ben.id, at=AT)


def test_who_left_has_no_data_to_give(ben):
    services.leave(person=ben.id, by=ben.id, at=AT)

    with pytest.raises(NotFound):
        services.export_own_data(person=ben.id, by=ben.id, at=AT)


def test_what_is_spent_is_forgotten_by_itself(lentil_house, ana, kofi):
    """I-24: personal data expires by default."""
    services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="never used")
    services.issue_token(
        person=ana.id, scopes=[], label="shelf", expires=AT + timedelta(days=1),
        by=ana.id, at=AT, key="t",
    )  # fmt: skip
    soon, late = AT + timedelta(days=31), AT + timedelta(days=365 + 365)

    services.forget_expired(at=soon)
    kept_soon = Invitation.objects.count(), Token.objects.count()
    services.forget_expired(at=late)

    assert kept_soon == (3, 1)  # thirty days after they ran out
    assert (Invitation.objects.count(), Token.objects.count()) == (0, 0)
    assert Mandate.objects.count() == 0


def test_the_sweep_spares_what_is_in_force(ana):
    services.forget_expired(at=AT)

    assert queries.scopes_of(person=ana.id, at=AT) >= {"stores", "planning"}


def test_notices_are_forgotten_after_the_charters_days(lentil_house, ben):
    notices.tell(
        union=lentil_house.id, to=None, kind="round.opened",
        facts={"name": "Monday"}, key="n", at=AT,
    )  # fmt: skip

    kept = notices.forget_expired(at=AT + timedelta(days=90))
    gone = notices.forget_expired(at=AT + timedelta(days=91))

    assert (kept, gone) == (0, 1)
    assert notices_queries.list_for(person=ben.id, at=AT) == ()


#: Tables that name a person and stay, because their row of people holds no name then.
STAYS_UNNAMED = {
    "Voice": "what was said to a plan; who, cannot be found out any more",
    "Share": "its person is taken off; the round stays explained",
}


def test_every_room_that_keeps_something_of_a_person_gives_it_out_and_forgets_it():
    """I-21: no room can be left out of leaving, whoever builds it."""
    for config in apps.get_app_configs():
        models = [
            model.__name__
            for model in config.get_models()
            for field in model._meta.fields
            if field.attname in {"person_id", "person"}
        ]
        if not config.name.startswith("commonweal.") or config.label == "people":
            continue
        gives = (
            getattr(import_module(f"{config.name}.queries"), "own_data", None)
            if models
            else None
        )
        forgets = (
            getattr(import_module(f"{config.name}.services"), "forget_person", None)
            if models
            else None
        )
        assert not models or gives is not None, config.label
        assert forgets is not None or set(models) <= set(STAYS_UNNAMED), config.label
        for function in filter(None, (gives, forgets)):
            assert set(signature(function).parameters) == {"person", "union", "at"}
