"""Ways to break each promise of the house in the source, and the tests that must notice.

Each break is the smallest change somebody might make by mistake, or in good faith.
``test_breaking.py`` makes it in a copy of the tree and runs the tests it names.
"""

from __future__ import annotations

from pathlib import Path

from tests.house import breaking_power
from tests.house.one_break import Break

ROOT = Path(__file__).resolve().parents[2] / "src" / "commonweal"
#: Instead of a test: the walls of the house, which are checked beside the tests.
WALLS = "lint-imports"


def _field(invariant: int, name: str, file: str, after: str, field: str, *tests: str):
    """Give a table one more column, after a line of its model."""
    return Break(invariant, name, file, after, f"{after}\n    {field}", tests)


FORBIDDEN = "tests/house/test_no_forbidden_fields.py::test_a_field_says_nothing_that_must_not_be_known"
NEEDS = "rooms/needs/models.py"
NEED = '''    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    person = models.UUIDField()
    kind = models.UUIDField()
    amount = models.BigIntegerField()
    per'''
PERSON = "    came_at = models.DateTimeField()\n    left_at"
OFFER = "    minutes_per_week = models.BigIntegerField()"
EVENT = """    resource_amount = models.BigIntegerField(null=True)
    resource_unit = models.CharField(max_length=8, null=True)
    effort_amount = models.BigIntegerField(null=True)
    effort_unit = models.CharField(max_length=8, null=True)
    resource_conforms_to = models.ForeignKey(
        Specification, models.PROTECT, related_name="+", db_index=False
    )
    resource_inventoried_as"""

