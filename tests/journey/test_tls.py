#!/usr/bin/python3
"""A headend behind TLS: the CA that headend.xml names is believed and no other, whatever is wrong is logged, and what was seen before
stays on the screen. Prints TAP."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading

from hall import Scene
from tap import check, equal, run

HALL = "127.0.0.1"


def _openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, stdin=subprocess.DEVNULL, capture_output=True)


def _authority(folder, name):
    _openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", f"/CN={name}",
             "-keyout", f"{name}.key", "-out", f"{name}.pem")


def _certificate(folder, name, authority, address, days):
    with open(os.path.join(folder, f"{name}.ext"), "w", encoding="ascii") as file:
        file.write(f"subjectAltName=IP:{address}\n")
    _openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key",
             "-out", f"{name}.csr")
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key", "-CAcreateserial",
             "-days", str(days), "-extfile", f"{name}.ext", "-out", f"{name}.pem")


class Terminator:
    """Ends TLS before the headend, as an operator's proxy does. `use` changes its certificate."""

    def __init__(self, folder, upstream):
        self.folder = folder
        self.upstream = upstream
        self.context = None
        self.listener = socket.create_server((HALL, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def use(self, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(self.folder, f"{name}.pem"), os.path.join(self.folder, f"{name}.key"))
        self.context = context

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(connection,), daemon=True).start()

    def _carry(self, connection):
        try:
            with self.context.wrap_socket(connection, server_side=True) as inside, socket.create_connection((HALL, self.upstream)) as outside:
                threading.Thread(target=self._copy, args=(outside, inside), daemon=True).start()
                self._copy(inside, outside)
        except OSError:
            connection.close()

    @staticmethod
    def _copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.listener.close()


class Secure(Scene):
    """A scene whose hall asks through TLS and believes `authority`."""

    def __init__(self, authority, certificate):
        super().__init__(start_hall=False)
        self.certificates = tempfile.mkdtemp(prefix="tls-")
        for name in ("ours", "theirs"):
            _authority(self.certificates, name)
        _certificate(self.certificates, "good", "ours", HALL, 10)
        _certificate(self.certificates, "elsewhere", "ours", "10.1.2.3", 10)
        _certificate(self.certificates, "old", "ours", HALL, -1)
        self.proxy = Terminator(self.certificates, self.city.port)
        self.proxy.use(certificate)
        with open(self.city.config, encoding="utf-8") as file:
            text = file.read()
        text, count = re.subn(r'<backend url="[^"]*"',
                              f'<backend url="https://{HALL}:{self.proxy.port}" ca="{self.certificates}/{authority}.pem"', text)
        equal(count, 1, "backends in headend.xml")
        with open(self.city.config, "w", encoding="utf-8") as file:
            file.write(text)
        next(child for name, child in self.group.children if name == "headend").send_signal(signal.SIGHUP)
        self.hall.start()

    def close(self):
        super().close()
        if hasattr(self, "proxy"):
            self.proxy.close()
        shutil.rmtree(getattr(self, "certificates", ""), ignore_errors=True)


def test_the_named_authority_is_believed_and_what_was_seen_stays():
    with Secure("ours", "good") as scene:
        state = scene.hall.go("1")
        check(state["total"] > 0 and not state["offline"], f"notices through TLS: {state}")
        scene.hall.go("HOME")
        scene.proxy.use("elsewhere")
        scene.hall.quit()
        scene.hall.start()
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], "a certificate for another address")
        check(state["total"] > 0, f"what was seen before is still there: {state}")


def _refused(authority, certificate, word):
    with Secure(authority, certificate) as scene:
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], f"{certificate} by {authority}")
        equal((state["total"], state["notice"]), (0, "现在连不上网络"), "nothing is shown")
        log = scene.hall.log()
        check(word in log, f"the log names the certificate ({word}): {log[-1500:]}")


def test_another_authority():
    _refused("theirs", "good", "certificate")


def test_another_address():
    _refused("ours", "elsewhere", "127.0.0.1")


def test_expired():
    _refused("ours", "old", "expired")


if __name__ == "__main__":
    run(globals())
