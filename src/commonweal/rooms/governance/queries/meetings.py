"""What can be asked about meetings: lists, one with its agenda, who could come."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from commonweal.rooms.governance.models import (
    ActionPoint,
    AgendaItem,
    Body,
    ItemSupport,
    Meeting,
    Membership,
    Motion,
    Version,
)
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.words import bodies as body_words
from commonweal.rooms.governance.words import meetings as words

LIST_LIMIT = 200
#: A meeting nobody opened is listed as to come for so long after its time.
_LATE = timedelta(hours=12)


def list_meetings(
    *, union: UUID, at: datetime, body: UUID | None = None, past: bool = False
) -> tuple[words.MeetingLine, ...]:
    """List meetings going on and to come, the next first; or those past, newest first."""
    rows = Meeting.objects.filter(union_id=union)
    if body is not None:
        rows = rows.filter(body_id=body)
    coming = Q(status="open") | Q(status="called", starts_at__gte=at - _LATE)
    rows = rows.exclude(coming) if past else rows.filter(coming)
    order = ("-starts_at", "id") if past else ("starts_at", "id")
    listed = list(rows.annotate(n_items=Count("items")).order_by(*order)[:LIST_LIMIT])
    names = dict(
        Body.objects.filter(id__in={one.body_id for one in listed}).values_list(
            "id", "name"
        )
    )
    return tuple(
        words.MeetingLine(
            id=one.id,
            title=one.title,
            body=one.body_id,
            body_name=names.get(one.body_id) or body_words.ASSEMBLY_NAME,
            place=one.place,
            starts_at=one.starts_at,
            status=one.status,
            n_items=one.n_items,
        )
        for one in listed
    )


def bodies_of(*, union: UUID, person: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return the bodies somebody is in, the assembly first: (id, name)."""
    assembly = sitting.assembly_of(union)
    inside = Membership.objects.filter(
        person_id=person,
        welcomed_at__isnull=False,
        body__union_id=union,
        body__ended_at__isnull=True,
    ).select_related("body")
    circles = sorted((one.body.name, one.body_id) for one in inside)
    return (
        (assembly, body_words.ASSEMBLY_NAME),
        *((body, name) for name, body in circles),
    )


def get_meeting(
    *, union: UUID, meeting: UUID, person: UUID, at: datetime
) -> words.MeetingView:
    """Return a meeting with its agenda and cards, or refuse. All of the union read it."""
    row = sitting.meeting_row(union=union, meeting=meeting)
    members = sitting.members_of(union=union, body=row.body_id, at=at)
    names = sitting.names_of(union)
    items = items_of(row, members, names, person)
    presences = list(row.presences.all())
    n_present = (
        row.n_present
        if row.n_present is not None
        else sum(one.is_here for one in presences)
    )
    held = sitting.cards_of(row)
    n_needed = members.n_needed if row.n_needed is None else row.n_needed
    mine = next((one for one in presences if one.person_id == person), None)
    return words.MeetingView(
        id=row.id,
        title=row.title,
        body=row.body_id,
        body_name=members.body_name,
        place=row.place,
        starts_at=row.starts_at,
        status=row.status,
        seed=row.seed,
        stack_rule=row.stack_rule,
        n_members=members.n_counted if row.n_members is None else row.n_members,
        n_needed=n_needed,
        n_present=n_present,
        is_quorate=n_present >= n_needed,
        items=items,
        cards=tuple(
            words.CardView(
                card=card,
                person=held[card].person_id if card in held else None,
                name=names.get(held[card].person_id, "") if card in held else "",
                is_drawn=card in held and held[card].is_drawn,
                is_mine=card in held and held[card].person_id == person,
            )
            for card in words.CARDS
        ),
        current=next((one for one in items if one.id == row.current_item), None),
        item_until=row.item_until,
        speaker_seconds=row.speaker_seconds,
        correct_until=row.correct_until,
        accepted_at=row.accepted_at,
        is_called_by_me=row.called_by == person,
        is_member=person in members.names,
        am_here=mine is not None and mine.is_here,
        am_named=mine is not None and mine.is_named,
        my_cards=tuple(card for card, one in held.items() if one.person_id == person),
    )


