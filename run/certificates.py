"""An authority and certificates of its word, by openssl: for tests, and for the phones of `make run`."""

import os
import subprocess

from faketime import faketime

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def _openssl(folder, *arguments, since=None):
    """`since`: as if it were that day."""
    clock = faketime(f"{since} 00:00:00") if since else []
    subprocess.run([*clock, "openssl", *arguments], cwd=folder, check=True, stdin=subprocess.DEVNULL, capture_output=True)


def authority(folder, name, days=30, since=None):
    """NAME.pem and NAME.key in the folder."""
    _openssl(folder, "req", "-x509", *_KEY, "-days", str(days), "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem", since=since)


def certificate(folder, name, by, address="127.0.0.1", days=10, since=None):
    """NAME.pem and NAME.key, certified by an authority of the folder."""
    with open(os.path.join(folder, f"{name}.ext"), "w", encoding="ascii") as file:
        file.write(f"subjectAltName=IP:{address}\n")
    _openssl(folder, "req", *_KEY, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAcreateserial",
             "-days", str(days), "-extfile", f"{name}.ext", "-out", f"{name}.pem", since=since)
