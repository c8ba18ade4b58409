#include "sandbox/housing_fund_system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "sandbox/housing_fund_data.h"
#include "sandbox/sample_persons.h"
#include "sandbox/yuan.h"

enum { TEXT_SIZE = 64, PAGE_MOST = 500, INSTALMENTS = 6, INSTALMENT_DAY = 20, FEN = 100, OVERDUE_FEN = 1250 };

static const char code_good[] = "0", code_bad_question[] = "1400", code_no_such[] = "1404";

static void write_head(struct json_writer *json, const struct housing_fund_data *data, const char *code)
{
    json_open_map(json, NULL);
    json_text(json, "code", code);
    json_text(json, "sys_name", data->source);
}

static void write_date(struct json_writer *json, const char *name, int date)
{
    char text[TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%d", date);
    json_text(json, name, text);
}

/* Padded, and its digits in full width, where the sample's system stores them so. */
static void write_number(struct json_writer *json, const struct json_value *sample, const char *name,
                         const char *number)
{
    char text[4 * TEXT_SIZE] = "";
    size_t length = 0;
    if (sample_number(sample, "padded", 0) == 0) {
        json_text(json, name, number);
        return;
    }
    for (; *number != '\0' && length + 8 < sizeof text; number++) {
        int is_digit = *number >= '0' && *number <= '9';
        length += (size_t)snprintf(text + length, sizeof text - length, is_digit ? "\xef\xbc%c" : "%c",
                                   is_digit ? 0x90 + (*number - '0') : *number);
    }
    (void)snprintf(text + length, sizeof text - length, "  ");
    json_text(json, name, text);
}

static int is_of(const struct json_value *sample, const char *id_number)
{
    return strcmp(sample_text(sample, "id_number"), id_number) == 0;
}

/* --- Accounts --- */

static void write_account(struct json_writer *json, const struct sample_fund_account *account,
                          const struct sample_person *person)
{
    const struct json_value *sample = account->account;
    int64_t off = (int64_t)sample_number(sample, "balance_off", 0) * FEN;
    int64_t share = account->base * sample_number(sample, "share", 0) / 100;
    json_open_map(json, NULL);
    write_number(json, sample, "ZJHM", person->id_number);
    json_text(json, "XINGMING", person->name);
    write_number(json, sample, "GRZH", sample_text(sample, "GRZH"));
    json_text(json, "GRZHZT", sample_text(sample, "GRZHZT"));
    json_text(json, "DWMC", sample_text(sample, "DWMC"));
    write_date(json, "KHRQ", account->opened);
    json_yuan(json, "GRJCJS", account->base);
    json_yuan(json, "GRYJCE", share);
    json_yuan(json, "DWYJCE", share);
    json_yuan(json, "GRZHYE", account->balance + off);
    json_yuan(json, "GRZHSNJZYE", account->carried_over);
    json_yuan(json, "GRZHDNGJYE", account->balance - account->carried_over);
    json_close_map(json);
}

static void answer_accounts(struct json_writer *json, const struct housing_fund_data *data,
                            const char *id_number)
{
    const struct sample_person *person = sample_person_find(id_number);
    size_t found = 0;
    for (size_t i = 0; i < data->count && person != NULL; i++) {
        found += (size_t)is_of(data->accounts[i].account, id_number);
    }
    write_head(json, data, found > 0 ? code_good : code_no_such);
    if (found > 0) {
        json_open_map(json, "data");
        json_open_array(json, "accounts");
        for (size_t i = 0; i < data->count; i++) {
            if (is_of(data->accounts[i].account, id_number)) {
                write_account(json, &data->accounts[i], person);
            }
        }
        json_close_array(json);
        json_close_map(json);
    }
    json_close_map(json);
}

/* --- Ledger --- */

static void write_entry(struct json_writer *json, const struct sample_entry *entry)
{
    json_open_map(json, NULL);
    write_date(json, "JZRQ", entry->date);
    json_text(json, "GJHTQYWLX", entry->kind);
    json_yuan(json, "FSE", entry->fen);
    json_yuan(json, "FSLXE", entry->interest);
    json_text(json, "TQYY", entry->reason);
    json_close_map(json);
}

static void answer_ledger(struct json_writer *json, const struct housing_fund_data *data,
                          const struct json_value *question)
{
    const char *number = sample_text(question, "GRZH");
    int page = sample_number(question, "page", 0);
    int size = sample_number(question, "page_size", 0);
    const struct sample_fund_account *found = NULL;
    int is_good = page >= 1 && size >= 1 && size <= PAGE_MOST;
    for (size_t i = 0; i < data->count; i++) {
        int is_it = strcmp(sample_text(data->accounts[i].account, "GRZH"), number) == 0;
        found = is_it ? &data->accounts[i] : found;
    }
    write_head(json, data, !is_good ? code_bad_question : found != NULL ? code_good : code_no_such);
    if (is_good && found != NULL) {
        size_t first = (size_t)(page - 1) * (size_t)size;
        json_open_map(json, "data");
        json_number(json, "total", (int64_t)found->count);
        json_open_array(json, "rows");
        for (size_t i = first; i < found->count && i < first + (size_t)size; i++) {
            write_entry(json, &found->entries[i]);
        }
        json_close_array(json);
        json_close_map(json);
    }
    json_close_map(json);
}

/* --- Loans: the same part of the principal each month --- */

static int64_t thousandths(const char *percent)
{
    int whole = percent[0] >= '0' && percent[0] <= '9' ? percent[0] - '0' : 0;
    int tenth = percent[0] != '\0' && percent[1] == '.' ? percent[2] - '0' : 0;
    return (int64_t)whole * 1000 + (int64_t)tenth * 100;
}

static void write_instalment(struct json_writer *json, const struct json_value *loan, int64_t remaining,
                             int today, int number)
{
    int64_t months = sample_number(loan, "DKQS", 1);
    int64_t principal = (int64_t)sample_number(loan, "DKFFE", 0) * FEN / months;
    int64_t interest = remaining * thousandths(sample_text(loan, "DKLL")) / (100000 * 12);
    int64_t penalty = number == 0 && sample_number(loan, "overdue", 0) != 0 ? OVERDUE_FEN : 0;
    json_open_map(json, NULL);
    write_date(json, "YHRQ", sample_fund_day(today, number + 1, INSTALMENT_DAY));
    json_yuan(json, "DQYHJE",
              principal + interest + penalty + (int64_t)sample_number(loan, "part_off", 0) * FEN);
    json_yuan(json, "BJ", principal);
    json_yuan(json, "LX", interest);
    json_yuan(json, "FX", penalty);
    json_close_map(json);
}

static void write_loan(struct json_writer *json, const struct json_value *loan, int today)
{
    int months = sample_number(loan, "DKQS", 1);
    int paid = sample_number(loan, "paid", 0);
    int64_t whole = (int64_t)sample_number(loan, "DKFFE", 0) * FEN;
    int64_t part = whole / months;
    json_open_map(json, NULL);
    json_text(json, "DKZH", sample_text(loan, "DKZH"));
    json_yuan(json, "DKFFE", whole);
    json_yuan(json, "DKYE", whole - part * paid);
    json_text(json, "DKLL", sample_text(loan, "DKLL"));
    json_number(json, "DKQS", months);
    json_open_array(json, "plan");
    for (int i = 0; i < INSTALMENTS && paid + i < months; i++) {
        write_instalment(json, loan, whole - part * (paid + i), today, i);
    }
    json_close_array(json);
    json_close_map(json);
}

static void answer_loans(struct json_writer *json, const struct housing_fund_data *data,
                         const char *id_number)
{
    write_head(json, data, code_good);
    json_open_map(json, "data");
    json_open_array(json, "loans");
    for (const struct json_value *loan = sample_list(json_tree_root(data->file), "loans"); loan != NULL;
         loan = loan->next) {
        if (is_of(loan, id_number)) {
            write_loan(json, loan, data->today);
        }
    }
    json_close_array(json);
    json_close_map(json);
    json_close_map(json);
}

/* --- The upstream --- */

static int answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    const struct housing_fund_data *data = state;
    struct json_writer json;
    int is_post = strcmp(request->method, "POST") == 0;
    struct json_tree *tree = is_post ? json_tree_read(request->body, request->length) : NULL;
    const struct json_value *question = json_tree_root(tree);
    if (json_begin(&json) == 0) {
        if (question != NULL && strcmp(request->path, "/accounts") == 0) {
            answer_accounts(&json, data, sample_text(question, "ZJHM"));
        } else if (question != NULL && strcmp(request->path, "/ledger") == 0) {
            answer_ledger(&json, data, question);
        } else if (question != NULL && strcmp(request->path, "/loans") == 0) {
            answer_loans(&json, data, sample_text(question, "ZJHM"));
        } else {
            write_head(&json, data, code_bad_question);
            json_close_map(&json);
        }
    }
    json_tree_wipe(tree);
    reply->body = json_take(&json, &reply->length);
    return reply->body != NULL ? 0 : -1;
}

