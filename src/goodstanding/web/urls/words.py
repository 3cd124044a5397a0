"""The documentation linter."""

from __future__ import annotations

from django.urls import URLPattern, path

from goodstanding.web.views import words

urlpatterns: list[URLPattern] = [path("words/", words.words, name="words")]
