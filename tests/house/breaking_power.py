"""Ways to break the promises about power: mandates, deciding, the charter (I-15 to I-20)."""

from __future__ import annotations

from tests.house.one_break import Break

BREAKS = (
    # --- I-15, I-16: mandates ---------------------------------------------------------
    Break(
        15,
        "who proposed a mandate confirms it alone",
        "commons/people/services/mandates.py",
        "    if by in {row.proposed_by, row.person_id}:\n",
        "    if by == row.person_id:\n",
        ("tests/commons/test_people_mandates.py::test_who_proposed_cannot_confirm",),
    ),
    Break(
        15,
        "a mandate holds on after its last day",
        "commons/people/queries/mandates.py",
        "        ends__gte=day,\n",
        "",
        (
            "tests/commons/test_people_mandates.py::test_a_mandate_loses_its_rights_the_day_after_it_ends",
        ),
    ),
    Break(
        15,
        "one key-holder recalls what a body gave",
        "commons/people/services/mandates.py",
        "    if by != row.person_id and row.decision is not None:\n",
        "    if by != row.person_id and row.decision == 0:\n",
        (
            "tests/rooms/test_governance_mandates.py::TestMandates::test_its_body_recalls_it_at_once_and_nobody_else_does",
        ),
    ),
    Break(
        16,
        "keys and work come into one hand by a decision",
        "commons/people/services/_terms.py",
        'any((other == "keys") != (scope == "keys") for other in held)',
        "not held",
        (
            "tests/rooms/test_governance_mandates.py::TestMandates::test_keys_and_work_stay_apart_whoever_gives_them",
        ),
    ),
    # --- I-17 to I-20: deciding -------------------------------------------------------
    Break(
        17,
        "whoever gets at the database deletes an objection",
        "rooms/governance/migrations/0001_motions_are_kept.py",
        '        yield table, "DELETE", ""\n',
        "",
        (
            "tests/rooms/test_governance_motions_kept.py::test_raw_sql_deletes_and_rewords_nothing",
        ),
    ),
    Break(
        24,
        "secret answers keep their persons after the count",
        "rooms/governance/services/verifying.py",
        "    unlink(motion=motion, at=at)\n    if publishing",
        "    if publishing",
        (
            "tests/rooms/test_governance_answers.py::test_secret_answers_lose_their_person_at_the_close",
        ),
    ),
    Break(
        18,
        "what a delegate brings home stands, whatever it is",
        "rooms/governance/services/delegates.py",
        '            "within": not why_not,\n',
        '            "within": True,\n',
        (
            "tests/rooms/test_governance_delegates.py::TestDelegates::test_what_is_outside_the_mandate_is_a_question_home",
        ),
    ),
    Break(
        19,
        "the charter changes without notice",
        "commons/charter/queries.py",
        'timedelta(days=whole(union=union, key="charter.notice_days", on=on))',
        "timedelta(days=0)",
        (
            "tests/rooms/test_governance_effects.py::TestAsWritten::test_a_change_of_the_charter_has_a_notice_period",
        ),
    ),
    Break(
        20,
        "what was replaced stays in force",
        "rooms/governance/services/_register_pen.py",
        "    write_step(entry, gone, at=at)\n    _indexing",
        "    _indexing",
        (
            "tests/rooms/test_governance_register.py::test_a_newer_decision_takes_the_place_of_an_older",
        ),
    ),
)
