"""The cast the other tests stand on is what it says."""

from __future__ import annotations

from commonweal.commons.people import queries


def test_the_cast_holds_what_it_is_said_to_hold(ana, ben, chidi, kofi, lena, dalia, at):
    def scopes(person):
        return set(queries.scopes_of(person=person.id, at=at))

    assert scopes(ana) == {"associate", "stores", "planning", "rounds", "paper"}
    assert scopes(ben) == scopes(chidi) == {"associate"}
    assert scopes(kofi) == scopes(lena) == {"associate", "keys"}
    assert dalia.union != ben.union


def test_lentil_house_has_three_circles_and_twenty_five_people(people25, circles):
    assert sorted(circles) == ["garden", "north", "south"]
    assert len(people25) == 25


def test_ira_does_not_sign_in_and_it_is_known_who_entered_her(paper_ira, ana):
    assert not paper_ira.has_account
    assert paper_ira.added_by == ana.id
