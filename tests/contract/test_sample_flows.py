#!/usr/bin/python3
"""Every flow of the sample content, walked apart from the program that checks them: no answer leads nowhere, every path ends in an outcome
within twelve questions, every node and every item is of use."""

import glob
import os
import sys
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))

from tap import check, equal, run  # noqa: E402

DEPTH = 12


def _flows():
    found = {}
    for path in sorted(glob.glob(os.path.join(ROOT, "assets", "sample-city", "content", "*.xml"))):
        for flow in ElementTree.parse(path).getroot().iter("flow"):
            check(flow.get("id") not in found, f"{flow.get('id')}: twice")
            found[flow.get("id")] = flow
    return found


def _edges(flow):
    """{node: where its answers may lead}; an outcome: nowhere."""
    return {node.get("id"): [] if node.get("kind") == "outcome" else [way.get("to") for way in node.iter("next")] + [node.get("default")]
            for node in flow.iter("node")}


def _depths(edges, node, path, known):
    """Most questions from a node to an outcome."""
    check(node not in path, f"{' → '.join((*path, node))}: a cycle")
    if node not in known:
        check(node in edges, f"{' → '.join((*path, str(node)))}: leads nowhere")
        known[node] = max((1 + _depths(edges, to, (*path, node), known) for to in edges[node]), default=0)
    return known[node]


def test_every_path_of_every_flow_ends_in_an_outcome():
    flows = _flows()
    check(len(flows) >= 12, f"flows: {len(flows)}")
    for name, flow in flows.items():
        edges = _edges(flow)
        known = {}
        depth = _depths(edges, flow.get("start"), (name,), known)
        check(1 <= depth <= DEPTH, f"{name}: {depth} questions on one path")
        equal(set(edges) - set(known), set(), f"{name}: nodes that no path reaches")


def test_every_item_can_be_on_an_outcome():
    for name, flow in _flows().items():
        items = {item.get("id") for item in flow.iter("item")}
        lists = [node.get("items") for node in flow.iter("node") if node.get("kind") == "outcome"]
        used = items if None in lists else {item for words in lists for item in words.split()}
        equal(items - used, set(), f"{name}: items that no outcome looks at")


def test_every_choice_is_told_apart_or_shown_on_purpose():
    """An option that no clause names is what the default is for: at most the rest of a question, never all of it when ways part there."""
    for name, flow in _flows().items():
        named = {(clause.get("node"), value) for clause in flow.iter("clause") for value in (clause.get("values") or "").split()}
        for node in flow.iter("node"):
            options = [(node.get("id"), option.get("id")) for option in node.iter("option")]
            check(not options or any(option in named for option in options), f"{name}: the answer to {node.get('id')} changes nothing")


if __name__ == "__main__":
    run(globals())
