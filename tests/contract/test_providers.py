#!/usr/bin/python3
"""headend/providers between the sandbox's providers and a merchant's address: every operation, its traps, and each way to be lied to.
Prints TAP."""

import http.server
import subprocess
import threading
import time

from headend import ends
from provider_world import World, new_number, provider_of
from tap import check, equal, run


def _is(got, what, **wanted):
    equal({name: got.get(name) for name in wanted}, wanted, f"{what} (all of it: {got})")


def _today():
    return time.strftime("%Y%m%d", time.gmtime(time.time() + 8 * 3600))


def test_wechat_from_order_to_refund():
    with World("wechat") as world:
        number = new_number()
        _is(world.tell(f"query {number}"), "query before the order", outcome="done", state="not there", number=number)
        made = world.driver.order(number)
        _is(made, "order", outcome="done", word="")
        check(made["code"].startswith("weixin://wxpay/bizpayurl?pr="), f"code: {made}")
        _is(world.tell(f"query {number}"), "query before payment", outcome="done", state="unpaid", transaction="", fen=0)
        again = world.driver.order(number)
        check(again["code"] != made["code"], "the same order again has another code")
        check("88.00" in world.provider.scan(again["code"]), "the cashier's page says the amount")
        world.provider.phone(again["code"])
        paid = world.tell(f"query {number}")
        _is(paid, "query after payment", outcome="done", state="paid", fen=8800, number=number)
        check(abs(paid["at"] - time.time() * 1000) < 60000, f"paid at {paid['at']}")
        _is(world.driver.order(number), "order once more", outcome="refused", word="ORDERPAID")
        refund = new_number("R")
        _is(world.tell(f"query-refund {number} {refund}"), "query before the refund", outcome="done", state="not there")
        asked = f"refund {paid['transaction']} {number} {refund} 8800 8800"
        _is(world.tell(asked), "refund", outcome="done", state="processing", fen=8800, transaction=paid["transaction"])
        _is(world.tell(asked), "the same refund again", outcome="done", fen=8800, refund_number=refund)
        _wait(world, f"query-refund {number} {refund}", "done")
        _is(world.tell(f"query {number}"), "query after the refund", outcome="done", state="refunded", fen=8800)
        _is(world.tell(f"refund {paid['transaction']} {number} {new_number('R')} 1 8800"), "a refund too many", outcome="refused", word="INVALID_REQUEST")


def _wait(world, line, state, seconds=15):
    end = time.monotonic() + seconds
    got = world.tell(line)
    while got["state"] != state:
        check(time.monotonic() < end, f"{line}: wanted {state} within {seconds} s, got {got}")
        time.sleep(0.1)
        got = world.tell(line)
    return got


def test_wechat_refunds_that_end_otherwise():
    for turn, state in (("refund-abnormal", "abnormal"), ("refund-closed", "closed"), ("refund-slow", "processing")):
        with World("wechat") as world:
            world.provider.turn(turn)
            number, paid = world.pay()
            refund = new_number("R")
            world.tell(f"refund {paid['transaction']} {number} {refund} 100 8800")
            _wait(world, f"query-refund {number} {refund}", state)


def test_wechat_closing():
    with World("wechat") as world:
        number = new_number()
        _is(world.tell(f"close {number}"), "close of what is not there proves nothing", outcome="done")
        _is(world.tell(f"query {number}"), "which is still not there", outcome="done", state="not there")
        made = world.driver.order(number)
        world.provider.phone(made["code"], "begin")
        _is(world.tell(f"close {number}"), "close while somebody pays", outcome="later", word="FREQUENCY_LIMITED")
        _is(world.tell(f"query {number}"), "query meanwhile", outcome="done", state="unpaid")
        world.provider.phone(made["code"], "refuse")
        _is(world.tell(f"close {number}"), "close", outcome="done")
        _is(world.tell(f"query {number}"), "query", outcome="done", state="closed")
        _is(world.driver.order(number), "order of a closed one", outcome="refused", word="ORDER_CLOSED")
        check('class="wechat closed"' in world.provider.phone(made["code"]), "a closed order cannot be paid")
        paid, _ = world.pay()
        _is(world.tell(f"close {paid}"), "close of what is paid", outcome="refused", word="ORDERPAID")
        _is(world.driver.order(new_number(), 0), "an order of nothing", outcome="refused", word="PARAM_ERROR")


