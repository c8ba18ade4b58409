#!/usr/bin/python3
"""Guides, flows, policies and stations: content files into the store by tv-hall-admin, out again, and what boxes get. Prints TAP."""

import datetime
import pathlib
import re
import tempfile

from headend import ROOT, Headend, item, rss, sample_halls
import tap
from tap import check, equal

FOLDER = None
EVERYTHING = ROOT / "tests" / "fuzz" / "headend" / "content" / "corpus-content" / "everything.xml"
SAMPLE = ROOT / "assets" / "sample-city" / "content"
LISTS = {"/v1/guides": "guides", "/v1/policies": "policies", "/v1/stations": "stations"}

THEMES = '<themes><theme code="030" name="就业"/><theme code="150" name="退休"/></themes>'


def guide(name, theme="150", attributes=""):
    return f'<guide id="{name}" theme="{theme}" {attributes}><name>{name}</name><summary>s</summary></guide>'


def policy(name, attributes=""):
    return (f'<policy id="{name}" {attributes}><name>政策</name><org-name>局（示例）</org-name><who>w</who><benefit>b</benefit>'
            "</policy>")


def flow(name, attributes=""):
    return (f'<flow id="{name}" kind="checklist" start="end" {attributes}><title>t</title><node id="end" kind="outcome"><text>t</text>'
            "</node></flow>")


def station(name, level, attributes=""):
    return f'<station id="{name}" level="{level}" area-code="431000" {attributes}><name>大厅</name></station>'


def content(*elements):
    return '<content version="1">\n' + "\n".join(elements) + "\n</content>"


