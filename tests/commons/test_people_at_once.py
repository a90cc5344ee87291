"""Two people acting at the same moment: one wins, the other is told, nothing is half done."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from commonweal.commons.people import queries, services
from commonweal.commons.people.models import Mandate, Person
from commonweal.core.vf.problems import Refused
from tests.conftest import AT, DAY, PASSWORD, found, join

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Do all at the same moment, each on a connection of its own; return what came."""
    ready = threading.Barrier(len(deeds))
    came = [None] * len(deeds)

    def do(number, deed):
        try:
            ready.wait()
            came[number] = deed()
        except Refused as refused:
            came[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def test_one_code_lets_one_of_four_in():
    union, founder = found("Lentil House", "Kofi")
    made = services.invite(union=union.id, by=founder.id, at=AT, key="x")

    def come_in(name):
        return lambda: services.join(
            code=made.code, name=name, username=name, password=PASSWORD, at=AT
        )

    came = at_once(*(come_in(name) for name in ("eve", "fay", "gil", "hal")))

    assert sum(isinstance(one, queries.PersonView) for one in came) == 1
    assert sum(isinstance(one, Refused) for one in came) == 3
    assert queries.count_associates(union=union.id) == 2
    assert get_user_model().objects.count() == 2


def test_keys_and_work_are_not_joined_by_two_confirmations_at_once():
    """I-16, under a race."""
    union, kofi = found("Lentil House", "Kofi")
    lena = join(union, kofi, "Lena", keys=True)
    ben = join(union, kofi, "Ben")
    proposed = [
        services.propose_mandate(
            union=union.id, person=ben.id, scope=scope, begins=DAY, ends=DAY,
            by=kofi.id, at=AT, key=scope,
        ).id
        for scope in ("keys", "stores")
    ]  # fmt: skip

    came = at_once(
        *(
            lambda mandate=mandate: services.confirm_mandate(
                mandate=mandate, by=lena.id, at=AT
            )
            for mandate in proposed
        )
    )

    assert sum(isinstance(one, Refused) for one in came) == 1
    confirmed = Mandate.objects.filter(person=ben.id, confirmed_at__isnull=False)
    assert confirmed.count() == 1


def test_a_form_sent_twice_at_once_founds_one_union():
    def twice():
        return found("Lentil House", "Kofi")[0].id

    came = at_once(twice, twice)

    assert len({str(one) for one in came if not isinstance(one, Refused)}) == 1
    assert len(queries.list_unions()) == 1
    assert Person.objects.count() == 1


def test_a_sign_in_name_taken_at_once_is_given_to_one():
    union, founder = found("Lentil House", "Kofi")
    codes = [
        services.invite(union=union.id, by=founder.id, at=AT, key=key).code
        for key in ("x", "y")
    ]

    came = at_once(
        *(
            lambda code=code: services.join(
                code=code, name="Eve", username="eve", password=PASSWORD, at=AT
            )
            for code in codes
        )
    )

    assert sum(isinstance(one, Refused) for one in came) == 1
    assert get_user_model().objects.filter(username="eve").count() == 1
