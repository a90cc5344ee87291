"""Paper, the spoken round and the urn: typed in by two, or not counted (I-22)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Answer, PaperTyping, UrnTyping
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.services import paper_votes
from commonweal.rooms.governance.words import counts
from tests.rooms.governance_counts import (
    THREE_OPTIONS,
    closed,
    house_of_ten,
    motion_row,
    opened,
    recounted,
    say,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten(lentil_house, ana, ben, chidi):
    return house_of_ten(lentil_house, ana)


@pytest.fixture
def choice(ten, ben):
    """A ranking that is open, brought by ben."""
    return opened(ben, matter="choice", options=THREE_OPTIONS)


def lines(people, *given):
    return [
        counts.PaperLine(person.id, answer)
        for person, answer in zip(people, given, strict=False)
    ]


def first_typing(motion, by, typed, **more):
    return paper_votes.type_sheet(
        motion=motion, lines=typed, union=by.union, by=by.id,
        key=more.pop("key", "sheet"),
        at=more.pop("at", None) or motion_row(motion).opens_at, **more,
    )  # fmt: skip


def typed_again(sheet, by, typed):
    return paper_votes.type_sheet_again(
        sheet=sheet.id, lines=typed, union=by.union, by=by.id,
        at=motion_row(sheet.motion).opens_at,
    )  # fmt: skip


def refused(deed, *args, **said) -> list[tuple]:
    with pytest.raises(Refused) as caught:
        deed(*args, **said)
    return [(one.row, str(one)) for one in caught.value.problems]


def test_a_sheet_counts_when_two_have_typed_the_same(ten, choice, ana, chidi, kofi):
    typed = lines(ten[:3], ["o1"], ["o2", "o1"], [])

    sheet = first_typing(choice, ana, typed)

    assert (sheet.state, sheet.n_lines) == ("half", 3)
    assert not Answer.objects.filter(motion=choice).exists()
    assert refused(typed_again, sheet, ana, typed) == [
        (None, "You typed this sheet first. Let somebody else type it again.")
    ]

    done = typed_again(sheet, kofi, typed)

    assert (done.state, done.first, done.second) == ("agreed", ana.id, kofi.id)
    assert [one.person for one in done.receipts] == [one.id for one in ten[:3]]
    given = Answer.objects.filter(motion=choice)
    assert {one.channel for one in given} == {"paper"}
    assert {one.receipt for one in given} == {one.code for one in done.receipts}
    kept = PaperTyping.objects.get(id=sheet.id)
    assert (kept.lines, kept.second_lines) == ("", "")
    assert typed_again(sheet, kofi, typed).state == "agreed"
    assert given.count() == 3


def test_what_differs_is_listed_by_its_row_and_mended(ten, choice, ana, kofi):
    sheet = first_typing(choice, ana, lines(ten[:3], ["o1"], ["o2"], ["o3"]))

    differs = typed_again(sheet, kofi, lines(ten[:3], ["o1"], ["o3"]))

    assert differs.state == "differs"
    assert [(one.row, one.name) for one in differs.mismatches] == [
        (2, ten[1].name),
        (3, ten[2].name),
    ]
    assert not Answer.objects.filter(motion=choice).exists()

    assert typed_again(sheet, ana, lines(ten[:3], ["o1"], ["o3"])).state == "agreed"
    assert Answer.objects.filter(motion=choice).count() == 2


def test_a_bad_sheet_is_told_all_at_once_by_its_rows(
    ten, choice, ana, ben, dalia, lentil_house
):
    typed = [
        counts.PaperLine(dalia.id, ["o1"]),
        counts.PaperLine(ten[0].id, ["o1", "o1"]),
        counts.PaperLine(ten[0].id, ["tent"]),
        counts.PaperLine(ten[1].id, []),
    ]

    assert refused(first_typing, choice, ana, typed) == [
        (1, "This person is not on the list of those who answer here."),
        (2, "“Benches” is on places 1 and 2. Keep one of them."),
        (3, f"{ten[0].name} is on the sheet twice, in row 2 too."),
        (
            3,
            (
                "“tent” is not on the ballot. Options are: Benches, Chairs, Cushions, "
                "Leave as is, Talk more."
            ),
        ),
    ]
    assert refused(first_typing, choice, ana, []) == [
        (None, "There are no answers on the sheet. Type one at least.")
    ]
    assert refused(first_typing, choice, ben, lines(ten, ["o1"])) == [
        (
            None,
            (
                "Whoever brought the motion, or whom it is about, does not count it. Ask "
                "somebody else."
            ),
        )
    ]
    late = motion_row(choice).closes_at
    assert refused(first_typing, choice, ana, lines(ten, ["o1"]), at=late) == [
        (None, "This is not open for answers.")
    ]


def test_a_sheet_that_was_begun_can_be_torn_and_is_never_cast(
    ten, choice, ana, chidi, kofi
):
    sheet = first_typing(choice, ana, lines(ten[:1], ["o1"]))
    tear = {"sheet": sheet.id, "union": ana.union, "at": motion_row(choice).opens_at}

    with pytest.raises(NotYours):
        paper_votes.tear_sheet(by=chidi.id, **tear)
    paper_votes.tear_sheet(by=ana.id, **tear)
    paper_votes.tear_sheet(by=ana.id, **tear)

    assert refused(typed_again, sheet, kofi, lines(ten[:1], ["o1"])) == [
        (None, "This sheet is cast or torn. Begin another one.")
    ]
    assert [
        one.state for one in results.list_sheets(motion=choice, union=ana.union)
    ] == ["torn"]


def test_a_sheet_that_nobody_typed_again_is_emptied_at_the_close(ten, choice, ana):
    """What was on it is nobody's to read any more."""
    first_typing(choice, ana, lines(ten[:1], ["o1"]))
    say(choice, {one: ["o2"] for one in ten})

    closed(choice)

    sheet = PaperTyping.objects.get()
    assert (sheet.state, sheet.lines) == ("torn", "")


