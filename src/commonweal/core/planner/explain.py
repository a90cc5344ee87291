from __future__ import annotations
from commonweal.core.planner.plan import Short


class Explaining:
    shorts = ()

    def __init__(self, *a):
        pass

    def explain_all(self):
        yield 1.0
