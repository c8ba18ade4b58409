#!/usr/bin/python3
"""The pages behind the television's QR codes, as a phone gets them, of the whole sample city. Prints TAP."""

import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

from headend import ROOT, Headend, sample_content
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


def put(*texts):
    """Content into the store."""
    path = WORLD.folder / "put.xml"
    path.write_text('<content version="1">' + "".join(texts) + "</content>", encoding="utf-8")
    WORLD.admin("import-content", path)


def says(body, headers, *words):
    """A page for a person that says why there is no other."""
    check(body.startswith("<!DOCTYPE html") and "</html>" in body, f"a whole page, got {body[:60]!r}")
    equal(headers["content-type"], "text/html; charset=utf-8", "type of a page that says no")
    equal(headers["cache-control"], "no-store", "a page that says no is not kept")
    check("default-src 'none'" in headers["content-security-policy"], "a page that says no runs no script")
    for word in words:
        check(word in body, f"it says {word}, got {text_of(body)[-200:]!r}")


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


def list_of(name):
    """The address of a flow's checklist as boxes get it: with its revision."""
    return WORLD.get(f"/v1/flows/{name}").json()["page"]


def bits(marks):
    marks = marks + "0" * (-len(marks) % 4)
    return "".join(f"{int(marks[at:at + 4], 2):x}" for at in range(0, len(marks), 4))


def test_checklists_by_their_bits():
    for flow in elements("flow"):
        items = flow.findall("item")
        outcome = next(node.get("id") for node in flow.findall("node") if node.get("kind") == "outcome")
        needed = "".join("1" if place % 3 == 0 else "0" for place in range(len(items)))
        exempt = "".join("1" if place % 3 == 1 and item.find("exempt") is not None else "0" for place, item in enumerate(items))
        body, headers = page(f"{list_of(flow.get('id'))}?outcome={outcome}&items={bits(needed)}&exempt={bits(exempt)}")
        equal(body.count('type="checkbox"'), needed.count("1"), f"{flow.get('id')}: boxes to tick")
        equal("这些不用带" in body, "1" in exempt, f"{flow.get('id')}: what is not to be brought")
        equal(headers["cache-control"], "no-store", "a list of one's own is not kept")


