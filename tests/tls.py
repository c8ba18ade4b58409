"""Authorities, certificates and an end of TLS, made for a test."""

import os
import socket
import ssl
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "run"))
from faketime import faketime  # noqa: E402 pylint: disable=wrong-import-position

HOST = "127.0.0.1"
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def _openssl(folder, *arguments, since=None):
    """`since`: as if it were that day."""
    clock = faketime(f"{since} 00:00:00") if since else []
    subprocess.run([*clock, "openssl", *arguments], cwd=folder, check=True, stdin=subprocess.DEVNULL, capture_output=True)


def authority(folder, name, days=30, since=None):
    """NAME.pem and NAME.key in the folder."""
    _openssl(folder, "req", "-x509", *_KEY, "-days", str(days), "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem", since=since)


def certificate(folder, name, by, address=HOST, days=10, since=None):
    """NAME.pem and NAME.key, certified by an authority of the folder."""
    with open(os.path.join(folder, f"{name}.ext"), "w", encoding="ascii") as file:
        file.write(f"subjectAltName=IP:{address}\n")
    _openssl(folder, "req", *_KEY, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAcreateserial",
             "-days", str(days), "-extfile", f"{name}.ext", "-out", f"{name}.pem", since=since)


class Terminator:
    """Ends TLS before a server at a port of this machine, as an operator's proxy does. `use` changes its certificate; with `clients`
    it wants one of the client, by that authority."""

    def __init__(self, folder, upstream):
        self.folder = folder
        self.upstream = upstream
        self.context = None
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def use(self, name, clients=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(self.folder, f"{name}.pem"), os.path.join(self.folder, f"{name}.key"))
        if clients is not None:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(os.path.join(self.folder, f"{clients}.pem"))
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
            with self.context.wrap_socket(connection, server_side=True) as inside, socket.create_connection((HOST, self.upstream)) as outside:
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