def test_paper_outranks_what_was_answered_online(ten, choice, ana, chidi, kofi):
    say(choice, {chidi: ["o1"]})
    sheet = first_typing(choice, ana, lines([chidi], ["o2"]), channel="room")
    typed_again(sheet, kofi, lines([chidi], ["o2"]))

    mine = queries.own_answer(union=chidi.union, motion=choice, person=chidi.id)

    assert (mine.answer, mine.channel) == (["o2"], "room")
    with pytest.raises(Refused):
        say(choice, {chidi: ["o3"]})


@pytest.fixture
def urn(ten, kofi, lena, ben, chidi):
    """A matter about a person: whether Dalia's friend joins; voted on paper."""
    return opened(
        ben,
        matter="membership",
        about=chidi.id,
        title="Chidi stays a member",
        key="urn",
    )


def tell(motion, by, support, block=0, papers=None, **more):
    piles = (counts.Pile("support", support), counts.Pile("block", block))
    blank = more.pop("blank", 0)
    n = support + block + blank if papers is None else papers
    return paper_votes.type_urn(
        motion=motion,
        count=counts.UrnCount(n, piles, blank=blank, **more),
        union=by.union,
        by=by.id,
        at=motion_row(motion).closes_at,
    )


def test_an_urn_counts_only_what_two_tellers_agree_on(ten, urn, ana, kofi, tmp_path):
    with pytest.raises(Refused) as online:
        say(urn, {ana: "support"})
    assert "This is about a person, so it uses the urn" in str(online.value)
    why = results.urn(motion=urn, union=ana.union, person=ana.id)
    assert "A receipt could be shown to others" in why.why

    assert tell(urn, ana, 7, 1).state == "half"
    assert closed(urn).outcome == ""
    shown = results.result(motion=urn, union=ana.union, at=motion_row(urn).closes_at)
    assert (shown.state, shown.lines) == ("uncounted", ())

    differs = tell(urn, kofi, 8, 1)

    assert differs.state == "differs"
    assert [(one.what, one.first, one.second) for one in differs.mismatches] == [
        ("papers", 8, 9),
        ("support", 7, 8),
    ]
    assert closed(urn).outcome == ""
    others = results.urn(motion=urn, union=ana.union, person=ten[-1].id)
    assert (others.state, others.mismatches) == ("differs", ())

    assert tell(urn, ana, 8, 1).state == "agreed"
    row = closed(urn)

    assert row.outcome == "returned"
    assert row.n_answered == 9
    shown = results.result(motion=urn, union=ana.union, at=row.closes_at)
    assert (shown.state, shown.outcome) == ("counted", "returned")
    assert [(one.label, one.count) for one in shown.lines if one.count] == [
        ("support", 8),
        ("block", 1),
    ]
    assert not Answer.objects.filter(motion=urn).exists()


