"""Several at the same moment: one count, one answer each, one motion at a time (I-17)."""

from __future__ import annotations

import pytest

from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Answer, Motion, Step
from tests.rooms.governance_cast import all_say, bring, frozen, later
from tests.rooms.test_purse_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
OPEN = later(days=15)


def test_two_facilitators_close_at_once_and_it_is_counted_once(kofi, lena, ben, chidi):
    motion = frozen(ben)
    all_say(motion, (kofi, lena, ben, chidi), "consent", OPEN)

    def close(person):
        return services.close_motion(
            motion=motion, union=person.union, by=person.id, at=OPEN
        )

    came = at_once(
        lambda: close(kofi),
        lambda: close(lena),
        lambda: services.advance(union=ben.union, at=later(25)),
    )

    said = [str(one) for one in came if isinstance(one, Refused)]
    assert set(said) <= {
        "It is closed already, and counted once.",
        (
            "The clock here says 2026-12-08 08:00, but this motion went on at 2026-12-18 "
            "08:00 already. Nothing was done. Have the clock of this computer set right, then "
            "try again."
        ),
    }
    assert len(said) >= 1
    services.advance(union=ben.union, at=later(29))
    kinds = list(Step.objects.order_by("number").values_list("kind", flat=True))
    assert [kinds.count(one) for one in ("opened", "counted", "adopted")] == [1, 1, 1]


def test_a_first_answer_of_many_opens_it_once(kofi, lena, ben, chidi):
    motion = frozen(ben)
    house = (kofi, lena, ben, chidi)

    came = at_once(
        *(
            lambda person=person: services.answer(
                motion=motion, answer="consent", union=person.union, by=person.id,
                key="k", at=OPEN,
            )
            for person in (*house, *house)
        )
    )  # fmt: skip

    assert not any(isinstance(one, Refused) for one in came)
    assert Answer.objects.count() == 4
    assert Step.objects.filter(kind="opened").count() == 1
    seen = queries.participation(union=ben.union, motion=motion)
    assert (seen.n_answered, seen.n_voters) == (4, 4)


def test_two_motions_brought_at_once_by_one_person_are_one(kofi, ben):
    came = at_once(lambda: bring(ben, key="one"), lambda: bring(ben, key="two"))

    assert sum(isinstance(one, Refused) for one in came) == 1
    assert Motion.objects.count() == 1
