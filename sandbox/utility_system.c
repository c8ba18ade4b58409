#include "sandbox/utility_system.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_writer.h"
#include "both-sides/money.h"
#include "sandbox/utility_bills.h"
#include "sandbox/yuan.h"

enum {
    CODE_SIZE = 16,
    MOMENT_SIZE = 32,
    PAGE_ROWS_MAX = 200,
    SLOW_MS = 700,
    LATE_FEE_FEN = 137,
    CARD_MODE = 2,
    DAY_SIZE = 12
};

static const char code_good[] = "000", code_no_account[] = "003", code_bad_question[] = "036",
                  code_paid[] = "042", code_processing[] = "047", code_odd[] = "072", code_over[] = "053",
                  code_changed[] = "076", code_no_bill[] = "077", code_void[] = "078",
                  code_not_ready[] = "079", code_closed[] = "035", code_written_off[] = "118",
                  code_full[] = "068";

/* What it does wrong while it answers well. */
enum quirk {
    QUIRK_NONE,
    QUIRK_NIGHT,       /* it closes its books: nothing goes */
    QUIRK_SLOW_POST,   /* a posting is processed for SLOW_MS: 047 meanwhile */
    QUIRK_LATE_POST,   /* a posting is lost on its way and arrives SLOW_MS later, unless the serial is void */
    QUIRK_LOST_ANSWER, /* it posts and hangs up */
    QUIRK_VERSION,     /* the bill changes with the next posting: 076, with a late fee */
    QUIRK_PARTIAL_DAY, /* the day's rows are not all there, and it does not say so */
    QUIRK_DAY,         /* the day is not closed yet: 079 */
    QUIRK_FINAL,       /* it takes nothing back: 118 */
    QUIRK_INVOICE,     /* it has made e-invoices for what was paid here */
    QUIRK_NO_INVOICE,  /* of a posting it says nothing about invoices */
    QUIRK_COUNT
};
static const char *const quirks[QUIRK_COUNT] = {
    "none",        "night", "slow-post", "late-post", "lost-answer", "version",
    "partial-day", "day",   "final",     "invoice",   "no-invoice",
};

struct utility_system {
    struct json_tree *file;
    int today;
    struct utility_books books;
    atomic_int quirk;
    atomic_int versions; /* how often bills have changed */
    atomic_int code;     /* of every answer from now on; -1: none */
};

static enum quirk quirk_of(const struct utility_system *system)
{
    return (enum quirk)atomic_load(&system->quirk);
}

/* --- Parts of answers --- */

static void write_code(struct json_writer *json, const char *code)
{
    json_open_map(json, NULL);
    json_text(json, "code", code);
    json_close_map(json);
}

/* json_close_map twice ends it. */
static void open_data(struct json_writer *json)
{
    json_open_map(json, NULL);
    json_text(json, "code", code_good);
    json_open_map(json, "data");
}

static void close_data(struct json_writer *json)
{
    json_close_map(json);
    json_close_map(json);
}

static void write_moment(struct json_writer *json, const char *name, int64_t ms)
{
    char text[MOMENT_SIZE];
    int date = calendar_date_at(ms);
    int second = (int)((ms - calendar_date_begins(date)) / 1000);
    (void)snprintf(text, sizeof text, "%08d%02d%02d%02d", date, second / 3600, second / 60 % 60, second % 60);
    json_text(json, name, text);
}

static const struct json_value *find_account(const struct utility_system *system, const char *number)
{
    const struct json_value *account = sample_list(json_tree_root(system->file), "accounts");
    while (account != NULL && strcmp(sample_text(account, "account_no"), number) != 0) {
        account = account->next;
    }
    return account;
}

/* --- Account and bills --- */

static void write_text_if_said(struct json_writer *json, const struct json_value *sample, const char *name)
{
    const char *text = sample_text(sample, name);
    if (text[0] != '\0') {
        json_text(json, name, text);
    }
}

/* What was paid since: bills, or into the account. */
static int64_t paid_since(struct utility_system *system, const struct json_value *account, int is_for_bills)
{
    struct books_row row;
    int64_t fen = 0;
    for (size_t i = 0; utility_books_row(&system->books, i, &row); i++) {
        int is_its = row.state == BOOKS_POSTED &&
                     strcmp(row.account_no, sample_text(account, "account_no")) == 0 &&
                     (row.bill_no[0] != '\0') == is_for_bills;
        fen += is_its ? row.fen : 0;
    }
    return fen;
}

