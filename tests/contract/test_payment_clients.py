#!/usr/bin/python3
"""The sandbox's WeChat Pay and Alipay held against client libraries of the npm registry, which sign, verify and open with code that is
neither the sandbox's nor the headend's. Prints TAP."""

import json
import subprocess

from headend import ROOT
from provider_world import Merchant, new_number, provider_of
from real_provider import install
from tap import check, equal, run

HERE = ROOT / "tests" / "contract" / "payment-clients"
THERE = ROOT / "build" / "payment-clients"


class Clients:
    def __init__(self):
        install(HERE, THERE)
        self.provider = provider_of("wechat")
        self.merchant = Merchant()
        # pylint: disable=consider-using-with
        self.child = subprocess.Popen(["node", HERE / "clients.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.tell({"modules": str(THERE), "url": self.provider.url, "merchant_url": self.merchant.url, "wechat": self.provider.facts,
                   "alipay": self.provider.ask("/sandbox/samples/alipay")})

    def tell(self, what):
        self.child.stdin.write(json.dumps(what) + "\n")
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        check(line != "", f"{str(what)[:200]}: the clients ended")
        return json.loads(line)

    def ask(self, client, do, **more):
        return self.tell({"client": client, "do": do, **more})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(20)
        self.child.stdout.close()
        self.merchant.end()


def _says(got, what, **wanted):
    equal({name: got.get(name) for name in wanted}, wanted, f"{what} (all of it: {str(got)[:600]})")


def _wechat(client, **signed):
    with Clients() as clients:
        clients.provider.turn("by-key" if client == "plugin" else "by-certificate")
        number, refund = new_number(), new_number("R")
        made = clients.ask(client, "order", number=number, fen=8800)
        _says(made, f"{client}: order", **signed)
        check(made["code_url"].startswith("weixin://"), f"{client}: {made}")
        _says(clients.ask(client, "query", number=number), f"{client}: query", trade_state="NOTPAY", **signed)
        clients.provider.phone(made["code_url"])
        paid = clients.ask(client, "query", number=number)
        _says(paid, f"{client}: query after payment", trade_state="SUCCESS", **signed)
        equal(paid["amount"]["total"], 8800, f"{client}: amount")
        probe, told = clients.merchant.wait(2)[:2]
        equal(clients.ask(client, "notify", headers=probe[1], body=probe[2])["signed"], False, f"{client}: a probe")
        got = clients.ask(client, "notify", headers=told[1], body=told[2])
        equal((got.get("signed"), got["resource"]["out_trade_no"], got["resource"]["amount"]["total"]), (True, number, 8800), f"{client}: notification")
        asked = clients.ask(client, "refund", transaction=paid["transaction_id"], refund=refund, number=number, fen=300, total=8800)
        equal(asked["amount"]["refund"], 300, f"{client}: refund: {asked}")
        other = new_number()
        clients.ask(client, "order", number=other, fen=100)
        equal(clients.ask(client, "close", number=other).get("status"), 204, f"{client}: close")
        _says(clients.ask(client, "query", number=other), f"{client}: query of the closed", trade_state="CLOSED")
        return clients.ask(client, "query_refund", refund=refund)


def test_wechatpay_axios_plugin_with_the_public_key():
    found = _wechat("plugin")
    check(found["status"] in ("PROCESSING", "SUCCESS"), f"refund: {found}")


def test_wechatpay_node_v3_with_certificates():
    found = _wechat("node", signed=True)
    check(found["signed"] is True and found["amount"]["refund"] == 300, f"refund: {found}")


def test_the_self_test_of_signing_and_sealing():
    with Clients() as clients:
        _says(clients.ask("plugin", "echo", message="示例 hello"), "echo", message="示例 hello", opened="示例 hello")
        equal(clients.merchant.taken, [], "without an address there is no notification")
        clients.provider.turn("by-key")
        _says(clients.ask("plugin", "echo", message="again", notifies=True), "echo with an address", opened="again")
        _, headers, body = clients.merchant.wait(2)[1]
        got = clients.ask("plugin", "notify", headers=headers, body=body)
        _says(got, "its notification", signed=True)
        equal((json.loads(body)["event_type"], got["resource"]["echo_message"]), ("SECURITY_ECHO.SUCCESS", "again"), "what it says")


def test_lies_that_they_refuse_too():
    with Clients() as clients:
        number = new_number()
        clients.ask("plugin", "order", number=number, fen=100)
        for turn in ("signtest", "unknown-serial", "stale", "other-body", "not-signed"):
            clients.provider.turn(turn)
            got = clients.ask("plugin", "query", number=number)
            check("error" in got and str(got["code"]).startswith("EV3_RES_"), f"{turn}: wechatpay-axios-plugin takes it: {got}")
        clients.provider.turn("honest")
        _says(clients.ask("plugin", "query", number=number), "honest again", trade_state="NOTPAY")


def test_alipay_sdk():
    with Clients() as clients:
        clients.merchant.answer = (200, b"success")
        number, refund = new_number(), new_number("R")
        made = clients.ask("alipay", "order", number=number, fen=8800)
        _says(made, "order", code="10000", out_trade_no=number)
        _says(clients.ask("alipay", "query", number=number), "query before a scan", code="40004", sub_code="ACQ.TRADE_NOT_EXIST")
        clients.provider.phone(made["qr_code"])
        paid = clients.ask("alipay", "query", number=number)
        _says(paid, "query", code="10000", trade_status="TRADE_SUCCESS", total_amount="88.00")
        _, headers, body = clients.merchant.wait(1)[0]
        _says(clients.ask("alipay", "notify", headers=headers, body=body), "notification", signed=True)
        _says(clients.ask("alipay", "notify", headers=headers, body=body.replace("88.00", "0.88")), "another amount", signed=False)
        _says(clients.ask("alipay", "refund", transaction=paid["trade_no"], refund=refund, fen=300), "refund", code="10000", fund_change="Y")
        _says(clients.ask("alipay", "query_refund", number=number, refund=refund), "its query", refund_status="REFUND_SUCCESS", refund_amount="3.00")
        other = new_number()
        clients.provider.scan(clients.ask("alipay", "order", number=other, fen=100)["qr_code"])
        _says(clients.ask("alipay", "close", number=other), "close", code="10000", out_trade_no=other)
        equal(clients.provider.ask("/sandbox/turn?set=alipay:forged", b""), {"ok": True}, "turn")
        check("error" in clients.ask("alipay", "query", number=number), "alipay-sdk takes a forged answer")


if __name__ == "__main__":
    run(globals())
