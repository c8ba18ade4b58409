#!/usr/bin/python3
"""tv-hall-admin order list, show, resolve: what an operator sees of orders, and what two of them may decide. Prints TAP."""

import re

from payment_world import ACCOUNTS, REFUSED, World

from tap import check, equal, run

REASON = "供电公司来函（示例）"


def listed(world, *words):
    return [line.split("\t") for line in world.admin("order", "list", *words).out.splitlines()]


def shown(world, order):
    """Lines by their first word."""
    lines = [line.split("\t") for line in world.admin("order", "show", order).out.splitlines()]
    return {word: [line[1:] for line in lines if line[0] == word] for word in {line[0] for line in lines}}


def propose(world, order, edge, *more, **how):
    said = world.admin("order", "resolve", order, "--edge", edge, "--reason", REASON, *more, **how)
    return re.match(r"proposal (\d+): ", said.out)[1]


def unknown_posting(world, account):
    """An order of which nobody knows whether it is entered: the utility's answer is lost, and it is not heard of since."""
    world.turn("electricity:late-post")
    number, code = world.order(account, "wechat")
    world.sandbox.phone(code)
    world.step(number, "post_unknown")
    return number


def test_list():
    with World() as world:
        equal(listed(world), [], "of an empty ledger")
        settled = world.pay(ACCOUNTS[0], "wechat")
        waiting, _ = world.order(ACCOUNTS[1], "alipay")
        rows = listed(world)
        equal([row[:5] for row in rows], [[settled, "settled", "wechat", "sample-electricity", "0018"], [waiting, "awaiting", "alipay", "sample-water", "5001"]],
              "all orders")
        check(all(ACCOUNTS[0] not in "\t".join(row) for row in rows), f"no account's number: {rows}")
        equal([row[0] for row in listed(world, "--open")], [waiting], "--open")
        equal(listed(world, "--for-person"), [], "--for-person: nobody is waited for")
        equal(len(listed(world, "--day", world.day)) if world.is_still_today() else 2, 2, "--day")
        equal(listed(world, "--day", "2026-01-01"), [], "another day")
        for words in (("--open", "--for-person"), ("--open", "--day", "20261130"), ("--day", "2026-13-01"), ("--day", "x"), ("more",)):
            world.admin("order", "list", *words, status=2)


def test_show():
    with World() as world:
        order = world.pay(ACCOUNTS[0], "wechat")
        lines = shown(world, order)
        equal((lines["order"], lines["state"], lines["account"]), ([[order]], [["settled"]], [["…0018"]]), "what it is")
        equal([(line[3], line[4]) for line in lines["log"]],
              [("prepay", "created -> prepaying"), ("code_received", "prepaying -> awaiting"), ("payment_proven", "awaiting -> paid"),
               ("post", "paid -> posting"), ("posted", "posting -> settled")], "the log")
        equal((len(lines["payment"]), len(lines["entry"])), (1, 2), "payments and entries")
        check(ACCOUNTS[0] not in str(lines), f"no account's number: {lines}")
        world.admin("order", "show", "nothing", status=1)
        world.admin("order", "show", status=2)


def test_two_persons_decide():
    with World() as world:
        order = unknown_posting(world, ACCOUNTS[0])
        number = propose(world, order, "posted", "--receipt", "R-7")
        equal(world.tell(f"state {order}")["state"], "post_unknown", "a proposal changes nothing")
        line = shown(world, order)["proposal"][0]
        equal([line[0], line[1], line[2], line[3], line[4], line[6]], [number, order, "posted", "R-7", "daemon", REASON], "what is proposed is shown")
        said = world.admin("order", "resolve", order, "--confirm", number, status=1)
        check("another person confirms it" in said.err, f"the same person: {said}")
        world.admin("order", "resolve", order, "--confirm", number, "--by", "李四", status=1)  # the first gave no name
        world.admin("order", "resolve", order, "--confirm", "99", status=1, account="games")
        world.admin("order", "resolve", "other", "--confirm", number, status=1, account="games")
        equal(world.tell(f"state {order}")["state"], "post_unknown", "nothing of this has changed it")
        world.admin("order", "resolve", order, "--confirm", number, account="games")
        equal(world.tell(f"state {order}"), {"step": 1, "state": "settled", "receipt": "R-7"}, "confirmed")
        last = shown(world, order)["log"][-1]
        equal((last[3], last[6], last[7]), ("correction_posted", REASON, "daemon, games"), "the log has why, and who")
        check("proposal" not in shown(world, order), "a proposal that was carried out holds no more")
        said = world.admin("order", "resolve", order, "--confirm", number, status=1, account="games")
        check("it is there already" in said.err, f"once more: {said}")
        equal(world.tell("check")["contradictions"], 0, "the ledger against itself")


