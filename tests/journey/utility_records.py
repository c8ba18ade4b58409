"""Sample statements of gas, water and electricity, as a headend answers them (docs/openapi.yaml, UtilityStatement)."""

UTILITIES = {"utilities": [
    {"id": "sample-gas", "kind": "gas", "name": "示例燃气公司", "pattern": "c{4,20}"},
    {"id": "sample-water", "kind": "water", "name": "示例自来水公司", "pattern": "c{4,20}|SA-d{4}-d{3}"},
    {"id": "sample-electricity", "kind": "electricity", "name": "示例供电公司", "pattern": "d{10}|d{13}"},
    {"id": "second-electricity", "kind": "electricity", "name": "示例二供电公司", "pattern": "CZd{8}"}],
    "wallets": [{"wallet": "wechat"}, {"wallet": "alipay"}]}

GOOD, EMPTY, REFUSED, CARD, LATER = "4310000017", "4310000025", "4310000033", "4310000041", "4310000058"


def answer(word, following, title, text, action):
    return {"word": word, "next": following, "title": title, "text": text, "action": action}


NO_ACCOUNT = answer("no_account", "check_number", "没有这个户号", "请对照缴费单或者用户卡，把户号再输一遍。户号不是身份证号，也不是手机号。",
                    "返回，重新输入户号")
CLOSED = answer("closed_now", "later", "现在不是办理时间", "公司每天夜里 23 点 50 分到第二天 0 点 10 分结账，这段时间不能查，也不能缴。", "过了这段时间再来")
NOT_LOADED = answer("not_loaded", "load_card", "买的电还没写到卡上", "钱已经收到，还没有写到卡里。请用读卡器或者营业厅的自助机把卡写一下，再把卡插到表里。",
                    "先写卡，再把卡插到表里")


def account(**more):
    return {"kind": "electricity", "operator": "sample-electricity", "operator_name": "示例供电公司", "tail": "0017", "name": "张**",
            "address": "郴州市北湖区人民路街道***", "mode": "postpaid", "arrears": 27546, "tariff": "居民一户一表", "people": 4,
            "source": "sample", "as_of": 1780000000000, **more}


def bill(year, month, kwh, fen, owed=False, **more):
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    paid = {} if owed else {"is_written_off": True, "receipt": f"PZ{year}{month:02}0017", "written_off_day": (year * 100 + month) * 100 + last,
                            "invoice": "issued", "invoice_tail": "8812"}
    return {"id": f"B0017-{year}{month:02}A", "version": 1, "kind": "bill", "from": year * 10000 + month * 100 + 1,
            "to": year * 10000 + month * 100 + last, "has_readings": True, "previous_reading": 1000000, "current_reading": 1000000 + kwh * 1000,
            "quantity": kwh * 1000, "people": 4, "used_before": 1200000,
            "lines": [{"name": "第一档", "tier": 1, "quantity": 200000, "price": 5880, "fen": 11760},
                      {"name": "第二档", "tier": 2, "quantity": 150000, "price": 6380, "fen": 9570},
                      {"name": "第三档", "tier": 3, "quantity": 70000, "price": 8880, "fen": 6216}],
            "principal": fen, "surcharge": 0, "payable": fen, "due": year * 10000 + month * 100 + 25, **paid,
            **({"may_pay": True} if owed else {}), **more}


def explained(of, **more):
    return {"bill": of["id"], "verdict": "equal", "tariff": "湖南居民阶梯电价", "source": "湘发改价调（示例）", "source_day": 20230601,
            "lines": [{"name": line["name"], "season": "夏季", "tier": line["tier"], "quantity": line["quantity"], "price": line["price"],
                       "fen": line["fen"]} for line in of["lines"]],
            "parts": [{"from": of["from"], "to": of["to"] - 10, "version_from": 20230601, "season": "夏季"},
                      {"from": of["to"] - 9, "to": of["to"], "version_from": 20261001, "season": "秋季"}],
            "price_changed": True, "total": of["principal"], "cycle_from": of["from"] // 10000 * 10000 + 101,
            "cycle_to": of["from"] // 10000 * 10000 + 1231, "people": 4, "used_after": 1620000, "next_in": 37000, "next_name": "第三档",
            "next_price": 8880, **more}


def bills():
    months = [(month // 12, month % 12 + 1) for month in range(2026 * 12 + 7, 2026 * 12 + 7 - 21, -1)]  # August 2026 and before
    rows = [bill(2026, 10, 420, 27546, owed=True)]
    rows += [bill(2026, 9, 388, 24000, is_estimated=True, is_void=True), bill(2026, 9, 388, -24000, kind="reversal"),
             bill(2026, 8, 12, -1050, kind="adjustment")]
    rows += [bill(year, month, 180 + 37 * at % 260, 11000 + 4700 * at % 21000) for at, (year, month) in enumerate(months)]
    return rows


def statement(number=GOOD):
    if number == REFUSED:
        return {"refused": NO_ACCOUNT}
    if number == LATER:
        return {"refused": CLOSED}
    if number == EMPTY:
        return {"account": account(arrears=0, tail="0025"), "bills": {"bills": [], "source": "sample", "as_of": 1780000000000}}
    if number == CARD:
        return {"account": account(mode="card", arrears=0, tail="0041", balance=3521, balance_day=20261128, balance_kind="meter",
                                   top_up_least=1000, top_up_most=25000, notes=[NOT_LOADED]),
                "bills": {"bills": [], "source": "sample", "as_of": 1780000000000}}
    rows = bills()
    return {"account": account(), "bills": {"bills": rows, "source": "sample", "as_of": 1780000000000},
            "explained": [explained(rows[0]), explained(rows[4], verdict="differs", total=11001)]}


def kept(count=2):
    rows = [{"id": "k" * 22 + "1", "operator": "sample-electricity", "kind": "electricity", "operator_name": "示例供电公司", "tail": "0017",
             "nickname": "自己家"},
            {"id": "k" * 22 + "2", "operator": "sample-electricity", "kind": "electricity", "operator_name": "示例供电公司", "tail": "0025",
             "nickname": ""},
            {"id": "k" * 22 + "3", "operator": "sample-gas", "kind": "gas", "operator_name": "示例燃气公司", "tail": "7788", "nickname": "父母家"}]
    return {"accounts": rows[:count]}
