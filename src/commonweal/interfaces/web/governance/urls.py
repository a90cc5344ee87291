"""Addresses of deciding together: motions here; register, meetings, powers beside."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, path

from commonweal.interfaces.web.governance import (
    answers,
    bodies,
    changed,
    lots,
    motions,
    overview,
    paper,
    results,
    urn,
    writing,
)

app_name = "governance"

#: Files beside this one, and the list of addresses each keeps.
BESIDE = (
    ("register_urls", "REGISTER"),
    ("meeting_urls", "MEETINGS"),
    ("power_urls", "POWERS"),
)
HERE = "commonweal.interfaces.web.governance"


def _beside(module: str, name: str) -> list[URLPattern]:
    """Return the addresses of a file beside this one."""
    full = f"{HERE}.{module}"
    if find_spec(full) is None:
        return []
    addresses: list[URLPattern] = getattr(import_module(full), name)
    return addresses


ONE = "decide/motions/<uuid:motion>/"
OVERVIEW = [
    path("decide/", overview.overview, name="home"),
    path("decide/mine/", changed.changed, name="changed"),
]
MOTIONS = [
    path("decide/motions/", motions.motions, name="motions"),
    path("decide/motions/new/", writing.choose, name="new_motion"),
    path("decide/motions/new/<slug:matter>/", writing.write, name="write_motion"),
    path(ONE, motions.motion, name="motion"),
    path(f"{ONE}text/", writing.change, name="change_motion"),
    path(f"{ONE}versions/", motions.versions, name="versions"),
    path(f"{ONE}say/", motions.say, name="say"),
    path(f"{ONE}voices/<uuid:voice>/", motions.settle, name="settle"),
    path(f"{ONE}step/", motions.step, name="step"),
    path(f"{ONE}freeze/", motions.freeze, name="freeze"),
]
ANSWERS = [
    path(f"{ONE}answer/", answers.answer, name="answer"),
    path(f"{ONE}receipt/", answers.receipt, name="receipt"),
    path(f"{ONE}result/", results.result, name="result"),
    path(f"{ONE}result/data/<str:name>", results.result_file, name="result_file"),
    path(f"{ONE}challenge/", results.challenge, name="challenge"),
    path(f"{ONE}paper/", paper.paper, name="paper"),
    path(f"{ONE}paper/ballot/", paper.ballot, name="ballot"),
    path(f"{ONE}paper/proposal/", paper.proposal_sheet, name="proposal_sheet"),
    path(f"{ONE}paper/type/", paper.type_sheet, name="type_sheet"),
    path(f"{ONE}paper/<uuid:sheet>/", paper.type_again, name="type_again"),
    path(f"{ONE}paper/<uuid:sheet>/tear/", paper.tear_sheet, name="tear_sheet"),
    path(f"{ONE}urn/", urn.urn, name="urn"),
]
WHO = [
    path("decide/bodies/", bodies.bodies, name="bodies"),
    path("decide/bodies/away/", bodies.away, name="away"),
    path("decide/bodies/<uuid:body>/", bodies.body, name="body"),
    path("decide/bodies/<uuid:body>/deed/", bodies.body_deed, name="body_deed"),
    path("decide/methods/", bodies.methods, name="methods"),
    path("decide/methods/<slug:process>/", bodies.method, name="method"),
    path("decide/lots/", lots.list_lots, name="list_lots"),
    path("decide/lots/new/", lots.begin, name="begin_lots"),
    path("decide/lots/<uuid:lots>/", lots.lots, name="lots"),
    path("decide/lots/<uuid:lots>/deed/", lots.lots_deed, name="lots_deed"),
    path("decide/lots/<uuid:lots>/data/<str:name>", lots.lots_file, name="lots_file"),
]
urlpatterns = [
    *OVERVIEW,
    *MOTIONS,
    *ANSWERS,
    *WHO,
    *(one for module, name in BESIDE for one in _beside(module, name)),
]
