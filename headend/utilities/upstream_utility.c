#include "headend/utilities/upstream_utility.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/json/json_writer.h"
#include "both-sides/log.h"
#include "headend/upstream/upstream_client.h"
#include "headend/utilities/utility_reading.h"

enum { AMOUNT_SIZE = 24, DAY_SIZE = 12, DAY_PAGE_ROWS = 200, FEN_OF_YUAN = 100 };

struct upstream_utility {
    struct utility utility; /* first */
    const struct answer_table *answers;
    /* Held from the start on, so that a file that cannot be read is found then; asks nothing. */
    struct upstream_client *first;
};

/* One question and what is made of its answer. */
struct call {
    const char *path, *name; /* name: in log lines */
    char *question;          /* malloc'ed JSON; NULL: memory was short */
    size_t length;
    int timeout_ms;
    /* Reads the data of a good answer; 0, or -1 as utility_reading.h says. */
    int (*take)(void *context, struct utility_reading *reading, const struct json_value *data);
    void *context;
    const char *account_no; /* "" of none */
    struct utility_said said;
};

static struct upstream_utility *self_of(struct utility *utility)
{
    return (struct upstream_utility *)utility; /* which it begins with */
}

/* --- What is said of an answer --- */

static struct utility_said unknown(const struct upstream_utility *self)
{
    return (struct utility_said){UTILITY_UNKNOWN, answer_table_of_word(self->answers, UTILITY_UNAVAILABLE)};
}

/* Nothing of whom: operator, call, and what is wrong. */
static void tell(const struct upstream_utility *self, const struct call *call, const char *problem)
{
    log_line(LOG_LEVEL_WARNING, "utilities", "%s: %s: %s", self->utility.config->operator_id, call->name,
             problem);
}

/* What the utility's word leaves open: a payment may still be entered. A code that the table does not have
 * may mean anything. */
static int leaves_open(const struct utility_answer *answer)
{
    return answer->word == UTILITY_TIMED_OUT || answer->word == UTILITY_BEING_PROCESSED ||
           answer->word == UTILITY_OTHER || answer->word == UTILITY_UNAVAILABLE;
}

static struct utility_said judge(const struct upstream_utility *self, const struct call *call,
                                 const struct utility_reading *reading)
{
    char problem[UPSTREAM_PROBLEM_SIZE];
    if (reading->answer != NULL) {
        if (reading->answer->word == UTILITY_OTHER) {
            tell(self, call, "it answers a code that its table of answers does not have");
        }
        return (struct utility_said){leaves_open(reading->answer) ? UTILITY_UNKNOWN : UTILITY_REFUSED,
                                     reading->answer};
    }
    if (reading->no_memory) {
        tell(self, call, "out of memory for the answer");
        return unknown(self);
    }
    if (reading->wrong != NULL) {
        (void)snprintf(problem, sizeof problem, "the answer cannot be believed: %s", reading->wrong);
        tell(self, call, problem);
        return unknown(self);
    }
    return (struct utility_said){UTILITY_DONE, NULL};
}

/* --- An exchange --- */

static struct utility_said read_answer(const struct upstream_utility *self, const struct call *call,
                                       const struct upstream_response *response)
{
    struct utility_reading reading = {.answers = self->answers,
                                      .config = self->utility.config,
                                      .account_no = call->account_no,
                                      .today = calendar_date_at(wall_ms())};
    const struct json_value *data = NULL;
    struct json_tree *tree = json_tree_read_joining(response->body, response->length);
    if (tree == NULL) {
        reading.wrong = "it is no JSON object";
    } else if (utility_read_code(&reading, json_tree_root(tree), &data) &&
               call->take(call->context, &reading, data) != 0 && reading.wrong == NULL) {
        reading.no_memory = 1;
    }
    json_tree_wipe(tree);
    return judge(self, call, &reading);
}

/* A client and so a connection for each: on one that was used before, libcurl posts again by itself where the
 * other side hangs up without a word. */
static struct utility_said exchange(struct upstream_utility *self, const struct call *call)
{
    static const char *const headers[] = {"Content-Type: application/json", NULL};
    const struct upstream_request request = {
        .path = call->path, .headers = headers, .body = call->question, .length = call->length};
    char problem[UPSTREAM_PROBLEM_SIZE] = "out of memory";
    struct upstream_response response;
    struct utility_said said = unknown(self);
    struct upstream_client *client =
        call->question != NULL ? upstream_client_create(&self->utility.config->upstream, problem) : NULL;
    if (client == NULL) {
        tell(self, call, problem);
        return said;
    }
    upstream_client_allow(client, call->timeout_ms);
    if (upstream_client_ask(client, &request, &response, problem) == 0) {
        said = read_answer(self, call, &response);
    } else {
        tell(self, call, problem);
    }
    upstream_client_free(client);
    return said;
}