/* What was bought for a card is on no meter before it is loaded. */
static int64_t balance_of(struct utility_system *system, const struct json_value *account)
{
    int64_t bought = sample_number(account, "mode", 0) != CARD_MODE ? paid_since(system, account, 0) : 0;
    return utility_bill_fen(account, "balance") + bought;
}

static int64_t arrears_of(struct utility_system *system, const struct json_value *account)
{
    int64_t left = utility_bill_fen(account, "arrears") - paid_since(system, account, 1);
    return left > 0 ? left : 0;
}

static void answer_account(struct utility_system *system, struct json_writer *json,
                           const struct json_value *account)
{
    char day[DAY_SIZE];
    const char *code = sample_text(account, "account_code");
    if (code[0] != '\0') {
        write_code(json, code);
        return;
    }
    (void)snprintf(day, sizeof day, "%08d", system->today);
    open_data(json);
    json_text(json, "account_no", sample_text(account, "account_no"));
    json_text(json, "name", sample_text(account, "name"));
    json_text(json, "address", sample_text(account, "address"));
    json_number(json, "mode", sample_number(account, "mode", 0));
    if (json_value_part(account, "balance") != NULL) {
        json_yuan(json, "balance", balance_of(system, account));
        json_number(json, "balance_kind", sample_number(account, "balance_kind", 0));
        json_text(json, "balance_date", day);
    }
    if (json_value_part(account, "arrears") != NULL) {
        json_yuan(json, "arrears", arrears_of(system, account));
    }
    write_text_if_said(json, account, "buy_least");
    write_text_if_said(json, account, "buy_most");
    write_text_if_said(json, account, "opened");
    json_text(json, "tariff", sample_text(json_tree_root(system->file), "tariff"));
    json_number(json, "people", sample_number(account, "people", 0));
    json_open_array(json, "notes");
    for (const struct json_value *note = sample_list(account, "notes"); note != NULL; note = note->next) {
        json_string(json, note->text);
    }
    json_close_array(json);
    json_text(json, "source", sample_text(json_tree_root(system->file), "source"));
    close_data(json);
}

/* Only what is owed changes. */
static struct bill_change change_of(struct utility_system *system, const struct json_value *bill)
{
    int is_owed = sample_number(bill, "paid", 0) == 0 && sample_number(bill, "kind", 0) == 0;
    int times = is_owed ? atomic_load(&system->versions) : 0;
    return (struct bill_change){times, (int64_t)times * LATE_FEE_FEN, quirk_of(system) == QUIRK_INVOICE};
}

static void answer_bills(struct utility_system *system, struct json_writer *json,
                         const struct json_value *account)
{
    const char *code = sample_text(account, "bills_code");
    if (code[0] != '\0') {
        write_code(json, code);
        return;
    }
    open_data(json);
    json_text(json, "source", sample_text(json_tree_root(system->file), "source"));
    json_open_array(json, "bills");
    for (const struct json_value *bill = sample_list(account, "bills"); bill != NULL; bill = bill->next) {
        char id[UTILITY_SAMPLE_ID_SIZE];
        struct books_row paid;
        const struct bill_change change = change_of(system, bill);
        utility_bill_id(account, bill, system->today, id);
        int is_paid = utility_books_paid(&system->books, sample_text(account, "account_no"), id, "", &paid);
        utility_bill_write(json, account, bill, system->today, &change, is_paid ? &paid : NULL);
    }
    json_close_array(json);
    close_data(json);
}

/* --- Postings --- */

static void write_posting(const struct utility_system *system, struct json_writer *json, const char *serial,
                          const char *state, const struct books_row *row, const char *note)
{
    open_data(json);
    json_text(json, "serial", serial);
    json_text(json, "state", state);
    if (strcmp(state, "posted") == 0) {
        json_text(json, "account_no", row->account_no);
        json_text(json, "bill_no", row->bill_no);
        json_number(json, "version", row->version);
        json_yuan(json, "amount", row->fen);
        json_text(json, "receipt_no", row->receipt);
        write_moment(json, "posted_time", row->posted_ms);
        json_text(json, "note", note);
        if (quirk_of(system) != QUIRK_NO_INVOICE) {
            utility_invoice_write(json, row, quirk_of(system) == QUIRK_INVOICE);
        }
    }
    close_data(json);
}

