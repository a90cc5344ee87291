"""A house of ten who vote in every way, for the tests of counting."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.rooms.governance import services
from commonweal.rooms.governance.models import Motion
from commonweal.rooms.governance.words import OptionDraft
from tests.rooms.governance_cast import AT, THREE_OPTIONS, answers, frozen

PROJECTS = (OptionDraft("Oven", cost="60"), OptionDraft("Van", cost="40"))


def house_of_ten(union, steward) -> list:
    """Fill a house up to ten associates, by name."""
    here = people.list_associates(union=union.id)
    for number in range(10 - len(here)):
        people_services.add_person(
            union=union.id, name=f"Person {number + 1}", by=steward.id, at=AT,
            key=f"house of ten {number}",
        )  # fmt: skip
    return sorted(people.list_associates(union=union.id), key=lambda one: one.name)


def names_as_options(people_) -> tuple[OptionDraft, ...]:
    """Return people as the options of an election."""
    return tuple(OptionDraft(one.name, person=one.id) for one in people_)


def motion_row(motion: UUID) -> Motion:
    """Return a motion's row as it is now."""
    return Motion.objects.get(id=motion)


def opened(person, **more) -> UUID:
    """Bring, talk over and freeze a motion, and open it."""
    motion = frozen(person, **more)
    services.advance_motion(
        motion=motion, union=person.union, at=motion_row(motion).opens_at
    )
    assert motion_row(motion).stage == "open"
    return motion


def say(motion: UUID, given: dict) -> None:
    """Let people answer: ``{person: answer}`` or ``{person: (answer, reason)}``."""
    at = motion_row(motion).opens_at + timedelta(hours=1)
    for person, said in given.items():
        pair = said if isinstance(said, tuple) else (said,)
        answers(motion, at, {person.name: (person, *pair)})


def closed(motion: UUID) -> Motion:
    """Let the time of a motion be over, and return its row."""
    row = motion_row(motion)
    services.advance_motion(motion=motion, union=row.union_id, at=row.closes_at)
    return motion_row(motion)


def recounted(files: dict[str, str], folder: Path) -> str:
    """Count published files again by their own script; gives the hash it prints."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "recount.py"],
        cwd=folder, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.split()[-1]


__all__ = [
    "PROJECTS",
    "THREE_OPTIONS",
    "closed",
    "house_of_ten",
    "motion_row",
    "names_as_options",
    "opened",
    "recounted",
    "say",
]
