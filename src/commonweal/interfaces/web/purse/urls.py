"""Addresses of the purse."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "purse"
urlpatterns: list[URLPattern] = []
