#include "sandbox/social_security_system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "sandbox/sample_persons.h"
#include "sandbox/social_security_data.h"

enum { NUMBER_SIZE = 24, FIELD_SIZE = 128, SEX_AT = 16, PAGE_MOST = 500 };

static const char code_good[] = "0", code_bad_question[] = "1400", code_no_such[] = "1404";

/* --- Values, as different systems write them --- */

/* Of a person whose system pads columns and stores full-width digits. */
static void write_padded(struct json_writer *json, const char *name, const char *text)
{
    char out[FIELD_SIZE] = "\xe3\x80\x80";
    size_t length = strlen(out);
    for (; *text != '\0' && length + 4 < sizeof out; text++) {
        int is_wide = *text >= '0' && *text <= '9';
        (void)snprintf(out + length, sizeof out - length, is_wide ? "\xef\xbc%c" : "%c",
                       is_wide ? (char)(0x90 + (*text - '0')) : *text);
        length = strlen(out);
    }
    (void)snprintf(out + length, sizeof out - length, "  ");
    json_text(json, name, out);
}

static void write_identifier(struct json_writer *json, const struct json_value *account, const char *name,
                             const char *text)
{
    if (sample_number(account, "padded", 0) != 0) {
        write_padded(json, name, text);
    } else {
        json_text(json, name, text);
    }
}

static void write_count(struct json_writer *json, const struct json_value *holder, const char *name,
                        int number)
{
    char text[NUMBER_SIZE];
    if (sample_number(holder, "as_numbers", 0) != 0) {
        json_number(json, name, number);
        return;
    }
    (void)snprintf(text, sizeof text, "%d", number);
    json_text(json, name, text);
}

static void write_fen(struct json_writer *json, const char *name, long long fen)
{
    char text[NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%lld.%02lld", fen / 100, fen % 100);
    json_text(json, name, text);
}

/* --- The person --- */

static const char *const copied[] = {"aae140", "aac008", "aac031"};

static void write_pension_account(struct json_writer *json, const struct social_security_data *data,
                                  const struct json_value *holder, const struct json_value *insurance)
{
    static const char *const amounts[] = {"credited", "interest", "total", "personal", "employer"};
    const struct json_value *account = json_value_part(insurance, "account");
    if (account == NULL) {
        return;
    }
    json_open_map(json, "account");
    write_count(json, holder, "until", data->today / 10000 - 1);
    write_count(json, holder, "months", sample_number(account, "months", 0));
    write_count(json, holder, "owed_months", sample_number(account, "owed_months", 0));
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        write_fen(json, amounts[i], sample_number(account, amounts[i], 0) * 100LL);
    }
    json_close_map(json);
}

static void write_months(struct json_writer *json, const struct json_value *holder,
                         const struct json_value *insurance)
{
    static const char *const counts[] = {"aae200", "aae203", "aae204", "overlap_months"};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (json_value_part(insurance, counts[i]) != NULL) {
            write_count(json, holder, counts[i], sample_number(insurance, counts[i], 0));
        }
    }
}

static void write_insurance(struct json_writer *json, const struct social_security_data *data,
                            const struct sample_account *account, const struct json_value *insurance)
{
    const struct json_value *holder = account->account;
    json_open_map(json, NULL);
    for (size_t i = 0; i < sizeof copied / sizeof copied[0]; i++) {
        json_text(json, copied[i], sample_text(insurance, copied[i]));
    }
    write_count(json, holder, "aac049", sample_month(data->today, sample_number(insurance, "since", 0)));
    write_months(json, holder, insurance);
    if (sample_number(insurance, "says_no_figure", 0) == 0) {
        int paid = sample_months_paid(account, insurance) * sample_number(insurance, "months_a_row", 1) +
                   sample_number(insurance, "paid_more", 0);
        write_count(json, holder, "aae201", paid);
    }
    if (json_value_part(insurance, "account") != NULL) {
        write_count(json, holder, "aae206", sample_month(data->today, sample_number(insurance, "since", 0)));
    }
    write_pension_account(json, data, holder, insurance);
    json_close_map(json);
}

static void write_account(struct json_writer *json, const struct social_security_data *data,
                          const struct sample_account *account, const struct sample_person *sample)
{
    char birth[NUMBER_SIZE];
    (void)snprintf(birth, sizeof birth, "%d", sample_person_birth(sample, data->today));
    json_open_map(json, NULL);
    write_identifier(json, account->account, "aac001", sample_text(account->account, "aac001"));
    write_identifier(json, account->account, "aac002", sample->id_number);
    json_text(json, "aac003", sample->name);
    json_text(json, "aac004", (sample->id_number[SEX_AT] - '0') % 2 == 1 ? "1" : "2");
    json_text(json, "aac006", birth);
    json_text(json, "aab004", sample_text(account->account, "aab004"));
    json_open_array(json, "insurances");
    for (const struct json_value *insurance = sample_list(account->account, "insurances"); insurance != NULL;
         insurance = insurance->next) {
        write_insurance(json, data, account, insurance);
    }
    json_close_array(json);
    json_close_map(json);
}

