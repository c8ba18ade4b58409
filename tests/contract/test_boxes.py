#!/usr/bin/python3
"""Boxes get an identity and lose it: tv-hall-admin box add, list, revoke, export, and what stands in the files. Prints TAP."""

import json
import os
import re
import sqlite3
import stat
import sys
import time
from xml.etree import ElementTree

from headend import Headend, ends

from tap import check, equal, run

NUMBER = re.compile(r"[0-9a-f]{32}")
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
MANY = 5000
PERSONAL = "/v1/person/social-security"


def box(headend, command, *arguments, status=0):
    return ends("tv-hall-admin", "box", command, "--config", headend.config, *arguments, status=status)


def listed(headend, *options):
    """number, state, provisioned, area, name, revoked, reason of each"""
    return [line.split("\t") for line in box(headend, "list", *options).out.splitlines()]


def read(path):
    """Number and token of a provisioning file, which must be as the operators' manual says."""
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600, f"{path}: mode")
    root = ElementTree.parse(path).getroot()
    equal((root.tag, sorted(root.keys()), root.get("version")), ("box", ["number", "token", "version"], "1"), f"{path}: element")
    check(NUMBER.fullmatch(root.get("number")), f"{path}: number {root.get('number')}")
    check(TOKEN.fullmatch(root.get("token")), f"{path}: a token of another form")
    return root.get("number"), root.get("token")


def test_add_list_revoke_export():
    with Headend() as headend:
        first, second, anew = (headend.folder / name for name in ("first.xml", "second.xml", "anew.xml"))
        said = box(headend, "add", "--name", "客厅", "--area", "431002001", first)
        number, token = read(first)
        equal(said.out, f"{number}\n", "what box add printed")
        box(headend, "add", "--name", "卧室 2", second)
        other, _ = read(second)
        check(number != other, "two boxes with one number")
        rows = {row[0]: row for row in listed(headend)}
        equal(rows[number][1:2] + rows[number][3:], ["good", "431002001", "客厅", "", ""], "the first box's line")
        equal(rows[other][3:5], ["431000", "卧室 2"], "the second is of the region")
        equal([row[0] for row in listed(headend, "--name", "卧")], [other], "by name")
        equal([row[0] for row in listed(headend, "--area", "431002")], [number], "by area")

        box(headend, "export", number, anew)
        again, new_token = read(anew)
        equal(again, number, "the number stays")
        check(new_token != token, "the token is another")

        said = box(headend, "revoke", "--reason", "遗失", number)
        equal(said.out, f"{number}: is revoked\n", "what box revoke printed")
        equal([(row[0], row[6]) for row in listed(headend, "--state", "revoked")], [(number, "遗失")], "revoked ones")
        equal([row[0] for row in listed(headend, "--state", "good")], [other], "good ones")
        box(headend, "revoke", "--reason", "again", number)
        equal(listed(headend, "--state", "revoked")[0][6], "遗失", "the reason of the first time stays")
        equal(box(headend, "export", number, headend.folder / "no.xml", status=1).err,
              f"tv-hall-admin: box {number} is revoked: add it anew\n", "export of a revoked box")
        check(not (headend.folder / "no.xml").exists(), "a file for a revoked box")


def test_tokens_stand_nowhere_but_in_their_files():
    with Headend() as headend:
        path = headend.folder / "box.xml"
        said = box(headend, "add", "--name", "客厅", path)
        number, token = read(path)
        said += box(headend, "list") + box(headend, "revoke", "--reason", "x", number)
        check(token not in said, "a token was printed")
        for file in headend.folder.glob("hall.db*"):
            check(token.encode() not in file.read_bytes(), f"the token stands in {file.name}")
        households = headend.folder / "hall.db.household"
        equal(stat.S_IMODE(households.stat().st_mode), 0o600, "mode of hall.db.household")
        with sqlite3.connect(households) as database:
            equal(database.execute("SELECT length(token) FROM boxes").fetchall(), [(32,)], "a digest")


def personal(headend, *headers):
    """Status, what it says, and its WWW-Authenticate, of a personal question with these headers."""
    connection = headend.connect()
    try:
        connection.request("POST", PERSONAL, body=b"{}", headers={"Content-Type": "application/json", **dict(headers)})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read()).get("error"), answer.getheader("WWW-Authenticate")
    finally:
        connection.close()


def test_a_running_headend_knows_at_once():
    """Boxes are added, exported and revoked beside a headend that runs."""
    with Headend().start() as headend:
        first, anew = headend.folder / "first.xml", headend.folder / "anew.xml"
        unknown, known = (401, "box_unknown", "Bearer"), (401, "session_ended", "Bearer")
        equal(personal(headend), unknown, "without a token")
        equal(personal(headend, ("Authorization", "Bearer " + "A" * 43)), unknown, "a token of nobody")
        box(headend, "add", "--name", "客厅", first)
        number, token = read(first)
        equal(personal(headend, ("Authorization", f"Bearer {token}")), known, "a box, without a session")
        equal(personal(headend, ("Authorization", f"Bearer {token}"), ("TV-Hall-Session", "A" * 43)), known, "a session of nobody")
        equal(personal(headend, ("TV-Hall-Box", number)), unknown, "its number alone")
        box(headend, "export", number, anew)
        equal(personal(headend, ("Authorization", f"Bearer {token}")), unknown, "the token of before")
        _, token = read(anew)
        equal(personal(headend, ("Authorization", f"Bearer {token}")), known, "the new token")
        box(headend, "revoke", "--reason", "遗失", number)
        equal(personal(headend, ("Authorization", f"Bearer {token}")), unknown, "a revoked box")
        headend.get("/v1/notices")
        check(token not in headend.log() and number not in headend.log(), "a token or a number is in the log")


