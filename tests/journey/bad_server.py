"""A server between hall and headend that passes everything on until a test makes it ill.

    server.ill("/v1/notices", hang)      every request whose path starts so
    server.well()                        passes everything on again
"""

import gzip
import http.client
import http.server
import io
import threading
import time
import urllib.parse


class BadServer:
    def __init__(self):
        self.upstream = None
        self.requests = []
        self._illnesses = []
        self._closed = threading.Event()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):  # pylint: disable=invalid-name
                owner.requests.append(self.path)
                illness = owner.illness_of(self.path)
                self.closed = owner._closed
                try:
                    (illness or owner.pass_on)(self)
                except OSError:
                    self.close_connection = True

            do_POST = do_GET  # pylint: disable=invalid-name

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def pass_to(self, address):
        self.upstream = urllib.parse.urlsplit(address)

    def illness_of(self, path):
        for prefix, illness in reversed(self._illnesses):
            if path.startswith(prefix):
                return illness
        return None

    def ill(self, prefix, illness):
        self._illnesses.append((prefix, illness))

    def well(self):
        self._illnesses = []

    def pass_on(self, request):
        upstream = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=10)
        try:
            headers = {name: value for name, value in request.headers.items() if name.lower() not in ("host", "connection")}
            upstream.request("GET", request.path, headers=headers)
            answer = upstream.getresponse()
            body = answer.read()
            request.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding", "content-length", "date", "server"):
                    request.send_header(name, value)
            if answer.status != 304:
                request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)
        finally:
            upstream.close()

    def close(self):
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()


def _head(request, status, length=None, **headers):
    request.send_response(status)
    for name, value in {"content_type": "application/json", **headers}.items():
        request.send_header(name.replace("_", "-").title(), value)
    if length is not None:
        request.send_header("Content-Length", str(length))
    request.end_headers()


def hang(request):
    """Takes the request and says nothing."""
    request.closed.wait(120)
    request.close_connection = True


def trickle(body, pause=0.5):
    """A byte every `pause` seconds."""
    def answer(request):
        _head(request, 200, len(body))
        for byte in body:
            request.wfile.write(bytes([byte]))
            if request.closed.wait(pause):
                break
        request.close_connection = True
    return answer


def status(code, body=None):
    """A refusal in the contract's words, or another body."""
    word = {404: "not_found", 410: "gone"}.get(code, "ill")
    body = body if body is not None else f'{{"error":"{word}","message":"as a test wants it"}}'.encode()

    def answer(request):
        _head(request, code, len(body))
        request.wfile.write(body)
    return answer


def body(content, content_type="application/json", **headers):
    """200 with these bytes, whatever they are."""
    def answer(request):
        _head(request, 200, len(content), content_type=content_type, **headers)
        request.wfile.write(content)
    return answer


def cut(content, after):
    """Promises everything and closes after so many bytes."""
    def answer(request):
        _head(request, 200, len(content))
        request.wfile.write(content[:after])
        request.wfile.flush()
        request.close_connection = True
    return answer


def redirect_circle(request):
    target = "/v1/round/a" if request.path.endswith("b") else "/v1/round/b"
    _head(request, 302, 0, location=target)


def gzip_bomb(megabytes=512):
    """A small answer that unpacks to `megabytes` of spaces."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as stream:
        for _ in range(megabytes):
            stream.write(b" " * (1 << 20))
    content = packed.getvalue()
    return body(content, content_encoding="gzip")


def endless(request):
    """Without a length and without an end."""
    _head(request, 200)
    while not request.closed.is_set():
        request.wfile.write(b"[" * 65536)
        time.sleep(0.001)
    request.close_connection = True
