"""A television that pays, at a real headend with the sandbox's utilities and providers behind it.

    with PaymentScene() as scene:
        order = scene.box.order(scene.world.bill("gas")); scene.hall.open("payment/" + order["order"]); …

`scene.box` is the television itself: what it asks is what the hall's own credential asks.
"""

import os
import pathlib
import shutil
import sys
import tempfile

from hall import Hall, ROOT

sys.path.insert(0, os.path.join(ROOT, "tests", "contract"))

from order_world import PayingBox, World  # noqa: E402

JOURNAL_HEAD = "tv-hall orders 1\n"


class PaymentScene:
    def __init__(self, size=(1280, 720), wallets=("wechat", "alipay"), environment=None):
        self.folder = tempfile.mkdtemp(prefix="payment-")
        self.hall = None
        self.world = World(pathlib.Path(self.folder) / "headend", wallets)
        try:
            text = self.world.config.read_text(encoding="utf-8").replace("127.0.0.1:8080", f"127.0.0.1:{self.world.fixed_port}")
            self.world.config.write_text(text, encoding="utf-8")
            self.world.start()
            state = os.path.join(self.folder, "hall", "state")
            os.makedirs(state)
            self.box = self.world.box()
            self.box.__class__ = PayingBox
            credential = os.path.join(state, "credential")
            with open(os.open(credential, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
                file.write(f'<box version="1" number="{self.box.number}" token="{self.box.token}"/>\n')
            self.journal_path = os.path.join(state, "orders")
            self.hall = Hall(os.path.join(self.folder, "hall"), str(self.world.config), size=size, environment=environment)
        except BaseException:
            self.close()
            raise

    def start(self):
        self.hall.start()
        self.hall.wait()
        return self

    def journal(self):
        """{key: order} of the box's journal; an order that is not known is ""."""
        try:
            with open(self.journal_path, encoding="ascii") as file:
                head, *lines = file.read().splitlines()
        except FileNotFoundError:
            return {}
        assert head + "\n" == JOURNAL_HEAD, head
        return {key: "" if order == "-" else order for key, order in (line.split(" ") for line in lines)}

    def write_journal(self, *entries):
        """(key, order or "")"""
        with open(self.journal_path, "w", encoding="ascii") as file:
            file.write(JOURNAL_HEAD + "".join(f"{key} {order or '-'}\n" for key, order in entries))

    def cut_power(self):
        self.hall.cut_power()

    def until(self, focus, seconds=20):
        return self.hall.until(lambda s: s["screen"] == "payment" and s["focus"] == focus, f"the payment is {focus}", seconds)

    def close(self):
        if self.hall:
            self.hall.close()
            self.hall.group.end()
        self.world.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        status = self.hall.quit() if kind is None and self.hall.process else 0
        last = "\n".join(self.hall.group.last_lines("tv-hall", 60)) if status else ""
        self.close()
        if status != 0:
            raise AssertionError(f"the hall ended with status {status}, wanted 0; its last lines:\n{last}")
