"""Rounds: open, ask, share out, explain, compute again (story 6; I-2, I-4, I-5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commonweal.commons.people import services as people
from commonweal.core.vf import units
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.models import Need, Request, Share
from commonweal.rooms.needs.services import Asked
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from tests.rooms.needs_cast import AT, DAY, add_kind, add_stock, written

pytestmark = pytest.mark.django_db(transaction=True)

SEED = "4 11 27"


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


@pytest.fixture
def energy(lentil_house):
    return add_kind(
        lentil_house, "food energy", units.KCAL, words=("content",), content=True
    )


def kg(amount):
    return measure_of(amount, units.KG)


def need(person, *, by=None, key="a", **parts):
    by = by or person
    lines = [written(f"{key} {person.id}", who=str(person.id), **parts)]
    return services.state_written(lines=lines, by=by.id, at=AT)[0]


def opened(ana, *kinds, method="need_tier", key="market", days=7, **line):
    draft = RoundDraft(
        key=key,
        name="Market",
        method=method,
        from_day=DAY,
        days=days,
        lines=tuple(LineDraft(kind=kind.id, **line) for kind in kinds),
    )
    return services.open_round(draft=draft, by=ana.id, at=AT)


def shared(ana, round_, seed=SEED):
    return services.share_out(round_id=round_.id, seed=seed, by=ana.id, at=AT)


def shares_of(round_):
    """Return what each person got of each thing, in units."""
    found = queries.list_shares(round_id=round_.id, union=round_.union)
    return {(s.person_name, s.kind.name): str(s.amount.decimal) for s in found}


def ask(person, round_, amount, *, by=None, tier="dignity"):
    services.ask_in_round(
        round_id=round_.id,
        asked=[Asked(line=round_.lines[0].id, amount=amount, tier=tier)],
        person=person.id,
        by=(by or person).id,
        at=AT,
    )


def why(person, round_):
    (share, *_) = queries.list_my_shares(
        person=person.id, union=round_.union, round_id=round_.id
    )
    explained = queries.explain_share(share=share.id, union=round_.union)
    return [template % params for template, params in explained.sentences]


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


def test_vital_needs_come_first_and_are_raised_evenly(
    lentil_house, ana, ben, chidi, oats
):
    """I-2, I-5: 8 kg; vital 3 and 6 make 3 and 5 by equal amounts, dignity nothing."""
    add_stock(lentil_house, oats, "8")
    need(ana, amount="3", tier="vital")
    need(ben, amount="6", tier="vital")
    need(chidi, amount="6", tier="dignity")

    round_ = shared(ana, opened(ana, oats))

    assert shares_of(round_) == {
        ("Ana", "oats"): "3",
        ("Ben", "oats"): "5",
        ("Chidi", "oats"): "0",
    }


def test_equal_needs_get_equal_shares(lentil_house, ana, ben, chidi, oats):
    """I-5: ten kilos for three equal needs, in portions of half a kilo."""
    add_stock(lentil_house, oats, "10")
    for person in (ana, ben, chidi):
        need(person, amount="5")

    round_ = shared(ana, opened(ana, oats, portion=kg("0.5")))

    assert sorted(shares_of(round_).values()) == ["3", "3.5", "3.5"]


def test_days_of_the_round_decide_how_much_is_needed(lentil_house, ana, oats):
    """A kilo a week from Thursday on is 4/7 kg within a week from Monday."""
    add_stock(lentil_house, oats, "8")
    need(ana, amount="7", begins="2026-11-26")

    round_ = shared(ana, opened(ana, oats))

    assert shares_of(round_) == {("Ana", "oats"): "4"}


def test_a_need_of_once_that_was_not_met_still_counts(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "8")
    need(ana, per="once", due="2026-11-23", amount="2")
    need(ben, per="once", due="2026-12-24", amount="2")
    draft = RoundDraft(
        key="later",
        name="Later",
        method="need_tier",
        from_day=DAY + timedelta(days=7),
        lines=(LineDraft(kind=oats.id),),
    )

    round_ = services.open_round(draft=draft, by=ana.id, at=AT)

    assert shares_of(shared(ana, round_)) == {("Ana", "oats"): "2"}


def test_food_is_shared_by_the_need_of_what_it_holds(
    lentil_house, ana, ben, oats, energy
):
    """Ana needs 7,000 kcal this week, Ben 14,000; bread holds half of what is needed."""
    bread = add_kind(lentil_house, "bread", contents={energy.id: "2500"})
    add_stock(lentil_house, bread, "4.2")
    need(ana, what="food energy", amount="1000", per="day", tier="vital")
    need(ben, what="food energy", amount="2000", per="day", tier="vital")

    round_ = shared(ana, opened(ana, bread))

    assert shares_of(round_) == {("Ana", "bread"): "1.4", ("Ben", "bread"): "2.8"}
    assert why(ben, round_) == [
        "The stated need of food energy for these 7 days is 14000 kcal.",
        (
            "Of all food energy in this round, bread holds 100.0 %. So that part of the"
            " need was asked of it: 5.6 kg."
        ),
        "More was asked for in this tier than the 4.2 kg that were here.",
        "So everyone's need was covered to the same part: 50.0 %.",
    ]


def test_each_food_is_asked_for_its_part_of_the_need(
    lentil_house, ana, ben, oats, energy
):
    """Bread holds a quarter of the energy here and potatoes the rest: all of it fits."""
    bread = add_kind(lentil_house, "bread", contents={energy.id: "2500"})
    roots = add_kind(lentil_house, "potatoes", contents={energy.id: "750"})
    add_stock(lentil_house, bread, "4")
    add_stock(lentil_house, roots, "40")
    need(ana, what="food energy", amount="10000", per="week", tier="vital")
    need(ben, what="food energy", amount="20000", per="week", tier="vital")

    round_ = shared(ana, opened(ana, bread, roots))

    assert shares_of(round_) == {
        ("Ana", "bread"): "1",
        ("Ben", "bread"): "2",
        ("Ana", "potatoes"): "10",
        ("Ben", "potatoes"): "20",
    }


def test_who_needs_the_food_itself_asks_for_the_larger_of_two(
    lentil_house, ana, ben, energy
):
    bread = add_kind(lentil_house, "bread", contents={energy.id: "2500"})
    add_stock(lentil_house, bread, "40")
    need(ana, what="food energy", amount="10000", per="week", tier="vital")
    need(ana, what="bread", amount="6", tier="vital", key="b")
    need(ben, what="bread", amount="3", tier="vital")

    round_ = shared(ana, opened(ana, bread))

    assert shares_of(round_) == {("Ana", "bread"): "6", ("Ben", "bread"): "3"}


def test_without_a_need_of_energy_the_best_covered_content_leads(lentil_house, ana):
    iron = add_kind(
        lentil_house, "iron", units.MILLIGRAM, words=("content",), content=True
    )
    fibre = add_kind(
        lentil_house, "fibre", units.GRAM, words=("content",), content=True
    )
    beans = add_kind(lentil_house, "beans", contents={iron.id: "60", fibre.id: "100"})
    add_stock(lentil_house, beans, "10")
    need(ana, what="iron", amount="100", per="week", tier="vital")
    need(ana, what="fibre", amount="200", per="week", tier="vital", key="b")

    round_ = shared(ana, opened(ana, beans))

    assert round_.lines[0].lead is not None
    assert round_.lines[0].lead.name == "iron"


def test_why_four_here_and_six_there(lentil_house, people25, ana, ben, chidi, oats):
    """I-4, story 6: each share is explained on one screen, by numbers that add up."""
    add_stock(lentil_house, oats, "26")
    need(ben, amount="4")
    for person in people25[:6]:
        if person.name != "Ben":
            need(person, by=ana, amount="9")
    round_ = shared(ana, opened(ana, oats))
    names = {name for name, _ in shares_of(round_)}

    told = why(ben, round_)

    assert len(names) >= 5
    assert told[0] == (
        "From the needs stated for these 7 days, 4 kg of oats was asked."
    )
    assert "people asked for" in told[1]
    assert "who asked for less got what they asked" in told[2]


def test_sums_over_fewer_than_five_are_not_told(lentil_house, ana, ben, oats):
    """H15: an explanation does not give away what the one other person asked for."""
    add_stock(lentil_house, oats, "5")
    need(ana, amount="4")
    need(ben, amount="9")

    round_ = shared(ana, opened(ana, oats))

    assert not any("13 kg" in sentence for sentence in why(ben, round_))


def test_enough_for_all_is_said(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "50")
    need(ben, amount="9")

    assert why(ben, shared(ana, opened(ana, oats)))[-1] == (
        "50 kg were here, enough for all that was asked in this tier."
    )


def test_more_urgent_needs_are_named_when_nothing_is_left(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "5")
    need(ana, amount="9", tier="vital")
    need(ben, amount="9")

    told = why(ben, shared(ana, opened(ana, oats)))

    assert told[-1] == "More urgent needs took all there was."


def test_computing_again_comes_to_what_is_kept(
    lentil_house, people25, ana, oats, energy
):
    """I-4: every share can be computed again from what was recorded."""
    bread = add_kind(lentil_house, "bread", contents={energy.id: "2500"})
    add_stock(lentil_house, oats, "31.007")
    add_stock(lentil_house, bread, "17.013")
    for number, person in enumerate(people25[:12]):
        need(person, by=ana, amount=str(3 + number % 3), tier="vital")
        need(
            person, by=ana, key="e", what="food energy", per="day",
            amount=str(1500 + 100 * number),
        )  # fmt: skip
    round_ = shared(ana, opened(ana, oats, bread))

    again = queries.recompute(round_id=round_.id, union=lentil_house.id)

    assert (again.n_shares, again.n_different, again.is_equal) == (24, 0, True)


def test_a_share_changed_behind_our_back_is_found(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "5")
    need(ben, amount="9")
    round_ = shared(ana, opened(ana, oats))
    Share.objects.update(amount=4000)

    again = queries.recompute(round_id=round_.id, union=lentil_house.id)

    assert (again.n_different, again.is_equal) == (1, False)


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


def test_living_arrangements_change_no_share(
    lentil_house, circles, ana, ben, chidi, oats
):
    """I-7: moving together or apart changes where one receives, never how much."""
    for person, amount in ((ana, "3"), (ben, "6"), (chidi, "6")):
        need(person, amount=amount)
    add_stock(lentil_house, oats, "20")
    apart = shares_of(shared(ana, opened(ana, oats, amount=kg("10"))))

    for person in (ben, chidi):
        people.move_to_circle(
            person=person.id, circle=circles["north"].id, by=person.id, at=AT
        )
    together = shares_of(shared(ana, opened(ana, oats, key="b", amount=kg("10"))))

    assert apart.keys() == together.keys()
    assert apart["Ana", "oats"] == together["Ana", "oats"] == "3"
    assert sorted(apart.values()) == sorted(together.values())


def test_what_the_allocator_reads_holds_nothing_about_giving():
    """I-1: the rows asks are made of have no such column."""
    columns = {field.name for model in (Need, Request) for field in model._meta.fields}

    assert not columns & {
        "hours", "money", "contribution", "joined", "came_at", "rank", "age", "sex",
        "status_in_union", "skill",
    }  # fmt: skip


def test_withdrawing_a_round_frees_the_stock(lentil_house, ana, ben, oats):
    add_stock(lentil_house, oats, "7")
    round_ = opened(ana, oats, method="request")
    ask(ben, round_, "1")

    services.withdraw_round(round_id=round_.id, by=ana.id, at=AT)

    free = queries.list_free_stock(union=lentil_house.id, on=DAY)
    assert str(free[oats.id]) == "7 kg"
    assert not Request.objects.exists()


def test_old_rounds_are_forgotten_and_leavers_taken_off(lentil_house, ana, ben, oats):
    """I-24: shares last as long as needs do; a leaver's share stays without them."""
    add_stock(lentil_house, oats, "7")
    need(ben, amount="1")
    round_ = shared(ana, opened(ana, oats))
    people.leave(person=ben.id, by=ben.id, at=AT)

    services.expire_needs(union=lentil_house.id, at=AT)
    assert [share.person for share in Share.objects.all()] == [None]
    assert queries.recompute(round_id=round_.id, union=lentil_house.id).is_equal
    done = services.expire_needs(union=lentil_house.id, at=AT + timedelta(days=366))

    assert (done.shares, Share.objects.count()) == (1, 0)
    assert queries.list_rounds(union=lentil_house.id) == ()