static struct utility_said ask(struct upstream_utility *self, struct call *call)
{
    struct utility_said said = exchange(self, call);
    if (call->question != NULL) {
        explicit_bzero(call->question, call->length);
        free(call->question);
    }
    return said;
}

/* --- Account and bills --- */

static void write_account_question(struct call *call)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "account_no", call->account_no);
        json_close_map(&json);
    }
    call->question = json_take(&json, &call->length);
}

static int take_account(void *context, struct utility_reading *reading, const struct json_value *data)
{
    return utility_read_account(reading, data, context);
}

static struct utility_said ask_account(struct utility *utility, const char *account_no, int timeout_ms,
                                       struct utility_account *account)
{
    struct call call = {.path = "/utility/v1/account",
                        .name = "account",
                        .timeout_ms = timeout_ms,
                        .take = take_account,
                        .context = account,
                        .account_no = account_no};
    memset(account, 0, sizeof *account);
    write_account_question(&call);
    struct utility_said said = ask(self_of(utility), &call);
    if (said.outcome != UTILITY_DONE) {
        utility_account_wipe(account);
    } else {
        account->as_of = wall_ms();
    }
    return said;
}

struct bills_taking {
    struct utility_bills *bills;
    const char *contradicts;
};

static int take_bills(void *context, struct utility_reading *reading, const struct json_value *data)
{
    struct bills_taking *taking = context;
    return utility_read_bills(reading, data, taking->bills, &taking->contradicts);
}

static struct utility_said ask_bills(struct utility *utility, const char *account_no, int timeout_ms,
                                     struct utility_bills *bills)
{
    struct bills_taking taking = {.bills = bills, .contradicts = NULL};
    struct call call = {.path = "/utility/v1/bills",
                        .name = "bills",
                        .timeout_ms = timeout_ms,
                        .take = take_bills,
                        .context = &taking,
                        .account_no = account_no};
    memset(bills, 0, sizeof *bills);
    write_account_question(&call);
    struct utility_said said = ask(self_of(utility), &call);
    if (taking.contradicts != NULL) {
        tell(self_of(utility), &call, taking.contradicts);
    }
    if (said.outcome != UTILITY_DONE) {
        utility_bills_wipe(bills);
    } else {
        bills->as_of = wall_ms();
    }
    return said;
}

/* --- Postings --- */

struct posting_taking {
    const struct utility_posting_order *order;
    struct utility_posting *posting;
};

static int take_posting(void *context, struct utility_reading *reading, const struct json_value *data)
{
    const struct posting_taking *taking = context;
    return utility_read_posting(reading, data, taking->order, taking->posting);
}

static void write_posting_question(struct call *call, const struct utility_posting_order *order)
{
    struct json_writer json;
    char amount[AMOUNT_SIZE];
    (void)snprintf(amount, sizeof amount, "%" PRId64 ".%02" PRId64, order->fen / FEN_OF_YUAN,
                   order->fen % FEN_OF_YUAN);
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "serial", order->serial);
        json_text(&json, "account_no", order->account_no);
        json_text(&json, "bill_no", order->bill);
        json_number(&json, "version", order->version);
        json_text(&json, "amount", amount);
        json_close_map(&json);
    }
    call->question = json_take(&json, &call->length);
}

static struct utility_said ask_of_posting(struct utility *utility, const char *path, const char *name,
                                          const struct utility_posting_order *order, int timeout_ms,
                                          struct utility_posting *posting)
{
    struct posting_taking taking = {order, posting};
    struct call call = {.path = path,
                        .name = name,
                        .timeout_ms = timeout_ms,
                        .take = take_posting,
                        .context = &taking,
                        .account_no = order->account_no};
    *posting = (struct utility_posting){.state = UTILITY_PROCESSING};
    write_posting_question(&call, order);
    return ask(self_of(utility), &call);
}

/* An answer of another state than what was asked for would be. */
static struct utility_said expect_state(struct utility *utility, const char *name, struct utility_said said,
                                        const struct utility_posting *posting,
                                        enum utility_posting_state wanted)
{
    struct upstream_utility *self = self_of(utility);
    if (said.outcome != UTILITY_DONE || posting->state == wanted) {
        return said;
    }
    if (posting->state != UTILITY_PROCESSING) {
        tell(self, &(struct call){.name = name}, "the answer cannot be believed: state");
        return unknown(self);
    }
    const struct utility_answer *answer = answer_table_of_word(self->answers, UTILITY_BEING_PROCESSED);
    return (struct utility_said){UTILITY_UNKNOWN, answer != NULL ? answer : unknown(self).answer};
}

