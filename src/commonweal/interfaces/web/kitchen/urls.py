"""Addresses of the kitchen."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "kitchen"
urlpatterns: list[URLPattern] = []
