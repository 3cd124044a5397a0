"""The components, each on a page of its own in every state."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
