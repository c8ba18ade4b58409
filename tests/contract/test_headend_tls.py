#!/usr/bin/python3
"""The headend's own TLS, asked by OpenSSL's client and Python's: certificates good and bad, renewed while it runs, clients that are slow,
hostile or speak something else. Prints TAP."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from headend import Headend, ends, item, rss

import tls
from tap import check, equal, run

HALVES = 400
PLACES = 100


class Place:
    """A folder with authorities and certificates."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tv-hall-tls-")
        for name in ("ours", "theirs"):
            tls.authority(self.folder, name)
        tls.certificate(self.folder, "good", "ours")
        tls.certificate(self.folder, "renewed", "ours")
        tls.certificate(self.folder, "old", "ours", days=-1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def headend(self, name="good"):
        """Serves CERTIFICATE.pem, which others may be put in the place of."""
        for ending in ("pem", "key"):
            shutil.copyfile(self.path(f"{name}.{ending}"), self.path(f"shown.{ending}"))
        headend = Headend()
        headend.secure(self.path("shown.pem"), self.path("shown.key"), self.path("ours.pem"))
        return headend

    def show(self, certificate, key=None):
        shutil.copyfile(self.path(f"{certificate}.pem"), self.path("shown.pem"))
        shutil.copyfile(self.path(f"{key or certificate}.key"), self.path("shown.key"))


def client(headend, *options, said=b"Q\n"):
    """What OpenSSL's client says."""
    done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{headend.port}", *options], input=said, capture_output=True,
                          timeout=60, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def serial_shown(headend):
    """Which certificate a new connection sees."""
    with socket.create_connection(("127.0.0.1", headend.port), timeout=30) as raw, headend.tls.wrap_socket(raw, server_hostname="127.0.0.1") as seen:
        return seen.getpeercert()["serialNumber"]


def test_it_serves_as_in_plain():
    with Place() as place, place.headend() as headend:
        headend.take(rss(*(item(f"n-{number}", title="示例" * 20, body="<p>" + "正文" * 200 + "</p>") for number in range(60))))
        headend.start()
        equal(len(headend.listed()), 60, "notices through TLS")
        connection = headend.connect()
        for _ in range(50):
            headend.get("/v1/notices?limit=50", connection=connection, Accept_Encoding="gzip")
        whole = headend.get("/v1/notices?limit=50").raw
        check(len(whole) > 10000, "an answer of several records")
        equal(headend.ask("/healthz", "HEAD", connection=connection).status, 200, "HEAD")
        connection.request("POST", "/v1/cases", body=b'{"case_number": "1", "id_tail": "123X"}', headers={"Content-Type": "application/json"})
        check(connection.getresponse().status in (400, 503), "a post with a body is answered")
        end = headend.metric("tv_hall_certificate_end_seconds")
        check(8 < (end - time.time()) / 86400 < 11, f"the certificate ends in {(end - time.time()) / 86400} days")


def test_versions_names_and_authorities():
    with Place() as place, place.headend() as headend:
        headend.start()
        for version, works in (("-tls1", False), ("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
            said = client(headend, version, "-CAfile", place.path("ours.pem"), "-cipher", "ALL:@SECLEVEL=0")
            equal("Cipher is (NONE)" not in said and "Verify return code: 0 (ok)" in said, works, f"{version}: {said[-400:]}")
        for cipher in ("AES128-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "DHE-RSA-AES128-GCM-SHA256"):
            said = client(headend, "-tls1_2", "-cipher", f"{cipher}:@SECLEVEL=0")
            check("Cipher is (NONE)" in said, f"{cipher} was taken: {said[-300:]}")
        for name in ("127.0.0.1", "hall.example", "x" * 250):
            check("Verify return code: 0 (ok)" in client(headend, "-servername", name, "-CAfile", place.path("ours.pem")), f"server name {name[:20]}")
        check("Verify return code: 0 (ok)" not in client(headend, "-CAfile", place.path("theirs.pem")), "another authority's word")
        headend.get("/healthz")


def starts_not(headend, *words, status=1):
    said = ends("tv-hall-headend", "--config", headend.config, status=status)
    for word in words:
        check(word in said.err, f"wanted {word!r} in {said.err!r}")


def test_bad_certificates():
    with Place() as place, place.headend() as headend:
        headend.tls, listen = None, re.compile(r"<listen\b[^>]*/>")
        text = headend.config.read_text(encoding="utf-8")
        os.unlink(place.path("shown.pem"))
        starts_not(headend, "listen: ", "shown.pem: it cannot be read")
        place.show("good")
        os.unlink(place.path("shown.key"))
        starts_not(headend, "shown.key: it cannot be read")
        place.show("good", "renewed")
        starts_not(headend, "shown.key: it is not the key of the certificate")
        shutil.copyfile(place.path("good.key"), place.path("shown.pem"))
        starts_not(headend, "shown.pem: it has no certificate in PEM form")
        place.show("good")
        shutil.copyfile(place.path("good.pem"), place.path("shown.key"))
        starts_not(headend, "shown.key: it has no key in PEM form without a password")
        with open(place.path("shown.key"), "wb") as file:
            file.write(b"x" * 1000000)
        starts_not(headend, "shown.key: it is too large")
        line = text[:listen.search(text).start()].count("\n") + 1
        for attributes, word in (('address="0.0.0.0" port="0" plain="1"', "would be served without TLS over a network"),
                                 ('address="::" port="0" plain="1"', "would be served without TLS over a network"),
                                 ('address="127.0.0.1" port="0"', "it is not said how what is sent is protected"),
                                 ('address="0.0.0.0" port="0"', "it is not said how what is sent is protected"),
                                 ('address="0.0.0.0" port="0" certificate="a.pem"', "certificate and key belong together")):
            headend.config.write_text(listen.sub(f"<listen {attributes}/>", text), encoding="utf-8")
            starts_not(headend, f"headend.xml:{line}: listen: ", word)


def test_a_certificate_whose_time_is_over():
    with Place() as place, place.headend("old") as headend:
        headend.tls.check_hostname, headend.tls.verify_mode = False, ssl.CERT_NONE
        headend.start()
        check(re.search(r"error server: .*listen: .*shown\.pem: the certificate ended on \d{4}-\d\d-\d\d: no box believes it", headend.log()),
              f"the log: {headend.log()}")
        headend.get("/healthz")


def test_renewal_while_it_runs():
    with Place() as place, place.headend() as headend:
        headend.start()
        before = serial_shown(headend)
        connection = headend.connect()
        headend.get("/healthz", connection=connection)
        kept = connection.sock
        place.show("good", "renewed")
        headend.child.send_signal(signal.SIGHUP)
        headend.eventually(lambda: "it is not the key of the certificate" in headend.log(), "a word on the wrong key")
        equal(serial_shown(headend), before, "what is wrong is not taken")
        place.show("old")
        headend.child.send_signal(signal.SIGHUP)
        headend.eventually(lambda: "the certificate ended on" in headend.log(), "a word on the old certificate")
        equal(serial_shown(headend), before, "what is old is not taken")
        place.show("renewed")
        headend.child.send_signal(signal.SIGHUP)
        headend.eventually(lambda: serial_shown(headend) != before, "the renewed certificate")
        headend.get("/healthz", connection=connection)
        check(connection.sock is kept, "the connection of before went on")
        said = headend.log().count("another certificate is shown")
        headend.child.send_signal(signal.SIGHUP)
        time.sleep(1)
        equal(headend.log().count("another certificate is shown"), said, "the same again is no news")


def test_renewal_among_handshakes():
    with Place() as place, place.headend() as headend:
        headend.start()
        stop = threading.Event()
        failures = []

        def shake():
            while not stop.is_set():
                try:
                    serial_shown(headend)
                except OSError as reason:
                    failures.append(reason)
        threads = [threading.Thread(target=shake) for _ in range(4)]
        for thread in threads:
            thread.start()
        for turn in range(20):
            place.show(("good", "renewed")[turn % 2])
            headend.child.send_signal(signal.SIGHUP)
            time.sleep(0.1)
        stop.set()
        for thread in threads:
            thread.join()
        equal(failures, [], "handshakes that failed")


def test_half_handshakes_hold_nobody_up():
    with Place() as place, place.headend() as headend:
        headend.start("--connections", str(PLACES), "--per-address", "0")
        hello = ssl_hello()
        halves = []
        for number in range(HALVES):
            half = socket.create_connection(("127.0.0.1", headend.port), timeout=30)
            half.sendall(hello[:number % len(hello)])
            halves.append(half)
        begun = time.monotonic()
        for _ in range(5):
            headend.get("/healthz")
        print(f"# five good clients among {HALVES} half handshakes: {time.monotonic() - begun:.2f} s")
        check(headend.metric("tv_hall_connections") <= PLACES, "places")
        for half in halves:
            half.close()
        for number in range(50):  # hello and away
            with socket.create_connection(("127.0.0.1", headend.port), timeout=30) as half:
                half.sendall(hello)
        headend.get("/healthz")


def ssl_hello():
    """The first bytes of a client."""
    context = ssl.create_default_context()
    sent = ssl.MemoryBIO()
    try:
        context.wrap_bio(ssl.MemoryBIO(), sent, server_hostname="hall.example").do_handshake()
    except ssl.SSLWantReadError:
        pass
    return sent.read()


def spoken_to(port, said):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(said)
        answer = b""
        try:
            while data := connection.recv(4096):
                answer += data
        except ConnectionResetError:
            pass
        return answer


def test_other_protocols():
    with Place() as place, place.headend() as headend:
        headend.start()
        check(b"HTTP/1" not in spoken_to(headend.port, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"), "plain HTTP at the port of TLS")
        spoken_to(headend.port, os.urandom(2000))
        spoken_to(headend.port, b"\x16\x03\x01\xff\xff" + os.urandom(70000))
        headend.get("/healthz")
    with Headend().start() as headend:
        answer = spoken_to(headend.port, ssl_hello() + b"\r\n\r\n")
        check(not answer.startswith(b"\x16\x03"), f"TLS at the port of plain HTTP: {answer[:80]}")
        headend.get("/healthz")


def test_no_renegotiation():
    with Place() as place, place.headend() as headend:
        headend.start()
        process = subprocess.Popen(["openssl", "s_client", "-connect", f"127.0.0.1:{headend.port}", "-tls1_2"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        time.sleep(1)
        try:
            process.stdin.write(b"R\n")
            process.stdin.flush()
            said = process.communicate(timeout=60)[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            process.kill()
            said = process.communicate()[0].decode("utf-8", "replace")
            check(False, f"the connection stayed: {said[-500:]}")
        check("RENEGOTIATING" in said, f"the client tried: {said[-500:]}")
        check("Secure Renegotiation IS supported" in said, "RFC 5746")
        headend.get("/healthz")


def test_it_ends_with_connections_open():
    with Place() as place, place.headend() as headend:
        headend.start()
        connection = headend.connect()
        headend.get("/healthz", connection=connection)
        half = socket.create_connection(("127.0.0.1", headend.port), timeout=30)
        half.sendall(ssl_hello())
        begun = time.monotonic()
        equal(headend.stop(), 0, "status")
        check(time.monotonic() - begun < 25, "it took longer than its patience")


if __name__ == "__main__":
    sys.exit(run(globals()))