/* What keeps a new posting from being entered, as a code; NULL: nothing. */
static const char *objection(struct utility_system *system, const struct json_value *account,
                             const struct books_row *wanted)
{
    struct books_row other;
    const struct json_value *bill = utility_bill_find(account, wanted->bill_no, system->today);
    int64_t most = utility_bill_fen(account, "buy_most");
    const char *code = sample_text(account, "post_code");
    if (code[0] != '\0') {
        return code;
    }
    if (wanted->bill_no[0] == '\0') {
        return most == 0 || wanted->fen < utility_bill_fen(account, "buy_least") ? code_odd
               : wanted->fen > most                                              ? code_over
                                                                                 : NULL;
    }
    if (bill == NULL) {
        return code_no_bill;
    }
    if (sample_number(bill, "paid", 0) != 0 ||
        utility_books_paid(&system->books, wanted->account_no, wanted->bill_no, wanted->serial, &other)) {
        return code_paid;
    }
    if (quirk_of(system) == QUIRK_VERSION) {
        (void)atomic_fetch_add(&system->versions, 1);
        atomic_store(&system->quirk, QUIRK_NONE);
    }
    const struct bill_change change = change_of(system, bill);
    if (wanted->version != 1 + change.version) {
        return code_changed;
    }
    return wanted->fen != utility_bill_fen(bill, "payable") + change.late_fee ? code_odd : NULL;
}

/* -1: it hangs up. */
static int answer_post(struct utility_system *system, struct json_writer *json,
                       const struct json_value *account, struct books_row *wanted)
{
    struct books_row row;
    enum quirk quirk = quirk_of(system);
    enum books_state state = utility_books_find(&system->books, wanted->serial, &row);
    if (state == BOOKS_NOTHING && row.state == BOOKS_NOTHING) {
        const char *code = objection(system, account, wanted);
        if (code != NULL) {
            write_code(json, code);
            return 0;
        }
        int delay_ms = quirk == QUIRK_SLOW_POST || quirk == QUIRK_LATE_POST ? SLOW_MS : 0;
        row = *wanted;
        if (utility_books_post(&system->books, &row, delay_ms, quirk == QUIRK_LATE_POST) != 0) {
            write_code(json, code_full);
            return 0;
        }
        if (quirk == QUIRK_LATE_POST || quirk == QUIRK_LOST_ANSWER) {
            return -1;
        }
    }
    if (row.state == BOOKS_VOID) {
        write_code(json, code_void);
    } else if (row.state != BOOKS_POSTED) {
        write_code(json, code_processing);
    } else if (row.fen != wanted->fen || strcmp(row.bill_no, wanted->bill_no) != 0 ||
               strcmp(row.account_no, wanted->account_no) != 0) {
        write_code(json, code_paid); /* the serial of something else */
    } else {
        write_posting(system, json, row.serial, "posted", &row, sample_text(account, "post_note"));
    }
    return 0;
}

static void answer_query(struct utility_system *system, struct json_writer *json,
                         const struct json_value *account, const char *serial)
{
    static const char *const words[] = {[BOOKS_NOTHING] = "none",
                                        [BOOKS_PROCESSING] = "processing",
                                        [BOOKS_ON_ITS_WAY] = "none",
                                        [BOOKS_POSTED] = "posted",
                                        [BOOKS_VOID] = "void"};
    struct books_row row;
    enum books_state state = utility_books_find(&system->books, serial, &row);
    if (account == NULL) { /* the serial alone says which */
        account = find_account(system, row.account_no);
    }
    write_posting(system, json, serial, words[state], &row, sample_text(account, "post_note"));
}

static void answer_reverse(struct utility_system *system, struct json_writer *json, const char *serial)
{
    struct books_row row;
    enum books_state state = utility_books_find(&system->books, serial, &row);
    if (state == BOOKS_PROCESSING) {
        write_code(json, code_processing);
    } else if (state == BOOKS_POSTED && quirk_of(system) == QUIRK_FINAL) {
        write_code(json, code_written_off);
    } else if (utility_books_reverse(&system->books, serial) != 0) {
        write_code(json, code_full);
    } else {
        write_posting(system, json, serial, "void", NULL, "");
    }
}

