#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/crypto/hex.h"
#include "headend/ledger/ledger_of_box.h"
#include "headend/payment/order_post.h"
#include "headend/payment/order_question.h"
#include "headend/payment/order_reply.h"
#include "headend/payment/payments_private.h"

/* POST /v1/orders: the key, the limits, the utility asked anew, the ledger, the provider's code. */

enum {
    /* How long a code can be paid. Alipay says of one that nobody has scanned only after that, and its grace,
     * that it was not paid, and as long holds the order its bill. */
    ORDER_LIFE_MS = 5 * 60 * 1000,
    ORDERS_UNPAID_OF_BOX = 6,
    ORDERS_A_DAY_OF_BOX = 40,
    ORDERS_WITHOUT_END = 20000, /* of all boxes: beyond, something is wrong */
    ORDER_RANDOM_BYTES = (ORDER_ID_SIZE - 1) / 2,
};

_Static_assert(ORDER_ID_SIZE - 1 <= PAYMENT_ORDER_ID_MAX, "refunds have six characters more");

static const struct refusal key_reused = {MHD_HTTP_CONFLICT, "key_reused",
                                          "The idempotency key was used with another question."};
static const struct refusal bill_held = {MHD_HTTP_CONFLICT, "bill_held",
                                         "Another order of this version of the bill is open or settled."};
static const struct refusal bill_changed = {MHD_HTTP_CONFLICT, "bill_changed",
                                            "The bill cannot be paid as it was shown: look at it again."};
static const struct refusal amount_differs = {MHD_HTTP_CONFLICT, "amount_differs",
                                              "The amount is not what is owed, or not what may be paid in."};
static const struct refusal wallet_not_offered = {MHD_HTTP_CONFLICT, "wallet_not_offered",
                                                  "Nobody can pay by this wallet here."};
static const struct refusal provider_unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "provider_unavailable",
                                                    "The wallet gives no code now. Try again later."};
static const struct refusal too_many = {MHD_HTTP_TOO_MANY_REQUESTS, "too_many",
                                        "Too many orders wait for their payers, or were made today."};

struct making {
    struct payment_work work; /* first: its address is ours */
    struct request *request;
    struct order_question question;
    struct chosen_account account;
    int period_from, period_to; /* of the bill, as the utility says now */
    unsigned char body[LEDGER_BODY_BYTES];
};

static const char *box_of(const struct making *making)
{
    return making->request->sender.known_box.number;
}

/* --- What the utility says now --- */

/* Why it does not go on; NULL: the reply has what the utility says. */
static const struct refusal *of_said(const struct utility_said *said, struct reply *reply)
{
    if (said->answer == NULL || said->answer->word == UTILITY_UNAVAILABLE) {
        return &refusal_unavailable;
    }
    order_reply_note(said->answer, reply);
    return NULL;
}

static const struct refusal *check_bill(struct making *making, const struct utility_bills *bills)
{
    for (size_t i = 0; i < bills->count; i++) {
        const struct utility_bill *bill = &bills->bills[i];
        if (strcmp(bill->id, making->question.bill) == 0) {
            making->period_from = bill->from;
            making->period_to = bill->to;
            return !bill->may_pay || bill->version != making->question.version ? &bill_changed
                   : bill->payable != making->question.fen                     ? &amount_differs
                                                                               : NULL;
        }
    }
    return &bill_changed;
}

static const struct refusal *check_purchase(const struct making *making,
                                            const struct utility_account *account)
{
    int64_t fen = making->question.fen;
    return fen < account->top_up_least || fen > account->top_up_most ? &amount_differs : NULL;
}

/* What it says of the account, and whether what was shown still holds. */
static struct utility_said ask(struct making *making, const struct refusal **refusal)
{
    struct utility *utility = making->account.utility;
    struct utility_said said;
    if (making->question.bill[0] != '\0') {
        struct utility_bills bills;
        said = utility->calls->bills(utility, making->account.account_no, PAYMENT_ASK_MS, &bills);
        *refusal = said.outcome == UTILITY_DONE ? check_bill(making, &bills) : NULL;
        utility_bills_wipe(&bills);
    } else {
        struct utility_account account;
        said = utility->calls->account(utility, making->account.account_no, PAYMENT_ASK_MS, &account);
        *refusal = said.outcome == UTILITY_DONE ? check_purchase(making, &account) : NULL;
        utility_account_wipe(&account);
    }
    return said;
}

