#!/usr/bin/python3
"""headend/identity against npm's oidc-provider: each way to prove ourselves with each signature, keys that rotate, refusing. Prints TAP."""

import pathlib
import tempfile
import urllib.parse

from identity_world import PERSONS, RETURN_URL, Driver
from real_provider import SECRET, RealProvider
from tap import check, equal, run

SAID = {f"p{number}": {"name": name, "id_number": id_number} for number, (name, id_number) in enumerate(PERSONS.items(), 1)}
SAID["p9"] = {"name": "示例𠮷　", "id_number": "　４３１００２１８８００１０１００１８"}
SAID["p10"] = {"name": "示例无号"}


class World:
    def __init__(self, client="basic", secret_text=SECRET, **more):
        self.folder = tempfile.TemporaryDirectory(prefix="identity-real-")
        folder = pathlib.Path(self.folder.name)
        self.provider = RealProvider(folder, SAID, RETURN_URL)
        secret = self.provider.private_key if client == "private-key" else secret_text
        self.driver = Driver(folder, {"kind": "oidc", "url": self.provider.issuer, "client_id": client, "client_proof": client,
                                      "scope": "openid profile idcard", "timeout_ms": 6000, **more}, secret)

    def log_in(self, person):
        begun = self.driver.begin()
        return self.driver.finish(begun, self.provider.pick(begun["address"], person))

    def __enter__(self):
        return self

    def __exit__(self, *how):
        try:
            self.driver.__exit__(*how)
        finally:
            self.provider.__exit__(*how)
            self.folder.cleanup()


def _persons(client):
    with World(client) as world:
        for person, id_number in PERSONS.items():
            found = world.log_in(person)
            equal((found["result"], found.get("name"), found.get("id_number"), found.get("issuer")),
                  ("found", person, id_number, world.provider.issuer), f"{client}: {person}; the log: {world.driver.log()[-800:]}")


def test_client_secret_basic_and_rs256():
    _persons("basic")


def test_client_secret_post_and_ps256():
    _persons("post")


def test_private_key_jwt_and_es256():
    _persons("private-key")


def test_keys_that_rotate():
    with World() as world:
        equal(world.log_in("示例甲")["result"], "found", "before")
        begun = world.driver.begin()
        back = world.provider.pick(begun["address"], "示例乙")
        world.provider.rotate()
        equal(world.driver.finish(begun, back)["result"], "found", f"a code of before with the new keys; the log: {world.driver.log()[-800:]}")
        equal(world.log_in("示例丙")["result"], "found", "after")
        equal(world.driver.metric('tv_hall_identity_total{outcome="not_believed"}'), 0, "what was not believed")


def test_rare_characters_and_padding():
    with World() as world:
        found = world.log_in("示例𠮷　")
        equal((found["result"], found["name"], found["id_number"]), ("found", "示例𠮷", PERSONS["示例甲"]), "who it is")


def test_nobody_without_an_id_number():
    with World() as world:
        found = world.log_in("示例无号")
        equal((found["result"], found["name"]), ("incomplete", ""), "who it is")


def test_refusing_and_codes_once():
    with World() as world:
        equal(world.log_in(None)["result"], "refused", "refused")
        begun, other = world.driver.begin(), world.driver.begin()
        back = world.provider.pick(begun["address"], "示例甲")
        theirs = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
        equal(world.driver.tell(f"exchange {other['attempt']} {theirs}")["result"], "spent", "a code with another's verifier")
        begun = world.driver.begin()
        back = world.provider.pick(begun["address"], "示例甲")
        equal(world.driver.finish(begun, back)["result"], "found", "a code")
        equal(world.driver.finish(begun, back)["result"], "spent", "the same once more")


def test_a_wrong_secret():
    with World(secret_text=SECRET + "x") as world:
        equal(world.log_in("示例甲")["result"], "down", "a wrong secret")
        check("client-id and secret" in world.driver.log(), f"the log: {world.driver.log()}")


def test_a_stronger_check():
    with World(strong_acr="loa3") as world:
        equal(world.log_in("示例甲")["level"], 3, "level")


if __name__ == "__main__":
    run(globals())
