"""headend/providers by itself (provider-driver) between a provider of the sandbox and a merchant's address for notifications."""

import atexit
import html
import http.client
import http.server
import itertools
import json
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import time
import urllib.parse

from case_world import NamedSystem
from headend import FLAVOUR, ROOT
from tap import check, equal
from wallets import ELEMENTS

NUMBERS = itertools.count(int(time.time()) * 1000)


def new_number(prefix="T"):
    return f"{prefix}{next(NUMBERS)}"


class Merchant:
    """Takes what providers POST: keeps it, and answers as `answer` says; never well to a probe."""

    def __init__(self):
        self.taken = []
        self.answer = (204, b"")
        self.changed = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                is_probe = self.headers.get("Wechatpay-Signature", "").startswith("WECHATPAY/SIGNTEST/")
                status, text = (500, b"") if is_probe else outer.answer
                with outer.changed:
                    outer.taken.append((self.path, dict(self.headers.items()), body.decode()))
                    outer.changed.notify_all()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def wait(self, count, seconds=20):
        with self.changed:
            check(self.changed.wait_for(lambda: len(self.taken) >= count, seconds), f"wanted {count} notifications, got {len(self.taken)}")
            return list(self.taken)

    def end(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Providers(NamedSystem):
    """The sandbox as a payment provider."""

    def __init__(self, name):
        super().__init__(name)
        self.facts = self.ask(f"/sandbox/samples/{name}")

    def orders(self):
        return {order["out_trade_no"]: order for order in self.ask("/sandbox/samples/cashier")}

    def scan(self, code):
        """The cashier's page as a phone gets it."""
        with_code = "/cashier/?" + urllib.parse.urlencode({"code": code})
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=20)
        connection.request("GET", with_code)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        equal(answer.status, 200, f"the cashier's page of {code}")
        return html.unescape(text)

    def phone(self, code, how="pay"):
        self.scan(code)
        body = urllib.parse.urlencode({"code": code, "how": how}).encode()
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=20)
        connection.request("POST", "/cashier/", body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        equal(answer.status, 200, f"{how} of {code}")
        return text


class Driver:
    """A running headend/providers."""

    def __init__(self, folder, name, element, notify_url):
        self.folder = pathlib.Path(folder)
        text = re.sub(r"<payment\b.*?</payment>", "", (ROOT / "assets" / "headend.xml").read_text(encoding="utf-8"), flags=re.S)
        config = self.folder / "headend.xml"
        config.write_text(text.replace("</server>", f'<payment notify-url="{notify_url}">{element}</payment></server>'), encoding="utf-8")
        self.log_path = self.folder / "log"
        with open(self.log_path, "wb") as log:
            self.child = subprocess.Popen([ROOT / "build" / FLAVOUR / "tests" / "contract" / "provider-driver", config, name], stdin=subprocess.PIPE,
                                          stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8", env={**os.environ, "TZ": "UTC"})
        line = self.child.stdout.readline()
        check(line != "", f"provider-driver did not start: {self.log()}")
        self.problem = json.loads(line).get("problem")

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        check(answer != "", f"{line[:60]}: the driver ended; its log: {self.log()[-2000:]}")
        return json.loads(answer)

    def order(self, number, fen=8800, seconds=600, description="示例电费"):
        return self.tell(f"order {number} {fen} {seconds} {description}")

    def notify(self, headers, body, **more):
        return self.tell("notify " + json.dumps({"headers": headers, "body": body, **more}))

    def end(self):
        if self.child.poll() is None:
            try:
                self.child.stdin.write("quit\n")
                self.child.stdin.close()
            except BrokenPipeError:
                pass
        status = self.child.wait(30)
        self.child.stdout.close()
        equal(status, 0, f"the driver's status; its log: {self.log()[-2000:]}")


RUNNING = {}


def provider_of(name):
    """One for all tests, as it was at its start: making its keys takes long."""
    if name not in RUNNING:
        RUNNING[name] = Providers(name)
        atexit.register(RUNNING[name].end)
    RUNNING[name].reset()
    return RUNNING[name]


class World:
    """with World("wechat") as world: world.driver.order(…)"""

    def __init__(self, name, url=None, **more):
        self.folder = tempfile.TemporaryDirectory(prefix="providers-")
        self.provider = provider_of(name)
        self.merchant = Merchant()
        self.facts = self.provider.facts
        self.name = name
        self.element = ELEMENTS[name](self.folder.name, self.facts, url or self.provider.url, **more)
        self.driver = Driver(self.folder.name, name, self.element, self.merchant.url)

    def tell(self, line):
        return self.driver.tell(line)

    def pay(self, fen=8800, how="pay", **more):
        """A new order that a phone has paid: number and the query's answer."""
        number = new_number()
        made = self.driver.order(number, fen, **more)
        equal(made["outcome"], "done", f"order {number}: {made}; the log: {self.driver.log()[-800:]}")
        self.provider.phone(made["code"], how)
        return number, self.tell(f"query {number}")

    def again(self):
        """The driver anew, with the files as they are now."""
        self.driver.end()
        self.driver = Driver(self.folder.name, self.name, self.element, self.merchant.url)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            self.driver.end()
        finally:
            self.merchant.end()
            self.folder.cleanup()

