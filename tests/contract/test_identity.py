#!/usr/bin/python3
"""Who a person is, asked of the sandbox's two providers: how it goes well, and each way in which a provider can lie or fail. Prints TAP."""

import tempfile
import time
import urllib.parse

from identity_world import PERSONS, RETURN_URL, Driver, Provider
from tap import check, equal, run

ANSWER_S = 6.5  # of the job queue, and what a loaded machine adds is borne by the caller


def _attributes(provider, **more):
    if provider.name == "oidc":
        return {"kind": "oidc", "url": provider.url + "/oidc", "client_id": provider.client["client_id"], "timeout_ms": 2000, **more}
    return {"kind": "ticket", "url": provider.url + "/portal", "login_url": provider.url + "/portal/login",
            "client_id": provider.client["client_id"], "timeout_ms": 2000, **more}


class World:
    """with World("oidc") as world: world.log_in("示例甲")"""

    def __init__(self, name, **more):
        self.provider = Provider(name)
        self.folder = tempfile.TemporaryDirectory(prefix="identity-")
        self.driver = Driver(self.folder.name, _attributes(self.provider, **more), self.provider.client["secret"])

    def log_in(self, person="示例甲"):
        begun = self.driver.begin()
        equal(begun["result"], "found", "begin")
        return self.driver.finish(begun, self.provider.pick(begun["address"], person))

    def __enter__(self):
        return self

    def __exit__(self, *how):
        try:
            self.driver.__exit__(*how)
        finally:
            self.provider.end()
            self.folder.cleanup()


def _is(found, person, provider, level):
    wanted = {"result": "found", "name": person, "id_number": PERSONS[person], "level": level}
    equal({name: found.get(name) for name in wanted}, wanted, f"log-in of {person}")
    check(found["issuer"].startswith(provider.url), f"issuer: {found['issuer']}")
    check(abs(found["at"] / 1000 - time.time()) < 120, f"at: {found['at']}")


def test_every_sample_person_by_oidc():
    with World("oidc") as world:
        subjects = set()
        for person in PERSONS:
            found = world.log_in(person)
            _is(found, person, world.provider, 2)
            subjects.add(found["subject"])
        equal(len(subjects), len(PERSONS), "subjects")
        equal(world.driver.metric('tv_hall_identity_total{outcome="found"}'), len(PERSONS), "log-ins that are counted")
        log = world.driver.log()
        for secret in (*PERSONS, *PERSONS.values(), world.provider.client["secret"]):
            check(secret not in log, f"the log says {secret!r}")


def test_every_sample_person_by_ticket():
    with World("ticket") as world:
        for person in PERSONS:
            _is(world.log_in(person), person, world.provider, 3)
        log = world.driver.log()
        for secret in (*PERSONS, *PERSONS.values(), world.provider.client["secret"]):
            check(secret not in log, f"the log says {secret!r}")


def test_each_algorithm_and_way_of_proof():
    for algorithm in ("RS256", "PS256", "ES256"):
        with World("oidc", client_proof="post" if algorithm == "PS256" else "basic") as world:
            world.provider.turn(algorithm)
            _is(world.log_in(), "示例甲", world.provider, 2)


def test_a_stronger_check():
    with World("oidc", strong_acr="loa3 password") as world:
        _is(world.log_in(), "示例甲", world.provider, 3)
    with World("oidc", strong_acr="pass word passwords") as world:
        _is(world.log_in(), "示例甲", world.provider, 2)


def test_refused_by_the_person():
    for name in ("oidc", "ticket"):
        with World(name) as world:
            equal(world.log_in(None)["result"], "refused", f"{name}: refused")


def test_a_return_that_is_not_ours():
    """Another's state, none, another issuer, no code, a code twice, another's code."""
    with World("oidc") as world:
        begun, other = world.driver.begin(), world.driver.begin()
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(world.provider.pick(begun["address"])).query))
        theirs = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(world.provider.pick(other["address"], "示例乙")).query))

        def finish(**changed):
            query = {name: value for name, value in {**back, **changed}.items() if value is not None}
            return world.driver.finish(begun, urllib.parse.urlencode(query))["result"]

        equal(finish(state=other["address"]), "spent", "a state that is none")
        equal(finish(state=theirs["state"]), "spent", "the state of another phone")
        equal(finish(state=None), "spent", "no state")
        equal(finish(iss="https://other.example"), "not_believed", "another issuer")
        equal(finish(iss=None), "not_believed", "no issuer, though the provider names itself")
        equal(finish(code=None), "not_believed", "no code")
        equal(finish(code="x" * 2000), "not_believed", "a code without end")
        equal(finish(code=theirs["code"]), "spent", "the code of another phone, whose verifier is another")
        equal(finish(), "found", "the phone's own")
        equal(finish(), "spent", "the same once more")
        equal(finish(code="nothing"), "spent", "a code that there is not")
        equal(finish(error="server_error"), "down", "the provider's own trouble")