def test_an_urn_can_be_counted_again_by_anybody(ten, urn, ana, kofi, tmp_path):
    tell(urn, ana, 8, blank=1)
    tell(urn, kofi, 8, blank=1)

    row = closed(urn)

    files = results.published_files(motion=urn, union=ana.union)
    shown = results.result(motion=urn, union=ana.union, at=row.closes_at)
    assert row.outcome == "adopted"
    assert [json.loads(line) for line in files["ballots.jsonl"].splitlines()] == [
        {"answer": "abstain"},
        *[{"answer": "support"}] * 8,
    ]
    assert recounted(files, tmp_path / "urn") == shown.hash
    assert "counted by two people" in files["README.txt"]


def test_a_bad_count_of_an_urn_is_told_what_does_not_fit(ten, urn, ana, ben, chidi):
    assert refused(tell, urn, ana, 12, papers=12) == [
        (None, "12 papers are more than the 10 people on the list. Count again.")
    ]
    assert refused(tell, urn, ana, 5, papers=7) == [
        (
            None,
            (
                "The piles and the blank papers hold 5 papers, but there are 7 in all. "
                "Count again."
            ),
        )
    ]
    assert refused(tell, urn, ana, 5, dice="357") == [
        (None, "Dice are written as figures from 1 to 6, such as 35216.")
    ]
    for somebody in (ben, chidi):
        with pytest.raises(NotYours):
            tell(urn, somebody, 5)
    early = motion_row(urn).closes_at - timedelta(hours=1)
    with pytest.raises(Refused) as caught:
        paper_votes.type_urn(
            motion=urn, count=counts.UrnCount(1, (counts.Pile("support", 1),)),
            union=ana.union, by=ana.id, at=early,
        )  # fmt: skip
    assert "The urn is opened when the voting is over" in str(caught.value)


def test_a_third_teller_waits_and_what_was_counted_is_not_changed(
    ten, urn, ana, kofi, lena
):
    tell(urn, ana, 8)
    tell(urn, kofi, 9)
    assert refused(tell, urn, lena, 8) == [
        (
            None,
            (
                "Two people have typed their counts already. If they differ, one of them "
                "counts again and types again."
            ),
        )
    ]
    tell(urn, kofi, 8)
    closed(urn)
    assert refused(tell, urn, kofi, 9) == [
        (None, "This is counted already. What was counted is not changed.")
    ]


def test_who_leaves_is_taken_off_urns_and_sheets(ten, urn, choice, ana, kofi):
    tell(urn, ana, 8)
    first_typing(choice, kofi, lines([ana], ["o1"]))

    services.forget_person(person=ana.id, union=ana.union, at=motion_row(urn).closes_at)

    assert list(UrnTyping.objects.values_list("person_id", flat=True)) == [None]
    sheet = PaperTyping.objects.get()
    assert (sheet.state, sheet.lines) == ("torn", "")