static char *samples(void *state, size_t *length)
{
    const struct housing_fund_data *data = state;
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_array(&json, NULL);
        for (size_t i = 0; i < data->count; i++) {
            const struct sample_fund_account *account = &data->accounts[i];
            json_open_map(&json, NULL);
            json_text(&json, "id_number", sample_text(account->account, "id_number"));
            json_text(&json, "GRZH", sample_text(account->account, "GRZH"));
            json_text(&json, "shows", sample_text(account->account, "shows"));
            json_number(&json, "rows", (int64_t)account->count);
            json_number(&json, "balance", account->balance);
            json_close_map(&json);
        }
        json_close_array(&json);
    }
    return json_take(&json, length);
}

static void reset(void *state)
{
    (void)state; /* nothing is written to it */
}

int housing_fund_system_open(struct upstream *upstream, const char *path, int today,
                             char problem[SAMPLE_PROBLEM_SIZE])
{
    struct housing_fund_data *data = calloc(1, sizeof *data);
    problem[0] = '\0';
    if (data == NULL || housing_fund_data_load(data, path, today, problem) != 0) {
        free(data);
        return -1;
    }
    *upstream = (struct upstream){.name = "housing-fund",
                                  .prefix = "/housing-fund/v1",
                                  .state = data,
                                  .answer = answer,
                                  .samples = samples,
                                  .reset = reset};
    return 0;
}

void housing_fund_system_free(struct upstream *upstream)
{
    if (upstream->state != NULL) {
        housing_fund_data_free(upstream->state);
        free(upstream->state);
        upstream->state = NULL;
    }
}