def items_of(
    row: Meeting,
    members: sitting.Members,
    names: sitting.Names,
    person: UUID,
) -> tuple[words.ItemView, ...]:
    """Return the agenda: what was taken up, then what waits, then the rest."""
    rows = list(row.items.all())
    titles = _titles_of({one.motion_id for one in rows if one.motion_id})
    asked = set(
        ItemSupport.objects.filter(item__meeting=row, person_id=person).values_list(
            "item_id", flat=True
        )
    )
    rows.sort(key=_in_order)
    return tuple(
        words.ItemView(
            id=one.id,
            title=one.title,
            kind=one.kind,
            minutes=one.minutes,
            owner=one.owner_id,
            owner_name=names.get(one.owner_id, "") if one.owner_id else "",
            motion=one.motion_id,
            motion_title=titles.get(one.motion_id, "") if one.motion_id else "",
            is_urgent=one.is_urgent,
            status=one.status,
            number=number,
            n_asked=one.n_asked,
            n_to_force=members.n_to_force,
            is_forced=one.is_forced,
            is_mine=one.added_by == person,
            i_asked=one.id in asked,
        )
        for number, one in enumerate(rows, start=1)
    )


def who_could_come(
    *, union: UUID, meeting: UUID, at: datetime
) -> tuple[words.PersonHere, ...]:
    """List the members of the body with who is here, for the door keeper."""
    row = sitting.meeting_row(union=union, meeting=meeting)
    members = sitting.members_of(union=union, body=row.body_id, at=at)
    here = set(row.presences.filter(is_here=True).values_list("person_id", flat=True))
    named = sorted(members.names.items(), key=lambda one: (one[1].casefold(), one[0]))
    return tuple(words.PersonHere(one, name, one in here) for one, name in named)


def list_actions(
    *, union: UUID, person: UUID, body: UUID | None = None
) -> tuple[words.ActionView, ...]:
    """List what is still to do, the next due first."""
    rows = ActionPoint.objects.filter(meeting__union_id=union, ended_on__isnull=True)
    if body is not None:
        rows = rows.filter(meeting__body_id=body)
    names = sitting.names_of(union)
    return tuple(
        action_view(one, names, person)
        for one in rows.order_by("due", "id")[:LIST_LIMIT]
    )


def action_view(
    row: ActionPoint, names: sitting.Names, person: UUID
) -> words.ActionView:
    """Turn the row into what others may see."""
    return words.ActionView(
        id=row.id,
        words=row.words,
        person=row.person_id,
        name=names.get(row.person_id, "") if row.person_id else "",
        due=row.due,
        is_open=row.ended_on is None,
        is_done=row.is_done,
        is_mine=row.person_id == person,
        meeting=row.meeting_id,
        item=row.item_id,
    )


def motions_to_link(*, union: UUID, body: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return motions of a body that an item can be about: (id, title), newest first."""
    rows = Motion.objects.filter(
        union_id=union,
        body_id=body,
        stage__in=["draft", "discussion", "frozen", "open", "closed"],
    ).order_by("-brought_at")[:LIST_LIMIT]
    titles = _titles_of({one.id for one in rows})
    return tuple((one.id, titles.get(one.id, "")) for one in rows)


def _titles_of(motions: set[UUID]) -> dict[UUID, str]:
    rows = Version.objects.filter(motion__in=motions).order_by("number")
    return dict(rows.values_list("motion_id", "title"))


def _in_order(one: AgendaItem) -> tuple[int, int, int, datetime]:
    """Taken up in the order taken; then as drawn, or before the draw as brought."""
    last = one.status in {"withdrawn", "parked"} and one.started_at is None
    return (
        1 if last else 0,
        0 if one.started_at is not None else 1,
        one.in_order or 0,
        one.added_at,
    )