/* --- Days --- */

/* The rows of a posting on the day: one for it, one for its reversal. */
static void write_row(struct json_writer *json, const struct books_row *row, int kind, int64_t ms)
{
    json_open_map(json, NULL);
    json_number(json, "kind", kind);
    json_text(json, "serial", row->serial);
    json_text(json, "receipt_no", row->receipt);
    json_yuan(json, "amount", row->fen);
    write_moment(json, "time", ms);
    json_close_map(json);
}

static void answer_day(struct utility_system *system, struct json_writer *json,
                       const struct json_value *question)
{
    struct books_row row;
    int wrong = 0;
    int date = json_value_date(question, "date", &wrong);
    int page = sample_number(question, "page", 0);
    int size = sample_number(question, "page_size", 0);
    int64_t sum = 0;
    int total = 0;
    if (wrong || date == 0 || page < 1 || size < 1 || size > PAGE_ROWS_MAX) {
        write_code(json, code_bad_question);
        return;
    }
    if (quirk_of(system) == QUIRK_DAY) {
        write_code(json, code_not_ready);
        return;
    }
    open_data(json);
    json_open_array(json, "rows");
    for (size_t i = 0; utility_books_row(&system->books, i, &row); i++) {
        const int64_t moments[] = {row.posted_ms, row.reversed_ms};
        for (int kind = 0; kind < 2 && row.was_posted; kind++) {
            if (moments[kind] == 0 || calendar_date_at(moments[kind]) != date) {
                continue;
            }
            int is_here = total >= (page - 1) * size && total < page * size;
            int is_kept_back = quirk_of(system) == QUIRK_PARTIAL_DAY && total == 0;
            if (is_here && !is_kept_back) {
                write_row(json, &row, kind, moments[kind]);
            }
            sum += kind == 0 ? row.fen : -row.fen;
            total++;
        }
    }
    json_close_array(json);
    json_text(json, "date", sample_text(question, "date"));
    json_number(json, "total", total);
    json_yuan(json, "sum", sum);
    close_data(json);
}

/* --- The upstream --- */

/* -1: it is no question. */
static int read_posting(const struct json_value *question, struct books_row *wanted)
{
    *wanted = (struct books_row){.version = sample_number(question, "version", 0)};
    (void)snprintf(wanted->serial, sizeof wanted->serial, "%s", sample_text(question, "serial"));
    (void)snprintf(wanted->account_no, sizeof wanted->account_no, "%s", sample_text(question, "account_no"));
    (void)snprintf(wanted->bill_no, sizeof wanted->bill_no, "%s", sample_text(question, "bill_no"));
    int is_amount = money_read(sample_text(question, "amount"), &wanted->fen) == 0 && wanted->fen > 0;
    return wanted->serial[0] != '\0' && is_amount ? 0 : -1;
}

/* -1: it hangs up. */
static int answer_posting(struct utility_system *system, struct json_writer *json, const char *path,
                          const struct json_value *question, const struct json_value *account)
{
    struct books_row wanted;
    int is_good = read_posting(question, &wanted) == 0;
    if (is_good && strcmp(path, "/post") == 0) {
        return answer_post(system, json, account, &wanted);
    }
    if (is_good && strcmp(path, "/query") == 0) {
        answer_query(system, json, account, wanted.serial);
    } else if (is_good && strcmp(path, "/reverse") == 0) {
        answer_reverse(system, json, wanted.serial);
    } else {
        write_code(json, code_bad_question);
    }
    return 0;
}

static int answer_question(struct utility_system *system, struct json_writer *json, const char *path,
                           const struct json_value *question)
{
    const char *number = sample_text(question, "account_no");
    const struct json_value *account = find_account(system, number);
    int needs_no_account = number[0] == '\0' && strcmp(path, "/query") == 0;
    if (strcmp(path, "/day") == 0) {
        answer_day(system, json, question);
    } else if (account == NULL && !needs_no_account) {
        write_code(json, code_no_account);
    } else if (strcmp(path, "/account") == 0) {
        answer_account(system, json, account);
    } else if (strcmp(path, "/bills") == 0) {
        answer_bills(system, json, account);
    } else {
        return answer_posting(system, json, path, question, account);
    }
    return 0;
}

