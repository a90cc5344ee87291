"""Mandates: two give them, they end by themselves, and nobody holds everything."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.people import permissions, queries, services, words
from commonweal.commons.people.models import Mandate
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from tests.conftest import AT, DAY, found, give_mandate, join

YEAR = timedelta(days=364)


def propose(union, person, scope, by, **changes):
    asked = {
        "union": union.id, "person": person.id, "scope": scope, "begins": DAY,
        "ends": DAY + YEAR, "by": by.id, "at": AT, "key": str(uuid4()),
    } | changes  # fmt: skip
    return services.propose_mandate(**asked)


def scopes(person, at=AT):
    return set(queries.scopes_of(person=person.id, at=at))


def fields(refused):
    return [problem.field for problem in refused.value.problems]


def test_a_proposal_alone_gives_nothing(lentil_house, kofi, lena, ben):
    propose(lentil_house, ben, "stores", kofi)

    assert scopes(ben) == {"associate"}


def test_who_proposed_cannot_confirm(lentil_house, kofi, lena, ben):
    mandate = propose(lentil_house, ben, "stores", kofi)

    with pytest.raises(Refused) as refused:
        services.confirm_mandate(mandate=mandate.id, by=kofi.id, at=AT)

    assert refused.value.problems[0].message == words.NOT_YOUR_OWN


def test_an_associate_without_keys_can_neither_propose_nor_confirm(
    lentil_house, kofi, lena, ben, chidi
):
    mandate = propose(lentil_house, ben, "stores", kofi)

    with pytest.raises(NotYours) as refused:
        propose(lentil_house, ben, "stores", chidi)
    with pytest.raises(NotYours):
        services.confirm_mandate(mandate=mandate.id, by=chidi.id, at=AT)

    assert "Kofi, Lena" in str(refused.value.problems[0])


def test_a_mandate_loses_its_rights_the_day_after_it_ends(
    lentil_house, kofi, lena, ben
):
    """I-15: nobody has to act."""
    mandate = propose(lentil_house, ben, "stores", kofi, ends=DAY + timedelta(days=1))
    services.confirm_mandate(mandate=mandate.id, by=lena.id, at=AT)

    on_its_last_day = scopes(ben, AT + timedelta(days=1))
    after = scopes(ben, AT + timedelta(days=2))

    assert on_its_last_day == {"associate", "stores"}
    assert after == {"associate"}


def test_a_mandate_for_later_gives_nothing_before(lentil_house, kofi, lena, ben):
    begins = DAY + timedelta(days=7)
    mandate = propose(lentil_house, ben, "stores", kofi, begins=begins, ends=begins)
    services.confirm_mandate(mandate=mandate.id, by=lena.id, at=AT)

    assert scopes(ben) == {"associate"}
    assert scopes(ben, AT + timedelta(days=7)) == {"associate", "stores"}


def test_a_mandate_is_recalled_by_one_key_holder_at_once(lentil_house, ana, kofi, lena):
    stores = next(
        m for m in queries.list_mandates(union=lentil_house.id, at=AT)
        if m.scope == "stores"
    )  # fmt: skip

    services.end_mandate(mandate=stores.id, by=lena.id, at=AT)
    services.end_mandate(mandate=stores.id, by=lena.id, at=AT)

    assert "stores" not in scopes(ana)


def test_a_mandate_can_be_handed_back_by_its_holder(lentil_house, ana):
    for mandate in queries.list_mandates(union=lentil_house.id, at=AT):
        if mandate.person == ana.id:
            services.end_mandate(mandate=mandate.id, by=ana.id, at=AT)

    assert scopes(ana) == {"associate"}


def test_keys_are_recalled_by_two_one_of_them_a_key_holder(
    lentil_house, kofi, lena, ben, chidi
):
    """No key-holder throws another out alone."""
    keys = next(
        m for m in queries.list_mandates(union=lentil_house.id, at=AT)
        if m.person == kofi.id
    )  # fmt: skip

    services.end_mandate(mandate=keys.id, by=ben.id, at=AT)
    with pytest.raises(Refused):
        services.end_mandate(mandate=keys.id, by=chidi.id, at=AT)
    services.end_mandate(mandate=keys.id, by=ben.id, at=AT)
    assert "keys" in scopes(kofi)
    services.end_mandate(mandate=keys.id, by=lena.id, at=AT)

    assert scopes(kofi) == {"associate"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scope": "everything"}, "scope"),
        ({"limit": "x" * 201}, "limit"),
        ({"ends": DAY - timedelta(days=1)}, "ends"),
        ({"begins": DAY - YEAR, "ends": DAY - timedelta(days=1)}, "ends"),
        ({"ends": DAY + timedelta(days=365)}, "ends"),
        ({"begins": DAY + 2 * YEAR, "ends": DAY + 2 * YEAR}, "ends"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_by_field(
    lentil_house, kofi, lena, ben, changes, field
):
    with pytest.raises(Refused) as refused:
        propose(lentil_house, ben, changes.pop("scope", "stores"), kofi, **changes)

    assert fields(refused) == [field]


def test_no_mandate_for_somebody_who_does_not_sign_in(lentil_house, kofi, paper_ira):
    with pytest.raises(Refused) as refused:
        propose(lentil_house, paper_ira, "stores", kofi)

    assert fields(refused) == ["person"]


def test_no_mandate_across_unions(lentil_house, kofi, lena, dalia, oak_yard):
    with pytest.raises(NotFound):
        propose(lentil_house, dalia, "stores", kofi)
    with pytest.raises(NotYours):
        propose(oak_yard, dalia, "stores", kofi)
    with pytest.raises(NotYours):
        permissions.require(by=kofi.id, union=oak_yard.id, scope="associate", at=AT)


class TestKeysAndWorkAreApart:
    """I-16: no account can do everything."""

    def test_a_key_holder_gets_no_work(self, lentil_house, kofi, lena):
        with pytest.raises(Refused) as refused:
            propose(lentil_house, lena, "stores", kofi)

        assert fields(refused) == ["scope"]

    def test_who_works_gets_no_keys(self, lentil_house, ana, kofi):
        with pytest.raises(Refused) as refused:
            propose(lentil_house, ana, "keys", kofi)

        assert fields(refused) == ["scope"]

    def test_not_even_when_both_were_proposed_before_either_was_confirmed(
        self, lentil_house, kofi, lena, ben
    ):
        keys = propose(lentil_house, ben, "keys", kofi)
        work = propose(lentil_house, ben, "stores", kofi)
        services.confirm_mandate(mandate=keys.id, by=lena.id, at=AT)

        with pytest.raises(Refused):
            services.confirm_mandate(mandate=work.id, by=lena.id, at=AT)

    def test_the_database_refuses_it_too(self, lentil_house, ana, kofi):
        row = Mandate.objects.filter(person=ana.id).first()
        row.id = uuid4()
        row.scope = "keys"

        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)

    def test_the_database_refuses_to_turn_work_into_keys(self, lentil_house, ana):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE people_mandate SET scope = 'keys' WHERE scope = 'stores'"
            )

    def test_the_database_refuses_a_mandate_confirmed_by_its_proposer(
        self, lentil_house, ana
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE people_mandate SET confirmed_by = proposed_by"
                " WHERE scope = 'stores'"
            )

    def test_no_person_of_a_full_house_may_do_everything(self, people25, ana):
        everything = set(words.SCOPES)

        assert all(scopes(person) < everything for person in people25)
        assert all(
            not ("keys" in scopes(person) and scopes(person) & words.WORK_SCOPES)
            for person in people25
        )


class TestAUnionBeingFounded:
    def test_the_first_key_sees_to_stores_and_plans_but_not_all(self, dalia):
        assert scopes(dalia) == {"associate", "keys", "stores", "planning"}

    def test_a_refusal_names_the_first_key_for_what_it_sees_to(self, oak_yard, dalia):
        def named(scope):
            return queries.list_holder_names(union=oak_yard.id, scope=scope, at=AT)

        assert (named("stores"), named("rounds")) == (("Dalia",), ())

    def test_what_needs_two_keys_waits(self, oak_yard, dalia):
        eve = join(oak_yard, dalia, "Eve")
        mandate = propose(oak_yard, eve, "rounds", dalia)

        with pytest.raises(NotYours):
            services.confirm_mandate(mandate=mandate.id, by=eve.id, at=AT)
        with pytest.raises(Refused) as refused:
            services.confirm_mandate(mandate=mandate.id, by=dalia.id, at=AT)

        assert refused.value.problems[0].params == {"count": 1}

    def test_the_second_key_ends_the_founding(self, oak_yard, dalia):
        eve = join(oak_yard, dalia, "Eve", keys=True)

        assert scopes(dalia) == {"associate", "keys"}
        assert scopes(eve) == {"associate", "keys"}
        assert not queries.get_union(union=oak_yard.id).is_being_founded

    def test_a_later_invitation_gives_no_keys(self, oak_yard, dalia):
        open_since_founding = services.invite(
            union=oak_yard.id, by=dalia.id, at=AT, key="late", keys=True
        )
        join(oak_yard, dalia, "Eve", keys=True)

        with pytest.raises(Refused) as refused:
            join(oak_yard, dalia, "Fay", keys=True)
        late = services.join(
            code=open_since_founding.code, name="Gil", username="gil",
            password="four words in a row", at=AT,
        )  # fmt: skip

        assert fields(refused) == ["keys"]
        assert scopes(late) == {"associate"}


def test_a_union_that_lost_its_keys_is_not_locked_out(
    lentil_house, kofi, lena, ben, chidi
):
    """Two associates give keys when fewer than two key-holders are left."""
    eve = join(lentil_house, kofi, "Eve")
    services.leave(person=kofi.id, by=kofi.id, at=AT)
    services.leave(person=lena.id, by=lena.id, at=AT)
    mandate = propose(lentil_house, ben, "keys", chidi)

    for own in (ben, chidi):
        with pytest.raises(Refused):
            services.confirm_mandate(mandate=mandate.id, by=own.id, at=AT)
    services.confirm_mandate(mandate=mandate.id, by=eve.id, at=AT)

    assert "keys" in scopes(ben)


def test_keys_run_out_and_two_associates_give_new_ones(
    lentil_house, kofi, lena, ben, chidi
):
    later = AT + timedelta(days=400)
    day = DAY + timedelta(days=400)
    assert queries.list_key_holders(union=lentil_house.id, at=later) == ()
    mandate = propose(lentil_house, kofi, "keys", ben, at=later, begins=day, ends=day)

    services.confirm_mandate(mandate=mandate.id, by=chidi.id, at=later)

    assert "keys" in scopes(kofi, later)


def test_proposing_and_confirming_twice_changes_nothing(lentil_house, kofi, lena, ben):
    first = propose(lentil_house, ben, "stores", kofi, key="same")
    again = propose(lentil_house, ben, "stores", kofi, key="same")
    services.confirm_mandate(mandate=first.id, by=lena.id, at=AT)
    services.confirm_mandate(mandate=first.id, by=lena.id, at=AT)

    assert again.id == first.id
    assert Mandate.objects.filter(person=ben.id).count() == 1


def test_a_token_does_less_than_its_person(lentil_house, ana):
    with permissions.only({"associate"}):
        permissions.require(by=ana.id, union=ana.union, scope="associate", at=AT)
        with pytest.raises(NotYours):
            permissions.require(by=ana.id, union=ana.union, scope="stores", at=AT)
        with permissions.only({"stores"}), pytest.raises(NotYours):
            permissions.require(by=ana.id, union=ana.union, scope="stores", at=AT)

    permissions.require(by=ana.id, union=ana.union, scope="stores", at=AT)


def test_founding_and_giving_of_the_fixtures_are_repeatable(
    lentil_house, ana, kofi, lena
):
    again, _ = found("Lentil House", "Kofi")
    give_mandate(lentil_house, ana, "stores", by=kofi, confirmed_by=lena)

    assert again.id == lentil_house.id
    assert len(queries.list_unions()) == 1
