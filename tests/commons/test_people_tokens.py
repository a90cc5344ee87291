"""Tokens for programs, and ways back in for who is locked out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.people import queries, services
from commonweal.commons.people.models import Token
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from tests.conftest import AT


def fields(refused):
    return {problem.field for problem in refused.value.problems}


class TestTokens:
    def issue(self, person, **changes):
        asked = {
            "person": person.id, "scopes": ["associate"], "label": "shelf",
            "expires": AT + timedelta(days=30), "by": person.id, "at": AT, "key": "t",
        } | changes  # fmt: skip
        return services.issue_token(**asked)

    def test_a_token_names_its_person_until_it_ends(self, ben):
        issued = self.issue(ben)

        person, token = queries.person_of_token(token=issued.secret, at=AT)

        assert (person.id, token.scopes) == (ben.id, ("associate",))
        late = AT + timedelta(days=30)
        assert queries.person_of_token(token=issued.secret, at=late) is None
        assert services.person_of_token(token="cw_guess", at=AT) is None

    def test_only_a_fingerprint_is_stored_and_the_same_form_gives_the_same(self, ben):
        issued, again = self.issue(ben), self.issue(ben)

        assert again == issued
        assert issued.secret not in str(vars(Token.objects.get()))

    def test_a_token_cannot_hold_what_its_person_does_not(self, ben):
        with pytest.raises(Refused) as refused:
            self.issue(
                ben, scopes=["stores", "associate"], label="",
                expires=AT + timedelta(days=181),
            )  # fmt: skip

        assert fields(refused) == {"scopes", "label", "expires"}

    def test_a_revoked_token_is_dead_and_only_ones_own_can_be(self, ben, ana):
        issued = self.issue(ben)

        with pytest.raises(NotFound):
            services.revoke_token(token=issued.token.id, by=ana.id, at=AT)
        services.revoke_token(token=issued.token.id, by=ben.id, at=AT)
        services.revoke_token(token=issued.token.id, by=ben.id, at=AT)

        assert queries.person_of_token(token=issued.secret, at=AT) is None
        assert queries.list_tokens(person=ben.id, at=AT) == ()

    def test_nobody_issues_a_token_for_another(self, ben, ana):
        with pytest.raises(NotYours):
            self.issue(ben, by=ana.id)

    def test_who_left_has_no_token(self, ben):
        issued = self.issue(ben)
        services.leave(person=ben.id, by=ben.id, at=AT)

        assert queries.person_of_token(token=issued.secret, at=AT) is None


class TestComingBack:
    def test_a_way_back_needs_two(self, ben, kofi, lena, ana):
        asked = services.ask_return(person=ben.id, by=kofi.id, at=AT, key="b")

        with pytest.raises(Refused):
            services.confirm_return(returning=asked.id, by=kofi.id, at=AT)
        with pytest.raises(NotYours):
            services.confirm_return(returning=asked.id, by=ana.id, at=AT)
        code = services.confirm_return(returning=asked.id, by=lena.id, at=AT)

        name = services.come_back(code=code, password="another four words", at=AT)
        assert name == "ben.lentil-house"
        with pytest.raises(Refused):
            services.come_back(code=code, password="another four words", at=AT)

    def test_a_locked_out_key_holder_is_let_in_by_the_other_and_an_associate(
        self, kofi, lena, ben
    ):
        asked = services.ask_return(person=lena.id, by=kofi.id, at=AT, key="b")

        code = services.confirm_return(returning=asked.id, by=ben.id, at=AT)

        assert services.come_back(code=code, password="another four words", at=AT)

    def test_the_code_runs_out_in_two_days(self, ben, kofi, lena):
        asked = services.ask_return(person=ben.id, by=kofi.id, at=AT, key="b")
        code = services.confirm_return(returning=asked.id, by=lena.id, at=AT)

        with pytest.raises(Refused):
            services.come_back(
                code=code, password="another four words", at=AT + timedelta(days=2)
            )

    def test_a_poor_password_leaves_the_code_good(self, ben, kofi, lena):
        asked = services.ask_return(person=ben.id, by=kofi.id, at=AT, key="b")
        code = services.confirm_return(returning=asked.id, by=lena.id, at=AT)

        with pytest.raises(Refused) as refused:
            services.come_back(code=code, password="password", at=AT)

        assert fields(refused) == {"password"}
        assert services.come_back(code=code, password="another four words", at=AT)

    def test_who_does_not_sign_in_has_nothing_to_come_back_to(self, paper_ira, kofi):
        with pytest.raises(Refused):
            services.ask_return(person=paper_ira.id, by=kofi.id, at=AT, key="b")