def test_one_account_that_several_use():
    with World() as world:
        order = unknown_posting(world, ACCOUNTS[0])
        number = propose(world, order, "not-posted", "--by", "李四")
        for words in ((), ("--by", "李四")):
            world.admin("order", "resolve", order, "--confirm", number, *words, status=1)
        world.admin("order", "resolve", order, "--confirm", number, "--by", "王五")
        equal(shown(world, order)["log"][-1][7], "daemon/李四, daemon/王五", "both names are in the log")
        world.refund(order + "-1")


def test_what_has_moved_meanwhile():
    with World() as world:
        order = unknown_posting(world, ACCOUNTS[0])
        number = propose(world, order, "not-posted")
        world.turn("electricity:none")
        world.step(order, "settled")
        said = world.admin("order", "resolve", order, "--confirm", number, status=1, account="games")
        check("it has moved since" in said.err, f"an old proposal: {said}")
        equal(world.tell(f"state {order}")["state"], "settled", "it stays")
        said = world.admin("order", "resolve", order, "--edge", "not-posted", "--reason", REASON, status=1)
        check("no such edge" in said.err, f"an edge that does not lead on: {said}")


def test_abnormal_refunds():
    with World() as world:
        world.sandbox.turn("refund-abnormal")
        order = world.pay(REFUSED[0], "wechat", wanted="refunding")
        world.refund(order + "-1", "refund_abnormal")
        equal([row[0] for row in listed(world, "--for-person")], [order], "it waits for a person")
        number = propose(world, order, "refund-again")  # by the order: it has one abnormal refund
        world.admin("order", "resolve", order + "-1", "--confirm", number, account="games")
        equal(world.tell(f"state {order}")["state"], "refunding", "it is asked for again")
        world.refund(order + "-1", "refund_abnormal")
        number = propose(world, order + "-1", "refunded")
        world.admin("order", "resolve", order, "--confirm", number, account="games")
        equal(world.tell(f"state {order}")["state"], "refunded", "given back by another way")
        equal(world.ledger("SELECT fen FROM entries WHERE debit = 'refunds' AND credit = 'household'"), world.ledger("SELECT fen FROM orders"), "entered")
        equal(world.tell("check")["contradictions"], 0, "the ledger against itself")


def test_usage():
    with World() as world:
        order = unknown_posting(world, ACCOUNTS[0])
        for words in ((), ("--edge", "posted"), ("--edge", "settled", "--reason", "x"), ("--edge", "posted", "--reason", "x"),
                      ("--edge", "not-posted", "--reason", ""), ("--edge", "not-posted", "--reason", "字" * 61), ("--edge", "not-posted", "--reason", "a\nb"),
                      ("--edge", "not-posted", "--reason", "x", "--receipt", "R-1"), ("--edge", "posted", "--reason", "x", "--receipt", "R" * 65),
                      ("--confirm", "0"), ("--confirm", "x"), ("--confirm", "1", "--edge", "posted"), ("--confirm", "1", "--reason", "x"),
                      ("--edge", "not-posted", "--reason", "x", "--by", "字" * 21)):
            world.admin("order", "resolve", order, *words, status=2)
        world.admin("order", "resolve", order, "--edge", "posted", "--reason", "x", "--receipt", "R 1", status=1)
        world.admin("order", "resolve", "nothing", "--edge", "not-posted", "--reason", "x", status=1)
        world.admin("order", "resolve", order, "--edge", "not-posted", "--reason", "x", status=2, account="nobody-of-this-name")
        propose(world, order, "not-posted", "--by", "字" * 20)
        equal(world.tell(f"state {order}")["state"], "post_unknown", "nothing has changed")


if __name__ == "__main__":
    run(globals())
