"""What holds of effects however they are tried: once, adopted, after the window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance.models import Done
from tests.conftest import AT, DAY
from tests.rooms.powers_cast import adopted, effect, effects_of

pytestmark = pytest.mark.django_db

SAMPLES = {
    "budget.line": {"amount": "5", "from_day": DAY},
    "notify": {},
    "spend.allow": {"amount": "5", "until": DAY + timedelta(days=30)},
}
NAMED = {"budget.line": "name", "notify": "words", "spend.allow": "for"}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["budget.line", "notify", "spend.allow"]), max_size=4),
    st.lists(st.integers(min_value=-72, max_value=72), min_size=1, max_size=4),
)
def test_however_often_and_whenever_it_is_tried_it_happens_once_and_after_the_window(
    lentil_house, kinds, hours
):
    """Every effect has one adopted decision; twice is once; none before the window ends."""
    with transaction.atomic():
        written = [
            effect(kind, **(dict(SAMPLES[kind]) | {NAMED[kind]: f"no. {place}"}))
            for place, kind in enumerate(kinds)
        ]
        motion = adopted(lentil_house.id, *written, at=AT, matter="agreement")
        for hour in hours:
            try:
                effects_of(motion, AT + timedelta(hours=hour))
            except Refused:
                assert hour < 0
        done = Done.objects.filter(motion=motion)
        happened = any(hour >= 0 for hour in hours)
        assert done.count() == (max(len(kinds), 1) if happened else 0)
        assert {one.decision for one in done} <= {motion.decision}
        assert all(one.done_at >= motion.challenge_until for one in done)
        transaction.set_rollback(True)
