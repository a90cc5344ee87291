"""Fills a node of its own with Oak Yard; started by ``tests.nodes`` once per run.

Writes the tokens of the cast as JSON to the file named on the command line.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402

from commonweal.commons import deeds  # noqa: E402
from commonweal.commons.ledger import services as ledger  # noqa: E402
from commonweal.commons.people import queries as people  # noqa: E402
from commonweal.commons.people import services  # noqa: E402
from commonweal.core.vf.actions import Action  # noqa: E402
from commonweal.core.vf.flows import (  # noqa: E402
    EventDraft,
    ResourceDraft,
    SpecificationDraft,
)
from commonweal.core.vf.measure import Measure  # noqa: E402
from commonweal.core.vf.units import KG  # noqa: E402
from commonweal.rooms.needs import services as needs  # noqa: E402
from commonweal.rooms.needs.translate.drafts import NeedDraft  # noqa: E402
from commonweal.rooms.purse import queries as purse_queries  # noqa: E402
from commonweal.rooms.purse import services as purse  # noqa: E402
from commonweal.rooms.purse.words import (  # noqa: E402
    AccountDraft,
    EntryDraft,
    PocketDraft,
)

PASSWORD = "four words in a row"


def main():
    at = timezone.now() - timedelta(hours=1)
    union = services.found_union(
        name="Oak Yard", place="The yard", language="en", currency="EUR",
        time_zone="UTC", founder_name="Dalia", username="dalia", password=PASSWORD,
        key="oak", at=at,
    )  # fmt: skip
    (dalia,) = people.list_associates(union=union.id)
    circle = services.add_circle(
        union=union.id, name="=north", by=dalia.id, at=at, key="n"
    )
    emil = join(union, dalia, "Emil", circle, at, keys=True)
    chidi = join(union, dalia, "Chidi", circle, at)
    oats = stock_oats(union, at)
    needs.state_need(
        draft=NeedDraft(
            key="chidi needs", person=chidi.id, kind=oats,
            quantity=Measure(2000, KG), per="week", due=None, tier="vital",
            is_wish=False,
        ),
        by=chidi.id, at=at,
    )  # fmt: skip
    mandate = services.propose_mandate(
        union=union.id, person=chidi.id, scope="planning", limit="",
        begins=at.date(), ends=at.date() + timedelta(days=30), by=dalia.id, at=at,
        key="planning",
    )  # fmt: skip
    services.confirm_mandate(mandate=mandate.id, by=emil.id, at=at)
    keep_books(union, chidi, dalia, emil, at)
    cast = {
        "union": str(union.id),
        "dalia": token_of(dalia, at, "keys"),
        "emil": token_of(emil, at, "keys"),
        "chidi": token_of(chidi, at, "planning"),
    }
    Path(sys.argv[1]).write_text(json.dumps(cast))


def join(union, by, name, circle, at, *, keys=False):
    invited = services.invite(
        union=union.id, by=by.id, at=at, key=name, circle=circle.id, keys=keys
    )
    return services.join(
        code=invited.code, name=name, username=name.lower(), password=PASSWORD, at=at
    )


def token_of(person, at, *scopes):
    return services.issue_token(
        person=person.id, scopes=scopes, label="tests", by=person.id, at=at,
        expires=at + timedelta(days=2), key="tests",
    ).secret  # fmt: skip


def keep_books(union, keeper, dalia, emil, at):
    """Give Oak Yard a drawer, a line, its correction, and a pocket that waits."""
    mandate = services.propose_mandate(
        union=union.id, person=keeper.id, scope="purse", limit="",
        begins=at.date(), ends=at.date() + timedelta(days=30), by=dalia.id, at=at,
        key="purse",
    )  # fmt: skip
    services.confirm_mandate(mandate=mandate.id, by=emil.id, at=at)
    deed = {"union": union.id, "by": keeper.id, "at": at}
    purse.open_account(
        draft=AccountDraft(name="=Drawer", kind="drawer"), key="d", **deed
    )
    food, *_ = purse_queries.list_categories(union=union.id, direction="out")
    wrong = purse.note_entry(
        draft=EntryDraft(amount="30", category=food.id, note="=oats ✿", with_name=True),
        key="e", **deed,
    )  # fmt: skip
    purse.correct_entry(
        entry=wrong.id, draft=EntryDraft(amount="3"), key="c", **deed,
    )  # fmt: skip
    purse.pay_from_pocket(
        draft=PocketDraft(amount="20", category=food.id), key="p", **deed
    )


@deeds.deed
def stock_oats(union, at):
    oats = ledger.add_specification(
        draft=SpecificationDraft(key="oats", union=union.id, name="Oats", unit=KG),
        at=at,
    )
    for n in range(1, 6):
        ledger.record_event(
            draft=EventDraft(
                key=f"sack {n}", union=union.id, action=Action.RAISE,
                provider=union.id, receiver=union.id, has_point_in_time=at,
                resource_conforms_to=oats.id, resource_quantity=Measure(1000 * n, KG),
                new_resource=ResourceDraft(
                    key=f"sack {n}", union=union.id, conforms_to=oats.id,
                    name=f"Oats, sack {n} ✿", primary_accountable=union.id,
                ),
            ),
            at=at,
        )  # fmt: skip
    return oats.id


if __name__ == "__main__":
    main()
