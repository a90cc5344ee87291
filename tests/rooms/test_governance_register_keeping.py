"""Reviews: everybody is reminded 30 and 7 days ahead, and told what days have done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from commonweal.commons.notices.models import Notice
from commonweal.rooms.governance.models import EntryIndex, KnownWord
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.queries import searching
from commonweal.rooms.governance.services import register_keeping
from tests.rooms.register_cast import enter

pytestmark = pytest.mark.django_db


def kept(union, day) -> list[str]:
    """Keep the register on a day, twice; return the kinds of what is told anew."""
    before = set(Notice.objects.values_list("id", flat=True))
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    for _twice in range(2):
        register_keeping.keep_register(union=union.id, at=at)
    new = Notice.objects.exclude(id__in=before)
    return sorted(new.values_list("kind", flat=True))


def test_everybody_is_reminded_thirty_and_seven_days_ahead(lentil_house, at):
    number = enter(lentil_house, at, review_on=date(2027, 3, 31))

    assert kept(lentil_house, date(2027, 2, 28)) == []
    assert kept(lentil_house, date(2027, 3, 1)) == ["register.review"]
    assert kept(lentil_house, date(2027, 3, 20)) == []
    assert kept(lentil_house, date(2027, 3, 24)) == ["register.review"]
    assert kept(lentil_house, date(2027, 4, 1)) == ["register.overdue"]
    facts = Notice.objects.filter(kind="register.overdue").get().facts
    assert facts == {
        "number": number, "title": "Dogs", "day": "2027-03-31", "until": "2027-05-30",
    }  # fmt: skip
    assert kept(lentil_house, date(2027, 5, 30)) == []
    assert kept(lentil_house, date(2027, 6, 4)) == ["register.suspended"]
    steps = queries.find(
        union=lentil_house.id, number=number, on=date(2027, 6, 4)
    ).steps
    assert [(s.status, s.on) for s in steps][-1] == ("suspended", date(2027, 5, 31))


def test_what_gives_power_is_told_to_end_and_to_have_ended(lentil_house, at):
    enter(lentil_house, at, kind="mandate", review_on=date(2027, 3, 31))

    assert kept(lentil_house, date(2027, 3, 30)) == ["register.ends"]
    assert kept(lentil_house, date(2027, 4, 1)) == ["register.expired"]
    assert kept(lentil_house, date(2027, 4, 2)) == []


def test_many_at_once_are_one_notice(lentil_house, at):
    for _many in range(register_keeping.MOST_TOLD + 1):
        enter(lentil_house, at, review_on=date(2027, 3, 31))

    assert kept(lentil_house, date(2027, 3, 30)) == ["register.many_due"]
    due = queries.list_due(union=lentil_house.id, on=date(2027, 3, 30))
    assert len(due) == register_keeping.MOST_TOLD + 1


def test_a_lost_index_is_made_anew(lentil_house, at, day):
    enter(lentil_house, at)
    EntryIndex.objects.all().delete()
    KnownWord.objects.all().delete()

    kept(lentil_house, day)

    found = searching.search(union=lentil_house.id, asked="dgos", on=day).lines
    assert [line.title for line in found] == ["Dogs"]


def test_what_is_due_is_listed_the_nearest_first(lentil_house, at, day):
    far = enter(lentil_house, at, review_on=day + timedelta(days=30))
    near = enter(lentil_house, at, review_on=day + timedelta(days=2))
    enter(lentil_house, at, review_on=day + timedelta(days=31))
    enter(lentil_house, at)

    due = queries.list_due(union=lentil_house.id, on=day)

    assert [line.number for line in due] == [near, far]