def test_wechat_notifications():
    with World("wechat") as world:
        world.merchant.answer = (500, b"")
        world.provider.turn("hurry")
        number, paid = world.pay()
        taken = world.merchant.wait(4)
        serials = set()
        for at, (path, headers, body) in enumerate(taken[:4]):
            equal(path, "/v1/payment/notify/wechat", "where it comes in")
            got = world.driver.notify(headers, body)
            if at == 0:
                check(headers["Wechatpay-Signature"].startswith("WECHATPAY/SIGNTEST/"), "the first is a probe")
                _is(got, "a probe", taken=False, word="not verified")
            else:
                serials.add(headers["Wechatpay-Serial"])
                _is(got, f"notification {at}", taken=True, kind="payment", state="paid", number=number, fen=8800, transaction=paid["transaction"])
        equal(serials, {world.facts["public_key_id"], world.facts["certificate_serial"]}, "signed by key and by certificate in turn")
        world.provider.reset()
        world.merchant.taken.clear()
        world.merchant.answer = (204, b"")
        number, paid = world.pay()
        refund = new_number("R")
        world.tell(f"refund {paid['transaction']} {number} {refund} 300 8800")
        _, headers, body = next(one for one in world.merchant.wait(4)[::-1] if '"REFUND.SUCCESS"' in one[2])
        _is(world.driver.notify(headers, body), "a refund's", taken=True, kind="refund", state="done", number=number, refund_number=refund, fen=300)


def test_wechat_only_by_certificate_and_only_by_key():
    for change, by in (({"public_key": None, "public_key_id": None}, "by-certificate"), ({"certificates": None}, "by-key")):
        with World("wechat", **change) as world:
            world.provider.turn(by)
            _, paid = world.pay()
            _is(paid, f"{by}: query", outcome="done", state="paid")
            world.provider.turn("by-key" if by == "by-certificate" else "by-certificate")
            _is(world.tell("query " + new_number()), f"not {by}: query", outcome="unknown", word="unknown key")
            check("WeChat Pay signed with" in world.driver.log(), f"the operator is told: {world.driver.log()}")


def test_wechat_lies_of_signatures():
    with World("wechat") as world:
        number, _ = world.pay()
        for turn, word in (("signtest", "not verified"), ("unknown-serial", "unknown key"), ("stale", "stale"), ("other-body", "not verified"),
                           ("not-signed", "not signed")):
            world.provider.turn(turn)
            for line in (f"query {number}", f"close {number}", f"query-refund {number} {new_number('R')}", f"day {_today()}",
                         f"order {new_number()} 100 600 x", f"refund 4200 {number} {new_number('R')} 1 1"):
                _is(world.tell(line), f"{turn}: {line}", outcome="unknown", word=word)
        world.provider.turn("honest")
        _is(world.tell(f"query {number}"), "honest again", outcome="done", state="paid")


def test_wechat_network():
    with World("wechat", timeout_ms=1000) as world:
        number, _ = world.pay()
        for kind in ("error", "garbage", "cut", "wrong-types", "huge", "deep", "empty", "hang"):
            world.provider.spoil(kind)
            got = world.tell(f"query {number}")
            _is(got, kind, outcome="unknown", state="not there", transaction="", fen=0)
            check(got["word"] in ("no answer", "not signed"), f"{kind}: {got}")
            world.provider.spoil("none")
            _is(world.tell(f"query {number}"), f"after {kind}", outcome="done", state="paid")