def test_what_is_refused():
    with Headend() as headend:
        good = headend.folder / "good.xml"
        there = headend.folder / "there.xml"
        there.write_text("mine", encoding="utf-8")
        box(headend, "add", "--name", "客厅", good)
        number, _ = read(good)
        nobody = "0" * 32
        for arguments, status, word in (
                (("add", headend.folder / "x.xml"), 2, "--name: is missing"),
                (("add", "--name", " ", headend.folder / "x.xml"), 2, "--name: it is empty"),
                (("add", "--name", "字" * 33, headend.folder / "x.xml"), 2, "at most 32"),
                (("add", "--name", "a\x1bb", headend.folder / "x.xml"), 2, "control character"),
                (("add", "--name", "a", "--area", "4310", headend.folder / "x.xml"), 2, "6, 9 or 12 digits"),
                (("add", "--name", "a"), 2, "either --name and one FILE"),
                (("add", "--name", "a", "--out", "x", headend.folder / "x.xml"), 2, "either --name and one FILE"),
                (("add", "--name", "a", there), 3, "there is such a file already"),
                (("add", "--name", "a", headend.folder / "no" / "x.xml"), 3, "No such file"),
                (("list", "--state", "bad"), 2, "--state"),
                (("list", "--area", "1"), 2, "--area"),
                (("revoke", number), 2, "--reason: is missing"),
                (("revoke", "--reason", "字" * 65, number), 2, "at most 64"),
                (("revoke", "--reason", "x", number, nobody), 1, f"there is no box {nobody}"),
                (("export", nobody, headend.folder / "x.xml"), 1, f"there is no box {nobody}"),
                (("export", "no-number", headend.folder / "x.xml"), 1, "32 hexadecimal digits"),
                (("export", number, there), 3, "there is such a file already")):
            said = box(headend, *arguments, status=status)
            check(word in said.err, f"box {' '.join(map(str, arguments))}: wanted {word!r}, got {said.err!r}")
        equal(there.read_text(encoding="utf-8"), "mine", "a file that was there")
        check(not (headend.folder / "x.xml").exists(), "a file although nothing was added")
        equal([row[:2] for row in listed(headend)], [[number, "good"]], "all or nothing")
        said = ends("tv-hall-admin", "box", "sell", status=2)
        check("box sell is no command" in said.err and "box revoke" in said.err, f"box sell: {said.err!r}")


def test_many_at_once():
    with Headend() as headend:
        boxes = headend.folder / "boxes.csv"
        out = headend.folder / "out"
        lines = [f"{number} 号楼, 客厅,431002" if number % 2 else f"{number} 号楼" for number in range(MANY)]
        boxes.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode() + b"\r\n\r\n")
        begun = time.monotonic()
        equal(box(headend, "add", "--file", boxes, "--out", out).out, f"{MANY} boxes were added\n", "what was said")
        print(f"# {MANY / (time.monotonic() - begun):.0f} boxes a second")
        rows = listed(headend)
        equal(len(rows), MANY, "boxes in the store")
        equal({row[4] for row in rows}, {f"{number} 号楼, 客厅" if number % 2 else f"{number} 号楼" for number in range(MANY)}, "names")
        index = (out / "boxes.csv").read_text(encoding="utf-8").splitlines()
        equal(len(index), MANY, "lines of boxes.csv")
        equal(stat.S_IMODE((out / "boxes.csv").stat().st_mode), 0o600, "mode of boxes.csv")
        for line in index[:50]:
            number, rest = line.split(",", 1)
            equal(read(out / rest.rpartition(",")[2])[0], number, "the file that boxes.csv names")
        equal(len(list(out.glob("??/*.xml"))), MANY, "files")
        said = box(headend, "add", "--file", boxes, "--out", out, status=3)
        check("it is there already" in said.err, f"the same folder again: {said.err!r}")
        equal(len(listed(headend)), MANY, "nothing is added twice")


def test_bad_lists():
    with Headend() as headend:
        boxes = headend.folder / "boxes.csv"
        for text, word in (("", "there is no box in it"), ("客厅\n,431002\n", ":2: it is empty"), ("客厅,431\n", ":1: behind the last comma"),
                           ('"客厅, 左"\n', ":1: quotation marks"), ("a\n" + "字" * 200 + "\n", ":2: the line is too long"),
                           ("字" * 33 + ",431002\n", ":1: it has 33 characters"), ("a\tb\n", ":1: it has a control character"),
                           (b"\xff\xfe\n", ":1: it is not UTF-8")):
            boxes.write_bytes(text if isinstance(text, bytes) else text.encode())
            said = box(headend, "add", "--file", boxes, "--out", headend.folder / "out", status=1)
            check(word in said.err, f"{text!r}: wanted {word!r}, got {said.err!r}")
            check(not (headend.folder / "out").exists(), f"{text!r}: the folder was made")
        equal(listed(headend), [], "boxes")
        boxes.unlink()
        check("No such file" in box(headend, "add", "--file", boxes, "--out", headend.folder / "out", status=1).err, "a list that is not there")


if __name__ == "__main__":
    sys.exit(run(globals()))