/* 1: go on. 0: the reply says why not. */
static int ask_utility(struct payments *payments, struct making *making, struct reply *reply)
{
    struct account_look look;
    const struct refusal *refusal = NULL;
    enum case_limit limit =
        utility_accounts_begin(payments->options.accounts, box_of(making), &making->account, &look);
    if (limit == ACCOUNT_LIMIT_UNKNOWN) {
        order_reply_refusal(&refusal_unavailable, reply);
        return 0;
    }
    if (limit != CASE_LIMIT_NONE) {
        reply->status = MHD_HTTP_TOO_MANY_REQUESTS;
        reply->body = utility_too_many_json(limit, &reply->length);
        return 0;
    }
    struct spared_system *system = payments_system(payments, making->account.utility->config->operator_id);
    struct utility_said said = {.outcome = UTILITY_UNKNOWN};
    if (system != NULL && spared_system_begin(system, PAYMENT_ASK_MS)) {
        said = ask(making, &refusal);
        spared_system_end(system, !payment_utility_is_silent(&said));
    }
    utility_accounts_end(payments->options.accounts, &look, utility_account_found(&said));
    if (said.outcome != UTILITY_DONE) {
        refusal = of_said(&said, reply);
    }
    if (refusal != NULL) {
        order_reply_refusal(refusal, reply);
    }
    return said.outcome == UTILITY_DONE && refusal == NULL;
}

/* --- The ledger --- */

/* -1: there is nothing random, or OpenSSL failed. */
static int hash_account(const struct payments *payments, const struct making *making, struct hash *hash)
{
    return keyed_hash_of(&payments->key, "account", making->account.utility->config->operator_id,
                         making->account.account_no, hash);
}

static int new_id(char id[ORDER_ID_SIZE])
{
    unsigned char random[ORDER_RANDOM_BYTES];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return -1;
    }
    hex_write(random, sizeof random, id);
    return 0;
}

static enum ledger_created create(struct payment_worker *worker, const struct making *making,
                                  char id[LEDGER_ID_SIZE])
{
    struct hash account;
    char made[ORDER_ID_SIZE];
    int64_t now = wall_ms();
    id[0] = '\0';
    if (hash_account(worker->payments, making, &account) != 0 || new_id(made) != 0) {
        return LEDGER_CREATE_FAILED;
    }
    const int is_bill = making->question.bill[0] != '\0';
    const struct ledger_new_order order = {.id = made,
                                           .box = box_of(making),
                                           .key = making->question.idempotency_key,
                                           .body = making->body,
                                           .provider = wallets.words[making->question.wallet],
                                           .utility = making->account.utility->config->operator_id,
                                           .account_number = making->account.account_no,
                                           .account = &account,
                                           .bill = is_bill ? making->question.bill : made,
                                           .bill_version = is_bill ? making->question.version : 0,
                                           .fen = making->question.fen,
                                           .period_from = making->period_from,
                                           .period_to = making->period_to,
                                           .now = now,
                                           .expires_at = now + ORDER_LIFE_MS};
    enum ledger_created created = ledger_create(worker->store, &order, id);
    if (created == LEDGER_WRONG_ORDER) {
        log_line(LOG_LEVEL_ERROR, "payment", "the ledger takes no order of %s: a field is out of bounds",
                 making->account.utility->config->operator_id);
    }
    return created;
}

/* 1: its wallet answered last time, so that no order is made that then holds its bill for nothing. */
static int wallet_answers(const struct payments *payments, const struct making *making, struct reply *reply)
{
    struct payment_provider *provider = payments_provider(payments, (enum wallet)making->question.wallet);
    int passes = provider != NULL && spared_system_passes(spared_provider_system(provider));
    if (!passes) {
        order_reply_refusal(&provider_unavailable, reply);
    }
    return passes;
}

/* 1: it may be made. */
static int is_within_limits(struct payment_worker *worker, const struct making *making, struct reply *reply)
{
    struct ledger_counts counts;
    int64_t day = calendar_date_begins(calendar_date_at(wall_ms()));
    if (ledger_count_orders(worker->store, box_of(making), day, &counts) != 0) {
        payments_ledger_failed(worker->store);
        order_reply_refusal(&refusal_unavailable, reply);
        return 0;
    }
    if (counts.without_end >= ORDERS_WITHOUT_END) {
        log_line(LOG_LEVEL_ERROR, "payment", "%" PRId64 " orders have no end: no more are made",
                 counts.without_end);
    }
    int may = counts.unpaid_of_box < ORDERS_UNPAID_OF_BOX && counts.made_by_box < ORDERS_A_DAY_OF_BOX &&
              counts.without_end < ORDERS_WITHOUT_END;
    if (!may) {
        order_reply_refusal(&too_many, reply);
    }
    return may;
}

/* --- The code --- */

void payments_prepay(struct payment_worker *worker, const char *order, char code[PROVIDER_CODE_SIZE])
{
    struct ledger_order known;
    struct payment_engine engine = worker->engine;
    if (ledger_order(worker->store, order, &known) == 1) {
        const struct utility *utility = utilities_find(worker->payments->utilities_known, known.utility);
        /* What the payer reads on the phone. */
        engine.description = utility != NULL ? utility->config->name : engine.description;
    }
    (void)payment_engine_prepay(&engine, order, wall_ms(), code);
    if (strlen(code) >= ORDER_CODE_SIZE) {
        log_line(LOG_LEVEL_ERROR, "payment", "%s: a code of %zu bytes is too long to be shown", order,
                 strlen(code));
        code[0] = '\0';
    }
}