def test_nothing_is_posted_twice_by_itself():
    """A server that hangs up on the second request of a connection: whoever posts there has libcurl post again without being asked."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        count = 0

        def handle_request(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append((self.command, body))
            self.count += 1
            if self.count > 1:
                self.close_connection = True
                return
            text = b"{}"
            self.send_response(500)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET = handle_request

        def log_message(self, *_):
            pass

    for name in ("wechat", "alipay"):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        seen.clear()
        with World(name, url=f"http://127.0.0.1:{server.server_port}", **({"certificates": None} if name == "wechat" else {})) as world:
            for _ in range(4):
                equal(world.driver.order(new_number())["outcome"], "unknown", "an order that nobody takes")
            posts = [body for command, body in seen if command == "POST"]
            equal((len(posts), len(set(posts))), (4, 4), f"{name}: four orders, each posted once")
        server.shutdown()
        server.server_close()


def test_wechat_second_host():
    with World("wechat", url="http://127.0.0.1:9", certificates=None) as world:
        got = world.tell("query " + new_number())
        _is(got, "without a second host", outcome="unknown", word="no answer")
    with World("wechat", url="http://127.0.0.1:9", certificates=None, reserve_url=provider_of("wechat").url) as world:
        outcomes = [world.tell("query " + new_number())["outcome"] for _ in range(4)]
        equal(outcomes, ["unknown", "unknown", "done", "done"], "with a second host")


def test_wechat_day():
    with World("wechat") as world:
        _is(world.tell(f"day {_today()}"), "an empty day", outcome="done", rows=[])
        numbers = [world.pay(fen)[0] for fen in (8800, 1, 10000000000)]
        number, paid = world.pay(12345, description="有,逗号的")
        refund = new_number("R")
        world.tell(f"refund {paid['transaction']} {number} {refund} 345 12345")
        for turn in (None, "bill-older"):
            if turn:
                world.provider.turn(turn)
            got = world.tell(f"day {_today()}")
            _is(got, f"{turn}: day", outcome="done", word="")
            rows = {(row["kind"], row["number"], row["refund_number"], row["fen"], row["fee"]) for row in got["rows"]}
            wanted = {("payment", one, "", fen, fen * 6) for one, fen in zip([*numbers, number], (8800, 1, 10000000000, 12345))}
            equal(rows, wanted | {("refund", number, refund, 345, -345 * 6)}, f"{turn}: rows")
        for turn, outcome, word in (("bill-bad-sum", "unknown", "other sums"), ("bill-bad-hash", "unknown", "not verified"),
                                    ("bill-creating", "later", "STATEMENT_CREATING")):
            world.provider.turn(turn)
            _is(world.tell(f"day {_today()}"), turn, outcome=outcome, word=word, rows=[])


def test_wechat_wrong_amounts_are_told():
    with World("wechat") as world:
        _, paid = world.pay(8800, "wrong")
        _is(paid, "paid a fen too much", outcome="done", state="paid", fen=8801)


def test_wechat_keys_that_are_wrong():
    for change, wanted in (({"merchant_key": "/nowhere/key.pem"}, "No such file"), ({"api_key": "/nowhere/api"}, "No such file"),
                           ({"public_key": "/nowhere/public.pem"}, "No such file"), ({"serial": "not hex"}, "hexadecimal")):
        with World("wechat", **change) as world:
            check(world.driver.problem is not None and wanted in world.driver.problem, f"{change}: {world.driver.problem}")


def test_wechat_self_test():
    for more in ({}, {"certificates": "0"}, {"public_key": None, "public_key_id": None}):
        with World("wechat", **more) as world:
            _is(world.tell("self-test"), f"self-test {more}", outcome="done", word="")
            for _, headers, body in world.merchant.wait(2)[:2]:
                is_probe = headers["Wechatpay-Signature"].startswith("WECHATPAY/SIGNTEST/")
                check('"SECURITY_ECHO.SUCCESS"' in body and '"original_type":"security"' in body, body[:300])
                if not is_probe and not more:
                    _is(world.driver.notify(headers, body), "its notification", taken=True, kind="nothing")
    with World("wechat") as world:
        for turn, word in (("other-body", "not verified"), ("not-signed", "not signed"), ("stale", "stale"), ("unknown-serial", "unknown key")):
            world.provider.turn(turn)
            _is(world.tell("self-test"), turn, outcome="unknown", word=word)
        world.provider.turn("honest")
        world.provider.spoil("empty")
        check(world.tell("self-test")["outcome"] == "unknown", "an empty answer")
    with World("wechat", app="wx1111111111111111") as world:
        _is(world.tell("self-test"), "the application is not tried", outcome="done")
    for file in ("public.pem", "merchant.pem"):  # keys of somebody else
        with World("wechat", certificates="0") as world:
            _other_key(world.driver.folder / file)
            world.again()
            got = world.tell("self-test")
            check(got["outcome"] in ("unknown", "refused") and got["word"] in ("not verified", "SIGN_ERROR"), f"another {file}: {got}")


def _other_key(path):
    """The key's file has another one of the same kind."""
    private = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-quiet"], capture_output=True, check=True).stdout
    path.write_bytes(private if path.name == "merchant.pem" else subprocess.run(["openssl", "pkey", "-pubout"], input=private, capture_output=True, check=True).stdout)


def test_alipay_self_test():
    with World("alipay") as world:
        _is(world.tell("self-test"), "self-test", outcome="done", word="")
        for turn, word in (("forged", "not verified"), ("not-signed", "not signed")):
            world.provider.turn(turn)
            _is(world.tell("self-test"), turn, outcome="unknown", word=word)
            world.provider.turn("honest")


