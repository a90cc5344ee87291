"""The register: one current version of every decision, kept for good (I-19, I-20)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.rooms.governance.models import Entry, Standing, Wording
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.services import register
from tests.rooms.register_cast import enter, said

pytestmark = pytest.mark.django_db


def step_line(step):
    return (step.status, step.on.isoformat(), step.decision)


def test_a_decision_gets_the_charters_next_number_and_stands_in_force(
    lentil_house, at, day, ana
):
    number = enter(lentil_house, at, title="Dogs in the house", ask=ana.id)

    view = queries.find(union=lentil_house.id, number=number, on=day)

    assert number == charter.find_last_decision(union=lentil_house.id) == 2
    assert (view.line.status, view.line.ask) == ("in_force", "Ana")
    assert view.wording.version == 1
    assert [clause.mark for clause in view.wording.clauses] == ["1.", "2."]
    assert [step_line(s) for s in view.steps] == [("in_force", "2026-11-23", 2)]


def test_the_same_motion_enters_once(lentil_house, at):
    first = enter(lentil_house, at, motion=lentil_house.id)

    assert enter(lentil_house, at, motion=lentil_house.id) == first
    assert Entry.objects.count() == 1


def test_an_entry_that_cannot_be_kept_is_refused_with_every_problem(
    lentil_house, at, day
):
    with pytest.raises(Refused) as refused:
        enter(
            lentil_house, at, title=" ", text="x" * 40_001,
            tags=["t" * 41], review_on=day - timedelta(days=1), supersedes=[99, 1],
        )  # fmt: skip

    assert said(refused) == [
        ("title", "Give the decision a title, by which people find it."),
        ("text", "A text has at most 40000 letters; this has 40001. Shorten it."),
        ("tags", f"“{'t' * 30}…” is too long for a tag. Use at most 40 letters."),
        ("review_on", ("The review on 2026-11-22 is before the decision on 2026-11-23. "
         "Choose a later day.")),
        ("supersedes", "Decision 99 is not in the register."),
        ("supersedes", ("Decision 1 holds rules of the charter. They are changed one by "
         "one, by a decision that sets a rule anew.")),
    ]  # fmt: skip
    assert charter.find_last_decision(union=lentil_house.id) == 1


def test_a_newer_decision_takes_the_place_of_an_older(lentil_house, at, day):
    old = enter(lentil_house, at, title="Dogs")
    new = enter(lentil_house, at, title="Dogs and cats", supersedes=[old])

    before = queries.find(union=lentil_house.id, number=old, on=day)

    assert before.line.status == "superseded"
    assert before.line.superseded_by == (new,)
    assert [ref.number for ref in before.superseded_by] == [new]
    now = queries.find(union=lentil_house.id, number=new, on=day)
    assert [ref.title for ref in now.supersedes] == ["Dogs"]
    with pytest.raises(Refused) as refused:
        enter(lentil_house, at, title="Dogs again", supersedes=[old])
    assert said(refused)[0][1] == (
        "Decision 2 is no longer in force: decision 3 took its place on 2026-11-23. "
        "Change that one."
    )


def test_a_text_is_amended_and_both_versions_stay(lentil_house, at, day):
    old = enter(lentil_house, at, text="1. Dogs are welcome.\n2. On a lead.")
    by = enter(lentil_house, at, title="Leads", kind="act", text="")
    later = day + timedelta(days=10)

    version = register.amend(
        union=lentil_house.id, number=old, decision=by, from_day=later, at=at,
        text="1. Dogs are welcome.\n2. On a short lead.\n3. Not in the kitchen.",
    )  # fmt: skip

    assert version == 2
    assert queries.find(union=lentil_house.id, number=old, on=day).wording.version == 1
    on_later = queries.find(union=lentil_house.id, number=old, on=later)
    assert (on_later.wording.version, on_later.wording.decision) == (2, by)
    lines = queries.compare(union=lentil_house.id, number=old, before=1, after=2)
    assert [line.kind for line in lines] == ["same", "changed", "new"]
    amending = queries.find(union=lentil_house.id, number=by, on=day)
    assert [ref.number for ref in amending.amends] == [old]
    again = register.amend(
        union=lentil_house.id, number=old, decision=by, from_day=later, at=at, text="x"
    )
    assert (again, Wording.objects.count()) == (2, 2)


def test_what_is_done_once_is_carried_out_and_an_amending_text_stands_once(
    lentil_house, at, day
):
    act = enter(lentil_house, at, title="Paint the hall", kind="act")
    old = enter(lentil_house, at)
    by = enter(lentil_house, at, title="Dogs anew", text="Dogs everywhere.")

    for number in (act, old):
        register.note_carried_out(union=lentil_house.id, number=number, on=day, at=at)
    register.amend(
        union=lentil_house.id, number=old, text="Dogs everywhere.", decision=by,
        from_day=day, at=at,
    )  # fmt: skip

    lines = queries.list_entries(union=lentil_house.id, on=day)
    assert [(x.number, x.status) for x in lines][:3] == [
        (by, "carried_out"), (old, "in_force"), (act, "carried_out"),
    ]  # fmt: skip


def test_a_text_cannot_be_amended_to_nothing_or_by_no_decision(lentil_house, at, day):
    old = enter(lentil_house, at)

    with pytest.raises(Refused) as refused:
        register.amend(
            union=lentil_house.id,
            number=old,
            decision=77,
            from_day=day,
            at=at,
            text=" ",
        )

    assert said(refused) == [
        ("text", "Write the new text. To end a decision, end it instead."),
        ("decision", "Decision 77 is not in the register."),
    ]
    with pytest.raises(NotFound):
        queries.compare(union=lentil_house.id, number=old, before=1, after=2)


def test_an_agreement_past_its_review_is_overdue_then_suspended(lentil_house, at, day):
    """Sixty days it stays in force, whoever runs what (governance.md §8)."""
    number = enter(lentil_house, at, review_on=date(2027, 1, 31))

    def stands(on):
        line = queries.find(union=lentil_house.id, number=number, on=on).line
        return line.status, line.is_overdue

    assert stands(date(2027, 1, 31)) == ("in_force", False)
    assert stands(date(2027, 2, 1)) == ("in_force", True)
    assert stands(date(2027, 4, 1)) == ("in_force", True)
    assert stands(date(2027, 4, 2)) == ("suspended", False)
    listed = queries.list_entries(
        union=lentil_house.id, on=date(2027, 4, 2), status="suspended"
    )
    assert [line.number for line in listed] == [number]


def test_what_gives_power_ends_on_its_day(lentil_house, at):
    number = enter(lentil_house, at, kind="mandate", review_on=date(2027, 1, 31))

    def status(on):
        return queries.find(union=lentil_house.id, number=number, on=on).line.status

    assert status(date(2027, 1, 31)) == "in_force"
    assert status(date(2027, 2, 1)) == "expired"


def test_a_suspended_agreement_is_taken_up_again(lentil_house, at, day):
    number = enter(lentil_house, at, review_on=date(2027, 1, 31))
    by = enter(lentil_house, at, title="Keep it", kind="act", text="")

    for _twice in range(2):
        register.set_status(
            union=lentil_house.id, number=number, status="in_force",
            on=date(2027, 5, 1), decision=by, review_on=date(2028, 5, 1), at=at,
        )  # fmt: skip

    view = queries.find(union=lentil_house.id, number=number, on=date(2027, 5, 1))
    assert [step_line(s) for s in view.steps] == [
        ("in_force", "2026-11-23", number),
        ("suspended", "2027-04-02", None),
        ("in_force", "2027-05-01", by),
    ]
    assert view.line.review_on == date(2028, 5, 1)


def test_a_step_that_leads_nowhere_is_refused(lentil_house, at, day):
    number = enter(lentil_house, at)

    def step(**more):
        register.set_status(union=lentil_house.id, number=number, at=at, **more)

    with pytest.raises(Refused, match="Say which decision took the place"):
        step(status="superseded", on=day)
    with pytest.raises(Refused, match="gives way only to a newer one"):
        step(status="superseded", on=day, decision=1)
    with pytest.raises(Refused, match="since 2026-11-23; a step on 2026-11-20"):
        step(status="expired", on=day - timedelta(days=3))
    step(status="carried_out", on=day)
    step(status="carried_out", on=day)
    with pytest.raises(Refused) as refused:
        step(status="in_force", on=day)
    assert said(refused) == [
        ("status", "A decision that is carried out cannot become in force.")
    ]
    with pytest.raises(NotFound, match="Decision 99 is not in the register"):
        register.set_status(
            union=lentil_house.id, number=99, status="expired", on=day, at=at
        )


def test_the_charters_own_decisions_are_entries_too(lentil_house, at, day):
    enter(lentil_house, at)

    lines = queries.list_entries(union=lentil_house.id, on=day)

    assert [(line.number, line.from_charter) for line in lines] == [
        (2, False),
        (1, True),
    ]
    founding = queries.find(union=lentil_house.id, number=1, on=day)
    assert founding.line.title == "Founding charter"
    assert "purse.notice_days" in {rule.key for rule in founding.rules}
    with pytest.raises(Refused, match="holds rules of the charter"):
        register.set_status(
            union=lentil_house.id, number=1, status="expired", on=day, at=at
        )


def test_the_charter_reads_as_it_stood_on_any_day(lentil_house, at, day):
    old = enter(lentil_house, at, title="Dogs", text="Dogs are welcome.")
    enter(lentil_house, at, title="Paint the hall", kind="act", text="")
    later = day + timedelta(days=30)
    enter(
        lentil_house, at, title="Dogs anew", text="No dogs.", decided_on=later,
        supersedes=[old],
    )  # fmt: skip

    def texts(on):
        held = queries.charter_on(union=lentil_house.id, on=on)
        return [chapter.wording.text for chapter in held.agreements]

    assert texts(day) == ["Dogs are welcome."]
    assert texts(later) == ["No dogs."]
    before = queries.charter_on(union=lentil_house.id, on=date(2020, 1, 1))
    assert (before.is_founded, before.agreements, before.rules) == (False, (), ())


def test_anybody_says_who_to_ask_and_under_which_words(
    lentil_house, at, day, ben, dalia
):
    number = enter(lentil_house, at)

    register.describe_entry(
        union=lentil_house.id, number=number, ask=" ben ", tags=["Pets", " pets"],
        by=ben.id, at=at,
    )  # fmt: skip

    line = queries.find(union=lentil_house.id, number=number, on=day).line
    assert (line.ask, line.tags) == ("Ben", ("pets",))
    register.forget_person_in_register(person=ben.id, union=lentil_house.id, at=at)
    line = queries.find(union=lentil_house.id, number=number, on=day).line
    assert line.ask == "the assembly"
    with pytest.raises(Refused) as refused:
        register.describe_entry(
            union=lentil_house.id, number=number, ask="x" * 121, tags=["a"] * 2,
            by=ben.id, at=at,
        )  # fmt: skip
    assert said(refused) == [("ask", "Who to ask is said in at most 120 letters.")]
    with pytest.raises(Refused):
        register.describe_entry(
            union=lentil_house.id, number=number, ask="", tags=[], by=dalia.id, at=at
        )


def test_another_union_sees_nothing_of_it(lentil_house, oak_yard, at, day):
    number = enter(lentil_house, at)

    with pytest.raises(NotFound):
        queries.find(union=oak_yard.id, number=number, on=day)
    assert [e.number for e in queries.list_entries(union=oak_yard.id, on=day)] == [1]


ATTACKS = [
    ("UPDATE governance_entry SET title = 'x'", "the_register_is_append_only"),
    ("UPDATE governance_entry SET number = 77", "the_register_is_append_only"),
    ("DELETE FROM governance_entry", "the_register_is_append_only"),
    ("UPDATE governance_wording SET text = 'x'", "the_register_is_append_only"),
    ("DELETE FROM governance_wording", "the_register_is_append_only"),
    ("UPDATE governance_standing SET status = 'expired'", "the_register_is_append_only"),
    ("DELETE FROM governance_standing", "the_register_is_append_only"),
    ("UPDATE governance_supersession SET newer = 99", "the_register_is_append_only"),
    ("DELETE FROM governance_supersession", "the_register_is_append_only"),
    ("TRUNCATE governance_standing", "the_register_is_append_only"),
    (("INSERT INTO governance_supersession (union_id, newer, older)"
     " SELECT union_id, 2, 3 FROM governance_supersession"),
     "only_the_newer_supersedes"),
    # A second way to stand, a gap, a day before the last, and a step after the end.
    (("INSERT INTO governance_standing (entry_id, number, status, {on}, recorded_at)"
     " SELECT id, 1, 'in_force', '2026-11-23', recorded_at FROM governance_entry"),
     "an_entry_stands_in_one_way"),
    (("INSERT INTO governance_standing (entry_id, number, status, {on}, recorded_at)"
     " SELECT id, 5, 'expired', '2026-11-23', recorded_at FROM governance_entry"
     " WHERE number = 3"),
     "an_entry_stands_in_one_way"),
    (("INSERT INTO governance_standing (entry_id, number, status, {on}, recorded_at)"
     " SELECT id, 2, 'expired', '2026-11-20', recorded_at FROM governance_entry"
     " WHERE number = 3"),
     "an_entry_stands_in_one_way"),
    (("INSERT INTO governance_standing (entry_id, number, status, {on}, recorded_at)"
     " SELECT id, 3, 'in_force', '2026-11-30', recorded_at FROM governance_entry"
     " WHERE number = 2"),
     "an_entry_stands_in_one_way"),
    (("INSERT INTO governance_wording"
     " (entry_id, version, text, hash, decision, from_day, recorded_at)"
     " SELECT id, 3, 'x', 'x', 2, '2026-11-23', recorded_at FROM governance_entry"
     " WHERE number = 3"),
     "an_entry_has_one_current_version"),
    (("INSERT INTO governance_wording"
     " (entry_id, version, text, hash, decision, from_day, recorded_at)"
     " SELECT id, 2, 'x', 'x', 2, '2026-11-01', recorded_at FROM governance_entry"
     " WHERE number = 3"),
     "an_entry_has_one_current_version"),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "promise"), ATTACKS)
def test_the_database_itself_keeps_the_register(attack, promise, lentil_house, at):
    """I-20, by raw SQL: whoever gets at the database cannot rewrite a decision."""
    if attack.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    old = enter(lentil_house, at)
    enter(lentil_house, at, title="Newer", supersedes=[old])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with (
        pytest.raises(DatabaseError, match=promise),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack.format(on='"on"'))

    assert Standing.objects.filter(entry__number=old).count() == 2
