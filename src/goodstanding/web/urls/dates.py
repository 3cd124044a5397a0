"""Everybody's own days, and the address under which a calendar program reads them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.dates import feed, notices, page

urlpatterns: list[URLPattern | URLResolver] = [
    path("dates/", page.dates, name="dates"),
    path("calendar/<str:token>.ics", feed.calendar_feed, name="calendar_feed"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<int:notice>/", notices.notice, name="notice"),
    path("account/calendar/make/", feed.feed_make, name="feed_make"),
    path("account/calendar/names/", feed.feed_names, name="feed_names"),
    path("account/calendar/revoke/", feed.feed_revoke, name="feed_revoke"),
]
