"""Who looks at the reason of a doubted objection, and how many must see it (§5.1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from commonweal.core.tally import lots
from commonweal.rooms.governance.models import Voice
from commonweal.rooms.governance.queries import bodies

#: In a body of at most so many, one other person is enough; above it three are drawn.
SMALL = 12
DRAWN = 3
SEE_OF_DRAWN = 2
#: So long others have to see the reason.
HOURS = 72


def who_may_see(voice: Voice) -> frozenset[UUID]:
    """Return who can say "I see the reason": others, or the three who were drawn.

    Nobody is asked who raised it, who doubts it, or who brought the motion. The draw is
    settled by the motion and the objection, so that nobody chooses it.
    """
    motion = voice.motion
    members = bodies.members_of(union=motion.union_id, body=motion.body_id)
    others = members - {voice.by, voice.doubted_by, motion.brought_by}
    if len(members) <= SMALL:
        return frozenset(others)
    order = lots.drawn(f"{motion.id}:{voice.id}", (str(one) for one in others))
    return frozenset(UUID(one) for one in order[:DRAWN])


def n_needed(voice: Voice) -> int:
    """Return how many must see the reason for the objection to stand."""
    motion = voice.motion
    members = bodies.members_of(union=motion.union_id, body=motion.body_id)
    return 1 if len(members) <= SMALL else SEE_OF_DRAWN


def looked_at_until(voice: Voice) -> datetime:
    """Return until when others can see the reason."""
    if voice.doubted_at is None:
        raise ValueError("nobody doubts this objection")
    return voice.doubted_at + timedelta(hours=HOURS)
