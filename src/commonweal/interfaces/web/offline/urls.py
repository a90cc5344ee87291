"""Addresses of the app on a phone and of paper."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.offline import paper, views

app_name = "offline"
urlpatterns = [
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.waiting, name="waiting"),
    path("offline/none/", views.none, name="none"),
    path("offline/ticket/", views.ticket, name="ticket"),
    path("paper/", paper.paper, name="paper"),
    path("paper/<str:code>/", paper.typed, name="typed"),
]
