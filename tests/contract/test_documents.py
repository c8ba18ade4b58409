#!/usr/bin/python3
"""What the schemas of docs/openapi.yaml permit the box takes: documents made from the schemas, the least, the most and by chance,
go through the box's own decoding. SEED=n repeats a run. Prints TAP."""

import json
import os
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from documents import Any, Least, Most, TooLong, bounded, is_bounded, make, named  # noqa: E402
from headend import FLAVOUR, fits  # noqa: E402
import tap  # noqa: E402

SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
ROUNDS = 25
# The longest answer that the contract has, and that of a post; who asks for which schema.
LONGEST, LONGEST_POSTED = 4 * 1024 * 1024, 64 * 1024
ASKED = {"/v1/menu": "Menu", "/v1/notices": "NoticeList", "/v1/notices/": "Notice", "/v1/guides": "GuideList", "/v1/guides/": "Guide",
         "/v1/flows/": "Flow", "/v1/policies": "PolicyList", "/v1/stations": "StationList", "/v1/cases": "Case",
         "/v1/ratings": "RatingTaken", "429": "TooMany"}


class Decoder:
    def __enter__(self):
        self.child = subprocess.Popen([ROOT / "build" / FLAVOUR / "tests/contract/box-decoder"], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.stdout.close()
        self.child.wait(20)

    def says(self, path, text):
        self.child.stdin.write(f"{path} {len(text)}\n".encode() + text)
        self.child.stdin.flush()
        return self.child.stdout.readline().decode("utf-8", "replace").strip()


def as_a_tree(flow):
    """No schema says what a graph is: each node leads to two others, those at the end are outcomes."""
    nodes = flow["nodes"] = flow["nodes"] or [make(named("Flow")["properties"]["nodes"]["items"], Least())]
    for number, node in enumerate(nodes):
        after = [f"n{child}" for child in (number * 2 + 1, number * 2 + 2) if child < len(nodes)]
        node.update(id=f"n{number}", kind="area" if after else "outcome", items=[],
                    next=[{"to": to, "when": [{"node": f"n{number}", "op": "within", "values": ["431000"]}]} for to in after[1:]])
        node.pop("options", None)
        node["min"], node["max"] = sorted((node.get("min", 0), node.get("max", 0)))
        node.pop("default", None)
        node.update({"default": after[0]} if after else {})
    for number, item in enumerate(flow["items"]):
        item.update(id=f"i{number}", when=[], exempt=[])
    flow["start"] = "n0"


def document(name, choice):
    value = make(named(name), choice)
    if name == "Flow":
        as_a_tree(value)
    return value


def the_most(path, name):
    """The document with as many items in its lists as the answer has room for."""
    longest = LONGEST_POSTED if name == "Case" else LONGEST
    best = None
    for items in (1, 4, 16, 64, 256, 1000):
        try:
            text = json.dumps(document(name, Most(items, longest)), ensure_ascii=False).encode()
        except TooLong:
            break
        best = text if len(text) <= longest else best
    tap.check(best is not None, f"{path}: more than {longest} bytes with one item in each list")
    return best


def is_taken(decoder, path, what, text):
    said = decoder.says(path, text)
    tap.equal(said, "taken", f"{what} of {path} (SEED={SEED}): {text[:300].decode('utf-8', 'replace')} …")


def test_everything_has_bounds():
    for name in ASKED.values():
        for where, schema in bounded(name):
            tap.check(is_bounded(schema), f"{where} has no bounds: {schema}")


def test_the_least_and_the_most_are_taken():
    with Decoder() as decoder:
        for path, name in ASKED.items():
            is_taken(decoder, path, "the least", json.dumps(document(name, Least())).encode())
            is_taken(decoder, path, "the most", the_most(path, name))


def test_any_is_taken():
    chance = random.Random(SEED)
    with Decoder() as decoder:
        for path, name in ASKED.items():
            for turn in range(ROUNDS):
                value = document(name, Any(chance, chance.choice((1, 3, 6))))
                text = json.dumps(value, ensure_ascii=False).encode()
                if turn < 2:
                    fits(named(name), value)
                is_taken(decoder, path, "a document", text)


def test_any_writing_is_taken():
    """The same value with escapes, blanks and another order; null for what is not there; fields that a later contract may have."""
    chance = random.Random(SEED)
    deep = 5
    for level in range(15):  # with the document itself 16
        deep = {"later": deep} if level % 2 else [deep]
    with Decoder() as decoder:
        for path, name in ASKED.items():
            for _ in range(ROUNDS // 4):
                value = document(name, Any(chance, 3))
                missing = {field: None for field in bounded_fields(name) if field not in value and field not in required(name)}
                fields = list({**value, **missing, "of-the-future": deep}.items())
                chance.shuffle(fields)
                text = json.dumps(dict(fields), ensure_ascii=True, indent=chance.choice((None, 1, "\t"))).encode()
                is_taken(decoder, path, "another writing", chance.choice((b"", b"\xef\xbb\xbf")) + text + chance.choice((b"", b"\r\n \t")))


def bounded_fields(name):
    return {where.split(".")[1].removesuffix("[]") for where, _ in bounded(name)} - {"special", "content"}


def required(name):
    schema = named(name)
    parts = [schema, *schema.get("allOf", ())]
    found = set()
    for part in parts:
        reference = part.get("$ref", "").rpartition("/")[2]
        found |= required(reference) if reference else set(part.get("required", ()))
    return found


def test_what_is_beyond_is_refused():
    """So that the tests above can fail."""
    with Decoder() as decoder:
        for path, text in (("/v1/menu", b"{}"), ("/v1/notices/", b'{"id":"a\\u0000"}'), ("429", b'{"error":"too_many"}'),
                           ("/v1/cases", b"[]"), ("/v1/stations", b'{"rev":9007199254740992,"stations":[],"as_of":0}'),
                           ("/v1/stations", b'{"rev":1,"stations":[],"as_of":253402300800000}'),
                           ("/v1/ratings", b'{"stars":5,"x":' + b"[" * 16 + b"]" * 16 + b"}")):
            tap.check(decoder.says(path, text) != "taken", f"{path} took {text}")


if __name__ == "__main__":
    print(f"# SEED={SEED}")
    tap.run(globals())