def test_a_ticket_is_good_once():
    with World("ticket") as world:
        begun, other = world.driver.begin(), world.driver.begin()
        back = world.provider.pick(begun["address"])
        equal(world.driver.finish(other, back)["result"], "spent", "the ticket of another phone")
        equal(world.driver.finish(begun, back)["result"], "found", "the phone's own")
        equal(world.driver.finish(begun, back)["result"], "spent", "the same once more")
        equal(world.driver.tell(f"exchange {begun['attempt']} made-up")["result"], "spent", "a ticket that there is not")


# What the provider does; how the log-in ends; what the log says.
OIDC_LIES = {
    "bad-signature": ("not_believed", "signature"),
    "wrong-iss": ("not_believed", "iss:"),
    "wrong-aud": ("not_believed", "aud:"),
    "wrong-nonce": ("not_believed", "nonce:"),
    "alg-none": ("not_believed", "algorithm"),
    "hs256": ("not_believed", "algorithm"),
    "unknown-key": ("not_believed", "does not publish"),
    "clock-ahead": ("not_believed", "of the future"),
    "clock-behind": ("not_believed", "exp:"),
    "clock-near": ("found", None),
    "other-subject": ("not_believed", "another subject"),
    "no-id-number": ("incomplete", None),
    "bad-id-number": ("incomplete", None),
    "wide-id-number": ("found", None),
    "rare-name": ("found", None),
}
TICKET_LIES = {
    "bad-signature": ("not_believed", "signature is wrong"),
    "alg-none": ("not_believed", "not signed"),
    "unknown-key": ("not_believed", "signature is wrong"),
    "wrong-nonce": ("not_believed", "signature is wrong"),
    "clock-ahead": ("not_believed", "clock"),
    "clock-behind": ("not_believed", "clock"),
    "clock-near": ("found", None),
    "no-id-number": ("incomplete", None),
    "bad-id-number": ("incomplete", None),
    "wide-id-number": ("found", None),
    "rare-name": ("found", None),
    "unchecked": ("incomplete", None),
}


def _lie(name, what, result, said):
    with World(name) as world:
        world.provider.turn(what)
        found = world.log_in()
        equal(found["result"], result, f"{name}, {what}")
        if result == "found":
            equal(found["id_number"], PERSONS["示例甲"], f"{name}, {what}: ID number")
            equal(found["name"], "示例甲" + ("𠮷" if what == "rare-name" else ""), f"{name}, {what}: name")
        else:
            equal((found.get("name", ""), found.get("id_number", "")), ("", ""), f"{name}, {what}: what is told of the person")
        log = world.driver.log()
        check("not believed" in log and said in log if said else "not believed" not in log, f"{name}, {what}: wanted {said!r} in the log, got {log[-500:]}")
        # And well again, with the same room.
        world.provider.turn("none")
        equal(world.log_in()["result"], "found", f"{name}, after {what}")


def _rows(name, lies):
    def row(what):
        return lambda: _lie(name, what, *lies[what])

    return {f"test_{name}_{what}": row(what) for what in lies}


def test_keys_that_rotate():
    """A token of a new key has the keys asked for once, and is believed."""
    with World("oidc") as world:
        equal(world.log_in()["result"], "found", "before")
        before = world.provider.counts()["keys"]
        world.provider.turn("rotate")
        equal(world.log_in()["result"], "found", "with the new keys")
        equal(world.log_in("示例乙")["result"], "found", "and again")
        equal(world.provider.counts()["keys"], before + 1, "how often keys were asked for")


def test_made_up_keys_do_not_flood_the_provider():
    with World("oidc") as world:
        before = world.provider.counts()["keys"]
        world.provider.turn("unknown-key")
        for _ in range(20):
            equal(world.log_in()["result"], "not_believed", "a key that is not published")
        asked = world.provider.counts()["keys"] - before
        check(1 <= asked <= 4, f"keys were asked for {asked} times")


TRANSPORT = {"error": "down", "garbage": "down", "empty": "down", "cut": "down", "wrong-types": "down", "huge": "down", "deep": "down",
             "hang": "down", "delay:1000": "found"}