static struct utility_said ask_post(struct utility *utility, const struct utility_posting_order *order,
                                    int timeout_ms, struct utility_posting *posting)
{
    struct utility_said said =
        ask_of_posting(utility, "/utility/v1/post", "post", order, timeout_ms, posting);
    return expect_state(utility, "post", said, posting, UTILITY_POSTED);
}

static struct utility_said ask_query(struct utility *utility, const struct utility_posting_order *order,
                                     int timeout_ms, struct utility_posting *posting)
{
    return ask_of_posting(utility, "/utility/v1/query", "query", order, timeout_ms, posting);
}

static struct utility_said ask_reverse(struct utility *utility, const struct utility_posting_order *order,
                                       int timeout_ms, struct utility_posting *posting)
{
    struct utility_said said =
        ask_of_posting(utility, "/utility/v1/reverse", "reverse", order, timeout_ms, posting);
    return expect_state(utility, "reverse", said, posting, UTILITY_NOT_POSTED);
}

/* --- A day --- */

struct day_taking {
    struct utility_day *day;
    int date, total;
    int64_t sum;
};

static int take_day(void *context, struct utility_reading *reading, const struct json_value *data)
{
    struct day_taking *taking = context;
    return utility_read_day(reading, data, taking->date, taking->day, &taking->total, &taking->sum);
}

static struct utility_said ask_page(struct upstream_utility *self, struct day_taking *taking, int page,
                                    int timeout_ms)
{
    struct json_writer json;
    char text[DAY_SIZE];
    struct call call = {.path = "/utility/v1/day",
                        .name = "day",
                        .timeout_ms = timeout_ms,
                        .take = take_day,
                        .context = taking,
                        .account_no = ""};
    (void)snprintf(text, sizeof text, "%08d", taking->date);
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "date", text);
        json_number(&json, "page", page);
        json_number(&json, "page_size", DAY_PAGE_ROWS);
        json_close_map(&json);
    }
    call.question = json_take(&json, &call.length);
    return ask(self, &call);
}

/* As many rows as it says, adding up to what it says: reversals take from the sum. */
static int day_adds_up(const struct day_taking *taking)
{
    int64_t sum = 0;
    for (size_t i = 0; i < taking->day->count; i++) {
        const struct utility_row *row = &taking->day->rows[i];
        sum += row->kind == UTILITY_ROW_POSTING ? row->fen : -row->fen;
    }
    return taking->day->count == (size_t)taking->total && sum == taking->sum;
}

static struct utility_said ask_day(struct utility *utility, int date, int timeout_ms, struct utility_day *day)
{
    struct upstream_utility *self = self_of(utility);
    struct day_taking taking = {.day = day, .date = date};
    int64_t until_us = steady_us() + (int64_t)timeout_ms * 1000;
    struct utility_said said = {UTILITY_DONE, NULL};
    size_t before = 0;
    *day = (struct utility_day){.rows = NULL};
    for (int page = 1; said.outcome == UTILITY_DONE; page++) {
        int left_ms = (int)((until_us - steady_us()) / 1000);
        said = left_ms > 0 ? ask_page(self, &taking, page, left_ms) : unknown(self);
        /* A page without rows is the end, whatever the total says. */
        if (day->count >= (size_t)taking.total || day->count == before) {
            break;
        }
        before = day->count;
    }
    if (said.outcome == UTILITY_DONE && !day_adds_up(&taking)) {
        tell(self, &(struct call){.name = "day"}, "its rows are not what it says they are in all");
        said = unknown(self);
    }
    if (said.outcome != UTILITY_DONE) {
        utility_day_free(day);
    }
    return said;
}

/* --- Start and end --- */

static void free_utility(struct utility *utility)
{
    struct upstream_utility *self = self_of(utility);
    upstream_client_free(self->first);
    free(self);
}

static const struct utility_calls calls = {
    .account = ask_account,
    .bills = ask_bills,
    .post = ask_post,
    .query_posting = ask_query,
    .reverse = ask_reverse,
    .day = ask_day,
    .free = free_utility,
};

struct utility *upstream_utility_create(const struct utility_config *config,
                                        const struct answer_table *answers)
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "out of memory";
    struct upstream_utility *self = calloc(1, sizeof *self);
    if (self != NULL) {
        self->utility = (struct utility){&calls, config};
        self->answers = answers;
        self->first = upstream_client_create(&config->upstream, problem);
    }
    if (self == NULL || self->first == NULL) {
        log_line(LOG_LEVEL_ERROR, "utilities", "%s: %s", config->operator_id, problem);
        free(self);
        return NULL;
    }
    return &self->utility;
}