static void reply_made(struct payment_worker *worker, const struct making *making, const char *id, int is_new,
                       struct reply *reply)
{
    char code[PROVIDER_CODE_SIZE];
    payments_prepay(worker, id, code);
    if (is_new && code[0] == '\0') {
        order_reply_refusal(&provider_unavailable, reply);
    } else {
        order_reply_order(worker->payments, worker->store,
                          &(struct order_asked){.box = box_of(making), .order = id, .code = code}, reply);
    }
    explicit_bzero(code, sizeof code);
}

/* --- One request --- */

static void reply_created(struct payment_worker *worker, const struct making *making,
                          enum ledger_created created, const char *id, struct reply *reply)
{
    enum payment_count count = PAYMENT_COUNT_NOT_MADE;
    switch (created) {
    case LEDGER_CREATED:
        count = PAYMENT_COUNT_MADE;
        reply_made(worker, making, id, 1, reply);
        break;
    case LEDGER_SAME_ORDER:
        count = PAYMENT_COUNT_AGAIN;
        reply_made(worker, making, id, 0, reply);
        break;
    case LEDGER_OTHER_BODY:
        order_reply_refusal(&key_reused, reply);
        break;
    case LEDGER_BILL_IS_HELD:
        order_reply_refusal(&bill_held, reply);
        break;
    case LEDGER_CREATE_FAILED:
        payments_ledger_failed(worker->store);
        order_reply_refusal(&refusal_unavailable, reply);
        break;
    case LEDGER_WRONG_ORDER:
        order_reply_refusal(&refusal_unavailable, reply);
        break;
    }
    payments_count(worker->payments, count);
}

static void make(struct payment_worker *worker, struct payment_work *work)
{
    struct making *making = (struct making *)work;
    struct reply reply = {.status = 0}; /* without a body: the headend cannot answer now */
    if (worker != NULL) {
        char id[LEDGER_ID_SIZE];
        enum ledger_created known = ledger_find_key(worker->store, box_of(making),
                                                    making->question.idempotency_key, making->body, id);
        if (known != LEDGER_CREATED) {
            reply_created(worker, making, known, id, &reply);
        } else if (!is_within_limits(worker, making, &reply) ||
                   !wallet_answers(worker->payments, making, &reply) ||
                   !ask_utility(worker->payments, making, &reply)) {
            payments_count(worker->payments, PAYMENT_COUNT_NOT_MADE);
        } else {
            known = create(worker, making, id);
            reply_created(worker, making, known, id, &reply);
        }
    }
    request_reply_later(making->request, &reply);
    explicit_bzero(making, sizeof *making);
    free(making);
}

/* What was asked for under a key: nobody gets the account's number from it. */
static int hash_body(const struct payments *payments, struct making *making)
{
    const struct order_question *question = &making->question;
    char text[sizeof *question + 128];
    struct hash hash;
    (void)snprintf(text, sizeof text, "%s\n%s\n%s\n%s\n%d\n%" PRId64 "\n%d", question->account.operator_id,
                   question->account.account_no, question->account.account, question->bill, question->version,
                   question->fen, question->wallet);
    int result = keyed_hash_of(&payments->key, "body", text, "", &hash);
    memcpy(making->body, hash.bytes, sizeof making->body);
    explicit_bzero(text, sizeof text);
    return result;
}

static const struct refusal *read_question(struct payments *payments, struct request *request,
                                           struct making *making)
{
    const struct refusal *refusal =
        order_question_read(request->body, request->body_length, &order_question_table, &making->question);
    making->work.run = make;
    making->request = request;
    refusal = refusal == NULL ? utility_accounts_choose(payments->options.accounts, request,
                                                        &making->question.account, &making->account)
                              : refusal;
    return refusal != NULL                                                    ? refusal
           : !payments_offers(payments, (enum wallet)making->question.wallet) ? &wallet_not_offered
           : hash_body(payments, making) != 0                                 ? &refusal_unavailable
                                                                              : NULL;
}

const struct refusal *order_make_post(struct request *request, struct reply *reply)
{
    struct payments *payments = request->route->context;
    struct making *making = payments != NULL ? calloc(1, sizeof *making) : NULL;
    (void)reply;
    if (making == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal = read_question(payments, request, making);
    if (refusal != NULL) {
        explicit_bzero(making, sizeof *making);
        free(making);
        return refusal;
    }
    request_defer(request);
    if (payments_put_off(payments, PAYMENT_LANE_ASK, &making->work) != 0) {
        make(NULL, &making->work);
    }
    return NULL;
}
