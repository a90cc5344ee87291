"""What the tests of doing things together with money share: a purse with an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import CommitmentDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import KG
from commonweal.rooms.purse import queries, services
from commonweal.rooms.purse.queries import announced
from commonweal.rooms.purse.services import announcing
from commonweal.rooms.purse.words import AccountDraft, EntryDraft
from commonweal.rooms.purse.words.together import SpendDraft
from tests.conftest import give_mandate
from tests.rooms import needs_cast

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class House:
    """Lentil House with a giro account; ana keeps the purse."""

    id: UUID
    account: UUID
    categories: dict[str, UUID]


def open_house(lentil_house, ana, kofi, lena) -> House:
    """Give ana the mandate for the purse, and open a giro account."""
    give_mandate(lentil_house, ana, "purse", by=kofi, confirmed_by=lena)
    account = services.open_account(
        draft=AccountDraft(name="Giro", kind="bank"),
        union=lentil_house.id,
        by=ana.id,
        key="giro",
        at=AT,
    )
    listed = queries.list_categories(union=lentil_house.id)
    return House(
        id=lentil_house.id,
        account=account,
        categories={category.code: category.id for category in listed},
    )


def later(days: int) -> datetime:
    """Return the same hour so many days after."""
    return AT + timedelta(days=days)


def announce(house, person, amount="200", *, key="a", at=AT, **parts) -> UUID:
    """Announce a bicycle trailer, unless something else is said."""
    draft = SpendDraft(
        **{
            "amount": amount,
            "what_for": "bicycle trailer",
            "day": at.date(),
            "category": house.categories["travel"],
            **parts,
        }
    )
    return announcing.announce_spend(
        draft=draft, union=house.id, by=person.id, key=key, at=at
    )


def pay(house, by, amount, *, key="p", at=AT, **parts):
    """Note a payment from the giro account."""
    draft = EntryDraft(
        **{
            "amount": amount,
            "kind": "paid",
            "category": house.categories["travel"],
            "account": house.account,
            **parts,
        }
    )
    return services.note_entry(draft=draft, union=house.id, by=by.id, key=key, at=at)


def spend(house, person, spend_id, *, days=0):
    """Look at an announced spend so many days later."""
    return announced.get_spend(
        union=house.id,
        spend=spend_id,
        person=person.id,
        on=DAY + timedelta(days=days),
    )


def words_of(refused) -> list[tuple[str, str]]:
    """Return what was refused, field by field, as people read it."""
    return [(problem.field, str(problem)) for problem in refused.value.problems]


def ask_to_buy(union, *, due=DAY) -> None:
    """Let a plan ask for four kilograms of oats from outside."""
    oats = needs_cast.add_kind(union, "oats")
    outside = ids.id_from_key(union.id, "outside")
    ledger.add_agent(
        id=outside, union=union.id, kind="organization", name="outside", at=AT
    )
    draft = CommitmentDraft(
        key=f"oats {due}",
        union=union.id,
        action=Action.TRANSFER,
        provider=outside,
        receiver=union.id,
        resource_conforms_to=oats.id,
        resource_quantity=Measure(4000, KG),
        due=due,
    )
    ledger.record_commitments(drafts=[draft], at=AT)
