"""Looking back: the month, planned and happened, and the way of a thing."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.lookback import views

app_name = "lookback"
urlpatterns = [
    path("look-back/", views.overview, name="home"),
    path("look-back/month/<int:year>/<int:month>/", views.month_sheet, name="month"),
    path("trace/<uuid:resource>/", views.way_of_a_thing, name="trace"),
]