def test_checklists_that_are_none():
    flow = next(iter(elements("flow")))
    address, count = list_of(flow.get("id")), len(flow.findall("item"))
    good = "0" * ((count + 3) // 4)
    page(f"{address}?items={good}")
    for query in (f"items={good}0", "items=", f"items={good[:-1]}g", f"items={good[:-1]}A", "outcome=no-such", "outcome=" + "x" * 200,
                  f"items={good}&exempt=<b>", f"items={'f' * 1000}"):
        body, headers = page(f"{address}?{query}", 400)
        says(body, headers, "打不开这份清单", "再扫一次码")
    if count % 4:
        page(f"{address}?items={'0' * (len(good) - 1)}1", 400)


def test_marks_of_another_list_are_refused():
    """Marks go by place: after an item was put in, those of before would tick other papers."""
    flow = next(flow for flow in elements("flow") if flow.get("id") == "retirement")
    marks = bits("11" + "0" * (len(flow.findall("item")) - 2))
    before = list_of("retirement")
    page(f"{before}?items={marks}")
    said = ElementTree.tostring(flow, encoding="unicode")
    place = said.index("<item ")
    more = said[:place] + '<item id="put-in-first"><name>新加的材料</name></item>' + said[place:]
    try:
        put(more)
        WORLD.eventually(lambda: list_of("retirement") != before, "another revision of the list")
        body, _ = page(f"{before}?items={marks}")
        equal(body.count('type="checkbox"'), 2, "the list of before, for those who carry it")
        check("新加的材料" not in body, "its papers are those of before")
        page(f"{before}?items={bits('1' * (len(flow.findall('item')) + 5))}", 400)
        for address in (f"/p/flows/retirement?items={marks}", "/p/flows/retirement?outcome=x",
                        "/p/flows/retirement?exempt=", f"/p/flows/retirement/0?items={marks}", f"/p/flows/retirement/{'9' * 40}"):
            body, headers = page(address, 410)
            says(body, headers, "清单已经更新", "在电视上", "重新回答")
            check('type="checkbox"' not in body, f"{address}: there is a list")
        body, _ = page("/p/flows/retirement")
        equal(body.count('type="checkbox"'), len(flow.findall("item")) + 1, "boxes to tick of the whole list")
    finally:
        put(said)
        WORLD.eventually(lambda: len(WORLD.get("/v1/flows/retirement").json()["items"]) == len(flow.findall("item")), "the list of before")


def test_policies_and_halls():
    for policy in elements("policy"):
        body, _ = page(f"/p/policies/{policy.get('id')}")
        check(policy.findtext("benefit").strip()[:10] in text_of(body), f"{policy.get('id')} says what one gets")
        day = policy.get("valid-to")
        until = f"到 {day[:4]}-{day[4:6]}-{day[6:8]} 为止" if day else "没有规定结束日期"
        check(until in text_of(body), f"{policy.get('id')} says until when as the television does: {until}")
    body, _ = page("/p/stations/s431000")
    for wanted in ("上班时间", "周一至周五 ", ">09:00–12:00</span>", "href=\"tel:", "href=\"geo:25.", "在这里直接办", "退休"):
        check(wanted in body, f"the city's hall: {wanted}")


def test_every_link_leads_somewhere():
    """Links are relative: a headend may stand below any address."""
    count = 0
    for path in ("/p/guides/retirement", "/p/policies/" + next(policy.get("id") for policy in elements("policy") if policy.get("guide")),
                 "/p/flows/retirement", list_of("retirement"), "/p/stations/s431000"):
        body, _ = page(path)
        links = re.findall(r'href="([^":]*)"', body)
        check(links and not any(link.startswith("/") for link in links), f"{path}: links {links}")
        for link in links:
            count += 1
            page(urllib.parse.urljoin(path, link))
    check(count > 5, f"links: {count}")


def test_what_is_not_there():
    for path in ("/p/", "/p/guides", "/p/guides/", "/p/guides/no-such", "/p/guides/retirement/forms", "/p/guides/retirement/forms/no-such",
                 "/p/guides/retirement/forms/x/y", "/p/guides/RETIREMENT", "/p/stations/..%2f..", "/p/flows/retirement/x",
                 "/p/notices/1", "/p/guides/" + "a" * 41, "/p/guides/" + "a" * 2000, "/p/guides//retirement", "/p/guides/retirement/",
                 "/p/stations/s431000/", "/p/flows/retirement/", "/p/flows/retirement/1/2", "/p/guides/retirement/1"):
        answer = WORLD.ask(path)
        equal(answer.status, 404, f"status of {path[:60]}")
        says(answer.body.decode(), answer.headers, "没有找到", "回到电视上")
    body, headers = page("/p/guides/no-such", 404)
    says(body, headers, "没有找到")
    equal(WORLD.ask("/p/guides/no-such", "HEAD").status, 404, "HEAD of what is not there: status")
    equal(WORLD.ask("/v1/guides/no-such").headers["content-type"], "application/json", "boxes are told in JSON")
    answer = WORLD.ask("/p/flows/retirement?items=%00")
    equal(answer.status, 400, "a NUL: status")
    says(answer.body.decode(), answer.headers, "打不开")


def test_only_checklists_have_marks():
    """Nobody makes the headend make a page anew by adding to its address."""
    for path in ("/p/guides/retirement", "/p/stations/s431000", "/p/guides/retirement/forms/application"):
        plain, _ = page(path)
        for query in ("items=0", "outcome=x", "exempt=<b>", "items=0&outcome=x"):
            body, headers = page(f"{path}?{query}")
            check(body == plain, f"{path}?{query} is another page")
            equal(headers["cache-control"], "public, max-age=60", f"{path}?{query}: Cache-Control")


def test_links_to_what_is_gone():
    """A button that leads to nothing is left out."""
    policy = ('<policy id="left-alone" guide="soon-gone"><name>政策</name><org-name>局（示例）</org-name><who>w</who><benefit>b</benefit>'
              "</policy>")
    flow = ('<flow id="left-alone" kind="checklist" guide="soon-gone" start="end"><title>清单</title><node id="end" kind="outcome">'
            "<text>带这些</text></node></flow>")
    guide = '<guide id="soon-gone" theme="150"><name>要撤下的</name><summary>s</summary></guide>'
    put(guide, policy, flow)
    WORLD.eventually(lambda: WORLD.ask("/p/policies/left-alone").status == 200, "the policy")
    for path in ("/p/policies/left-alone", "/p/flows/left-alone"):
        check("../guides/soon-gone" in page(path)[0], f"{path} leads to the guide")
    WORLD.admin("withdraw-content", "guide", "soon-gone")
    WORLD.eventually(lambda: WORLD.ask("/p/guides/soon-gone").status == 404, "the guide's end")
    for path in ("/p/policies/left-alone", "/p/flows/left-alone"):
        WORLD.eventually(lambda path=path: "soon-gone" not in page(path)[0], f"{path} without the guide that is gone")
    WORLD.admin("withdraw-content", "policy", "left-alone")
    WORLD.admin("withdraw-content", "flow", "left-alone")


def test_the_store_cannot_be_read():
    """503, as long as the file is no store: a page that says to come back."""
    broken = Headend()
    broken.admin("import-content", CITY / "content")
    with broken.start():
        store = broken.folder / "hall.db"
        store.unlink()
        store.write_bytes(b"no store at all" * 1000)
        answer = broken.get("/p/guides/retirement", 503)
        says(answer.body.decode(), answer.headers, "暂时打不开", "再试")


def test_an_unchanged_page_is_not_sent_again():
    _, headers = page("/p/guides/retirement")
    page_again = WORLD.get("/p/guides/retirement", 304, If_None_Match=headers["etag"])
    equal(page_again.raw, b"", "body")


if __name__ == "__main__":
    WORLD = sample_content()
    with WORLD.start():
        tap.run(globals())
