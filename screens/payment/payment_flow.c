#include "screens/payment/payment_flow.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/jitter.h"

#define SECOND_US INT64_C(1000000)

enum {
    FIRST_FAILURE_S = 1, /* doubles … */
    LAST_FAILURE_S = 5,  /* … up to that: somebody stands before it with a phone */
    STEADY_S = 1,        /* between two questions that were answered at once, with nothing new */
};

static void say_changed(struct payment_flow *flow)
{
    flow->changed(flow->context);
}

static void drop(struct payment_flow *flow)
{
    hall_client_cancel(flow->stage->client, flow->open);
    flow->open = 0;
    flow->ask_at_us = INT64_MAX;
}

static void forget_code(struct payment_flow *flow)
{
    explicit_bzero(flow->code, sizeof flow->code);
}

static void ask_next(struct payment_flow *flow, enum payment_asked asked, int64_t after_us)
{
    flow->asked = asked;
    flow->ask_at_us = flow->stage->now_us + after_us;
}

/* Again, the later the longer nothing has been heard. */
static void ask_after_failure(struct payment_flow *flow)
{
    int seconds = flow->failures < 3 ? FIRST_FAILURE_S << flow->failures : LAST_FAILURE_S;
    flow->failures++;
    ask_next(flow, flow->asked, (int64_t)jittered(seconds * 1000) * 1000);
}

static void end_entry(struct payment_flow *flow)
{
    if (flow->stage->orders != NULL && flow->key[0] != '\0') {
        order_journal_end(flow->stage->orders, flow->key);
    }
}

/* --- What is heard --- */

/* There is no order, or none that this box may see. */
static void stop_by(struct payment_flow *flow, enum payment_view view)
{
    drop(flow);
    forget_code(flow);
    flow->asked = PAYMENT_ASKED_NOTHING;
    flow->view = view;
    flow->is_cut_off = 0;
    flow->moved_us = flow->stage->now_us;
    say_changed(flow);
}

static void keep_note(struct payment_flow *flow, const struct utility_answer *note)
{
    (void)snprintf(flow->note_title, sizeof flow->note_title, "%s", note->title);
    (void)snprintf(flow->note_text, sizeof flow->note_text, "%s%s%s", note->text,
                   note->action[0] != '\0' ? "\n" : "", note->action);
}

/* 1: it is no word about the order; it is asked again. */
static int is_passing(const struct payment_flow *flow, const struct response *response)
{
    enum payment_view view = payment_view_of_refusal(response->refused_as);
    if (response->person_refusal == PERSON_REFUSAL_TRANSPORT) {
        return 1;
    }
    if (flow->order[0] != '\0') { /* there is an order: nothing but that it is gone changes that */
        return view != PAYMENT_VIEW_NO_SUCH_ORDER;
    }
    return response->person_refusal == PERSON_REFUSAL_UPSTREAM && view != PAYMENT_VIEW_PROVIDER_UNAVAILABLE;
}

static void on_refused(struct payment_flow *flow, const struct response *response)
{
    enum payment_view view = payment_view_of_refusal(response->refused_as);
    int was_cut_off = flow->is_cut_off;
    if (is_passing(flow, response)) {
        flow->is_cut_off = 1;
        ask_after_failure(flow);
        if (!was_cut_off) {
            say_changed(flow);
        }
        return;
    }
    if (response->note != NULL) {
        keep_note(flow, response->note);
    }
    /* A key that was used names an order, and a box that is not known hears nothing of its orders: both may
     * be told later. */
    if (view != PAYMENT_VIEW_KEY_REUSED && view != PAYMENT_VIEW_BOX_UNKNOWN) {
        end_entry(flow);
    }
    stop_by(flow, view);
}

/* 0: it is not known when that is, either. */
static int code_has_run_out(const struct payment_flow *flow)
{
    return flow->code_until_us != 0 && flow->stage->now_us >= flow->code_until_us;
}

static enum payment_view view_of(const struct payment_flow *flow)
{
    enum payment_view view = payment_view_of_state((enum payment_state)flow->answer->state);
    if (view != PAYMENT_VIEW_WAITING) {
        return view;
    }
    return flow->is_cancelled       ? PAYMENT_VIEW_CLOSING
           : code_has_run_out(flow) ? PAYMENT_VIEW_EXPIRED
           : flow->code[0] == '\0'  ? PAYMENT_VIEW_ORDERING
                                    : PAYMENT_VIEW_WAITING;
}