static int answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    struct utility_system *system = state;
    struct json_writer json;
    int hangs_up = 0;
    int code = atomic_load(&system->code);
    char text[CODE_SIZE];
    int is_post = strcmp(request->method, "POST") == 0;
    struct json_tree *tree = is_post ? json_tree_read(request->body, request->length) : NULL;
    if (json_begin(&json) == 0) {
        if (tree == NULL) {
            write_code(&json, code_bad_question);
        } else if (code >= 0) {
            (void)snprintf(text, sizeof text, "%03d", code);
            write_code(&json, text);
        } else if (quirk_of(system) == QUIRK_NIGHT) {
            write_code(&json, code_closed);
        } else {
            hangs_up = answer_question(system, &json, request->path, json_tree_root(tree)) != 0;
            if (hangs_up) {
                json_open_map(&json, NULL);
                json_close_map(&json);
            }
        }
    }
    json_tree_wipe(tree);
    reply->body = json_take(&json, &reply->length);
    if (hangs_up) {
        free(reply->body);
        reply->body = NULL;
    }
    return reply->body != NULL ? 0 : -1;
}

static char *samples(void *state, size_t *length)
{
    struct utility_system *system = state;
    struct json_writer json;
    const struct json_value *account = sample_list(json_tree_root(system->file), "accounts");
    if (json_begin(&json) == 0) {
        json_open_array(&json, NULL);
        for (; account != NULL; account = account->next) {
            json_open_map(&json, NULL);
            json_text(&json, "account_no", sample_text(account, "account_no"));
            json_text(&json, "shows", sample_text(account, "shows"));
            json_close_map(&json);
        }
        json_close_array(&json);
    }
    return json_take(&json, length);
}

static void reset(void *state)
{
    struct utility_system *system = state;
    utility_books_forget(&system->books);
    atomic_store(&system->quirk, QUIRK_NONE);
    atomic_store(&system->versions, 0);
    atomic_store(&system->code, -1);
}

/* A quirk by its word, or "code-042": every answer from now on. */
static int turn(void *state, const char *what)
{
    struct utility_system *system = state;
    int64_t code = 0;
    if (strncmp(what, "code-", 5) == 0) {
        if (strlen(what) != 8 || digits_read(what + 5, 0, 999, &code) != 0) {
            return -1;
        }
        atomic_store(&system->code, (int)code);
        return 0;
    }
    for (int quirk = 0; quirk < QUIRK_COUNT; quirk++) {
        if (strcmp(quirks[quirk], what) == 0) {
            atomic_store(&system->quirk, quirk);
            atomic_store(&system->code, -1);
            return 0;
        }
    }
    return -1;
}

static int open_system(struct upstream *upstream, const char *name, const char *prefix, const char *path,
                       int today, char problem[SAMPLE_PROBLEM_SIZE])
{
    struct utility_system *system = calloc(1, sizeof *system);
    (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "out of memory");
    if (system == NULL || utility_books_open(&system->books) != 0) {
        free(system);
        return -1;
    }
    system->today = today;
    system->file = sample_file_read(path, problem);
    if (system->file == NULL) {
        utility_books_close(&system->books);
        free(system);
        return -1;
    }
    reset(system);
    *upstream = (struct upstream){.name = name,
                                  .prefix = prefix,
                                  .state = system,
                                  .answer = answer,
                                  .samples = samples,
                                  .reset = reset,
                                  .turn = turn};
    return 0;
}

int gas_system_open(struct upstream *upstream, const char *path, int today, char problem[SAMPLE_PROBLEM_SIZE])
{
    return open_system(upstream, "gas", "/gas/utility/v1", path, today, problem);
}

int water_system_open(struct upstream *upstream, const char *path, int today,
                      char problem[SAMPLE_PROBLEM_SIZE])
{
    return open_system(upstream, "water", "/water/utility/v1", path, today, problem);
}

int electricity_system_open(struct upstream *upstream, const char *path, int today,
                            char problem[SAMPLE_PROBLEM_SIZE])
{
    return open_system(upstream, "electricity", "/electricity/utility/v1", path, today, problem);
}

void utility_system_free(struct upstream *upstream)
{
    struct utility_system *system = upstream->state;
    if (system != NULL) {
        utility_books_close(&system->books);
        json_tree_wipe(system->file);
        free(system);
        upstream->state = NULL;
    }
}
