"""The API for programs, version by version."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from commonweal.interfaces.api import (
    base,
    docs,
    effort,
    governance,
    governance_answers,
    governance_cases,
    governance_cases_membership,
    governance_drawing,
    governance_meetings,
    governance_meetings_live,
    governance_meetings_minutes,
    governance_motions,
    governance_powers,
    governance_register,
    governance_results,
    kitchen,
    kitchen_dishes,
    kitchen_plates,
    kitchen_store,
    ledger,
    mandate_reports,
    mandates,
    needs,
    people,
    planning,
    purse,
    purse_allowed,
    purse_bank,
    purse_books,
    purse_planned,
    purse_together,
    purse_typed,
    rounds,
    stores,
    what_ifs,
)

for _router in (
    ledger.router,
    people.router,
    mandates.router,
    mandate_reports.router,
    governance_powers.router,
    governance_drawing.router,
    stores.router,
    effort.router,
    planning.router,
    what_ifs.router,
    needs.router,
    rounds.router,
    purse.router,
    purse_books.router,
    purse_allowed.router,
    purse_bank.router,
    purse_together.router,
    purse_planned.router,
    purse_typed.router,
    kitchen.router,
    kitchen_plates.router,
    kitchen_dishes.router,
    kitchen_store.router,
    governance.router,
    governance_motions.router,
    governance_register.router,
    governance_answers.router,
    governance_results.router,
    governance_meetings.router,
    governance_meetings_live.router,
    governance_meetings_minutes.router,
    governance_cases.router,
    governance_cases_membership.router,
):
    base.api.add_router("", _router)

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", docs.overview, name="api-overview"),
    path("v1/", base.api.urls),
    # Anything else, line breaks in the address included.
    re_path(r"", csrf_exempt(base.nothing_here)),
]