def test_alipay_from_order_to_refund():
    with World("alipay") as world:
        number = new_number()
        made = world.driver.order(number, description="示例,电费&水费")
        _is(made, "order", outcome="done", word="")
        check(made["code"].startswith("https://qr.alipay.com/"), f"code: {made}")
        equal(world.driver.order(number, description="示例,电费&水费")["code"], made["code"], "the same order again")
        _is(world.tell(f"query {number}"), "query before a scan", outcome="done", state="not there", number=number)
        _is(world.tell(f"close {number}"), "close before a scan", outcome="refused", word="ACQ.TRADE_NOT_EXIST")
        world.provider.scan(made["code"])
        _is(world.tell(f"query {number}"), "query after a scan", outcome="done", state="unpaid", transaction="", fen=0)
        world.provider.phone(made["code"])
        paid = world.tell(f"query {number}")
        _is(paid, "query after payment", outcome="done", state="paid", fen=8800, number=number)
        check(abs(paid["at"] - time.time() * 1000) < 60000, f"paid at {paid['at']}")
        _is(world.driver.order(number), "order once more", outcome="refused", word="ACQ.TRADE_HAS_SUCCESS")
        _is(world.tell(f"close {number}"), "close of what is paid", outcome="refused", word="ACQ.TRADE_STATUS_ERROR")
        refund = new_number("R")
        _is(world.tell(f"query-refund {number} {refund}"), "query before the refund", outcome="done", state="not there")
        asked = f"refund {paid['transaction']} {number} {refund} 300 8800"
        _is(world.tell(asked), "refund of a part", outcome="done", state="done", fen=300)
        _is(world.tell(asked), "the same again moves nothing", outcome="done", state="processing", fen=300)
        _is(world.tell(f"query-refund {number} {refund}"), "query of the refund", outcome="done", state="done", fen=300, refund_number=refund)
        _is(world.tell(f"query {number}"), "a part leaves it paid", outcome="done", state="paid")
        _is(world.tell(f"refund {paid['transaction']} {number} {new_number('R')} 8501 8800"), "too much", outcome="refused")
        _is(world.tell(f"refund {paid['transaction']} {number} {new_number('R')} 8500 8800"), "the rest", outcome="done", state="done")
        _is(world.tell(f"query {number}"), "all given back", outcome="done", state="refunded", fen=8800)
        number, paid = world.pay()
        world.provider.phone(world.provider.orders()[number]["code"], "finish")
        _is(world.tell(f"query {number}"), "finished", outcome="done", state="paid")
        _is(world.tell(f"refund {paid['transaction']} {number} {new_number('R')} 1 8800"), "nothing back then", outcome="refused",
            word="ACQ.TRADE_HAS_FINISHED")


def test_alipay_closing_and_slow_refunds():
    with World("alipay") as world:
        number = new_number()
        world.provider.scan(world.driver.order(number)["code"])
        _is(world.tell(f"close {number}"), "close", outcome="done")
        _is(world.tell(f"query {number}"), "closed", outcome="done", state="closed")
        _is(world.driver.order(number), "order of a closed one", outcome="refused", word="ACQ.TRADE_HAS_CLOSE")
        world.provider.turn("refund-slow")
        number, paid = world.pay()
        refund = new_number("R")
        _is(world.tell(f"refund {paid['transaction']} {number} {refund} 1 8800"), "accepted is not done", outcome="done", state="processing")
        _is(world.tell(f"query-refund {number} {refund}"), "and was not kept", outcome="done", state="not there")


def test_alipay_lies():
    with World("alipay") as world:
        number, paid = world.pay()
        for turn, word in (("forged", "not verified"), ("not-signed", "not signed")):
            world.provider.turn(turn)
            for line in (f"query {number}", f"close {number}", f"query-refund {number} {new_number('R')}", f"day {_today()}",
                         f"order {new_number()} 100 600 x", f"refund {paid['transaction']} {number} {new_number('R')} 1 8800"):
                _is(world.tell(line), f"{turn}: {line}", outcome="unknown", word=word)
            world.provider.turn("honest")
        world.provider.turn("other-order")
        _is(world.tell(f"query {number}"), "another order's answer", outcome="unknown", word="another order")
        world.provider.turn("honest")
        for kind in ("error", "garbage", "cut", "wrong-types", "huge", "deep", "empty"):
            world.provider.spoil(kind)
            _is(world.tell(f"query {number}"), kind, outcome="unknown")
            world.provider.spoil("none")
        _is(world.tell(f"query {number}"), "honest again", outcome="done", state="paid")