def test_a_provider_that_is_broken():
    """Within the time of an answer, whatever it does; the secret part is well again afterwards."""
    for name in ("oidc", "ticket"):
        for kind, result in TRANSPORT.items():
            with World(name) as world:
                begun = world.driver.begin()
                back = world.provider.pick(begun["address"])
                world.provider.spoil(kind)
                begin = time.monotonic()
                got = world.driver.finish(begun, back)["result"]
                wanted = ("down", "not_believed") if name == "ticket" and result == "down" else (result,)
                check(got in wanted, f"{name}, {kind}: wanted {wanted}, got {got}")
                check(time.monotonic() - begin < ANSWER_S + 5, f"{name}, {kind}: it took {time.monotonic() - begin:.1f} s")
                world.provider.spoil("none")


def test_the_circuit_opens_and_closes():
    """A provider that is down is spared, and the next one who asks hears so at once."""
    with World("oidc", timeout_ms=500) as world:
        begun = world.driver.begin()
        world.provider.spoil("error")
        for _ in range(6):
            equal(world.driver.tell(f"exchange {begun['attempt']} code")["result"], "down", "down")
        equal(world.driver.metric("tv_hall_identity_breaker_open"), 1, "the breaker")
        asked = world.provider.calls_of_oidc()
        equal(world.driver.tell(f"exchange {begun['attempt']} code")["result"], "down", "spared")
        equal(world.provider.calls_of_oidc(), asked, "questions while it is spared")
        check("is spared for a while" in world.driver.log(), "the log says so")


def test_a_provider_that_is_down_at_the_start():
    """Nothing is asked of the phone until the provider is known; it is known once it answers."""
    provider = Provider("oidc")
    try:
        provider.spoil("error")
        with tempfile.TemporaryDirectory(prefix="identity-") as folder:
            with Driver(folder, _attributes(provider, timeout_ms=500), provider.client["secret"], ready=False) as driver:
                equal(driver.begin()["result"], "down", "while it is down")
                equal(driver.begin()["address"], "", "address")
                provider.spoil("none")
                driver.wait_until_ready(30)
    finally:
        provider.end()


def test_an_issuer_of_another_name():
    provider = Provider("oidc")
    try:
        for attributes, said in (({"issuer": provider.url + "/oidc/"}, "another issuer"), ({"client_proof": "private-key"}, None)):
            with tempfile.TemporaryDirectory(prefix="identity-") as folder:
                with Driver(folder, _attributes(provider, **attributes), provider.client["secret"], ready=False) as driver:
                    if said is None:
                        check(not driver.started and "no private key" in driver.log(), f"the log: {driver.log()}")
                        continue
                    time.sleep(0.5)
                    equal(driver.begin()["result"], "down", f"{attributes}: begin")
                    end = time.monotonic() + 20
                    while said not in driver.log():
                        check(time.monotonic() < end, f"{attributes}: wanted {said!r} in the log, got {driver.log()}")
                        time.sleep(0.1)
    finally:
        provider.end()


def test_a_secret_that_others_may_read():
    provider = Provider("ticket")
    try:
        for secret, mode, said in (("0123456789abcdef", 0o644, "chmod 600"), ("short", 0o600, "shorter than"), ("", 0o600, "empty")):
            with tempfile.TemporaryDirectory(prefix="identity-") as folder:
                with Driver(folder, _attributes(provider), secret, mode) as driver:
                    check(not driver.started and said in driver.log(), f"wanted {said!r} in the log, got {driver.log()}")
    finally:
        provider.end()


def test_a_wrong_secret():
    """The operator hears what is wrong, and not the secret."""
    provider = Provider("oidc")
    try:
        with tempfile.TemporaryDirectory(prefix="identity-") as folder:
            with Driver(folder, _attributes(provider), "not-the-secret-at-all") as driver:
                begun = driver.begin()
                equal(driver.finish(begun, provider.pick(begun["address"]))["result"], "down", "a wrong secret")
                check("does not take our client-id and secret" in driver.log(), f"the log: {driver.log()}")
                check("not-the-secret" not in driver.log(), "the log says the secret")
    finally:
        provider.end()


def test_what_the_phone_is_sent_with():
    with World("oidc", scope="openid profile idcard") as world:
        begun = world.driver.begin()
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun["address"]).query))
        equal((query["response_type"], query["scope"], query["redirect_uri"], query["code_challenge_method"], query["client_id"]),
              ("code", "openid profile idcard", RETURN_URL, "S256", world.provider.client["client_id"]), "the request")
        for name in ("state", "nonce", "code_challenge"):
            equal(len(query[name]), 43, f"length of {name}")
        equal(len({query["state"], query["nonce"], query["code_challenge"]}), 3, "each is of its own")


if __name__ == "__main__":
    run({**_rows("oidc", OIDC_LIES), **_rows("ticket", TICKET_LIES), **globals()})
