#!/usr/bin/python3
"""Spoils the payment engine and the ledger in ways that cost somebody money, one at a time, and demands that the simulator or a unit test
notices. usage: check_mutants.py [word]: those with the word in their name. `make check-mutants` says how to link (LINK, CFLAGS, TESTS). TAP."""

import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENGINE, ORDERS, POSTINGS, REFUNDS = (f"headend/payment/payment_{name}.c" for name in ("engine", "orders", "postings", "refunds"))
UTILITY = "headend/payment/payment_utility.c"
MOVES, PAYMENTS, LEDGER_REFUNDS, LEDGER_ORDERS, REVERSAL = (
    f"headend/ledger/ledger_{name}.c" for name in ("moves", "payments", "refunds", "orders", "reversal"))
SECONDS = 300

# (what is spoiled, file, what stands there, what stands there instead)
MUTANTS = (
    ("closed by the answer to close", ORDERS, "turn->engine->timeout_ms, &word);\n    return PAYMENT_STEP_WAITS;",
     "turn->engine->timeout_ms, &word);\n    return payment_move(turn, PAYMENT_EVENT_CLOSED_PROVEN, NULL, NULL);"),
    ("not there is a proof before its end", ORDERS, "(state == PROVIDER_ORDER_NOT_THERE && is_over)", "state == PROVIDER_ORDER_NOT_THERE"),
    ("not there is a proof before grace", ORDERS, "turn->order.expires_at + provider->calls->grace_ms", "turn->order.expires_at"),
    ("closed by a timer though unpaid", ORDERS, "(state == PROVIDER_ORDER_NOT_THERE && is_over)", "is_over"),
    ("never there is never closed", ORDERS, " || (state == PROVIDER_ORDER_NOT_THERE && is_over)", ""),
    ("no answer is an answer", ORDERS, "&payment, &word) != PROVIDER_DONE)", "&payment, &word) == PROVIDER_LATER)"),
    ("an expired order waits for ever", ORDERS, "return turn->now >= turn->order.expires_at ?", "return turn->now < 0 ?"),
    ("nobody closes what is unpaid", ORDERS, "state == PROVIDER_ORDER_UNPAID ? have_it_closed(turn, provider)",
     "state == PROVIDER_ORDER_UNPAID && turn->now < 0 ? have_it_closed(turn, provider)"),
    ("what another refunded is posted", ORDERS, "    case PROVIDER_ORDER_REFUNDED:\n",
     "    case PROVIDER_ORDER_REFUNDED:\n        return paid(turn, &payment);\n"),
    ("a code of an order that is being closed is shown", ENGINE, " || after.state != PAYMENT_AWAITING", ""),
    ("a code that was refused is shown", ENGINE, "outcome != PROVIDER_DONE || result", "result"),
    ("no code, and the order waits for its payer", ENGINE, "payment_move(turn, PAYMENT_EVENT_PREPAY_UNKNOWN, word->text, NULL)",
     "payment_move(turn, PAYMENT_EVENT_CODE_RECEIVED, NULL, NULL)"),
    ("a code is asked for at the last second", ENGINE, "now > turn.order.expires_at - AHEAD_MS", "now > turn.order.expires_at"),
    ("a paid order is not posted after a crash", ENGINE, "    case PAYMENT_POSTING:\n    case PAYMENT_POST_UNKNOWN:\n",
     "    case PAYMENT_POST_UNKNOWN:\n"),
    ("any notification is a payment", ENGINE, "notification->payment.state != PROVIDER_ORDER_PAID", "notification->payment.fen == 0"),
    ("a notification that was not kept is acknowledged", ENGINE, "result == LEDGER_PAYMENT_FAILED ? PAYMENT_HEARD_FAILED : PAYMENT_HEARD_NOTHING",
     "PAYMENT_HEARD_NOTHING"),
    ("any notification is a refund that is done", ENGINE, "heard->state == PROVIDER_REFUND_DONE\n", "heard->state != PROVIDER_REFUND_NOT_THERE\n"),
    ("a refund's notification of another order", ENGINE, "strcmp(refund.order, heard->out_trade_no) != 0 ||", ""),
    ("the sweeper puts nothing off", ENGINE, "ledger_put_off(engine->store, due[i].id, now) != 0", "now < 0"),
    ("the sweeper puts no refund off", ENGINE, "ledger_put_off_refund(engine->store, due[i].number, now) != 0", "now < 0"),
    ("the sweeper forgets refunds", ENGINE, "int count = ledger_due_refunds(engine->store, now, due, limit);",
     "int count = limit > 100 ? ledger_due_refunds(engine->store, now, due, limit) : 0;"),
    ("refused is not posted", POSTINGS, "    case PAYMENT_POSTING_REFUSED:\n        return begin_reversal(turn, said.detail);",
     "    case PAYMENT_POSTING_REFUSED:\n        return payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL);"),
    ("not there is not posted", POSTINGS, "has_patience(turn) ? payment_move(turn, PAYMENT_EVENT_POST_AGAIN, said.detail, NULL)",
     "has_patience(turn) ? payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL)"),
    ("unknown is not posted", POSTINGS, "    return payment_move(turn, PAYMENT_EVENT_POST_UNKNOWN, said.detail, NULL);",
     "    return payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL);"),
    ("unknown is posted", POSTINGS, "    return payment_move(turn, PAYMENT_EVENT_POST_UNKNOWN, said.detail, NULL);",
     "    return payment_move(turn, PAYMENT_EVENT_POSTED, NULL, turn->order.id);"),
    ("a reversal that was refused is not posted", POSTINGS, "        return ask_after(turn, order, 1);",
     "        return payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL);"),
    ("a reversal without an answer is not posted", POSTINGS,
     "        break;\n    }\n    return PAYMENT_STEP_WAITS;\n}\n\nenum payment_step payment_step_at_utility",
     "        break;\n    }\n    return payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL);\n}\n\nenum payment_step payment_step_at_utility"),
    ("what is being reversed is asked after instead", POSTINGS, ": is_reversing                       ? reverse(turn, &order)", ": is_reversing && turn->now < 0 ? reverse(turn, &order)"),
    ("what is being reversed is posted again", POSTINGS, "return is_reversing         ? PAYMENT_STEP_WAITS", "return is_reversing && turn->now < 0 ? PAYMENT_STEP_WAITS"),
    ("posted under the bill's number", POSTINGS, ".serial = turn->order.id", ".serial = turn->order.bill"),
    ("patience without end", POSTINGS, "return turn->now < turn->order.expires_at + PAYMENT_POST_PATIENCE_MS;", "return turn->now >= 0;"),
    ("accepted is given back", REFUNDS, "? move_refund(turn, PAYMENT_EVENT_REFUND_UNKNOWN, \"processing\")", "? move_refund(turn, PAYMENT_EVENT_REFUND_DONE, \"processing\")"),
    ("no answer is given back", REFUNDS, "return move_refund(turn, PAYMENT_EVENT_REFUND_UNKNOWN, word.text);", "return move_refund(turn, PAYMENT_EVENT_REFUND_DONE, word.text);"),
    ("refused is abnormal without a question", REFUNDS, "    if (query(turn, &refund) != PROVIDER_DONE) {\n        return PAYMENT_STEP_WAITS;\n    }",
     "    if (query(turn, &refund) != PROVIDER_DONE || turn->now > 0) {\n        return abnormal(turn, word);\n    }"),
    ("a refund under the order's number", REFUNDS, ".out_refund_no = turn->refund.number", ".out_refund_no = turn->refund.order"),
    ("abnormal is never told to a person", REFUNDS, "return move_refund(turn, PAYMENT_EVENT_REFUND_ABNORMAL, detail);", "return PAYMENT_STEP_WAITS;"),
    ("another amount given back is enough", REFUNDS, "refund->fen != 0 && refund->fen != turn->refund.fen", "refund->fen < 0"),
    ("outside its hours is a refusal for good", UTILITY, "UTILITY_CLOSED_NOW, ", ""),
    ("a refusal is unknown", UTILITY, "is_for_now(said) ? PAYMENT_POSTING_REFUSED_NOW : PAYMENT_POSTING_REFUSED", "PAYMENT_POSTING_WORD_UNKNOWN"),
    ("a reversal begins on no disk", REVERSAL, "if (store_begin_write(store) == 0)", "if (store_begin_lazy_write(store) == 0)"),
    ("a reversal leaves earlier answers as good as before", REVERSAL, "    if (order->state == PAYMENT_POST_UNKNOWN) {", "    if (order->state == PAYMENT_POST_UNKNOWN && move->now >= 0) {\n        return LEDGER_DONE;\n    }\n    if (order->state == PAYMENT_POST_UNKNOWN) {"),
    ("what was heard before is as good as after", MOVES, "    if (order.moves != move->moves) {", "    if (order.moves < move->moves) {"),
    ("settled is not synced", MOVES, "payment_event_is_derivable(move->event) ? store_begin_lazy_write", "move->now >= 0 ? store_begin_lazy_write"),
    ("a posting is not entered", MOVES, "    if (order->state == PAYMENT_SETTLED) {\n        return ledger_enter(store, order->id, \"clearing\", utility, fen, now);",
     "    if (order->state == PAYMENT_SETTLED) {\n        return 0;"),
    ("a paid order is swept no more", MOVES, "payment_state_may_be_posted(state) ? store_integer", "payment_state_may_be_posted(state) && !payment_state_is_in_flight(state) ? store_integer"),
    ("a wrong amount counts", PAYMENTS, "int differs = payment->fen != order->fen;", "int differs = payment->fen < order->fen - 1;"),
    ("a late payment is posted", PAYMENTS, "int is_late = order->state == PAYMENT_CLOSED;", "int is_late = order->state == PAYMENT_CLOSED && payment->fen < 0;"),
    ("a second payment is kept", PAYMENTS, ": has_first == 0 ? move_by_payment(store, order, payment)\n                                                         : LEDGER_PAYMENT_REFUNDED;",
     ": has_first == 0 ? move_by_payment(store, order, payment)\n                                                         : LEDGER_PAYMENT_COUNTS;"),
    ("a payment that is known is taken for another's", PAYMENTS, "found = is_same ? 1 : 2;", "found = is_same ? 2 : 1;"),
    ("payments are not synced", PAYMENTS, "if (store_begin_write(store) == 0)", "if (store_begin_lazy_write(store) == 0)"),
    ("a refund that is unknown is asked after no more", MOVES, "edge->to == PAYMENT_REFUNDING || edge->to == PAYMENT_REFUND_UNKNOWN", "edge->to == PAYMENT_REFUNDING"),
    ("a refund that is done is not entered", LEDGER_REFUNDS, "return refund->state == PAYMENT_REFUNDED\n", "return refund->state == PAYMENT_PAID\n"),
    ("every refund has a number of its own", LEDGER_REFUNDS, "is_own ? 1 : before + 2", "is_own ? 1 : before + 3"),
    ("two orders hold one bill", LEDGER_ORDERS, "found == 1 ? LEDGER_BILL_IS_HELD : LEDGER_CREATED", "LEDGER_CREATED"),
    ("an order is made on no disk", LEDGER_ORDERS, "    if (store_begin_write(store) == 0) {\n        result = create_inside", "    if (store_begin_lazy_write(store) == 0) {\n        result = create_inside"),
)