def test_alipay_notifications():
    with World("alipay") as world:
        answers = world.tell("acknowledge")
        equal((answers["taken"], answers["taken_body"]), (200, "success"), "what it is answered")
        world.merchant.answer = (200, b"success")
        number, paid = world.pay(8800, description="a+b=c&d示例%")
        path, headers, body = world.merchant.wait(1)[0]
        equal(path, "/v1/payment/notify/alipay", "where it comes in")
        _is(world.driver.notify(headers, body), "a notification", taken=True, kind="payment", state="paid", number=number, fen=8800,
            transaction=paid["transaction"])
        for what, other in (("another amount", body.replace("88.00", "0.88")), ("another order", body.replace(number, "T000001")),
                            ("a field twice", body + "&total_amount=88.00"), ("a field more", body + "&more=1"), ("cut", body[:-20]),
                            ("no signature", body.partition("&sign=")[0]), ("RSA", body.replace("sign_type=RSA2", "sign_type=RSA")), ("empty", ""),
                            ("no form", "{}"), ("huge", body + "&x=" + "1" * 70000)):
            _is(world.driver.notify(headers, other), what, taken=False)
        day = 86400000
        _is(world.driver.notify(headers, body, now=int(time.time() * 1000) + 3 * day), "three days later", taken=False, word="stale")
        _is(world.driver.notify(headers, body, now=int(time.time() * 1000) + day), "a day later", taken=True)
        for turn, word in (("forged", "not verified"), ("other-app", "another merchant"), ("stale", "stale")):
            world.merchant.taken.clear()
            world.provider.turn(turn)
            code = world.driver.order(new_number())["code"] or next(one["code"] for one in world.provider.orders().values() if one["state"] == "unpaid")
            world.provider.phone(code)
            _, headers, body = world.merchant.wait(1)[-1]
            _is(world.driver.notify(headers, body), turn, taken=False, word=word)
            world.provider.turn("honest")


def test_alipay_day():
    with World("alipay") as world:
        got = world.tell(f"day {_today()}")
        _is(got, "no file yet", outcome="later", word="isp.bill_not_exist")
        _is(world.tell("day 20260101"), "a day long past", outcome="done", rows=[])
        numbers = [world.pay(fen, description=text)[0] for fen, text in ((8800, "电费"), (1, "a,b,,c"), (10000000000, "㐀𠮷"))]
        number, paid = world.pay(12345)
        refund = new_number("R")
        world.tell(f"refund {paid['transaction']} {number} {refund} 345 12345")
        got = world.tell(f"day {_today()}")
        _is(got, "day", outcome="done", word="")
        rows = {(row["kind"], row["number"], row["refund_number"], row["fen"], row["fee"]) for row in got["rows"]}
        fee = {8800: 53000, 1: 0, 10000000000: 60000000000, 12345: 74000}
        wanted = {("payment", one, "", fen, fee[fen]) for one, fen in zip([*numbers, number], fee)}
        equal(rows, wanted | {("refund", number, refund, 345, -2000)}, "rows")
        world.provider.turn("bad-bill")
        _is(world.tell(f"day {_today()}"), "a row too few", outcome="unknown", word="not as agreed", rows=[])


def test_alipay_keys_that_are_wrong():
    for change, wanted in (({"app_key": "/nowhere/key.pem"}, "No such file"), ({"alipay_key": "/nowhere/public.pem"}, "No such file")):
        with World("alipay", **change) as world:
            check(world.driver.problem is not None and wanted in world.driver.problem, f"{change}: {world.driver.problem}")


def test_check_says_which_key_is_wrong():
    for name, file in (("wechat", "merchant.pem"), ("wechat", "api-key"), ("alipay", "app.pem")):
        with World(name) as world:
            config = world.driver.folder / "headend.xml"
            check("OK" in ends("tv-hall-admin", "check", config), f"{name}: all keys are right")
            key = world.driver.folder / file
            key.chmod(0o644)
            said = ends("tv-hall-admin", "check", config, status=1)
            check(f"{name}: " in said and file in said and "chmod 600" in said, f"{file} of mode 0644: {said}")
            key.chmod(0o600)
            key.write_text("no key", encoding="utf-8")
            said = ends("tv-hall-admin", "check", config, status=1)
            check(file in said and "no key" not in said, f"{file} that is no key: {said}")
            key.unlink()
            check("No such file" in ends("tv-hall-admin", "check", config, status=1), f"{file} that is missing")
    with World("wechat") as world:
        (world.driver.folder / "public.pem").chmod(0o666)
        check("chmod 644" in ends("tv-hall-admin", "check", world.driver.folder / "headend.xml", status=1), "a public key that others may write")


if __name__ == "__main__":
    run(globals())