class Place(Headend):
    """A headend into which content is put."""

    def file(self, text, name="content.xml"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def put(self, *elements, status=0):
        return self.admin("import-content", self.file(content(*elements)), status=status)

    def ids(self, kind):
        return [line.split("\t")[1] for line in self.admin("list-content", kind).splitlines()]

    def revs(self):
        return {tuple(line.split("\t")[:2]): int(line.split("\t")[2]) for line in self.admin("list-content").splitlines()}


def place(name):
    return Place(pathlib.Path(FOLDER) / name)


def running(test):
    """Gives a test a headend, which must end well."""
    def wrapped():
        with place(test.__name__) as headend:
            headend.put(THEMES)
            test(headend.start())
    wrapped.__name__ = test.__name__
    return wrapped


def listed(headend, path):
    return [record["id"] for record in headend.get(path).json()[LISTS[path]]]


@running
def test_everything_keeps_the_contract(headend):
    headend.admin("import-content", EVERYTHING)
    headend.eventually(lambda: listed(headend, "/v1/guides") == ["retirement"], "the guide")
    guides = headend.get("/v1/guides").json()
    equal(guides["guides"][0]["flow"], "retirement", "the flow of the guide in the list")
    equal(guides["guides"][0]["initials"], "tx", "its initials")
    found = headend.get("/v1/guides/retirement").json()
    equal(found["page"], "/p/guides/retirement", "page")
    equal(found["forms"][0]["page"], "/p/guides/retirement/forms/application", "page of the form")
    equal((found["visits"], found["visits_explain"]), (1, "核对档案"), "visits")
    equal(found["materials"][0]["form"], "application", "form of the material")
    equal(found["steps"][0], {"name": "受理", "org_name": "窗口", "takes": "当场", "does": "核对", "output": "通知书"}, "step")
    flow = headend.get("/v1/flows/retirement").json()
    equal(flow["nodes"][0]["next"], [{"to": "years", "when": [{"node": "work", "op": "is", "values": ["yes"]}]}], "next")
    equal(flow["items"][0]["exempt"], [{"when": [{"node": "years", "op": "least", "number": 15}], "why": "可核验"}], "exempt")
    equal(flow["page"], f"/p/flows/retirement/{flow['rev']}", "page of the flow")
    policies = headend.get("/v1/policies").json()
    equal((policies["flow"], policies["policies"][0]["page"]), ("match", "/p/policies/loan"), "the policies")
    stations = headend.get("/v1/stations").json()
    equal(stations["page"], "/p/stations/", "page of the stations")
    equal(stations["stations"][0], {"id": "city", "name": "市中心", "initials": "szx", "level": 3, "area_code": "431000"},
          "a station of which little is known")
    equal(stations["calendar"], [{"date": 20261001, "works": False, "name": "国庆节"}], "the calendar")


@running
def test_etag_gzip_and_cache(headend):
    headend.admin("import-content", EVERYTHING)
    for path in ["/v1/guides", "/v1/guides/retirement", "/v1/flows/retirement", "/v1/policies", "/v1/stations"]:
        headend.eventually(lambda path=path: headend.ask(path).status == 200, path)
        plain = headend.get(path)
        packed = headend.get(path, Accept_Encoding="gzip")
        # The cache is emptied when the import is noticed, which may be between the two: then only the moment differs.
        equal({**packed.json(), "as_of": 0}, {**plain.json(), "as_of": 0}, f"{path}: gzip'ed")
        check(len(plain.raw) < 300 or len(packed.raw) < len(plain.raw), f"{path}: gzip makes it no smaller")
        equal(headend.get(path, status=304, If_None_Match=plain.headers["etag"]).raw, b"", f"{path}: 304")
        check("max-age" in plain.headers["cache-control"], f"{path}: {plain.headers['cache-control']}")


@running
def test_lists_change_with_their_own_kind_only(headend):
    headend.admin("import-content", EVERYTHING)
    headend.eventually(lambda: listed(headend, "/v1/guides") == ["retirement"], "the guide")
    tags = {path: headend.get(path).headers["etag"] for path in LISTS}
    headend.take(rss(item("one")))
    headend.eventually(lambda: headend.listed(), "the notice")
    for path, tag in tags.items():
        headend.get(path, status=304, If_None_Match=tag)
    revs = {path: headend.get(path).json()["rev"] for path in LISTS}
    headend.put(station("new", 3))
    headend.eventually(lambda: "new" in listed(headend, "/v1/stations"), "the new station")
    check(headend.get("/v1/stations").json()["rev"] > revs["/v1/stations"], "the rev of the stations did not grow")
    for path in ("/v1/guides", "/v1/policies"):
        headend.get(path, status=304, If_None_Match=tags[path])


@running
def test_what_is_not_there(headend):
    for path in ["/v1/guides/none", "/v1/flows/none", "/v1/guides/", "/v1/guides/UPPER", "/v1/guides/" + "a" * 41]:
        equal(headend.ask(path).status, 404, path)
    for path, name in LISTS.items():
        equal(headend.get(path).json()[name], [], f"{path} of an empty store")
    equal(headend.ask("/v1/guides", method="POST").status, 405, "POST")


@running
def test_links_to_what_is_gone(headend):
    headend.put(guide("one", attributes='flow="gone"'), policy("p", 'guide="gone"'), '<policies flow="gone"/>',
                '<set id="s" direct="one gone"/>', flow("f", 'guide="gone"'), flow("g", 'guide="one"'))
    headend.eventually(lambda: listed(headend, "/v1/policies") == ["p"], "the policy")
    check("flow" not in headend.get("/v1/guides").json()["guides"][0], "a flow that is not there is named in the list")
    check("flow" not in headend.get("/v1/guides/one").json(), "a flow that is not there is named")
    check("guide" not in headend.get("/v1/flows/f").json(), "a guide that is not there is named by a flow")
    equal(headend.get("/v1/flows/g").json()["guide"], "one", "a guide that is there")
    policies = headend.get("/v1/policies").json()
    check("flow" not in policies and "guide" not in policies["policies"][0], "what is not there is named by the policies")
    equal(headend.get("/v1/stations").json()["sets"][0]["direct"], ["one", "gone"], "the set (boxes leave it out)")


@running
def test_expired_policies_are_left_out(headend):
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    days = {name: f"{now + datetime.timedelta(days=count):%Y%m%d}" for name, count in (("past", -1), ("today", 0), ("future", 2))}
    headend.put(policy("ever"), *[policy(name, f'valid-to="{day}"') for name, day in days.items()])
    headend.eventually(lambda: listed(headend, "/v1/policies") == ["ever", "today", "future"], "three of the four policies")


@running
def test_order(headend):
    headend.put(*[guide(name) for name in "cab"], guide("first", "030"))
    headend.eventually(lambda: listed(headend, "/v1/guides") == ["first", "c", "a", "b"], "by theme, then as imported")
    revs = headend.revs()
    said = headend.put(guide("b"), guide("c"))
    check("0 new, 0 changed, 2 unchanged" in said, f"putting in order said {said!r}")
    headend.eventually(lambda: listed(headend, "/v1/guides") == ["first", "b", "a", "c"], "b and c change places")
    equal(headend.revs(), revs, "revs of records that only moved")


def test_import_again_changes_nothing():
    headend = place("again")
    headend.admin("import-content", EVERYTHING)
    before = headend.revs()
    check(re.search(r"\b0 new, 0 changed, 12 unchanged", headend.admin("import-content", EVERYTHING)), "the second import")
    equal(headend.revs(), before, "revs after the second import")
    text = EVERYTHING.read_text(encoding="utf-8").replace("某路1号", "某路2号")
    check("0 new, 1 changed, 11 unchanged" in headend.admin("import-content", headend.file(text)), "one changed record")
    after = headend.revs()
    check(after[("station", "town")] > max(before.values()), "the rev of what was changed did not grow")
    equal({key for key in before if before[key] != after[key]}, {("station", "town")}, "what has another rev")


def test_withdrawn_and_back():
    headend = place("withdrawn")
    headend.admin("import-content", EVERYTHING)
    rev = headend.revs()[("policy", "loan")]
    for kind, name, names in [("themes", "themes", "guide retirement"), ("station", "city", "station town"),
                              ("hours", "weekdays", "station town"), ("set", "township", "station town"),
                              ("policy", "loan", "flow match")]:
        said = headend.admin("withdraw-content", kind, name, status=1)
        check(names in said and "nothing was changed" in said, f"withdrawing {kind} {name}: it said {said!r}")
    said = headend.admin("withdraw-content", "guide", "retirement")
    check("warning: " in said and "guide retirement: is withdrawn" in said, f"withdrawing a guide said {said!r}")
    headend.admin("withdraw-content", "guide", "retirement", status=1)
    headend.admin("withdraw-content", "news", "x", status=2)
    for kind, name in [("policies", "policies"), ("flow", "match"), ("policy", "loan")]:
        headend.admin("withdraw-content", kind, name)
    headend.admin("import-content", EVERYTHING)
    check(headend.revs()[("policy", "loan")] > rev, "the rev of what came back did not grow")


def test_all_or_nothing():
    headend = place("nothing")
    headend.put(THEMES, guide("one"))
    before = headend.revs()
    good = headend.file(content(guide("two")), "a.xml")
    bad = headend.file(content(guide("three"), "<guide/>"), "b.xml")
    said = headend.admin("import-content", good, bad, status=1)
    check(re.search(rf"^{re.escape(str(bad))}:3: guide: .+: .+$", said, re.M), f"it said {said!r}")
    equal(headend.revs(), before, "the store after a refused import")
    # What one file names may stand in another, in either order, or in the store.
    headend.admin("import-content", headend.file(content(station("b", 5, 'parent="a"')), "1.xml"),
                  headend.file(content(station("a", 3)), "2.xml"))
    headend.put(station("c", 6, 'parent="b"'))
    said = headend.put(station("a", 6), status=1)  # b, which is in the store, stands below it
    check("station b of level 5 stands below a of level 6" in said, f"a parent of a greater level: it said {said!r}")


def test_export_is_imported_to_the_same():
    one, other = place("export-one"), place("export-other")
    one.admin("import-content", SAMPLE, sample_halls(one.folder))
    first, second = one.folder / "files", other.folder / "files"
    one.admin("export-content", first)
    said = one.admin("import-content", first)
    check("0 new, 0 changed," in said, f"importing what was exported said {said!r}")
    other.admin("import-content", first)
    other.admin("export-content", second)
    names = sorted(path.name for path in first.iterdir())
    equal(sorted(path.name for path in second.iterdir()), names, "files of the second export")
    for name in names:
        check((first / name).read_bytes() == (second / name).read_bytes(), f"{name} is another in the second export")
    one.admin("check", first)
    # What has become superfluous goes, what is not ours is left alone.
    one.admin("withdraw-content", "flow", "retirement")
    one.admin("export-content", first)
    check(not (first / "flow-retirement.xml").exists(), "the file of a withdrawn flow is still there")
    (first / "mine.xml").write_text("<x/>")
    check("mine.xml" in one.admin("export-content", first, status=3), "another file in the directory")


def test_the_sample_city_is_right():
    headend = place("sample")
    said = headend.admin("check", SAMPLE, sample_halls(headend.folder))
    check("warning: " not in said, f"the sample city has warnings: {said!r}")
    counts = {kind: sum(int(count) for count in re.findall(rf"(\d+) {kind}\b", said)) for kind in ("guide", "flow", "policy", "station")}
    check(counts["guide"] >= 40 and counts["flow"] >= 13 and counts["policy"] >= 15 and counts["station"] >= 2500, f"it has {counts}")


def test_a_thousand_files():
    """As many as are allowed, with a store that has something already; one more is told by its number, not as want of memory."""
    headend = place("thousand")
    headend.put(THEMES)
    many = headend.folder / "many"
    many.mkdir()
    for number in range(1000):
        (many / f"{number:04d}.xml").write_text(content(f'<set id="s{number}"/>' if number < 3 else ""), encoding="utf-8")
    said = headend.admin("import-content", many)
    check("3 new" in said, f"it said {said[-300:]!r}")
    (many / "1000.xml").write_text(content(), encoding="utf-8")
    said = headend.admin("import-content", many, status=1)
    check("1000" in said and "memory" not in said, f"1001 files: it said {said[-300:]!r}")


def test_check_tells_files_apart():
    headend = place("check")
    bad = headend.file(content('<set id="A"/>'))
    said = headend.admin("check", bad, headend.config, status=1)
    check(f"{headend.config}: OK" in said and f"{bad}:2: set: " in said, f"it said {said!r}")
    check("not a headend.xml" in headend.admin("check", headend.file("<news/>"), status=1), "another root")
    headend.admin("check", headend.folder / "missing.xml", status=1)
    (headend.folder / "empty").mkdir()
    headend.admin("check", headend.folder / "empty", status=1)
    flow = "".join(f'<node id="n{i}" kind="number" default="n{i + 1}"><text>t</text></node>\n' for i in range(10000))
    said = headend.admin("check", headend.file(content(f'<flow id="f" kind="checklist" start="n0"><title>t</title>\n{flow}</flow>')),
                         status=1)
    check("<node> stands here 10000 times: 1 to 200 in <flow>" in said and len(said) < 1000, f"10,000 nodes: it said {said[:600]!r}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tv-hall-content-") as FOLDER:
        tap.run(globals())
