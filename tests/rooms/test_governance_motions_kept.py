"""No role, and no raw SQL, deletes or rewords a motion, an objection or a dissent (I-17)."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.people import services as people
from commonweal.rooms.governance import services
from commonweal.rooms.governance.models import (
    Answer,
    Motion,
    Step,
    Version,
    Voice,
    Voter,
)
from tests.rooms.governance_cast import all_say, answers, frozen, later

pytestmark = pytest.mark.django_db
OPEN = later(days=15)

ATTACKS = (
    "DELETE FROM governance_motion",
    "DELETE FROM governance_version",
    "DELETE FROM governance_voice",
    "DELETE FROM governance_step",
    "DELETE FROM governance_voter",
    "DELETE FROM governance_answer",
    "UPDATE governance_motion SET matter = 'spend'",
    "UPDATE governance_motion SET burdens = 'nobody'",
    "UPDATE governance_motion SET outcome = 'not_adopted'",
    "UPDATE governance_motion SET winners = '[\"o1\"]'",
    "UPDATE governance_motion SET stage = 'discussion'",
    "UPDATE governance_motion SET decision = 7",
    "UPDATE governance_version SET text = 'Shoes stay on.'",
    "UPDATE governance_version SET effects = '[{}]'",
    "UPDATE governance_voice SET words = 'I am glad.'",
    "UPDATE governance_voice SET kind = 'reaction'",
    "UPDATE governance_step SET kind = 'withdrawn'",
    "UPDATE governance_step SET facts = '{\"n\": 1}'",
    "UPDATE governance_answer SET answer = '\"objection\"'",
    "UPDATE governance_answer SET is_sealed = %s",
)
NAMES = (
    ("governance_motion", "brought_by"),
    ("governance_version", "by"),
    ("governance_voice", "by"),
    ("governance_step", "by"),
    ("governance_voter", "person_id"),
    ("governance_answer", "person_id"),
)


@pytest.fixture
def decided(kofi, lena, ben, chidi):
    """A motion that was objected to in words, decided and carried out."""
    motion = frozen(ben)
    services.speak(
        motion=motion, kind="dissent", words="I keep mine on.", union=ben.union,
        by=chidi.id, key="d", at=later(14),
    )  # fmt: skip
    all_say(motion, (kofi, lena, ben), "consent", OPEN)
    answers(motion, OPEN, {"chidi": (chidi, "concern", "Cold feet.")})
    for days in (22, 25):
        services.advance(union=ben.union, at=later(days))
    return motion


def refuses(statement: str, params=None) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
    except DatabaseError as error:
        return "are_kept" in str(error) or "nobody_joins" in str(error)
    return False


def test_raw_sql_deletes_and_rewords_nothing(decided):
    before = [
        list(model.objects.order_by("id").values())
        for model in (Motion, Version, Voice, Step, Voter, Answer)
    ]
    went_through = [
        attack
        for attack in ATTACKS
        if not refuses(attack, [False] if "%s" in attack else None)
    ]

    assert went_through == []
    assert before == [
        list(model.objects.order_by("id").values())
        for model in (Motion, Version, Voice, Step, Voter, Answer)
    ]


def test_names_can_be_taken_off_and_not_exchanged(decided):
    stranger = uuid.uuid4()
    put = stranger.hex if connection.vendor == "sqlite" else str(stranger)
    for table, name in NAMES:
        quoted = connection.ops.quote_name(name)
        assert refuses(f"UPDATE {table} SET {quoted} = %s", [put]), table
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {quoted} = NULL")
    assert Voice.objects.get(kind="dissent").words == "I keep mine on."


def test_nobody_joins_the_voters_after_it_opened(kofi, ben, chidi):
    motion = frozen(ben)
    services.advance(union=ben.union, at=OPEN)

    with pytest.raises(DatabaseError, match="nobody_joins"), transaction.atomic():
        Voter.objects.create(motion_id=motion, round=1, person_id=uuid.uuid4())


def test_a_union_that_moves_brings_its_lists_along_and_nobody_more(kofi, ben, chidi):
    motion = frozen(ben)
    services.advance(union=ben.union, at=OPEN)
    people.leave(person=chidi.id, by=chidi.id, at=OPEN)
    services.reopen_motion(
        motion=motion,
        words="A clause was missing.",
        union=ben.union,
        by=ben.id,
        at=OPEN,
    )
    moved = Motion.objects.get(id=motion)
    moved.id = uuid.uuid4()
    moved.save(force_insert=True)

    for voter in Voter.objects.filter(motion_id=motion):
        Voter.objects.create(motion=moved, round=1, person_id=voter.person_id)

    with pytest.raises(DatabaseError, match="nobody_joins"), transaction.atomic():
        Voter.objects.create(motion=moved, round=1, person_id=uuid.uuid4())


def test_a_settled_objection_is_not_settled_otherwise(kofi, ben, chidi):
    motion = frozen(ben)
    voice = services.speak(
        motion=motion, kind="objection", words="I slip.", union=ben.union, by=chidi.id,
        key="o", at=later(14),
    )  # fmt: skip
    services.settle_voice(
        voice=voice, how="withdrawn", words="", union=ben.union, by=chidi.id,
        at=later(14),
    )  # fmt: skip

    assert refuses("UPDATE governance_voice SET status = 'open'")
    assert refuses("UPDATE governance_voice SET settled_words = 'I was wrong.'")
