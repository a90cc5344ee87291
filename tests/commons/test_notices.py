"""Notices tell facts, once, to whom they are for."""

from __future__ import annotations

import pytest

from commonweal.commons.notices import queries, services
from commonweal.core.vf.problems import Refused
from tests.conftest import AT


def tell(union, to=None, **changes):
    asked = {
        "union": union.id, "to": to, "kind": "round.opened",
        "facts": {"name": "Monday"}, "key": "n", "at": AT,
    } | changes  # fmt: skip
    return services.tell(**asked)


def test_telling_twice_tells_once(lentil_house, ben):
    assert tell(lentil_house) == tell(lentil_house)

    listed = queries.list_for(person=ben.id, at=AT)

    assert [notice.message % notice.params for notice in listed] == [
        "The round “Monday” is open."
    ]


def test_what_is_told_to_one_is_read_by_nobody_else(lentil_house, ben, chidi, dalia):
    tell(lentil_house, to=ben.id)

    counts = [len(queries.list_for(person=p.id, at=AT)) for p in (ben, chidi, dalia)]

    assert counts == [1, 0, 0]


def test_putting_away_is_ones_own(lentil_house, ben, chidi):
    notice = tell(lentil_house)
    services.mark_read(notice=notice, by=ben.id, at=AT)
    services.mark_read(notice=notice, by=ben.id, at=AT)

    assert queries.count_unread(person=ben.id, at=AT) == 0
    assert queries.count_unread(person=chidi.id, at=AT) == 1


def test_anothers_notice_is_not_put_away(lentil_house, ben, chidi):
    notice = tell(lentil_house, to=ben.id)

    services.mark_read(notice=notice, by=chidi.id, at=AT)

    assert queries.count_unread(person=ben.id, at=AT) == 1


def test_a_notice_holds_short_facts_only(lentil_house):
    with pytest.raises(Refused) as refused:
        tell(lentil_house, facts={"name": "x" * 201})

    assert [problem.field for problem in refused.value.problems] == ["facts.name"]


def test_an_unknown_kind_still_says_that_something_changed(lentil_house, ben):
    tell(lentil_house, kind="from.a.later.version", facts={})

    (notice,) = queries.list_for(person=ben.id, at=AT)

    assert notice.message == "Something has changed."
