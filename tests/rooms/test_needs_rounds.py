"""Rounds: open, ask, rank, share out once (story 6; I-4, I-5)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from commonweal.core.vf import units
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.models import Request
from commonweal.rooms.needs.services import Asked
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from tests.rooms.needs_cast import AT, DAY, add_kind, add_stock
from tests.rooms.needs_rounds import SEED, ask, kg, need, opened, shared, shares_of, why

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


@pytest.fixture
def energy(lentil_house):
    return add_kind(
        lentil_house, "food energy", units.KCAL, words=("content",), content=True
    )


def test_a_round_starts_from_the_stock_on_hand(lentil_house, ana, oats):
    add_stock(lentil_house, oats, "7", expires=date(2026, 12, 1))
    add_stock(lentil_house, oats, "2", expires=date(2026, 11, 20))

    round_ = opened(ana, oats)

    assert [str(line.available) for line in round_.lines] == ["7 kg"]
    assert (round_.status, round_.method) == ("open", "need_tier")


def test_opening_twice_with_one_key_opens_one_round(lentil_house, ana, oats):
    add_stock(lentil_house, oats, "7")

    assert opened(ana, oats) == opened(ana, oats)


def test_what_one_round_may_give_another_may_not(lentil_house, ana, oats):
    add_stock(lentil_house, oats, "7")
    opened(ana, oats, amount=kg("5"))

    second = opened(ana, oats, key="second")
    with pytest.raises(Refused, match="0 kg of oats are here"):
        opened(ana, oats, key="third")

    assert [str(line.available) for line in second.lines] == ["2 kg"]


def test_only_who_holds_a_mandate_for_rounds_opens_and_shares_out(
    lentil_house, ana, ben, oats
):
    add_stock(lentil_house, oats, "7")
    round_ = opened(ana, oats)

    with pytest.raises(NotYours):
        opened(ben, oats)
    with pytest.raises(NotYours):
        shared(ben, round_)
    with pytest.raises(NotYours):
        services.withdraw_round(round_id=round_.id, by=ben.id, at=AT)


def test_a_round_of_another_union_is_not_found(lentil_house, ana, ben, dalia, oats):
    add_stock(lentil_house, oats, "7")
    round_ = opened(ana, oats, method="request")

    with pytest.raises(NotFound):
        queries.get_round(round_id=round_.id, union=dalia.union)
    with pytest.raises(NotFound):
        ask(dalia, round_, "1")


def test_all_problems_of_a_round_are_told_together(lentil_house, ana, oats, energy):
    add_stock(lentil_house, oats, "7")
    draft = RoundDraft(
        key="bad",
        name=" ",
        method="auction",
        from_day=DAY,
        days=0,
        lines=(
            LineDraft(kind=oats.id, amount=kg("8")),
            LineDraft(kind=oats.id, amount=kg("-1")),
            LineDraft(kind=energy.id),
            LineDraft(kind=ana.id),
            LineDraft(kind=oats.id, portion=measure_of("1", units.HOUR), label="b"),
        ),
    )

    with pytest.raises(Refused) as refused:
        services.open_round(draft=draft, by=ana.id, at=AT)

    assert [(p.row, p.field) for p in refused.value.problems] == [
        (None, "name"),
        (None, "method"),
        (None, "days"),
        (1, "amount"),
        (2, "lines"),
        (2, "amount"),
        (3, "lines"),
        (4, "lines"),
        (5, "portion"),
    ]


def test_in_a_round_by_request_everyone_asks_there(lentil_house, ana, ben, chidi, oats):
    add_stock(lentil_house, oats, "9")
    round_ = opened(ana, oats, method="request")
    need(ana, amount="9", tier="vital")
    ask(ben, round_, "2")
    ask(ben, round_, "1")
    ask(chidi, round_, "12")

    assert shares_of(shared(ana, round_)) == {
        ("Ben", "oats"): "1",
        ("Chidi", "oats"): "8",
    }


def test_asking_for_nothing_takes_the_request_back(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "9")
    round_ = opened(ana, oats, method="request")
    ask(ben, round_, "2")

    ask(ben, round_, "")

    assert not Request.objects.exists()


def test_a_helper_asks_for_someone_and_it_is_recorded(
    lentil_house, ana, ben, paper_ira, oats
):
    """I-22."""
    add_stock(lentil_house, oats, "9")
    round_ = opened(ana, oats, method="request")

    ask(paper_ira, round_, "2", by=ana)
    with pytest.raises(NotYours):
        ask(paper_ira, round_, "3", by=ben)

    assert Request.objects.get().typed_by == ana.id


@pytest.mark.parametrize(
    ("amount", "tier", "field"),
    [
        ("-1", "vital", "amount"),
        ("x", "vital", "amount"),
        ("999999", "vital", "amount"),
        ("1", "royal", "tier"),
    ],
)
def test_a_bad_request_is_refused_by_field(
    lentil_house, ana, oats, amount, tier, field
):
    add_stock(lentil_house, oats, "9")
    round_ = opened(ana, oats, method="request")

    with pytest.raises(Refused) as refused:
        ask(ana, round_, amount, tier=tier)

    assert [p.field for p in refused.value.problems] == [field]


def test_rounds_refuse_what_is_not_theirs(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "9")
    by_need = opened(ana, oats, amount=kg("1"))
    by_request = opened(ana, oats, method="request", key="b", amount=kg("1"))
    free = opened(ana, oats, method="free", key="c", amount=kg("1"))
    line = by_request.lines[0].id

    for deed in (
        lambda: ask(ben, by_need, "1"),
        lambda: services.rank_in_round(
            round_id=by_request.id, places={line: 1}, person=ben.id, by=ben.id, at=AT
        ),
        lambda: shared(ana, free),
        lambda: shared(ana, by_need, seed=" "),
        lambda: shared(ana, by_need, seed="7" * 61),
        lambda: services.close_round(round_id=by_need.id, by=ana.id, at=AT),
    ):
        with pytest.raises(Refused):
            deed()
    with pytest.raises(NotFound):
        services.ask_in_round(
            round_id=by_request.id,
            asked=[Asked(line=by_need.lines[0].id, amount="1")],
            person=ben.id,
            by=ben.id,
            at=AT,
        )


def test_a_round_is_shared_out_once(lentil_house, ana, ben, oats):
    """Nobody draws again until they like the result."""
    add_stock(lentil_house, oats, "5")
    round_ = opened(ana, oats, method="lottery")
    ask(ana, round_, "5")
    ask(ben, round_, "5")
    first = shared(ana, round_)

    assert shared(ana, round_) == first
    with pytest.raises(Refused, match="shared already"):
        shared(ana, round_, seed="another")
    with pytest.raises(Refused, match="no more requests"):
        ask(ben, round_, "1")
    with pytest.raises(Refused, match="shared already"):
        services.withdraw_round(round_id=round_.id, by=ana.id, at=AT)


def test_a_lottery_gives_all_asked_in_the_order_drawn(
    lentil_house, ana, ben, chidi, oats
):
    add_stock(lentil_house, oats, "5")
    round_ = opened(ana, oats, method="lottery", portion=kg("1"))
    for person in (ana, ben, chidi):
        ask(person, round_, "3")

    shared_ = shared(ana, round_)

    assert sorted(shares_of(shared_).values()) == ["0", "2", "3"]
    assert (shared_.seed, shared_.rules_version) == (SEED, "sharing-1")
    assert queries.recompute(round_id=round_.id, union=lentil_house.id).is_equal
    assert any("place" in sentence for sentence in why(ben, shared_))


def test_fair_turns_remember_who_received_not_who_gave(lentil_house, ana, ben, oats):
    """I-1, I-5: who had the trailer last time comes after who had not."""
    trailer = add_kind(lentil_house, "trailer days", units.PIECE, words=("service",))
    add_stock(lentil_house, trailer, "2")
    first = opened(ana, trailer, method="fair_turn", amount=measure_of(1, units.PIECE))
    ask(ana, first, "1")
    shared(ana, first)
    second = opened(ana, trailer, method="fair_turn", key="second")
    ask(ana, second, "1")
    ask(ben, second, "1")

    shared_ = shared(ana, second)

    assert shares_of(shared_) == {
        ("Ana", "trailer days"): "0",
        ("Ben", "trailer days"): "1",
    }
    assert "Earlier turns with this kind of thing: 1." in why(ana, shared_)[-1]


def test_rooms_go_by_blind_preferences(lentil_house, ana, ben, chidi):
    """Story 6: everyone's own order; as few as can be go without."""
    room = add_kind(lentil_house, "rooms", units.PIECE, words=("service",))
    add_stock(lentil_house, room, "2")
    one = measure_of(1, units.PIECE)
    draft = RoundDraft(
        key="rooms",
        name="Rooms",
        method="preferences",
        from_day=DAY,
        lines=(
            LineDraft(kind=room.id, amount=one, label="attic"),
            LineDraft(kind=room.id, amount=one, label="bay"),
        ),
    )
    round_ = services.open_round(draft=draft, by=ana.id, at=AT)
    attic, bay = (line.id for line in round_.lines)
    for person, places in (
        (ana, {attic: 1}),
        (ben, {attic: 1, bay: 2}),
        (chidi, {bay: 2, attic: 9}),
    ):
        services.rank_in_round(
            round_id=round_.id, places=places, person=person.id, by=person.id, at=AT
        )

    shared_ = shared(ana, round_)

    got = [
        s for s in queries.list_shares(round_id=round_.id, union=lentil_house.id)
        if s.amount.amount
    ]  # fmt: skip
    assert {s.label for s in got} == {"attic", "bay"}
    assert len({s.person_name for s in got}) == 2
    assert queries.recompute(round_id=round_.id, union=lentil_house.id).is_equal
    assert "code names" in why(ben, shared_)[-1]


