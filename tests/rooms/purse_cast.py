"""What the tests of the books begin with: a drawer, a bank account, a card in francs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

from commonweal.rooms.purse import queries, services, words
from tests.conftest import give_mandate

DAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
IBAN = "DE89370400440532013000"  # the example IBAN of the standard


def purse_of(union, keeper, *, by, confirmed_by) -> SimpleNamespace:
    """Give a person the purse's mandate and open the books of a union."""
    give_mandate(union, keeper, "purse", by=by, confirmed_by=confirmed_by)
    house = SimpleNamespace(union=union.id, keeper=keeper.id)
    for name, kind, currency in (
        ("Drawer", "drawer", ""),
        ("Giro", "bank", "EUR"),
        ("Franc card", "card", "CHF"),
    ):
        draft = words.AccountDraft(name=name, kind=kind, currency=currency)
        setattr(house, name.split()[-1].lower(), _open(house, draft))
    house.reserve = services.add_purse(
        draft=words.PurseDraft(name="Rainy days", kind="emergency"),
        union=house.union, by=house.keeper, key="reserve", at=AT,
    )  # fmt: skip
    house.everyday = queries.list_purses(union=house.union)[0].id
    house.categories = {
        one.code: one.id for one in queries.list_categories(union=house.union)
    }
    return house


def _open(house, draft: words.AccountDraft) -> UUID:
    return services.open_account(
        draft=draft, union=house.union, by=house.keeper, key=draft.name, at=AT
    )


def note(house, by, amount: str, category: str = "food", **more) -> words.EntryView:
    """Note a line as a person does: an amount and what it was for."""
    key = more.pop("key", None) or f"{by.id}:{amount}:{category}:{sorted(more.items())}"
    at = more.pop("at", AT)
    kind = more.pop("kind", "taken")
    draft = words.EntryDraft(
        amount=amount, category=house.categories[category], kind=kind, **more
    )
    return services.note_entry(draft=draft, union=house.union, by=by.id, key=key, at=at)


def came_in(house, by, amount: str, category: str = "enterprises", **more):
    """Note what came in."""
    return note(house, by, amount, category, kind="came_in", **more)


def amounts(house, on=None) -> dict[str, str]:
    """Return what is at each account, as text."""
    standing = queries.standing(union=house.union, on=on)
    return {line.name: str(line.amount) for line in standing.accounts}


def later(days: int) -> datetime:
    """Return the same hour so many days later."""
    return AT + timedelta(days=days)
