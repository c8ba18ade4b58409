#!/usr/bin/python3
"""Spoils the payment engine, the ledger and what serves orders in ways that cost somebody money, one at a time, and demands that a test notices: the
simulator, a unit test, or of what only a running headend shows a contract test, which is given a headend that is spoiled (SERVED).
usage: check_mutants.py [word]: those with the word in their name; or FROM-TO: those from one number to another. `make check-mutants` says how to link
(LINK, CFLAGS, TESTS; HEADEND and HEADEND_LINK). TAP."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENGINE, ORDERS, POSTINGS, REFUNDS = (f"headend/payment/payment_{name}.c" for name in ("engine", "orders", "postings", "refunds"))
UTILITY = "headend/payment/payment_utility.c"
MOVES, PAYMENTS, LEDGER_REFUNDS, LEDGER_ORDERS, REVERSAL = (
    f"headend/ledger/ledger_{name}.c" for name in ("moves", "payments", "refunds", "orders", "reversal"))
ACCOUNTS, DAY, PROPOSALS, OF_BOX = (f"headend/ledger/ledger_{name}.c" for name in ("accounts", "day", "proposals", "of_box"))
RECONCILE, SOURCE = "headend/reconcile/reconcile.c", "headend/reconcile/reconcile_source.c"
KEYS, NOTIFICATION = "headend/providers/wechat_keys.c", "headend/providers/wechat_notification.c"
BILL, RESOURCE, VALUE = (f"headend/providers/{name}.c" for name in ("wechat_bill", "wechat_resource", "provider_value"))
MAKE, RUNNING, WAITS, NOTICE, RECEIPT = (f"headend/payment/{name}.c" for name in ("order_make", "payments", "order_waits", "notification_post", "receipt_page"))
SECONDS = 300
# Of a file what a running headend shows: programs of tests/contract and the words that choose their tests, the quickest first.
GUARDS, SURVIVE, ORDERS_TEST = "test_order_guards.py", "test_orders_survive.py", "test_orders.py"
SERVED = {MAKE: ((GUARDS, "key", "many", "bill", "code"), (ORDERS_TEST, "not_made", "same_key", "a_bill")),
          RUNNING: ((GUARDS, "end", "damaged"), (SURVIVE, "forged", "without"), (ORDERS_TEST, "lost_or_late")),
          WAITS: ((GUARDS, "told"), (SURVIVE, "many_wait")),
          NOTICE: ((SURVIVE, "acknowledged"), (SURVIVE, "forged"), (ORDERS_TEST, "a_bill")),
          RECEIPT: ((GUARDS, "receipts"), (ORDERS_TEST, "lost_or_late"))}

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
    # The day's comparison.
    ("another amount in the file is matched", RECONCILE, "result->ours->fen != theirs->fen", "result->ours->fen < 0"),
    ("another order's payment is matched", RECONCILE, "strcmp(ours->order, theirs->order) != 0", "ours->fen < 0"),
    ("another payment's refund is matched", RECONCILE, "    if (strcmp(ours->other, theirs->other) != 0) {\n        say(result, RECONCILE_STATE, \"of another payment\");",
     "    if (ours->fen < 0) {\n        say(result, RECONCILE_STATE, \"of another payment\");"),
    ("another receipt is matched", RECONCILE, "ours->state == PAYMENT_SETTLED && strcmp(ours->other, theirs->other) != 0", "ours->fen < 0"),
    ("a row that stands there twice is matched twice", RECONCILE, "    if (is_twice) {", "    if (is_twice && theirs->fen < 0) {"),
    ("accepted is matched before its end", RECONCILE, "    } else if (ours->state != PAYMENT_REFUNDED) {", "    } else if (ours->state == PAYMENT_REFUND_ABNORMAL) {"),
    ("what persons gave back is matched", RECONCILE, "    } else if (ours->is_by_persons) {", "    } else if (ours->is_by_persons && ours->fen < 0) {"),
    ("what a utility took back is matched", RECONCILE, "    if (ours->undone_ms != 0) {\n        return;", "    if (ours->undone_ms != 0 || ours->until_ms != 0) {\n        return;"),
    ("entered there and given back here is matched", RECONCILE, "    } else if (!is_reversed_there(day, index)) {", "    } else if (!is_reversed_there(day, index) && ours->fen < 0) {"),
    ("entered there and unknown here is matched", RECONCILE, "say(result, RECONCILE_STATE, \"entered there, not settled here\");", "say(result, RECONCILE_MATCHED, \"\");"),
    ("a reversal stands for its posting", RECONCILE, "row->kind != RECONCILE_REVERSAL;", "1;"),
    ("what only the ledger has is not told", RECONCILE, "!comparing->is_found[i] && is_of_day", "comparing->is_found[i] && is_of_day"),
    ("the last moment is of the next day", RECONCILE, "ours->from_ms >= day->until) {", "ours->from_ms > day->until) {"),
    ("a posting a minute before midnight is missing", RECONCILE, "until >= day->until - RECONCILE_SLACK_MS", "until >= day->until - (ours->kind == LEDGER_ROW_POSTING ? 0 : RECONCILE_SLACK_MS)"),
    ("a day's refunds are not asked for", SOURCE, "result == TAKEN && kinds[1] != kinds[0]", "result == TAKEN && kinds[1] < kinds[0]"),
    ("what a day adds up to leaves out what is taken back", SOURCE, "        *of_kind[rows[i].kind] += rows[i].fen;", "        *of_kind[rows[i].kind] += rows[i].kind != RECONCILE_REVERSAL ? rows[i].fen : 0;"),
    ("a posting is matched whenever it was", RECONCILE, "!is_within(theirs->time_ms, ours->from_ms, ours->until_ms)", "ours->fen < 0"),
    ("a refund's day is when it was asked for first", DAY, "coalesce(max(a.at), 0)", "coalesce(min(a.at), 0)"),
    ("a refund that was refused is a row", DAY, "AND event IN ('refund_unknown', 'refund_done')", ""),
    ("a posting that persons took back is settled for ever", DAY, "'correction_not_posted', 'correction_reversed'", "'correction_not_posted'"),
    ("a day ends a moment late", DAY, "p.paid_at < ?2", "p.paid_at <= ?2"),
    # Two persons.
    ("one person corrects", MOVES, "strcmp(person(move, 0), person(move, 1)) != 0 && ", ""),
    ("a correction needs no reason", MOVES, "move->detail[0] != '\\0';", "1;"),
    ("a program corrects", MOVES, "(edge->actors & (unsigned)move->actor) != 0 && ", ""),
    ("an edge of programs is proposed", PROPOSALS, " ||\n        edge->actors != PAYMENT_BY_PERSON", ""),
    ("posted is proposed without a receipt", PROPOSALS, "ledger_is_ascii(proposal->receipt, LEDGER_TEXT_SIZE)", "1"),
    ("a proposal holds though the order has moved", PROPOSALS, "AND \"\n                    \"s.moves = p.moves", ""),
    ("the reason of a correction is lost", PROPOSALS, ".detail = proposal->reason", ".detail = proposal->account"),
    ("what persons gave back is entered as the provider's", LEDGER_REFUNDS, "move->event == PAYMENT_EVENT_CORRECTION_REFUNDED ? \"household\" : provider", "provider"),
    ("what a utility took back stays entered", MOVES, "if (from == PAYMENT_SETTLED && ledger_enter", "if (from == PAYMENT_CREATED && ledger_enter"),
    # Money and its entries.
    ("a fee is entered twice", ACCOUNTS, "SELECT count(*) FROM entries WHERE subject = ?1", "SELECT count(*) FROM entries WHERE subject = ?1 AND fen < 0"),
    ("a fee that comes back is a cost", ACCOUNTS, "ledger_enter(store, subject, name, \"fees\", -fen, now)", "ledger_enter(store, subject, \"fees\", name, -fen, now)"),
    ("an account's number stays after the end", MOVES, "account_number = CASE WHEN ?7 THEN account_number END", "account_number = CASE WHEN ?7 >= 0 THEN account_number END"),
    ("a key with another body is the same order", OF_BOX, "memcmp(", "0 * memcmp("),
    ("another provider's payment is taken", PAYMENTS, "found != 1 || strcmp(order.provider, payment->provider) != 0", "found != 1"),
    ("nothing is a payment", PAYMENTS, "payment->fen <= 0 ||", "payment->fen < 0 ||"),
    ("a refund's old answer is as good as a new one", LEDGER_REFUNDS, "if (refund.moves != move->moves) {", "if (refund.moves < move->moves) {"),
    ("an order does not go with its refund", LEDGER_REFUNDS, "if (result == LEDGER_DONE && refund.is_own) {", "if (result == LEDGER_DONE && refund.is_own && move->now < 0) {"),
    ("an order is refunded without a refund", MOVES, "    case PAYMENT_EVENT_REFUND_DONE:\n", ""),
    ("every payment of an order counts", PAYMENTS, "insert_payment(store, payment, !has_first)", "insert_payment(store, payment, 1)"),
    ("a payment is not entered", PAYMENTS, "? ledger_enter(store, payment->order, provider, \"clearing\", payment->fen, payment->now)", "? 0 * (int)provider[0]"),
    ("what is put off is due at once", MOVES, "store_integer(now + sweep_gap_ms(order.tries + 1))", "store_integer(now)"),
    ("an order that is over is made", LEDGER_ORDERS, "order->expires_at > order->now", "order->expires_at > 0"),
    ("all versions of a bill are one", LEDGER_ORDERS, "bill_version = ?4", "bill_version >= ?4"),
    # What is asked outside.
    ("a fen more is asked for", ENGINE, ".fen = turn.order.fen,", ".fen = turn.order.fen + 1,"),
    ("a code lives longer than its order", ENGINE, ".expires_ms = turn.order.expires_at}", ".expires_ms = turn.order.expires_at + 600000}"),
    ("a refund's notification of another provider", ENGINE, "strcmp(refund.provider, provider) != 0 || ", ""),
    ("a fen more is posted", POSTINGS, ".fen = turn->order.fen}", ".fen = turn->order.fen + 1}"),
    ("another version is posted", POSTINGS, ".version = (int)turn->order.bill_version", ".version = (int)turn->order.bill_version + 1"),
    ("processing is posted", POSTINGS, "    case PAYMENT_POSTING_PROCESSING:\n    case PAYMENT_POSTING_REFUSED:\n    case PAYMENT_POSTING_REFUSED_NOW:\n    case PAYMENT_POSTING_WORD_UNKNOWN:\n        break;\n    }\n    return PAYMENT_STEP_WAITS;\n}\n\n/* A reversal",
     "    case PAYMENT_POSTING_PROCESSING:\n        return payment_move(turn, PAYMENT_EVENT_POSTED, NULL, turn->order.id);\n    case PAYMENT_POSTING_REFUSED:\n    case PAYMENT_POSTING_REFUSED_NOW:\n    case PAYMENT_POSTING_WORD_UNKNOWN:\n        break;\n    }\n    return PAYMENT_STEP_WAITS;\n}\n\n/* A reversal"),
    ("another payment is given back", REFUNDS, ".transaction_id = turn->refund.transaction", ".transaction_id = turn->refund.order"),
    ("a fen more is given back", REFUNDS, "                                                .fen = turn->refund.fen,", "                                                .fen = turn->refund.fen + 1,"),
    ("a refund that was closed is given back", REFUNDS, "return abnormal(turn, \"closed\");", "return move_refund(turn, PAYMENT_EVENT_REFUND_DONE, NULL);"),
    ("a refund that is not there is never asked for again", REFUNDS, "? move_refund(turn, PAYMENT_EVENT_REFUND_AGAIN, \"not there\")", "? PAYMENT_STEP_WAITS"),
    ("not there is a utility's no", UTILITY, "        return PAYMENT_POSTING_NOT_THERE;", "        return PAYMENT_POSTING_NOT_POSTED;"),
    ("what a utility has in work is entered", UTILITY, "        return PAYMENT_POSTING_PROCESSING;", "        return PAYMENT_POSTING_POSTED;"),
    # What providers say.
    ("any signature is good", KEYS, "return good ? NULL : \"not verified\";", "return good || length > 0 ? NULL : \"not verified\";"),
    ("any stamp is of now", KEYS, "return is_of_now(signature->timestamp, now_ms) ? NULL : \"stale\";", "return is_of_now(signature->timestamp, now_ms) || now_ms > 0 ? NULL : \"stale\";"),
    ("a stamp is not signed", KEYS, "\"%s\\n%s\\n\", signature->timestamp,", "\"%s\\n%s\\n\", length > 0 ? \"\" : signature->timestamp,"),
    ("what is not believed is handed on", NOTIFICATION, "return problem == NULL ? 0 : -1;", "return 0;"),
    ("another merchant's payment", RESOURCE, "    if (!is_ours(wechat, resource)) {", "    if (!is_ours(wechat, resource) && wechat == NULL) {"),
    ("another currency is yuan", RESOURCE, "return provider_says(amount, \"currency\", \"CNY\") ? NULL : \"another currency\";", "return NULL;"),
    ("a refund is done without its time", RESOURCE, "refund->state == PROVIDER_REFUND_DONE && refund->done_ms == 0", "refund->done_ms < 0"),
    ("a bill's sums are not compared", BILL, "    return adds_up ? NULL : \"other sums\";", "    return adds_up || sums != NULL ? NULL : \"other sums\";"),
    ("yuan are fen", VALUE, "money_read(text, fen)", "(money_read(text, fen) != 0 ? -1 : (*fen /= 100, 0))"),
    # Orders as boxes make them.
    ("a bill's amount is the box's", MAKE, "bill->payable != making->question.fen", "bill->payable < 0"),
    ("any version of a bill is made", MAKE, "!bill->may_pay || bill->version != making->question.version", "!bill->may_pay"),
    ("a bill that nobody may pay is made", MAKE, "!bill->may_pay || ", ""),
    ("any amount is bought", MAKE, "fen < account->top_up_least || fen > account->top_up_most", "fen < account->top_up_least"),
    ("a key stands for any amount", MAKE, "                   question->fen, question->wallet);", "                   (int64_t)0, question->wallet);"),
    ("a key stands for any account", MAKE, "                   question->account.account_no, question->account.account,", "                   \"\", question->account.account,"),
    ("a key stands for any wallet", MAKE, "question->fen, question->wallet);", "question->fen, 0);"),
    ("a box's unpaid orders have no end", MAKE, "counts.unpaid_of_box < ORDERS_UNPAID_OF_BOX && ", ""),
    ("a box makes any number a day", MAKE, "counts.made_by_box < ORDERS_A_DAY_OF_BOX", "counts.made_by_box >= 0"),
    ("an order without a code is shown", MAKE, "is_new && code[0] == '\\0'", "!is_new && code[0] == '\\0'"),
    ("all that is bought is one bill", MAKE, ".bill = is_bill ? making->question.bill : made", ".bill = is_bill ? making->question.bill : \"bought\""),
    ("what the utility refuses is made", MAKE, "return said.outcome == UTILITY_DONE && refusal == NULL;", "return said.outcome == UTILITY_DONE;"),
    ("an order can be paid for an hour", MAKE, "ORDER_LIFE_MS = 5 * 60 * 1000", "ORDER_LIFE_MS = 60 * 60 * 1000"),
    # The threads.
    ("any wallet is offered", RUNNING, "if (strcmp(name, wallets.words[wallet]) == 0) {", "if (name[0] != '\\0' || wallets.words[wallet] == NULL) {"),
    ("work that waits is forgotten", RUNNING, "        lane->first = work->next;\n        lane->waiting--;\n    }\n    (void)pthread_mutex_unlock(&payments->lock);\n    return work;",
     "        lane->first = NULL;\n        lane->waiting--;\n    }\n    (void)pthread_mutex_unlock(&payments->lock);\n    return work;"),
    ("the sweeper sleeps once nothing is due", RUNNING, "(taken > 0 ? 0 : SWEEP_EVERY_US)", "(taken > 0 ? 0 : INT64_C(3600) * SWEEP_EVERY_US)"),
    ("a damaged ledger is used", RUNNING, "int result = store_check_integrity(payments->page_store);", "int result = 0;"),
    ("who waits for a thread is told nothing at the end", RUNNING, "        give_up(&payments->lanes[i]);\n", ""),
    # Waiting questions.
    ("another box's order is waited for", WAITS, "return found != 1 || order.moves > wait->moves ||\n           strcmp(order.box, wait->request->sender.known_box.number) != 0;",
     "return found != 1 || order.moves > wait->moves;"),
    ("an order that is not there is waited for", WAITS, "return found != 1 || order.moves > wait->moves ||\n           strcmp(order.box, wait->request->sender.known_box.number) != 0;",
     "return found == 1 && (order.moves > wait->moves || strcmp(order.box, wait->request->sender.known_box.number) != 0);"),
    ("a move is not enough", WAITS, "order.moves > wait->moves ||", "order.moves > wait->moves + 1 ||"),
    ("what moved before is slept over", WAITS, "(look->moved || wait->is_new)", "look->moved"),
    ("of a box any number waits", WAITS, "(is_same && of_box > ORDER_WAITS_OF_BOX) || ", ""),
    ("who hung up keeps the place", WAITS, "(look->clients && request_client_has_gone(wait->request))", "(look->clients && look->all)"),
    ("a wait has no end", WAITS, "look->now_us >= wait->until_us", "look->now_us >= wait->until_us + INT64_C(3600000000)"),
    ("who waits is told nothing at the end", WAITS, "look->all = waits->ends || waits->stops;", "look->all = 0;"),
    ("a place is never free again", WAITS, "    waits->count--;\n", ""),
    # Notifications.
    ("what was not written down is acknowledged", NOTICE, "heard != PAYMENT_HEARD_FAILED ? &calls->taken : &calls->refused", "heard != PAYMENT_HEARD_FAILED ? &calls->taken : &calls->taken"),
    ("what waits for a thread at the end is acknowledged", NOTICE, "                       : PAYMENT_HEARD_FAILED;", "                       : PAYMENT_HEARD_NOTHING;"),
    ("what is not believed is acknowledged", NOTICE, "acknowledge(&provider->calls->refused, reply);", "acknowledge(&provider->calls->taken, reply);"),
    ("any wallet's address is the first one's", NOTICE, "strcmp(name, request->parts[0]) == 0 ? payments->providers[i] : provider", "name[0] != '\\0' ? payments->providers[i] : provider"),
    ("what nobody proved is written down", NOTICE, "&notice->notification, &word) != 0) {", "&notice->notification, &word) > 0) {"),
    # The receipt's page.
    ("what is not paid has a receipt", RECEIPT, "found = paid == 1 ?", "found = paid >= 0 ?"),
    ("anybody reads a receipt", RECEIPT, "!receipt_token_read(&payments->key, request->parts[0], id)", "!receipt_token_read(&payments->key, request->parts[0], id) && id[0] == '\\0'"),
    ("a receipt is silent of what was given back", RECEIPT, "(receipt->refunded == 0 || ", "(receipt->refunded >= 0 || "),
    ("a receipt's fen are tens", RECEIPT, "\"%\" PRId64 \".%02\" PRId64", "\"%\" PRId64 \".%\" PRId64"),
    ("a receipt shows our own name for a bill", RECEIPT, "order->bill_version > 0 ? order->bill : \"\"", "order->bill"),
    # Files beside the ledger.
    ("rows of another source are compared", SOURCE, "if (strcmp(row->source, ours->source) != 0) {", "if (row->source[0] == '\\0') {"),
    ("a day has two", SOURCE, "day.until = day.from + day_ms;", "day.until = day.from + 2 * day_ms;"),
    ("a refund is looked for by its payment", SOURCE, "is_payment ? row->transaction_id : row->out_refund_no", "row->transaction_id"),
    ("what the file has of another day is not looked for", SOURCE, "result = add_named_by(store, &ours, theirs, count);", "result = count > 100000 ? add_named_by(store, &ours, theirs, count) : TAKEN;"),
    ("a file that comes later is none", SOURCE, "outcome == PROVIDER_LATER ? RECONCILE_NOT_YET : RECONCILE_NO_ANSWER", "RECONCILE_NO_ANSWER"),
    ("fees are entered at each run", SOURCE, "int64_t missing = reconcile_fee_fen(fee) - entered;", "int64_t missing = reconcile_fee_fen(fee);"),
    ("half a fen of fees is none", SOURCE, "(size + FEE_OF_A_FEN / 2) / FEE_OF_A_FEN", "size / FEE_OF_A_FEN"),
    ("of fees the last row counts", SOURCE, "asked->sums.fee += row->fee;", "asked->sums.fee = row->fee;"),
    ("a reversal is a posting", SOURCE, "row->kind == UTILITY_ROW_POSTING ? RECONCILE_POSTING\n                                                                                  : RECONCILE_REVERSAL",
     "row->kind == UTILITY_ROW_POSTING ? RECONCILE_POSTING : RECONCILE_POSTING"),
)


def run(command, **more):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **more)


def compile_spoiled(folder, path, text):
    """What cannot be compiled is no mutant: the message of who could not."""
    (folder / "spoiled.c").write_text(text)
    made = run(["gcc", "-O1", "-g", "-w", *os.environ["CFLAGS"].split(), f"-iquote{ROOT}", "-c", str(folder / "spoiled.c"), "-o", str(folder / "spoiled.o")])
    return "" if made.returncode == 0 else f"{path}: {made.stderr[:600]}"


def passes(program, folder):
    """Whether the program of tests, linked with the spoiled file, says that all is well. What cannot be linked is no mutant either."""
    there = folder / os.path.basename(program)
    made = run(["gcc", "-o", str(there), f"{program}.o", str(folder / "spoiled.o"), *os.environ["LINK"].split()])
    if made.returncode != 0:
        raise OSError(made.stderr[:600])
    try:
        return run([str(there)], timeout=SECONDS, env={**os.environ, "SCHEDULES": os.environ.get("SCHEDULES", "100")}).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def is_served_well(folder, programs):
    """The same of programs of tests/contract, whose headend is the spoiled one: the first that notices."""
    headend = folder / "bin" / "tv-hall-headend"
    headend.parent.mkdir()
    (folder / "assets").symlink_to(ROOT / "build" / "assets")
    made = run(["gcc", "-o", str(headend), os.environ["HEADEND"], str(folder / "spoiled.o"), *os.environ["HEADEND_LINK"].split()])
    if made.returncode != 0:
        raise OSError(made.stderr[:600])
    for name, *words in programs:
        with subprocess.Popen([sys.executable, "-B", f"tests/contract/{name}", *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              start_new_session=True, env={**os.environ, "TV_HALL_HEADEND": str(headend), "FLAVOUR": os.environ.get("FLAVOUR", "release")}) as child:
            try:
                failed = child.wait(SECONDS) != 0
            except subprocess.TimeoutExpired:
                failed = True
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # with its sandbox and headend
        if failed:
            return name
    return ""


def noticed_by(path, text):
    """The first program of tests that notices, "" where none does; and a problem, else ""."""
    with tempfile.TemporaryDirectory(prefix="tv-hall-mutant-") as name:
        folder = pathlib.Path(name)
        problem = compile_spoiled(folder, path, text)
        try:
            if path in SERVED:
                return (is_served_well(folder, SERVED[path]) if not problem else ""), problem
            near = sorted(os.environ["TESTS"].split(), key=lambda program: os.path.dirname(path) not in program)  # its own room's first
            by = next((program for program in near if not problem and not passes(program, folder)), "")
        except OSError as cannot:
            return "", str(cannot)
    return os.path.basename(by), problem


def main():
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    part = re.fullmatch(r"(\d+)-(\d+)", word)
    chosen = MUTANTS[int(part[1]) - 1:int(part[2])] if part else [mutant for mutant in MUTANTS if word in mutant[0]]
    failed = 0
    print(f"1..{len(chosen)}", flush=True)
    files = {mutant[1] if mutant[1] in SERVED else ENGINE for mutant in chosen}
    for path in sorted(files):  # else everything would be noticed
        by, problem = noticed_by(path, (ROOT / path).read_text())
        if problem or by:
            print(f"Bail out! {path}: {problem or by + ' fails though nothing is spoiled'}")
            return 1
    for number, (name, path, old, new) in enumerate(chosen, 1):
        text = (ROOT / path).read_text()
        by, problem = noticed_by(path, text.replace(old, new)) if text.count(old) == 1 else ("", f"{path} has no such place any more")
        failed += not by
        print(f"{'ok' if by else 'not ok'} {number} - {name}: {problem or 'noticed by ' + (by or 'nobody')}", flush=True)
    return failed != 0


sys.exit(main())
