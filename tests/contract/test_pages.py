#!/usr/bin/python3
"""The pages behind the television's QR codes, as a phone gets them, of the whole sample city. Prints TAP."""

import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from headend import ROOT, Headend
import tap
from tap import check, equal

CITY = ROOT / "assets" / "sample-city"
WORLD = None


def page(path, status=200):
    """(body, headers with small letters), held against the contract"""
    answer = WORLD.get(path, status)
    return answer.body.decode(), answer.headers


def elements(kind):
    for path in sorted((CITY / "content").glob("*.xml")):
        yield from ElementTree.parse(path).getroot().findall(kind)


def text_of(body):
    return re.sub(r"<[^>]*>", "", body)


def test_every_guide_has_a_page():
    for guide in elements("guide"):
        body, headers = page(f"/p/guides/{guide.get('id')}")
        name = guide.findtext("name").strip()
        check(f"<title>{name}</title>" in body and f"<h1>{name}</h1>" in body, f"{guide.get('id')} names itself")
        for material in guide.findall("material"):
            check(material.findtext("name").strip()[:12] in text_of(body), f"{guide.get('id')}: {material.get('id')} is listed")
        equal(headers["content-type"], "text/html; charset=utf-8", "type")
        check("default-src 'none'" in headers["content-security-policy"], "no script may run")
        check("<script" not in body and "http://" not in body.replace("http://www.w3.org", ""), "it loads nothing")


def test_every_form_blank_and_filled():
    count = 0
    for guide in elements("guide"):
        for form in guide.findall("form"):
            count += 1
            body, _ = page(f"/p/guides/{guide.get('id')}/forms/{form.get('id')}")
            fields = form.findall("field")
            equal(body.count('class="blank"'), len(fields), f"{guide.get('id')} {form.get('id')}: lines to fill")
            for field in fields:
                check((field.findtext("example") or "").strip()[:8] in text_of(body), f"{form.get('id')}: an example")
    check(count > 12, f"forms of the sample city: {count}")


def bits(marks):
    marks = marks + "0" * (-len(marks) % 4)
    return "".join(f"{int(marks[at:at + 4], 2):x}" for at in range(0, len(marks), 4))


def test_checklists_by_their_bits():
    for flow in elements("flow"):
        items = flow.findall("item")
        outcome = next(node.get("id") for node in flow.findall("node") if node.get("kind") == "outcome")
        needed = "".join("1" if place % 3 == 0 else "0" for place in range(len(items)))
        exempt = "".join("1" if place % 3 == 1 and item.find("exempt") is not None else "0" for place, item in enumerate(items))
        body, headers = page(f"/p/flows/{flow.get('id')}?outcome={outcome}&items={bits(needed)}&exempt={bits(exempt)}")
        equal(body.count('type="checkbox"'), needed.count("1"), f"{flow.get('id')}: boxes to tick")
        equal("这些不用带" in body, "1" in exempt, f"{flow.get('id')}: what is not to be brought")
        equal(headers["cache-control"], "no-store", "a list of one's own is not kept")


def test_checklists_that_are_none():
    flow = next(iter(elements("flow")))
    name, count = flow.get("id"), len(flow.findall("item"))
    good = "0" * ((count + 3) // 4)
    page(f"/p/flows/{name}?items={good}")
    for query in (f"items={good}0", "items=", f"items={good[:-1]}g", f"items={good[:-1]}A", "outcome=no-such", "outcome=" + "x" * 200,
                  f"items={good}&exempt=<b>", f"items={'f' * 1000}"):
        body, _ = page(f"/p/flows/{name}?{query}", 400)
        check("<b>" not in body, "what was asked does not come back")
    if count % 4:
        page(f"/p/flows/{name}?items={'0' * (len(good) - 1)}1", 400)


def test_policies_and_halls():
    for policy in elements("policy"):
        body, _ = page(f"/p/policies/{policy.get('id')}")
        check(policy.findtext("benefit").strip()[:10] in text_of(body), f"{policy.get('id')} says what one gets")
    body, _ = page("/p/stations/s431000")
    for wanted in ("上班时间", "周一二三四五", "href=\"tel:", "href=\"geo:25.", "在这里直接办", "退休"):
        check(wanted in body, f"the city's hall: {wanted}")


def test_what_is_not_there():
    for path in ("/p/", "/p/guides", "/p/guides/", "/p/guides/no-such", "/p/guides/retirement/forms", "/p/guides/retirement/forms/no-such",
                 "/p/guides/retirement/forms/x/y", "/p/guides/RETIREMENT", "/p/stations/..%2f..", "/p/flows/retirement/x",
                 "/p/notices/1", "/p/guides/" + "a" * 41, "/p/guides/" + "a" * 2000):
        equal(WORLD.ask(path).status, 404, f"status of {path[:60]}")


def test_an_unchanged_page_is_not_sent_again():
    _, headers = page("/p/guides/retirement")
    page_again = WORLD.get("/p/guides/retirement", 304, If_None_Match=headers["etag"])
    equal(page_again.raw, b"", "body")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tv-hall-pages-") as folder:
        stations = pathlib.Path(folder) / "stations"
        stations.mkdir()
        subprocess.run([sys.executable, "-B", str(CITY / "make-stations"), "--out", str(stations)], check=True, timeout=120,
                       stdout=subprocess.DEVNULL)
        WORLD = Headend(pathlib.Path(folder) / "headend")
        WORLD.admin("import-content", CITY / "content", stations)
        with WORLD.start():
            tap.run(globals())