def run(command, **more):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **more)


def passes(program, folder):
    """Whether the program of tests, linked with the spoiled file, says that all is well."""
    try:
        return run([f"{folder}/{program}"], timeout=SECONDS, env={**os.environ, "SCHEDULES": os.environ.get("SCHEDULES", "100")}).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def build(folder, path, text):
    """What cannot be linked is no mutant: the message of who could not."""
    (folder / "spoiled.c").write_text(text)
    made = run(["gcc", "-O1", "-g", "-w", *os.environ["CFLAGS"].split(), f"-iquote{ROOT}", "-c", str(folder / "spoiled.c"), "-o", str(folder / "spoiled.o")])
    for program in os.environ["TESTS"].split():
        if made.returncode == 0:
            made = run(["gcc", "-o", str(folder / os.path.basename(program)), f"{program}.o", str(folder / "spoiled.o"), *os.environ["LINK"].split()])
    return "" if made.returncode == 0 else f"{path}: {made.stderr[:600]}"


def main():
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [mutant for mutant in MUTANTS if word in mutant[0]]
    programs = [os.path.basename(program) for program in os.environ["TESTS"].split()]
    failed = 0
    print(f"1..{len(chosen)}", flush=True)
    for number, (name, path, old, new) in enumerate(chosen, 1):
        text = (ROOT / path).read_text()
        with tempfile.TemporaryDirectory(prefix="tv-hall-mutant-") as folder:
            problem = f"{path} has no such place any more" if text.count(old) != 1 else build(pathlib.Path(folder), path, text.replace(old, new))
            by = [] if problem else [program for program in programs if not passes(program, folder)]
        failed += not by
        print(f"{'ok' if by else 'not ok'} {number} - {name}: {problem or 'noticed by ' + (', '.join(by) or 'nobody')}", flush=True)
    return failed != 0


sys.exit(main())
