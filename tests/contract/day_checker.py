#!/usr/bin/python3
"""What a day of payments comes to, from the files of the outside systems alone: nothing of the hall's code, ledger or
configuration is used. usage: day_checker.py [--rows] wechat=FILE.gz alipay=FILE.zip UTILITY=FILE.json…

FILE.gz: WeChat Pay's trade bill (ALL, GZIP) · FILE.zip: Alipay's bill (业务明细, GBK) · FILE.json: pages of a utility's day, one JSON
document each line. FILE may be missing ("wechat="): a day without a file. Prints a line for each: sum, name, and what it comes to;
with --rows also every row: row, name, kind, number. Exit code: 0; 1 where a file contradicts itself; 2 usage."""

import decimal
import gzip
import io
import json
import sys
import zipfile

YUAN = decimal.Decimal("0.01")
FINE = decimal.Decimal("0.00001")


class Contradiction(Exception):
    pass


class Day:
    """Rows (kind, number) and sums by kind, in yuan."""

    def __init__(self):
        self.rows = []
        self.sums = {"payment": decimal.Decimal(0), "refund": decimal.Decimal(0), "posting": decimal.Decimal(0), "reversal": decimal.Decimal(0)}
        self.fees = decimal.Decimal(0)

    def add(self, kind, number, yuan, fee="0"):
        amount = decimal.Decimal(yuan)
        if amount <= 0:
            raise Contradiction(f"{kind} {number}: an amount of {yuan}")
        self.rows.append((kind, number))
        self.sums[kind] += amount
        self.fees += decimal.Decimal(fee)


def wanted(is_so, what):
    if not is_so:
        raise Contradiction(what)


# --- WeChat Pay ---

def first_of(columns, *names):
    """The column's place by any of the names that it had over the years."""
    for name in names:
        if name in columns:
            return columns.index(name)
    raise Contradiction(f"no column {names[0]}")


def ticked(line):
    """Cells that begin with a back-tick each; a comma within one is no end."""
    wanted(line.startswith("`"), f"a line without its tick: {line[:40]}")
    return line[1:].split(",`")


def read_wechat(content):
    day = Day()
    lines = gzip.decompress(content).decode("utf-8-sig").splitlines()
    head = lines[0].split(",")
    sums_at = next(number for number, line in enumerate(lines) if number > 0 and not line.startswith("`"))
    state, transaction, refund = head.index("交易状态"), head.index("微信订单号"), head.index("商户退款单号")
    paid, back, fee = first_of(head, "订单金额", "总金额"), first_of(head, "申请退款金额", "退款金额"), head.index("手续费")
    for line in lines[1:sums_at]:
        cells = ticked(line)
        if cells[state] in ("REFUND", "REVOKED"):
            day.add("refund", cells[refund], cells[back], cells[fee])
        else:
            wanted(cells[state] == "SUCCESS", f"a state {cells[state]}")
            day.add("payment", cells[transaction], cells[paid], cells[fee])
    names, said = lines[sums_at].split(","), ticked(lines[sums_at + 1])
    for kind, column in (("payment", first_of(names, "订单总金额", "总交易额")), ("refund", first_of(names, "申请退款总金额", "总退款金额"))):
        wanted(decimal.Decimal(said[column]) == day.sums[kind], f"{kind}: rows come to {day.sums[kind]}, the summary says {said[column]}")
    fees = decimal.Decimal(said[names.index("手续费总金额")])
    wanted(fees == day.fees, f"fees come to {day.fees}, the summary says {fees}")
    return day


# --- Alipay ---

def count_of(line):
    """#交易合计：2笔，…"""
    return int(line.partition("：")[2].partition("笔")[0])


def read_alipay(content):
    day = Day()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = [archive.read(name).decode("gb18030") for name in archive.namelist()]
    text = next(one for one in texts if "业务明细列表" in one)
    head, said = None, {}
    for line in text.splitlines():
        if line.startswith("#交易合计") or line.startswith("#退款合计"):
            said["payment" if line.startswith("#交易") else "refund"] = count_of(line)
        elif line.startswith("支付宝交易号"):
            head = [name.strip() for name in line.split(",")]
        elif head and line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split(",")]
            surplus = len(cells) - len(head)  # commas in the name of the goods
            goods = head.index("商品名称")
            cells[goods:goods + surplus + 1] = [",".join(cells[goods:goods + surplus + 1])]
            row = dict(zip(head, cells))
            amount, fee = decimal.Decimal(row["订单金额（元）"]), abs(decimal.Decimal(row["服务费（元）"]))
            if row["业务类型"] == "退款":
                day.add("refund", row["退款批次号/请求号"], -amount, -fee)
            else:
                wanted(row["业务类型"] == "交易", f"a kind {row['业务类型']}")
                day.add("payment", row["支付宝交易号"], amount, fee)
    for kind, count in said.items():
        got = sum(one == kind for one, _ in day.rows)
        wanted(got == count, f"{kind}: {got} rows, the summary says {count}")
    return day


# --- A utility ---

def read_utility(content):
    day = Day()
    pages = [json.loads(line) for line in content.decode().splitlines() if line.strip()]
    for page in pages:
        wanted(page["code"] == "000", f"it answered {page['code']}")
        for row in page["data"]["rows"]:
            day.add("reversal" if row["kind"] == 1 else "posting", row["serial"], row["amount"])
    total, net = pages[0]["data"]["total"], decimal.Decimal(pages[0]["data"]["sum"])
    wanted(total == len(day.rows), f"{len(day.rows)} rows, it says {total}")
    wanted(net == day.sums["posting"] - day.sums["reversal"], f"rows come to {day.sums['posting'] - day.sums['reversal']}, it says {net}")
    return day


# --- What is printed ---

def fine(yuan):
    return str(yuan.quantize(FINE))


def told(name, day):
    if name in ("wechat", "alipay"):
        received, refunded = day.sums["payment"], day.sums["refund"]
        parts = (f"received={received.quantize(YUAN)}", f"refunded={refunded.quantize(YUAN)}", f"fees={fine(day.fees)}",
                 f"net={fine(received - refunded - day.fees)}")
    else:
        posted, reverse = day.sums["posting"], day.sums["reversal"]
        parts = (f"posted={posted.quantize(YUAN)}", f"reversed={reverse.quantize(YUAN)}", f"net={fine(posted - reverse)}")
    return "\t".join(("sum", name, *parts, f"rows={len(day.rows)}"))


def main(words):
    prints_rows = "--rows" in words
    files = [word for word in words if word != "--rows"]
    if not files or any("=" not in word for word in files):
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    for word in files:
        name, _, path = word.partition("=")
        read = {"wechat": read_wechat, "alipay": read_alipay}.get(name, read_utility)
        try:
            content = b""
            if path:
                with open(path, "rb") as file:
                    content = file.read()
            day = read(content) if path else Day()
        except (Contradiction, ValueError, KeyError, OSError, StopIteration, zipfile.BadZipFile) as problem:
            print(f"day_checker: {name}: {problem}", file=sys.stderr)
            status = 1
            continue
        if prints_rows:
            for kind, number in day.rows:
                print(f"row\t{name}\t{kind}\t{number}")
        print(told(name, day))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