static void take_code(struct payment_flow *flow)
{
    const struct order_answer *answer = flow->answer;
    if (answer->state != PAYMENT_AWAITING || flow->is_cancelled) {
        forget_code(flow);
        return;
    }
    if (answer->code[0] != '\0') {
        memcpy(flow->code, answer->code, sizeof flow->code);
    }
    if (answer->code[0] != '\0' || answer->expires_in > 0) {
        flow->code_until_us = flow->stage->now_us + answer->expires_in * SECOND_US;
    }
    if (code_has_run_out(flow)) {
        forget_code(flow);
    }
}

/* What is asked after this answer. */
static void go_on(struct payment_flow *flow, int is_news)
{
    int is_settled = flow->answer->state == PAYMENT_SETTLED || flow->answer->state == PAYMENT_REFUNDED;
    int is_awaiting = flow->answer->state == PAYMENT_AWAITING;
    if (is_settled) {
        flow->asked = PAYMENT_ASKED_NOTHING;
        flow->ask_at_us = INT64_MAX;
    } else if (is_awaiting && flow->is_cancelled) {
        ask_next(flow, PAYMENT_ASKED_CANCEL, flow->asked == PAYMENT_ASKED_CANCEL ? 2 * SECOND_US : 0);
    } else if (is_awaiting && flow->code[0] == '\0' && !code_has_run_out(flow) &&
               flow->asked != PAYMENT_ASKED_CODE) {
        ask_next(flow, PAYMENT_ASKED_CODE, 0);
    } else {
        ask_next(flow, PAYMENT_ASKED_FOLLOW, is_news ? 0 : STEADY_S * SECOND_US);
    }
}

/* Takes over the answer. */
static void take(struct payment_flow *flow, struct order_answer *answer)
{
    int is_news = flow->answer == NULL || flow->answer->moves != answer->moves ||
                  flow->answer->state != answer->state || flow->is_cut_off ||
                  (answer->code[0] != '\0' && flow->code[0] == '\0');
    enum payment_view before = flow->view;
    order_answer_free(flow->answer);
    flow->answer = answer;
    flow->is_cut_off = 0;
    flow->failures = 0;
    memcpy(flow->order, answer->order, sizeof flow->order);
    memcpy(flow->key, answer->idempotency_key, sizeof flow->key);
    flow->wallet = answer->wallet;
    if (flow->stage->orders != NULL) {
        order_journal_name(flow->stage->orders, flow->key, flow->order);
    }
    take_code(flow);
    flow->view = view_of(flow);
    go_on(flow, is_news);
    if (is_news || flow->view != before) {
        flow->moved_us = flow->stage->now_us;
        say_changed(flow);
    }
}

/* What was asked about: an answer about another order is as if nothing had come. */
static int is_its(const struct payment_flow *flow, const struct order_answer *answer)
{
    return (flow->order[0] == '\0' || strcmp(answer->order, flow->order) == 0) &&
           (flow->key[0] == '\0' || strcmp(answer->idempotency_key, flow->key) == 0);
}

static void on_answer(void *context, const struct response *response, struct order_answer *answer)
{
    struct payment_flow *flow = context;
    flow->open = 0;
    flow->ask_at_us = INT64_MAX;
    if (answer == NULL) {
        on_refused(flow, response);
    } else if (!is_its(flow, answer)) {
        order_answer_free(answer);
        flow->is_cut_off = 1;
        ask_after_failure(flow);
    } else {
        take(flow, answer);
    }
}

/* --- What is asked --- */

static request_id ask_create(struct payment_flow *flow)
{
    struct order_question question = {.account = flow->request.account,
                                      .version = flow->request.version,
                                      .fen = flow->request.fen,
                                      .wallet = flow->wallet};
    memcpy(question.idempotency_key, flow->key, sizeof question.idempotency_key);
    memcpy(question.bill, flow->request.bill, sizeof question.bill);
    request_id id = hall_client_ask_order_create_with(flow->stage->client, &order_question_table, &question,
                                                      on_answer, flow);
    explicit_bzero(&question, sizeof question);
    return id;
}

static request_id ask_follow(struct payment_flow *flow)
{
    /* After a failure it is heard at once that the headend is there again. */
    int may_wait = flow->answer != NULL && !flow->is_cut_off;
    struct order_follow question = {.moves = flow->answer != NULL ? flow->answer->moves : 0,
                                    .seconds = may_wait ? ORDER_WAIT_SECONDS : 0};
    memcpy(question.order, flow->order, sizeof question.order);
    return hall_client_ask_order_follow_with(flow->stage->client, &order_follow_table, &question, on_answer,
                                             flow);
}

static request_id ask_about(struct payment_flow *flow)
{
    struct hall_client *client = flow->stage->client;
    struct order_id_question question;
    memcpy(question.order, flow->order, sizeof question.order);
    return flow->asked == PAYMENT_ASKED_CANCEL
               ? hall_client_ask_order_cancel_with(client, &order_id_question_table, &question, on_answer,
                                                   flow)
               : hall_client_ask_order_code_with(client, &order_id_question_table, &question, on_answer,
                                                 flow);
}

