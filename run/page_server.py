"""Serves the page of `make run`: its files, the picture's connection (websockify), and what a newcomer tries beside the television.

POST /try/cable {"pulled": true}  pulls the cable between box and headend, or puts it back; {}: how it is
POST /try/case                    the next sample case: its number, the last 4 of the ID, what it shows, and the digit of the tile
POST /try/account                 the next sample account number of electricity: likewise
POST /try/scan  (a PNG)           what a phone's camera reads from the picture: the page of the QR code on it
/p/…, /pay/…                      the headend's pages, in a frame of this page: the headend forbids every other
/cashier/…                        what a wallet shows of a code to pay by: the sandbox's

usage: page_server.py LISTENER PICTURE_PORT FOLDER HEADEND SANDBOX PULLED CASES_DIGIT BILLS_DIGIT PHONES
LISTENER is the descriptor of a socket that listens already.
"""

import http.client
import json
import os
import re
import socket
import struct
import subprocess
import sys
import urllib.parse
import urllib.request

from city import sample_accounts
from websockify.websocketproxy import LibProxyServer, ProxyRequestHandler

BODY_MAX = 16 * 1024 * 1024
PAGES = ("/p/", "/pay/")
CASHIER = "/cashier/"
WALLETS = ("weixin://wxpay/", "https://qr.alipay.com/")
PASSED_ON = ("Content-Type", "Location", "Set-Cookie", "Content-Security-Policy", "Referrer-Policy", "Cache-Control")


class Tries:
    """What the buttons beside the television do."""

    def __init__(self, headend, sandbox, pulled, cases_digit, bills_digit, phones):
        self.headend = headend
        self.phones = phones  # the headend as QR codes name it
        self.sandbox = sandbox
        self.pulled = pulled
        self.cases_digit = cases_digit
        self.bills_digit = bills_digit
        self.next_case = 0
        self.next_account = 0

    def cable(self, body):
        pulled = json.loads(body).get("pulled", os.path.exists(self.pulled))
        if pulled:
            with open(self.pulled, "w", encoding="ascii"):
                pass
        elif os.path.exists(self.pulled):
            os.unlink(self.pulled)
        return {"pulled": os.path.exists(self.pulled)}

    def case(self, _body):
        with urllib.request.urlopen(f"{self.sandbox}/sandbox/samples/cases", timeout=5) as answer:
            cases = json.load(answer)
        case = cases[self.next_case % len(cases)]
        self.next_case += 1
        return {"number": case["case_number"], "tail": case["id_tail"], "shows": case["shows"], "digit": self.cases_digit,
                "place": (self.next_case - 1) % len(cases) + 1, "count": len(cases)}

    def account(self, _body):
        accounts = sample_accounts("electricity")
        account = accounts[self.next_account % len(accounts)]
        self.next_account += 1
        return {**account, "digit": self.bills_digit, "place": (self.next_account - 1) % len(accounts) + 1, "count": len(accounts)}

    def scan(self, body):
        done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "png:-"], input=body, capture_output=True,
                              check=False, timeout=20)
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            if line.startswith(WALLETS):
                return {"page": CASHIER + "?" + urllib.parse.urlencode({"code": line})}
            address = urllib.parse.urlsplit(line)
            if f"{address.scheme}://{address.netloc}" == self.phones:
                return {"page": address.path + ("?" + address.query if address.query else "") +
                        ("#" + address.fragment if address.fragment else "")}
            if address.scheme in ("http", "https"):
                return {"elsewhere": line}
        return {}


class Handler(ProxyRequestHandler):
    disable_nagle_algorithm = True  # a key is a few bytes

    def __init__(self, request, address, server):
        self.tries = server.tries
        super().__init__(request, address, server)

    def _is_own(self):
        """Another site's page may neither press buttons nor look at the picture."""
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin")
        return host in self.server.own and (origin is None or urllib.parse.urlsplit(origin).netloc in self.server.own)

    def _send(self, status, body, headers):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _body(self):
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if 0 <= length <= BODY_MAX else b""

    def _pass_on(self, to):
        address = urllib.parse.urlsplit(to)
        far = http.client.HTTPConnection(address.hostname, address.port, timeout=15)
        headers = {name: self.headers[name] for name in ("Accept", "Accept-Language", "Content-Type", "Cookie") if name in self.headers}
        if "Origin" in self.headers:
            headers["Origin"] = to
        try:
            far.request(self.command, self.path, self._body() if self.command == "POST" else None, headers)
            answer = far.getresponse()
            body = answer.read()
        finally:
            far.close()
        passed = [(name, value) for name, value in answer.getheaders() if name in PASSED_ON]
        framed = [(name, value.replace("frame-ancestors 'none'", "frame-ancestors 'self'")) for name, value in passed]
        self._send(answer.status, body, framed)

    def _answer(self):
        path = urllib.parse.urlsplit(self.path).path
        if not self._is_own():
            self._send(403, b"", [])
        elif path.startswith(PAGES):
            self._pass_on(self.tries.headend)
        elif path.startswith(CASHIER):
            self._pass_on(self.tries.sandbox)
        elif self.command == "POST" and path in ("/try/cable", "/try/case", "/try/account", "/try/scan"):
            said = getattr(self.tries, path.rpartition("/")[2])(self._body())
            self._send(200, json.dumps(said).encode(), [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
        else:
            return False
        return True

    def _try(self, otherwise):
        try:
            if not self._answer():
                otherwise()
        except (OSError, ValueError, KeyError, subprocess.SubprocessError) as reason:
            self._send(502, str(reason).encode(), [("Content-Type", "text/plain; charset=UTF-8")])

    def do_proxy(self, target):
        """A viewer that goes, however it goes, lets go of every key."""
        try:
            super().do_proxy(target)
        finally:
            self._let_go(target)

    def _let_go(self, target):
        """Closed with pictures unread, the connection would be reset and the keys lost: so it is read to its end."""
        try:
            target.setblocking(True)
            target.settimeout(2)
            target.sendall(self.server.key_ups)
            target.shutdown(socket.SHUT_WR)
            while target.recv(self.buffer_size):
                pass
        except OSError:  # the picture's server went first
            pass

    def do_GET(self):  # pylint: disable=invalid-name
        self._try(super().do_GET)

    def do_POST(self):  # pylint: disable=invalid-name
        self._try(lambda: self._send(404, b"", []))


def key_ups(folder):
    """RFB's KeyEvent for every key of the page's remote, going up."""
    with open(os.path.join(folder, "remote-keys.js"), encoding="utf-8") as file:
        keysyms = [int(word, 16) for word in re.findall(r"keysym: (0x[0-9a-f]+)\b(?! \+)", file.read())] + [*range(ord("0"), ord("9") + 1)]
    return b"".join(struct.pack(">BBHI", 4, 0, 0, keysym) for keysym in keysyms)


class Server(LibProxyServer):
    daemon_threads = True

    def __init__(self, listener, **options):
        self.inherited = listener
        super().__init__(**options)

    def server_bind(self):
        self.socket.close()
        self.socket = self.inherited
        self.server_address = self.socket.getsockname()


def main(listener, picture_port, folder, headend, sandbox, pulled, cases_digit, bills_digit, phones):
    server = Server(socket.socket(fileno=int(listener)), RequestHandlerClass=Handler, target_host="127.0.0.1", target_port=int(picture_port),
                    web=folder)
    port = server.server_address[1]
    server.own = [f"127.0.0.1:{port}", f"localhost:{port}"]
    server.key_ups = key_ups(folder)
    server.file_only = True
    server.tries = Tries(headend, sandbox, pulled, cases_digit, bills_digit, phones)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
