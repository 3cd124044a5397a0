"""The two files with which anybody checks receipts without this server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.documents.verification import tools
from goodstanding.web.viewer import public


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """To keep and to open from the disk, where its own strict policy is the one in force."""
    return _file(tools.page(), "text/html; charset=utf-8", tools.PAGE.name)


@public
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    return _file(tools.verifier(), "text/x-python; charset=utf-8", tools.VERIFIER.name)


def _file(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
