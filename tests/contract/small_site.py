"""A small web site with pictures and feeds, for imports that go out for them."""

import http.server
import struct
import threading
import zlib


def png(width=2, height=2, said=None):
    """A grey picture; said: (width, height) that its head claims instead."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *(said or (width, height)), 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def to(target):
    """A page that sends on to another."""
    def page(handler):
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()
    return page


class Site:
    """with Site({path: bytes, or a function that takes the handler}) as site: site.url, site.asked"""

    def __init__(self, pages):
        self.asked = asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                asked.append(self.path)
                page = pages.get(self.path)
                if callable(page):
                    page(self)
                    return
                self.send_response(404 if page is None else 200)
                self.end_headers()
                try:
                    self.wfile.write(page or b"none")
                except OSError:
                    pass  # whoever asked has seen enough

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
