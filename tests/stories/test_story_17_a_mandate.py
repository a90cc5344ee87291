"""Story 17: I hold a mandate with scope, limit and end, and can be recalled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.people import permissions, services
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours, Refused


def _propose(union, person, scope, *, by, at, day, days=90, limit=""):
    return services.propose_mandate(
        union=union.id,
        person=person.id,
        scope=scope,
        limit=limit,
        begins=day,
        ends=day + timedelta(days=days - 1),
        by=by.id,
        at=at,
        key=f"{person.id}{scope}{days}",
    )


def _may(union, person, scope, at):
    return permissions.may(by=person.id, union=union.id, scope=scope, at=at)


def test_a_mandate_has_scope_limit_and_end_and_two_people_behind_it(
    lentil_house, kofi, lena, ben, at, day
):
    """I-15."""
    proposed = _propose(
        lentil_house, ben, "rounds", by=kofi, at=at, day=day, limit="the bread market"
    )
    assert not _may(lentil_house, ben, "rounds", at)

    held = services.confirm_mandate(mandate=proposed.id, by=lena.id, at=at)

    assert _may(lentil_house, ben, "rounds", at)
    assert (held.scope, held.limit) == ("rounds", "the bread market")
    assert held.ends == day + timedelta(days=89)


def test_it_ends_by_itself(lentil_house, kofi, lena, ben, at, day):
    """I-15: rights end with the last day; nobody has to do anything."""
    proposed = _propose(lentil_house, ben, "rounds", by=kofi, at=at, day=day, days=7)
    services.confirm_mandate(mandate=proposed.id, by=lena.id, at=at)

    assert _may(lentil_house, ben, "rounds", at + timedelta(days=6))
    assert not _may(lentil_house, ben, "rounds", at + timedelta(days=7))


def test_i_can_be_recalled_at_any_time(lentil_house, kofi, lena, ben, at, day):
    proposed = _propose(lentil_house, ben, "rounds", by=kofi, at=at, day=day)
    services.confirm_mandate(mandate=proposed.id, by=lena.id, at=at)

    services.end_mandate(mandate=proposed.id, by=lena.id, at=at)

    assert not _may(lentil_house, ben, "rounds", at)


def test_i_can_lay_it_down_myself(lentil_house, kofi, lena, ben, at, day):
    proposed = _propose(lentil_house, ben, "rounds", by=kofi, at=at, day=day)
    services.confirm_mandate(mandate=proposed.id, by=lena.id, at=at)

    services.end_mandate(mandate=proposed.id, by=ben.id, at=at)

    assert not _may(lentil_house, ben, "rounds", at)


def test_nobody_confirms_what_they_proposed_or_what_is_for_them(
    lentil_house, kofi, lena, ben, at, day
):
    proposed = _propose(lentil_house, ben, "rounds", by=kofi, at=at, day=day)

    for person, refusal in ((kofi, Refused), (ben, NotYours)):
        with pytest.raises(refusal):
            services.confirm_mandate(mandate=proposed.id, by=person.id, at=at)

    assert not _may(lentil_house, ben, "rounds", at)


def test_no_one_holds_keys_and_work_together(lentil_house, kofi, lena, ana, at, day):
    """I-16: no account can do everything."""
    with pytest.raises(Refused):
        _propose(lentil_house, ana, "keys", by=kofi, at=at, day=day)
    with pytest.raises(Refused):
        _propose(lentil_house, lena, "stores", by=kofi, at=at, day=day)


def test_everyone_can_see_who_holds_what_until_when(lentil_house, ana, at):
    held = people.list_mandates(union=lentil_house.id, at=at)

    assert {m.scope for m in held if m.person == ana.id} == {
        "stores",
        "planning",
        "rounds",
        "paper",
    }
    assert all(m.ends for m in held)
