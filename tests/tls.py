"""Authorities, certificates (run/certificates.py) and an end of TLS, made for a test."""

import os
import socket
import ssl
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "run"))
from certificates import authority, certificate  # noqa: E402,F401 pylint: disable=wrong-import-position,unused-import

HOST = "127.0.0.1"


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
