#include "headend/payment/order_post.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/payment/order_question.h"
#include "headend/payment/order_reply.h"
#include "headend/payment/order_waits.h"
#include "headend/payment/payments_private.h"

/* --- Following --- */

const struct refusal *order_follow_post(struct request *request, struct reply *reply)
{
    struct payments *payments = request->route->context;
    struct order_follow question;
    (void)reply;
    if (payments == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal =
        order_question_read(request->body, request->body_length, &order_follow_table, &question);
    struct order_wait *wait = refusal == NULL ? calloc(1, sizeof *wait) : NULL;
    if (wait == NULL) {
        return refusal != NULL ? refusal : &refusal_unavailable;
    }
    wait->request = request;
    wait->moves = question.moves;
    wait->until_us = steady_us() + (int64_t)question.seconds * 1000000;
    (void)snprintf(wait->order, sizeof wait->order, "%s", question.order);
    request_defer(request);
    if (order_waits_add(payments->waits, wait) != 0) {
        const struct reply none = {.status = 0};
        free(wait);
        request_reply_later(request, &none);
    }
    return NULL;
}

/* --- Cancelling, its code again, what is open --- */

struct asking {
    struct payment_work work; /* first: its address is ours */
    struct request *request;
    enum order_question_kind kind;
    char order[LEDGER_ID_SIZE];
};

static void end(struct asking *asking, struct reply *reply)
{
    request_reply_later(asking->request, reply);
    explicit_bzero(asking, sizeof *asking);
    free(asking);
}

/* 1: the box has made it. Otherwise the reply says so. */
static int is_own(struct payment_worker *worker, const struct asking *asking, struct reply *reply)
{
    struct ledger_order order;
    int found = ledger_order(worker->store, asking->order, &order);
    if (found == 1 && strcmp(order.box, asking->request->sender.known_box.number) == 0) {
        return 1;
    }
    if (found < 0) {
        payments_ledger_failed(worker->store);
    }
    order_reply_refusal(found < 0 ? &refusal_unavailable : &refusal_no_such_order, reply);
    return 0;
}

static void reply_order(struct payment_worker *worker, const struct asking *asking, const char *code,
                        struct reply *reply)
{
    order_reply_order(worker->payments, worker->store,
                      &(struct order_asked){.box = asking->request->sender.known_box.number,
                                            .order = asking->order,
                                            .code = code},
                      reply);
}

/* Too late is no refusal: the order says how it stands. */
static void cancel(struct payment_worker *worker, struct asking *asking, struct reply *reply)
{
    enum payment_step step = payment_engine_cancel(&worker->engine, asking->order, wall_ms());
    if (step == PAYMENT_STEP_FAILED) {
        order_reply_refusal(&refusal_unavailable, reply);
        return;
    }
    if (step == PAYMENT_STEP_MOVED) {
        payments_count(worker->payments, PAYMENT_COUNT_CANCELLED);
    }
    reply_order(worker, asking, NULL, reply);
}

static void show_code(struct payment_worker *worker, struct asking *asking, struct reply *reply)
{
    char code[PROVIDER_CODE_SIZE];
    payments_prepay(worker, asking->order, code);
    reply_order(worker, asking, code, reply);
    explicit_bzero(code, sizeof code);
}

static void ask(struct payment_worker *worker, struct payment_work *work)
{
    struct asking *asking = (struct asking *)work;
    struct reply reply = {.status = 0}; /* without a body: the headend cannot answer now */
    char cancelled[LEDGER_ID_SIZE] = "";
    if (worker == NULL) {
        end(asking, &reply);
        return;
    }
    if (asking->kind == ORDER_LIST) {
        order_reply_list(worker->payments, worker->store, asking->request->sender.known_box.number, &reply);
    } else if (!is_own(worker, asking, &reply)) {
        end(asking, &reply);
        return;
    } else if (asking->kind == ORDER_CANCEL) {
        (void)snprintf(cancelled, sizeof cancelled, "%s", asking->order);
        cancel(worker, asking, &reply);
    } else {
        show_code(worker, asking, &reply);
    }
    end(asking, &reply);
    /* Its provider is asked at once whether it was paid, and to close it. */
    if (cancelled[0] != '\0') {
        payments_go_on(worker->payments, cancelled, 1);
    }
}

const struct refusal *order_post(struct request *request, struct reply *reply)
{
    struct payments *payments = request->route->context;
    struct order_id_question question = {.order = ""};
    const struct refusal *refusal = NULL;
    (void)reply;
    if (payments == NULL) {
        return &refusal_unavailable;
    }
    if (request->route->kind != ORDER_LIST) {
        refusal =
            order_question_read(request->body, request->body_length, &order_id_question_table, &question);
    }
    struct asking *asking = refusal == NULL ? calloc(1, sizeof *asking) : NULL;
    if (asking == NULL) {
        return refusal != NULL ? refusal : &refusal_unavailable;
    }
    asking->work.run = ask;
    asking->request = request;
    asking->kind = (enum order_question_kind)request->route->kind;
    (void)snprintf(asking->order, sizeof asking->order, "%s", question.order);
    request_defer(request);
    if (payments_put_off(payments, asking->kind == ORDER_CODE ? PAYMENT_LANE_ASK : PAYMENT_LANE_WRITE,
                         &asking->work) != 0) {
        ask(NULL, &asking->work);
    }
    return NULL;
}
