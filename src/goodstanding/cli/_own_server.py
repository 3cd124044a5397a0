"""The server of the personal edition: this process alone, on the loopback address alone.

It buffers in memory only: other servers put large requests and answers into temporary files, in plain text.
"""

from __future__ import annotations

import socketserver
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from goodstanding.domain.errors import UserError

LOOPBACK = "127.0.0.1"


class _Handler(WSGIRequestHandler):
    timeout = 60

    def log_message(self, format: str, *args: Any) -> None:
        """Which page was asked for is written nowhere."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """As the library does, without asking the network for this computer's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


def listen(port: int) -> Server:
    try:
        return Server((LOOPBACK, port), _Handler)
    except OSError as error:
        raise UserError(
            f"Port {port} cannot be used ({error.strerror}). Leave --port out to take any free one."
        ) from error


def serve(server: Server) -> None:
    """Until interrupted."""
    from django.core.servers.basehttp import get_internal_wsgi_application

    server.set_app(get_internal_wsgi_application())
    try:
        server.serve_forever()
    finally:
        server.server_close()
