"""The components, each on a page of its own in every state."""

from __future__ import annotations

from django.urls import URLPattern, path

from goodstanding.web.views import gallery

urlpatterns: list[URLPattern] = [
    path("components/", gallery.gallery, name="gallery"),
    path("components/<slug:name>/", gallery.gallery_page, name="gallery_page"),
]
