"""Writes one entry after the other until told to stop; says how many were kept.

Started by the tests of backup and restore: somebody is always at work.
"""

from __future__ import annotations

import signal
import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from commonweal.commons.ledger import queries, services  # noqa: E402
from commonweal.commons.people import queries as people  # noqa: E402
from commonweal.core.vf.actions import Action  # noqa: E402
from commonweal.core.vf.flows import EventDraft  # noqa: E402
from commonweal.core.vf.measure import Measure  # noqa: E402
from commonweal.core.vf.units import KG  # noqa: E402

stopping = []


def main():
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    (union,) = people.list_unions()
    stock = queries.list_stock(union=union.id)
    line = next(line for line in stock if line.onhand.amount >= 5000)
    n_kept = 0
    while not stopping:
        now = timezone.now()
        services.record_event(
            draft=EventDraft(
                key=f"bowl {now.isoformat()}", union=union.id, action=Action.CONSUME,
                provider=union.id, receiver=union.id, has_point_in_time=now,
                resource_inventoried_as=line.resource,
                resource_conforms_to=line.spec.id, resource_quantity=Measure(1, KG),
            ),
            at=now,
        )  # fmt: skip
        n_kept += 1
        sys.stdout.write(f"{n_kept}\n")
        sys.stdout.flush()
        time.sleep(0.02)


if __name__ == "__main__":
    main()
