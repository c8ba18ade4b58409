"""What the sample person 示例甲 is told of his own, for screens that are looked at: the same at every run, around the day that is asked for.
test_own_screens.py holds it against the contract."""

import datetime

ZONE = datetime.timezone(datetime.timedelta(hours=8))
NAME = "示**"


def _months(last, count):
    """YYYYMM up to `last`, the oldest first."""
    number = last.year * 12 + last.month - 1
    return [(n // 12) * 100 + n % 12 + 1 for n in range(number - count + 1, number + 1)]


def _day(now, days):
    return int(f"{now + datetime.timedelta(days=days):%Y%m%d}")


def social_security(now):
    last = now.replace(day=1) - datetime.timedelta(days=1)

    def rows(count, base, personal, employer, gaps=()):
        return [{"month": month, "base": base + (i // 12) * 12000, "personal": (base + (i // 12) * 12000) * personal // 100,
                 "employer": (base + (i // 12) * 12000) * employer // 100, "paid": True}
                for i, month in enumerate(_months(last, count)) if i not in gaps]

    def insurance(kind, count, *shares, **more):
        paid = rows(count, 420000, *shares, gaps=more.pop("gaps", ()))
        return {"kind": kind, "state": "now", "paying": "now", "since": paid[0]["month"], "counted_months": len(paid), "months": paid, **more}

    pension = insurance("pension", 174, 8, 16, gaps=range(40, 47), official_months=395, deemed_months=228, paid_months=167, needed_months=180,
                        account_since=_months(last, 174)[0],
                        personal_account={"until": last.year - 1, "months": 158, "owed_months": 0, "credited": 6234080, "interest": 1105520, "total": 7339600,
                                          "personal": 6234080, "employer": 0})
    return {"name": NAME, "accounts": 1, "as_of": int(now.timestamp() * 1000), "source": "社保系统（示例）",
            "insurances": [pension, insurance("medical", 174, 2, 8), insurance("unemployment", 174, 0, 1), insurance("work-injury", 96, 0, 1),
                           insurance("maternity", 96, 0, 1)]}


def housing_fund(now):
    deposits = _months(now, 120)
    balance, points, entries = 1250000, [], []
    for i, month in enumerate(deposits):
        amount = 88000 + (i // 12) * 4000
        balance += amount
        entries.append({"date": month * 100 + 15, "kind": "deposit", "amount": amount})
        if month % 100 == 6:
            interest = balance * 15 // 1000
            balance += interest
            entries.append({"date": month * 100 + 30, "kind": "interest", "amount": 0, "interest": interest})
        if i == 60:
            balance -= 3000000
            entries.append({"date": month * 100 + 20, "kind": "withdrawal", "amount": -3000000, "reason": "repayment"})
        points.append({"month": month, "balance": balance})
    year_from = (now.year if now.month >= 7 else now.year - 1) * 10000 + 701
    year_in = sum(entry["amount"] for entry in entries if entry["date"] >= year_from and entry["amount"] > 0)
    instalments = [{"date": month * 100 + 20, "total": 186542, "principal": 152000, "interest": 34542} for month in _months(now + datetime.timedelta(days=200), 6)]
    return {"name": NAME, "as_of": int(now.timestamp() * 1000), "source": "公积金中心（示例）",
            "accounts": [{"tail": "8321", "state": "normal", "opened": 20120310, "base": 1120000, "personal_monthly": 62000, "employer_monthly": 62000,
                          "balance": balance, "carried_over": balance - year_in, "this_year": year_in, "year_from": year_from, "year_in": year_in,
                          "entries": list(reversed(entries)), "points": points}],
            "loans": [{"tail": "5501", "principal": 30000000, "remaining": 15840000, "rate": 2600, "months": 240, "instalments": instalments}],
            "rates": {"from": 20250508, "deposit": 1500, "loan_short": 2100, "loan_long": 2600}}


CASES = ("43100026092800001768", "43100026081900002233", "43100026060400003380")


def _number(text):
    """With the check digits of ISO 7064 MOD 97-10."""
    body = text[:18]
    return body + f"{98 - int(body) * 100 % 97:02}"


def own_cases(now):
    return {"as_of": int(now.timestamp() * 1000), "items": [
        {"case_number": _number(CASES[0]), "task_name": "企业职工退休核准（示例）", "org_name": "市人力资源和社会保障局", "status": 40, "apply_date": _day(now, -24),
         "ask": "请补交档案里的招工登记表", "ask_until": _day(now, 8), "days_left": 6, "days_stand_still": True},
        {"case_number": _number(CASES[1]), "task_name": "住房公积金提取（示例）", "org_name": "市住房公积金管理中心", "status": 30, "apply_date": _day(now, -9), "days_left": 3},
        {"case_number": _number(CASES[2]), "task_name": "社会保障卡补领（示例）", "org_name": "市人力资源和社会保障局", "status": 90, "apply_date": _day(now, -140)}]}


def own_case(now, number):
    found = next(case for case in own_cases(now)["items"] if case["case_number"] == number)
    at = int(now.timestamp() * 1000)
    steps = [{"name": "受理", "org_name": found["org_name"], "event": "passed", "start": at - 20 * 86400000, "end": at - 19 * 86400000, "done": True},
             {"name": "审查", "org_name": found["org_name"], "event": "other", "start": at - 19 * 86400000, "done": False}]
    if found["status"] == 90:
        steps[1].update(event="passed", end=at - 15 * 86400000, done=True)
    return {**found, "applicant": NAME, "as_of": at, "steps": steps, "source": "办件系统（示例）", "may_rate": found["status"] == 90}


def retirement(now):
    month = now.year * 100 + now.month
    return {"outcome": "found", "old_month": month - 100, "month": month + 1 if now.month < 12 else month + 89, "age_months": 735, "needed": 180, "paid": 395,
            "missing_now": 0, "missing_then": 0, "early": "possible", "earliest": month, "latest": month + 300, "is_counted": False, "months_differ": False,
            "age_source": "附件一", "contribution_source": "第二条", "choice_source": "第三条", "residents_source": "第六条"}


def answer(path, body, now):
    """None: it is not asked for here."""
    made = {"/v1/person/social-security": social_security, "/v1/person/housing-fund": housing_fund, "/v1/person/cases": own_cases,
            "/v1/person/retirement": retirement}.get(path)
    if path == "/v1/person/rating":
        return {"stars": body["stars"]}
    return made(now) if made else own_case(now, body["case_number"]) if path == "/v1/person/case" else None
