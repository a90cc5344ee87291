"""What people's deeds refuse, what a repeat changes, and what can be asked."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model, hashers

from commonweal.commons.notices import queries as notices
from commonweal.commons.people import queries, services
from commonweal.commons.people.passwords import LightArgon2
from commonweal.core.vf.problems import NotFound, Refused
from tests.conftest import AT, DAY, PASSWORD, give_mandate

pytestmark = pytest.mark.django_db
NOBODY = uuid4()


def fields(refused):
    return [problem.field for problem in refused.value.problems]


class TestAsking:
    def test_who_is_not_here_is_not_found(self, lentil_house):
        with pytest.raises(NotFound):
            queries.get_union(union=NOBODY)
        with pytest.raises(NotFound):
            queries.get_person(person=NOBODY)
        with pytest.raises(NotFound):
            queries.get_circle(union=lentil_house.id, circle=NOBODY)
        assert queries.find_union_of_account(-1) is None
        assert queries.find_person_of_account(-1) is None
        assert queries.find_person_and_union(-1) is None
        assert notices.list_for(person=NOBODY, at=AT) == ()

    def test_an_account_leads_to_its_person_and_union(self, ben, lentil_house):
        account = ben_account(ben)

        assert queries.find_person_of_account(account).id == ben.id
        assert queries.find_union_of_account(account).id == lentil_house.id
        person, union = queries.find_person_and_union(account)
        assert (person.id, union.id) == (ben.id, lentil_house.id)

    def test_open_codes_and_ways_back_are_listed_without_who_used_them(
        self, lentil_house, kofi, ben
    ):
        made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")
        services.ask_return(person=ben.id, by=kofi.id, at=AT, key="b")

        listed = queries.list_invitations(union=lentil_house.id, at=AT)
        (waiting,) = queries.list_returns(union=lentil_house.id, at=AT)

        assert len(listed) >= 1
        found = queries.find_invitation(code=made.code, at=AT)
        assert found in listed
        assert queries.find_invitation(code="NOT-A-CODE", at=AT) is None
        assert waiting.person == ben.id


class TestRefusing:
    def test_a_person_added_with_a_made_up_status(self, lentil_house, kofi):
        with pytest.raises(Refused) as refused:
            services.add_person(
                union=lentil_house.id, name="Ira", status="king", by=kofi.id, at=AT,
                key="i",
            )  # fmt: skip
        assert fields(refused) == ["status"]

    def test_a_language_nobody_ships(self, ben):
        with pytest.raises(Refused) as refused:
            services.choose_language(person=ben.id, language="xx", by=ben.id, at=AT)
        assert fields(refused) == ["language"]

        chosen = services.choose_language(
            person=ben.id, language="de", by=ben.id, at=AT
        )
        assert chosen.language == "de"

    def test_the_name_of_somebody_who_left_or_signs_in(self, ben, ana, chidi):
        with pytest.raises(Refused):
            services.rename_person(person=chidi.id, name="C", by=ana.id, at=AT)
        services.leave(person=chidi.id, by=chidi.id, at=AT)
        with pytest.raises(NotFound):
            services.rename_person(person=chidi.id, name="C", by=chidi.id, at=AT)

        assert services.rename_person(person=ben.id, name="Benno", by=ben.id, at=AT)

    def test_two_circles_of_one_name_but_the_same_form_twice_is_one(
        self, lentil_house, ben
    ):
        asked = {"union": lentil_house.id, "by": ben.id, "at": AT}
        first = services.add_circle(**asked, name="attic", key="a")
        again = services.add_circle(**asked, name="attic", key="a")

        with pytest.raises(Refused) as refused:
            services.add_circle(**asked, name="Attic", key="b")

        assert (first.id, fields(refused)) == (again.id, ["name"])

    def test_a_way_back_for_nobody_or_one_that_has_run_out(self, ben, kofi, lena):
        with pytest.raises(NotFound):
            services.ask_return(person=NOBODY, by=kofi.id, at=AT, key="b")
        with pytest.raises(NotFound):
            services.confirm_return(returning=NOBODY, by=lena.id, at=AT)

        asked = services.ask_return(person=ben.id, by=kofi.id, at=AT, key="b")
        first = services.confirm_return(returning=asked.id, by=lena.id, at=AT)
        assert services.confirm_return(returning=asked.id, by=lena.id, at=AT) == first

    def test_a_way_back_another_has_confirmed(self, lena, kofi, ben, chidi):
        asked = services.ask_return(person=lena.id, by=kofi.id, at=AT, key="b")
        services.confirm_return(returning=asked.id, by=ben.id, at=AT)

        with pytest.raises(Refused) as refused:
            services.confirm_return(returning=asked.id, by=chidi.id, at=AT)
        assert fields(refused) == ["returning"]

    def test_a_mandate_that_is_not_there_or_no_longer_open(
        self, lentil_house, kofi, lena, ben, chidi
    ):
        with pytest.raises(NotFound):
            services.confirm_mandate(mandate=NOBODY, by=kofi.id, at=AT)
        with pytest.raises(NotFound):
            services.propose_mandate(
                union=lentil_house.id, person=NOBODY, scope="stores", limit="",
                begins=DAY, ends=DAY, by=kofi.id, at=AT, key="n",
            )  # fmt: skip

        mandate = give_mandate(lentil_house, ben, "stores", by=kofi, confirmed_by=lena)
        services.end_mandate(mandate=mandate.id, by=lena.id, at=AT)
        with pytest.raises(Refused) as refused:
            services.confirm_mandate(mandate=mandate.id, by=kofi.id, at=AT)

        assert fields(refused) == ["mandate"]
        (ended,) = [
            one
            for one in queries.list_mandates(union=lentil_house.id, at=AT)
            if one.id == mandate.id
        ] or [None]
        assert ended is None or ended.status == "ended"

    def test_a_rule_that_is_not_proposed_and_one_proposed_twice(
        self, lentil_house, kofi, lena
    ):
        with pytest.raises(NotFound):
            services.confirm_rule(proposal=NOBODY, by=kofi.id, at=AT)
        asked = {
            "union": lentil_house.id, "rule": "needs.keep_days", "value": "90",
            "from_day": DAY + timedelta(days=7), "title": "Shorter", "by": kofi.id, "at": AT, "key": "r",
        }  # fmt: skip
        first = services.propose_rule(**asked)
        assert services.propose_rule(**asked) == first

        services.withdraw_rule(proposal=first.id, by=lena.id, at=AT)
        services.withdraw_rule(proposal=first.id, by=lena.id, at=AT)
        assert queries.list_rule_proposals(union=lentil_house.id) == ()

    def test_an_invitation_withdrawn_twice_stays_withdrawn(self, lentil_house, kofi):
        made = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")
        found = queries.find_invitation(code=made.code, at=AT)
        asked = {"union": lentil_house.id, "invitation": found.id, "by": kofi.id}

        services.withdraw_invitation(**asked, at=AT)
        again = services.withdraw_invitation(**asked, at=AT + timedelta(hours=1))

        assert again.status == "withdrawn"

    def test_a_sign_in_that_is_in_a_union_already(self, lentil_house, kofi, ben):
        invited = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

        with pytest.raises(Refused) as refused:
            services.join(
                code=invited.code, name="Ben again", account=ben_account(ben), at=AT
            )

        assert fields(refused) == ["account"]
        assert queries.find_invitation(code=invited.code, at=AT).status == "open"


def test_a_sign_in_that_is_in_no_union_yet_comes_in_with_it(lentil_house, kofi):
    account = get_user_model().objects.create(username="eve", made_at=AT)
    invited = services.invite(union=lentil_house.id, by=kofi.id, at=AT, key="x")

    eve = services.join(code=invited.code, name="Eve", account=account.id, at=AT)

    assert queries.find_person_of_account(account.id) == eve


def test_a_password_is_kept_as_argon2id_a_small_board_can_pay(settings):
    settings.PASSWORD_HASHERS = [f"{LightArgon2.__module__}.{LightArgon2.__qualname__}"]
    kept = hashers.make_password(PASSWORD)

    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hashers.check_password(PASSWORD, kept)
    assert not hashers.check_password("another", kept)


def ben_account(person):
    return services.persons.Person.objects.get(id=person.id).account_id
