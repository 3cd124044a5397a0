"""For whoever watches the server."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.queries.organisation import is_set_up
from goodstanding.web.viewer import public


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """“ok” while the database answers. Says nothing else to anybody."""
    try:
        is_set_up()
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