def test_rankings_are_checked(lentil_house, ana, oats):
    rye = add_kind(lentil_house, "rye")
    add_stock(lentil_house, oats, "2")
    add_stock(lentil_house, rye, "2")
    round_ = opened(ana, oats, rye, method="preferences")
    line, other = (one.id for one in round_.lines)

    def rank(places):
        services.rank_in_round(
            round_id=round_.id, places=places, person=ana.id, by=ana.id, at=AT
        )

    with pytest.raises(NotFound):
        rank({ana.id: 1})
    with pytest.raises(Refused, match="same place"):
        rank({line: 1, other: 1})


def test_withdrawing_a_round_frees_the_stock(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "7")
    round_ = opened(ana, oats, method="request")
    ask(ben, round_, "1")

    services.withdraw_round(round_id=round_.id, by=ana.id, at=AT)

    free = queries.list_free_stock(union=lentil_house.id, on=DAY)
    assert str(free[oats.id]) == "7 kg"
    assert not Request.objects.exists()


def test_what_few_people_received_is_not_told(lentil_house, people25, ana, oats):
    """H15: four people stand behind nothing that everybody can read; five do."""
    add_stock(lentil_house, oats, "40")
    few = opened(ana, oats, method="request", amount=kg("10"))
    some = opened(ana, oats, method="request", amount=kg("10"), key="b")
    for number, person in enumerate(people25[:5]):
        if number:
            ask(person, few, "1", by=ana)
        ask(person, some, "1", by=ana)

    for round_ in (few, some):
        shared(ana, round_)
        services.hand_over_round(round_id=round_.id, by=ana.id, at=AT)

    told = [
        queries.get_round(round_id=one.id, union=lentil_house.id).lines[0].told
        for one in (few, some)
    ]
    assert told == [None, kg("5")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "x" * 121}, "too long"),
        ({"lines": ()}, "at least one thing"),
    ],
)
def test_a_round_that_is_none_is_refused(lentil_house, ana, oats, changes, said):
    add_stock(lentil_house, oats, "7")
    draft = RoundDraft(
        key="a",
        name="Market",
        method="request",
        from_day=DAY,
        lines=(LineDraft(kind=oats.id, amount=kg("1")),),
    )

    with pytest.raises(Refused, match=said):
        services.open_round(
            draft=dataclasses.replace(draft, **changes), by=ana.id, at=AT
        )


def test_a_round_of_too_many_things_is_refused(lentil_house, ana, oats):
    add_stock(lentil_house, oats, "400")
    lines = tuple(
        LineDraft(kind=oats.id, amount=kg("1"), label=str(n)) for n in range(301)
    )
    draft = RoundDraft(key="a", name="M", method="request", from_day=DAY, lines=lines)

    with pytest.raises(Refused, match="300 things"):
        services.open_round(draft=draft, by=ana.id, at=AT)