BREAKS: tuple[Break, ...] = (
    # --- I-1: nothing knows who gave --------------------------------------------------
    Break(
        1, "who asks first gets the rest",
        "core/sharing/evenly.py",
        "            lots.lot(seed, asks[i].label),\n            asks[i].label,\n",
        "            i,\n",
        ("tests/core/test_sharing_methods.py::test_the_order_of_asking_changes_nothing",),
    ),
    Break(
        1, "sharing looks at who offered hours",
        "rooms/needs/services/sharing_out.py",
        "from commonweal.rooms.needs import permissions, words\n",
        "from commonweal.rooms.livelihood import queries as offers  # noqa: F401\n"
        "from commonweal.rooms.needs import permissions, words\n",
        (WALLS,),
    ),
    # --- I-2: no next tier while a vital need is open ---------------------------------
    Break(
        2, "wishes are shared out first",
        "core/sharing/methods.py",
        "    for tier in Tier:\n", "    for tier in reversed(Tier):\n",
        (
            "tests/core/test_sharing_methods.py::test_vital_needs_come_first_by_hand",
            "tests/core/test_sharing_methods.py::test_nobody_gets_a_later_tier_while_an_earlier_is_open",
            "tests/rooms/test_needs_sharing.py::test_vital_needs_come_first_and_are_raised_evenly",
        ),
    ),
    Break(
        2, "the planner serves dignity before what is vital",
        "core/planner/levels.py",
        "        for tier in Tier\n", "        for tier in reversed(Tier)\n",
        ("tests/core/test_planner_leximin.py::test_nobody_gets_the_second_tier_while_the_first_could_be_met",),
    ),
    # --- I-3: a need has no reason ----------------------------------------------------
    Break(
        3, "a need is asked for its reason",
        NEEDS, NEED, NEED.replace("    per", '    reason = models.TextField(default="")\n    per'),
        (FORBIDDEN, "tests/rooms/test_needs_stating.py::test_a_need_has_no_field_for_a_reason"),
    ),
    # --- I-4: every share can be computed again ---------------------------------------
    Break(
        4, "computing again believes what is kept",
        "rooms/needs/queries/rounds.py",
        "        n_different += sum(s.amount != shares[s.label].amount for s in done.shares)\n",
        "        n_different += sum(s.amount < 0 for s in done.shares)\n",
        ("tests/rooms/test_needs_sharing.py::test_a_share_changed_behind_our_back_is_found",),
    ),
    Break(
        4, "the seed is not kept",
        "rooms/needs/services/sharing_out.py",
        "    row.save()\n    return rounds.get_round", "    row.seed = row.seed[:1]\n    row.save()\n    return rounds.get_round",
        ("tests/rooms/test_needs_sharing.py::test_computing_again_comes_to_what_is_kept",),
    ),
    # --- I-5: equal needs, equal result -----------------------------------------------
    Break(
        5, "one of equals gets the whole remainder",
        "core/sharing/evenly.py",
        "        step = min(portion, asks[i].amount - amounts[i], left)\n",
        "        step = min(asks[i].amount - amounts[i], left)\n",
        (
            "tests/core/test_sharing_evenly.py::test_fast_and_slow_agree",
            "tests/rooms/test_needs_sharing.py::test_equal_needs_get_equal_shares",
        ),
    ),
    Break(
        5, "lots do not come from the recorded seed",
        "core/sharing/turns.py",
        "lots.lot(seed, asks[i].label)", 'lots.lot("", asks[i].label)',
        ("tests/core/test_sharing_methods.py::test_the_lottery_serves_in_the_order_drawn",),
    ),
    # --- I-6: free goods leave no row about a person ----------------------------------
    Break(
        6, "the ledger hears who took",
        "rooms/needs/services/handing.py",
        "    _record(union, [(kind, None, wanted, key)], at)\n",
        "    who = people.get_person(person=by).agent\n"
        "    ledger_services.add_agent(\n"
        "        id=who, union=union, kind='person', name=None, at=at\n    )\n"
        "    _record(union, [(kind, who, wanted, key)], at)\n",
        ("tests/rooms/test_needs_handing.py::test_taking_what_is_free_leaves_no_trace_of_who",),
    ),
    # --- I-7: how one lives changes nothing -------------------------------------------
    Break(
        7, "a circle of several gets less each",
        "rooms/needs/services/sharing_out.py",
        "            amount=one.amount,\n            tier=one.tier,\n",
        "            amount=one.amount\n"
        "            // list(circles.values()).count(circles[one.person]),\n"
        "            tier=one.tier,\n",
        ("tests/rooms/test_needs_sharing.py::test_living_arrangements_change_no_share",),
    ),
    # --- I-8: no price, wage or debt inside -------------------------------------------
    Break(
        8, "what happened gets a price",
        "commons/ledger/models.py",
        EVENT, EVENT.replace(
            "    resource_unit", "    price = models.BigIntegerField(null=True)\n    resource_unit"
        ),
        ("tests/commons/test_ledger_events.py::test_no_column_of_the_ledger_holds_a_price_a_wage_a_debt_or_an_interest",),
    ),
    # --- I-9: what happened is only added to ------------------------------------------
    Break(
        9, "SQLite lets entries be changed",
        "commons/ledger/migrations/guards_sqlite.sql",
        "BEFORE UPDATE ON ledger_event\n", "BEFORE UPDATE OF key ON ledger_event\n",
        ("tests/commons/test_ledger_database_refuses.py::test_the_database_refuses_it",),
        only_on="sqlite",
    ),
    Break(
        9, "SQLite lets entries be deleted",
        "commons/ledger/migrations/guards_sqlite.sql",
        "BEFORE DELETE ON ledger_event\n", "BEFORE DELETE ON ledger_event WHEN OLD.seq < 0\n",
        ("tests/commons/test_ledger_database_refuses.py::test_the_database_refuses_it",),
        only_on="sqlite",
    ),
    Break(
        9, "PostgreSQL lets entries be changed",
        "commons/ledger/migrations/guards_postgresql.sql",
        "BEFORE UPDATE ON ledger_event\n", "BEFORE UPDATE OF key ON ledger_event\n",
        ("tests/commons/test_ledger_database_refuses.py::test_the_database_refuses_it",),
        only_on="postgresql",
    ),
    Break(
        9, "PostgreSQL lets all entries be emptied",
        "commons/ledger/migrations/guards_postgresql.sql",
        "BEFORE TRUNCATE ON ledger_event\n", "AFTER TRUNCATE ON ledger_place\n",
        ("tests/commons/test_ledger_database_refuses.py::test_the_database_refuses_it",),
        only_on="postgresql",
    ),
    Break(
        9, "the hash leaves out how much it was",
        "core/vf/wire.py",
        "            None if resource is None else [resource.amount, resource.unit.code],\n",
        "            None if resource is None else [0, resource.unit.code],\n",
        (
            "tests/core/test_vf_wire.py::test_changing_any_field_changes_the_hash",
            "tests/core/test_vf_wire.py::test_an_event_is_hashed_over_these_very_bytes",
        ),
    ),
    Break(
        9, "a check reads past a changed entry",
        "commons/ledger/queries/checks.py",
        "        if event.hash != wire.hash_of(event):\n", "        if not event.hash:\n",
        ("tests/commons/test_ledger_database_refuses.py::test_without_its_guard_it_succeeds_and_is_seen",),
    ),
    # --- I-10: small asks nobody, silence is assent -----------------------------------
    Break(
        10, "small spends are asked about, too",
        "rooms/purse/translate/postings.py",
        "    if amount.amount <= reading.threshold.amount:\n",
        "    if amount.amount < reading.threshold.amount:\n",
        (
            "tests/rooms/test_purse_entries.py::test_up_to_the_threshold_nobody_is_asked",
            "tests/rooms/test_purse_together_announcing.py::test_below_the_threshold_nobody_is_asked",
        ),
    ),
    Break(
        10, "an announcement never comes to stand",
        "rooms/purse/services/announcing.py",
        "today + timedelta(days=days)\n", "today + timedelta(days=days * 1000)\n",
        ("tests/rooms/test_purse_together_announcing.py::test_above_the_threshold_silence_is_assent_after_the_days_of_the_charter",),
    ),
    # --- I-11: nothing ranks or totals people -----------------------------------------
    Break(
        11, "sums over a few are told",
        "rooms/needs/queries/totals.py",
        "        is_shown = len(sums[key].people) >= smallest\n", "        is_shown = True\n",
        ("tests/rooms/test_needs_totals.py::test_totals_over_fewer_than_five_say_only_whether_they_are_covered",),
    ),
    _field(
        11, "people get a score", "commons/people/models.py",
        "    came_at = models.DateTimeField()\n    left_at = models.DateTimeField(null=True)",
        "score = models.IntegerField(default=0)", FORBIDDEN,
    ),
    Break(
        11, "an entry of the books says whose it is",
        "rooms/purse/words/answers.py",
        "class EntryView:\n", "class EntryView:\n    person: UUID\n",
        ("tests/rooms/test_purse_entries.py::test_no_question_about_the_books_sums_or_orders_people",),
    ),
    # --- I-12: work changes nothing one receives --------------------------------------
    Break(
        12, "the planner looks at who offered hours",
        "rooms/planning/queries/facts.py",
        "from commonweal.commons.ledger import queries as ledger\n",
        "from commonweal.commons.ledger import queries as ledger\n"
        "from commonweal.rooms.livelihood import queries as offers  # noqa: F401\n",
        (WALLS,),
    ),
    Break(
        12, "plates look at who took a turn",
        "rooms/kitchen/queries/presence.py",
        "import Answer, Guests, Meal, Usual\n", "import Answer, Guests, Meal, TurnTaken, Usual\n",
        ("tests/rooms/test_kitchen_turns.py::test_what_one_gets_to_eat_knows_nothing_of_what_one_did",),
    ),
    # --- I-13: a surplus goes to the union --------------------------------------------
    Break(
        13, "there is a word for shares of a surplus",
        "rooms/purse/words/books.py",
        '        "taken": N_("taken"),\n',
        '        "taken": N_("taken"),\n        "surplus": N_("share of the surplus"),\n',
        ("tests/rooms/test_purse_together_promises.py::test_no_kind_of_entry_shares_out_a_surplus_or_pays_a_person",),
    ),
    # --- I-14: aid is never a loan ----------------------------------------------------
    Break(
        14, "what was handed over is only lent",
        "rooms/needs/services/handing.py",
        "                action=Action.CONSUME,\n", "                action=Action.PICKUP,\n",
        ("tests/rooms/test_needs_aid.py::test_what_was_handed_over_is_used_up_and_promises_nothing_back",),
    ),
    *breaking_power.BREAKS,
    # --- I-21: anyone may leave -------------------------------------------------------
    Break(
        21, "nobody leaves who still holds a mandate",
        "commons/people/services/leaving.py",
        "    _forget(_leaver(person, by, at), at)\n",
        "    if not Mandate.objects.filter(person=person, ended_at=None).exists():\n"
        "        _forget(_leaver(person, by, at), at)\n",
        ("tests/commons/test_people_leaving.py::test_anyone_leaves_at_once_whatever_they_hold",),
    ),
    Break(
        21, "the name of who left is kept",
        "commons/people/services/leaving.py",
        '    row.name = ""\n', "",
        ("tests/commons/test_people_leaving.py::test_after_leaving_no_name_sign_in_or_pseudonym_is_stored",),
    ),
    Break(
        21, "a room keeps what it has of who left",
        "rooms/needs/services/keeping.py",
        "    Need.objects.filter(person=person, union=union).delete()\n", "",
        ("tests/rooms/test_needs_keeping.py::test_forgetting_a_person_forgets_their_needs",),
    ),
    # --- I-22: everything has a paper path --------------------------------------------
    Break(
        22, "only oneself can state a need",
        "rooms/needs/permissions.py",
        '    if not people_permissions.may(by=by, union=union, scope="paper", at=at):\n',
        "    if person.id != by:\n",
        (
            "tests/rooms/test_needs_keeping.py::test_a_paper_list_for_ten_people_is_one_deed",
            "tests/rooms/test_needs_keeping.py::test_for_a_child_a_helper_types",
        ),
    ),
    Break(
        22, "nobody sees who typed",
        "rooms/needs/services/stating.py",
        "            typed_by=None if draft.person == by else by,\n",
        "            typed_by=None,\n",
        ("tests/rooms/test_needs_keeping.py::test_a_paper_list_for_ten_people_is_one_deed",),
    ),
    # --- I-23: nothing doubles --------------------------------------------------------
    Break(
        23, "the same form again is another entry",
        "commons/ledger/services/events.py",
        '        event_id = laws.id_of(union=self.union, what="event", key=draft.key)\n        settled',
        '        draft = replace(draft, key=f"{draft.key} {self.head.seq}")\n'
        '        event_id = laws.id_of(union=self.union, what="event", key=draft.key)\n        settled',
        ("tests/commons/test_ledger_events.py::test_the_same_key_again_is_the_same_event",),
    ),
    Break(
        23, "guests on the phone come twice",
        "rooms/kitchen/services/presence.py",
        '    guests = ids.id_from_key(union, f"add_guests:{key}")\n',
        "    guests = ids.new_id(at)\n",
        ("tests/rooms/test_kitchen_eating.py::test_the_same_guests_come_once",),
    ),
    Break(
        23, "a tap in the purse is noted twice",
        "rooms/purse/services/entries.py",
        '    entry = entry_id(union, f"note_entry:{key}")\n',
        "    entry = ids.new_id(at)\n",
        ("tests/rooms/test_purse_entries.py::test_doing_it_twice_notes_it_once",),
    ),
    # --- I-24: personal data expires --------------------------------------------------
    Break(
        24, "needs are kept for ever",
        "rooms/needs/services/keeping.py",
        "    n_needs = old_needs.delete()[0] + gone_needs.delete()[0]\n",
        "    n_needs = old_needs.count() + gone_needs.delete()[0]\n",
        ("tests/rooms/test_needs_keeping.py::test_needs_are_forgotten_on_their_day",),
    ),
    Break(
        24, "spent invitations stay",
        "commons/people/services/leaving.py",
        "    count, _ = Invitation.objects.filter(expires_at__lt=spent).delete()\n",
        "    count = Invitation.objects.filter(expires_at__lt=spent).count()\n",
        ("tests/commons/test_people_leaving.py::test_what_is_spent_is_forgotten_by_itself",),
    ),
    # --- I-25: no field for what must not be known ------------------------------------
    _field(
        25, "people are asked for their birthday", "commons/people/models.py",
        "    came_at = models.DateTimeField()\n    left_at = models.DateTimeField(null=True)",
        "birth_date = models.DateField(null=True)", FORBIDDEN,
    ),
    _field(
        25, "an offer says how its person is", "rooms/livelihood/models.py",
        OFFER, 'mood = models.CharField(max_length=12, default="")', FORBIDDEN,
    ),
)  # fmt: skip