static void answer_person(struct json_writer *json, const struct social_security_data *data,
                          const char *id_number)
{
    const struct sample_person *sample = sample_person_find(id_number);
    size_t found = 0;
    json_open_map(json, NULL);
    for (size_t i = 0; i < data->count && sample != NULL; i++) {
        found += strcmp(sample_text(data->accounts[i].account, "id_number"), id_number) == 0;
    }
    json_text(json, "code", found > 0 ? code_good : code_no_such);
    json_text(json, "sys_name", data->source);
    if (found > 0) {
        json_open_map(json, "data");
        json_open_array(json, "persons");
        for (size_t i = 0; i < data->count; i++) {
            if (strcmp(sample_text(data->accounts[i].account, "id_number"), id_number) == 0) {
                write_account(json, data, &data->accounts[i], sample);
            }
        }
        json_close_array(json);
        json_close_map(json);
    }
    json_close_map(json);
}

/* --- Contributions --- */

/* A month that a span says outright: "202613". */
static void write_row_month(struct json_writer *json, const struct json_value *holder,
                            const struct sample_row *row)
{
    const char *literal = sample_text(row->span, "month");
    if (literal[0] != '\0') {
        json_text(json, "aae003", literal);
    } else {
        write_count(json, holder, "aae003", row->month);
    }
}

static void write_row(struct json_writer *json, const struct sample_account *account,
                      const struct sample_row *row)
{
    long long base = (sample_number(row->span, "base", 0) +
                      (long long)sample_number(row->span, "grows", 0) * (row->place / 12)) *
                     100;
    json_open_map(json, NULL);
    json_text(json, "aae140", sample_text(row->insurance, "aae140"));
    write_row_month(json, account->account, row);
    json_text(json, "aaa115", sample_text(row->span, "kind"));
    json_text(json, "aae114", sample_number(row->span, "unpaid", 0) != 0 ? "0" : "1");
    write_fen(json, "aae180", base);
    /* Rates are in thousandths; who pays a sum pays that. */
    write_fen(json, "aae082",
              base * sample_number(row->span, "personal_rate", 0) / 1000 +
                  sample_number(row->span, "personal", 0) * 100LL);
    write_fen(json, "aae020", base * sample_number(row->span, "employer_rate", 0) / 1000);
    json_close_map(json);
}

static void answer_contributions(struct json_writer *json, const struct social_security_data *data,
                                 const struct json_value *question)
{
    const char *number = sample_text(question, "aac001");
    int page = sample_number(question, "page", 1);
    int size = sample_number(question, "page_size", 0);
    const struct sample_account *found = NULL;
    for (size_t i = 0; i < data->count && found == NULL; i++) {
        int is_it = strcmp(sample_text(data->accounts[i].account, "aac001"), number) == 0;
        found = is_it ? &data->accounts[i] : NULL;
    }
    int is_good = page >= 1 && size >= 1 && size <= PAGE_MOST;
    json_open_map(json, NULL);
    json_text(json, "code", !is_good ? code_bad_question : found != NULL ? code_good : code_no_such);
    json_text(json, "sys_name", data->source);
    if (is_good && found != NULL) {
        size_t first = (size_t)(page - 1) * (size_t)size;
        json_open_map(json, "data");
        write_count(json, found->account, "total", (int)found->row_count);
        json_open_array(json, "rows");
        for (size_t i = first; i < found->row_count && i < first + (size_t)size; i++) {
            write_row(json, found, &found->rows[i]);
        }
        json_close_array(json);
        json_close_map(json);
    }
    json_close_map(json);
}

/* --- The upstream --- */

static int answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    const struct social_security_data *data = state;
    struct json_writer json;
    int is_post = strcmp(request->method, "POST") == 0;
    struct json_tree *tree = is_post ? json_tree_read(request->body, request->length) : NULL;
    const struct json_value *question = json_tree_root(tree);
    if (json_begin(&json) == 0) {
        if (question != NULL && strcmp(request->path, "/person") == 0) {
            answer_person(&json, data, sample_text(question, "aac002"));
        } else if (question != NULL && strcmp(request->path, "/contributions") == 0) {
            answer_contributions(&json, data, question);
        } else {
            json_open_map(&json, NULL);
            json_text(&json, "code", code_bad_question);
            json_close_map(&json);
        }
    }
    json_tree_wipe(tree);
    reply->body = json_take(&json, &reply->length);
    return reply->body != NULL ? 0 : -1;
}

static char *samples(void *state, size_t *length)
{
    const struct social_security_data *data = state;
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_array(&json, NULL);
        for (size_t i = 0; i < data->count; i++) {
            json_open_map(&json, NULL);
            json_text(&json, "id_number", sample_text(data->accounts[i].account, "id_number"));
            json_text(&json, "aac001", sample_text(data->accounts[i].account, "aac001"));
            json_number(&json, "rows", (int64_t)data->accounts[i].row_count);
            json_text(&json, "shows", sample_text(data->accounts[i].account, "shows"));
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

int social_security_system_open(struct upstream *upstream, const char *path, int today,
                                char problem[SAMPLE_PROBLEM_SIZE])
{
    struct social_security_data *data = calloc(1, sizeof *data);
    problem[0] = '\0';
    if (data == NULL || social_security_data_load(data, path, today, problem) != 0) {
        free(data);
        return -1;
    }
    *upstream = (struct upstream){.name = "social-security",
                                  .prefix = "/social-security/v1",
                                  .state = data,
                                  .answer = answer,
                                  .samples = samples,
                                  .reset = reset};
    return 0;
}

void social_security_system_free(struct upstream *upstream)
{
    if (upstream->state != NULL) {
        social_security_data_free(upstream->state);
        free(upstream->state);
        upstream->state = NULL;
    }
}