static void ask_now(struct payment_flow *flow)
{
    request_id id = 0;
    flow->ask_at_us = INT64_MAX;
    switch (flow->asked) {
    case PAYMENT_ASKED_CREATE:
        id = ask_create(flow);
        break;
    case PAYMENT_ASKED_FOLLOW:
        id = ask_follow(flow);
        break;
    case PAYMENT_ASKED_CANCEL:
    case PAYMENT_ASKED_CODE:
        id = ask_about(flow);
        break;
    case PAYMENT_ASKED_NOTHING:
        break;
    }
    flow->open = id; /* 0: the callback has heard why, and said when it is asked again */
}

/* --- Its life --- */

void payment_flow_start(struct payment_flow *flow, const struct stage *stage, void (*changed)(void *context),
                        void *context)
{
    *flow = (struct payment_flow){.stage = stage,
                                  .changed = changed,
                                  .context = context,
                                  .wallet = WALLET_COUNT,
                                  .ask_at_us = INT64_MAX,
                                  .moved_us = stage->now_us};
}

/* What was known of an order before. */
static void forget_order(struct payment_flow *flow)
{
    drop(flow);
    forget_code(flow);
    order_answer_free(flow->answer);
    flow->answer = NULL;
    flow->is_cut_off = flow->is_cancelled = flow->failures = 0;
    explicit_bzero(flow->key, sizeof flow->key);
    explicit_bzero(flow->order, sizeof flow->order);
    flow->code_until_us = 0;
    explicit_bzero(flow->note_title, sizeof flow->note_title);
    explicit_bzero(flow->note_text, sizeof flow->note_text);
    flow->moved_us = flow->stage->now_us;
}

void payment_flow_order(struct payment_flow *flow, const struct payment_request *request, enum wallet wallet)
{
    forget_order(flow);
    if (request != &flow->request) {
        flow->request = *request;
    }
    flow->wallet = (int)wallet;
    if (flow->stage->orders == NULL || order_journal_begin(flow->stage->orders, flow->key) != 0) {
        stop_by(flow, PAYMENT_VIEW_NOT_KEPT);
        return;
    }
    flow->stage->orders->last_wallet = (int)wallet;
    flow->view = PAYMENT_VIEW_ORDERING;
    flow->asked = PAYMENT_ASKED_CREATE;
    say_changed(flow);
    ask_now(flow);
}

void payment_flow_follow(struct payment_flow *flow, const char *order)
{
    forget_order(flow);
    (void)snprintf(flow->order, sizeof flow->order, "%s", order);
    flow->view = PAYMENT_VIEW_ORDERING;
    flow->asked = PAYMENT_ASKED_FOLLOW;
    say_changed(flow);
    ask_now(flow);
}

void payment_flow_cancel(struct payment_flow *flow)
{
    if (flow->answer == NULL || flow->answer->state != PAYMENT_AWAITING || flow->is_cancelled) {
        return;
    }
    drop(flow);
    forget_code(flow);
    flow->is_cancelled = 1;
    flow->failures = 0;
    flow->view = PAYMENT_VIEW_CLOSING;
    flow->asked = PAYMENT_ASKED_CANCEL;
    say_changed(flow);
    ask_now(flow);
}

void payment_flow_seen(struct payment_flow *flow)
{
    if (flow->answer != NULL && payment_state_is_end((enum payment_state)flow->answer->state)) {
        end_entry(flow);
    }
}

void payment_flow_update(struct payment_flow *flow)
{
    if (flow->view == PAYMENT_VIEW_WAITING && code_has_run_out(flow)) {
        forget_code(flow);
        flow->view = PAYMENT_VIEW_EXPIRED;
        flow->moved_us = flow->stage->now_us;
        say_changed(flow);
    }
    if (flow->stage->now_us >= flow->ask_at_us) {
        ask_now(flow);
    }
}

int64_t payment_flow_deadline(const struct payment_flow *flow)
{
    int64_t due = flow->ask_at_us;
    return flow->view == PAYMENT_VIEW_WAITING && flow->code_until_us < due ? flow->code_until_us : due;
}

int64_t payment_flow_needed_until_us(const struct payment_flow *flow)
{
    return flow->view == PAYMENT_VIEW_WAITING ? flow->code_until_us : flow->moved_us;
}

void payment_flow_stop(struct payment_flow *flow)
{
    forget_order(flow);
    explicit_bzero(&flow->request, sizeof flow->request);
}
