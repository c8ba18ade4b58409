"""npm's oidc-provider as the identity provider. It comes once from the registry, by tests/contract/oidc-provider/package-lock.json, into
build/oidc-provider."""

import filecmp
import html
import http.client
import json
import os
import re
import shutil
import subprocess
import urllib.parse

from headend import ROOT
from tap import check, equal

HERE = ROOT / "tests" / "contract" / "oidc-provider"
THERE = ROOT / "build" / "oidc-provider"
SECRET = "a secret/of the test+only, 100% & more"


def install(here=HERE, there=THERE):
    """What here/package-lock.json names, once, into `there`."""
    lock, installed = here / "package-lock.json", there / "installed-lock.json"
    if installed.exists() and filecmp.cmp(lock, installed, shallow=False):
        return
    check(shutil.which("npm") is not None, "npm is missing: run/packages-test.txt names nodejs and npm")
    there.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(here / name, there / name)
    done = subprocess.run(["npm", "ci", "--prefix", there, "--ignore-scripts", "--no-audit", "--no-fund"], capture_output=True, text=True,
                          timeout=500, check=False)
    check(done.returncode == 0, f"npm could not fetch what {here.name} names, which is asked for once only: is its registry within reach? {done.stderr[-1000:]}")
    shutil.copy(lock, installed)


def key_pair(folder):
    """A private key in PEM, and its public half as a JWK."""
    path = folder / "own.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path], check=True, capture_output=True)
    script = "console.log(JSON.stringify(require('crypto').createPublicKey(require('fs').readFileSync(process.argv[1])).export({format: 'jwk'})))"
    jwk = subprocess.run(["node", "-e", script, path], check=True, capture_output=True, text=True)
    return path.read_text(encoding="ascii"), json.loads(jwk.stdout)


class RealProvider:
    def __init__(self, folder, persons, redirect_uri):
        install()
        self.private_key, public = key_pair(folder)
        self.subjects = {person["name"]: subject for subject, person in persons.items()}
        self.redirect_uri = redirect_uri
        self.log_path = folder / "provider-log"
        with open(self.log_path, "wb") as log:
            self.child = subprocess.Popen(["node", HERE / "provider.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                                          encoding="utf-8", env={**os.environ, "NODE_ENV": "test"})
        self.issuer = self._tell(json.dumps({"redirect_uri": redirect_uri, "secret": SECRET, "key": public, "persons": persons,
                                             "modules": str(THERE)}))["issuer"]

    def _tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        check(answer != "", f"the provider ended: {self.log_path.read_text(encoding='utf-8')[-2000:]}")
        return json.loads(answer)

    def rotate(self):
        equal(self._tell("rotate"), {}, "rotate")

    def go_down(self):
        equal(self._tell("down"), {}, "down")

    def send_back_to(self, redirect_uri):
        equal(self._tell(redirect_uri), {}, "where phones go back to")
        self.redirect_uri = redirect_uri

    def pick(self, address, person):
        """A phone of its own: from the address to the page, a tap (None: on refusing), and on to where it is sent back to."""
        cookies = {}
        while True:
            parts = urllib.parse.urlsplit(urllib.parse.urljoin(self.issuer, address))
            connection = http.client.HTTPConnection(parts.netloc, timeout=30)
            head = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
            connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""), headers=head)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8")
            for line in answer.headers.get_all("Set-Cookie", []):
                name, _, value = line.partition(";")[0].partition("=")
                cookies[name] = value
            connection.close()
            if answer.status == 200:
                links = dict((name, html.unescape(link)) for link, name in re.findall(r'<a class="\w+" href="([^"]+)">([^<]+)</a>', text))
                address = links[person or "拒绝"]
            else:
                check(answer.status in (302, 303), f"{parts.path}: status {answer.status}: {text[:300]} {self.log_path.read_text(encoding='utf-8')[-1500:]}")
                address = answer.headers["Location"]
            if address.startswith(self.redirect_uri):
                return address

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(20)
        self.child.stdout.close()
