"""Where each address leads: pages, and the API for programs."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/", include("commonweal.interfaces.api.urls")),
    path("", include("commonweal.interfaces.web.urls")),
]

handler400 = "commonweal.interfaces.web.errors.bad_request"
handler403 = "commonweal.interfaces.web.errors.not_yours"
handler404 = "commonweal.interfaces.web.errors.not_found"
handler500 = "commonweal.interfaces.web.errors.broken_promise"
