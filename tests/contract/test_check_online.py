#!/usr/bin/python3
"""tv-hall-admin check --online: keys, addresses and clocks tried with whoever takes and enters money. Prints TAP."""

import subprocess

from payment_world import World

from tap import check, equal, run


def found(world, status=0):
    """word, who, what of each line"""
    return [line.split("\t") for line in world.admin_check("--online", status=status)]


def words(lines, who):
    return [line[0] for line in lines if line[1] == who]


def test_all_is_well():
    with World() as world:
        lines = found(world)
        equal([words(lines, who) for who in ("wechat", "alipay", "sample-gas", "sample-water", "sample-electricity")],
              [["ok"] * 3, ["ok"] * 2, ["ok"], ["ok"], ["ok"]], f"lines {lines}")
        check(any("merchant.pem" in line[2] and "alone" in line[2] for line in lines), f"each key file has its line: {lines}")
        equal(len(world.admin_check()), 1, "without --online nobody is asked")


def test_what_is_wrong():
    with World() as world:
        (world.path / "merchant.pem").chmod(0o640)
        lines = found(world, 1)
        check(any(line[0] == "wrong" and "merchant.pem" in line[2] and "chmod 600" in line[2] for line in lines), f"a key that others may read: {lines}")
        equal(words(lines, "alipay"), ["ok", "ok"], "the others are tried all the same")
        (world.path / "merchant.pem").chmod(0o600)
        good = (world.path / "alipay.pem").read_bytes()
        private = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-quiet"], capture_output=True, check=True).stdout
        (world.path / "alipay.pem").write_bytes(subprocess.run(["openssl", "pkey", "-pubout"], input=private, capture_output=True, check=True).stdout)
        lines = found(world, 1)
        check(["wrong", "alipay", "the self-test ended with: not verified"] in lines, f"another key of Alipay: {lines}")
        (world.path / "alipay.pem").write_bytes(good)
        world.sandbox.turn("stale")
        check(["wrong", "wechat", "the self-test ended with: stale"] in found(world, 1), "a clock that is wrong")


def test_who_gives_no_answer():
    with World() as world:
        world.sandbox.ask("/sandbox/fault?set=wechat:cut", b"")
        world.sandbox.ask("/sandbox/fault?set=water:garbage", b"")
        lines = found(world, 5)
        equal((words(lines, "wechat"), words(lines, "sample-water"), words(lines, "sample-gas")), (["ok", "ok", "later"], ["later"], ["ok"]), f"{lines}")
        world.sandbox.ask("/sandbox/reset", b"")
        world.turn("gas:night")
        equal(words(found(world), "sample-gas"), ["ok"], "closed is an answer")


if __name__ == "__main__":
    run(globals())
