#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/masking/masking.h"
#include "headend/utilities/township_address.h"
#include "headend/utilities/utility_reading.h"
#include "headend/utilities/utility_values.h"

enum {
    FIRST_BYTES = 4096,
    BYTES_MAX = 64 * 1024,
    NAME_CHARACTERS = 20,
    SOURCE_CHARACTERS = 60,
    TARIFF_CHARACTERS = 40
};

static const char code_good[] = "000";

int utility_read_code(struct utility_reading *reading, const struct json_value *answer,
                      const struct json_value **data)
{
    char code[UTILITY_CODE_SIZE];
    struct utility_values values = {.wrong = NULL};
    const struct json_value *part = json_value_part(answer, "code");
    if (part == NULL || part->kind != JSON_TEXT || part->count == 0) {
        utility_wrong(&values, "code");
    }
    utility_number(&values, answer, "code", code, sizeof code);
    if (values.wrong != NULL) {
        reading->wrong = values.wrong;
        return 0;
    }
    if (strcmp(code, code_good) != 0) {
        reading->answer = answer_table_find(reading->answers, code);
        return 0;
    }
    *data = json_value_part(answer, "data");
    if (*data == NULL || (*data)->kind != JSON_OBJECT) {
        reading->wrong = "data";
        return 0;
    }
    return 1;
}

/* --- Who it is --- */

static const char *keep(struct utility_values *values, char *masked)
{
    char *kept = masked != NULL ? arena_text(values->arena, masked, strlen(masked)) : NULL;
    free(masked);
    values->no_memory |= kept == NULL;
    return kept != NULL ? kept : "";
}

static const char *text_of(struct utility_values *values, const struct json_value *data, const char *name)
{
    int wrong = 0;
    const char *text = json_value_text(data, name, &wrong);
    if (wrong) {
        utility_wrong(values, name);
    }
    return wrong ? "" : text;
}

/* --- What it is --- */

static int word_at(struct utility_values *values, const struct json_value *data, const char *name, int count)
{
    utility_needed(values, data, name);
    return utility_count(values, data, name, 0, count - 1);
}

static void read_balance(struct utility_values *values, const struct json_value *data,
                         struct utility_account *account)
{
    account->balance_kind = UTILITY_BALANCE_NOT_SAID;
    if (json_value_part(data, "balance") != NULL) {
        account->balance_kind = word_at(values, data, "balance_kind", UTILITY_BALANCE_COUNT);
        account->balance = utility_fen(values, data, "balance");
        account->balance_day = utility_date(values, data, "balance_date");
    }
    account->arrears = utility_fen(values, data, "arrears");
    account->top_up_least = utility_fen(values, data, "buy_least");
    account->top_up_most = utility_fen(values, data, "buy_most");
    if (account->arrears < 0) {
        utility_wrong(values, "arrears");
    }
    if (account->top_up_least < 0 || account->top_up_most < account->top_up_least) {
        utility_wrong(values, "buy_most");
    }
    if (account->top_up_most > 0 && account->mode == UTILITY_MODE_POSTPAID) {
        utility_wrong(values, "buy_most");
    }
}

static void read_notes(struct utility_reading *reading, struct utility_values *values,
                       const struct json_value *data, struct utility_account *account)
{
    const struct json_value *list = utility_list(values, data, "notes", UTILITY_NOTES_MAX);
    if (list == NULL || list->count == 0) {
        return;
    }
    account->notes = arena_alloc(values->arena, list->count * sizeof *account->notes);
    values->no_memory |= account->notes == NULL;
    const struct json_value *note = account->notes != NULL ? list->first : NULL;
    for (; note != NULL; note = note->next) {
        if (note->kind != JSON_TEXT || strlen(note->text) != note->count) {
            utility_wrong(values, "notes");
            return;
        }
        /* Its texts live as long as the table. */
        account->notes[account->note_count++] = *answer_table_find(reading->answers, note->text);
    }
}

int utility_read_account(struct utility_reading *reading, const struct json_value *data,
                         struct utility_account *account)
{
    char number[ACCOUNT_NUMBER_SIZE];
    struct utility_values values = {.arena = arena_new(FIRST_BYTES, BYTES_MAX)};
    account->arena = values.arena;
    if (values.arena == NULL) {
        reading->no_memory = 1;
        return -1;
    }
    account->kind = reading->config->kind;
    (void)snprintf(account->operator_id, sizeof account->operator_id, "%s", reading->config->operator_id);
    account->operator_name = reading->config->name;
    utility_number(&values, data, "account_no", number, sizeof number);
    if (strcmp(number, reading->account_no) != 0) {
        utility_wrong(&values, "account_no");
    }
    explicit_bzero(number, sizeof number);
    utility_account_tail(reading->account_no, account->tail);
    account->name = keep(&values, mask_name(text_of(&values, data, "name")));
    account->address = keep(&values, township_address(text_of(&values, data, "address")));
    account->mode = word_at(&values, data, "mode", UTILITY_MODE_COUNT);
    read_balance(&values, data, account);
    account->tariff = utility_text(&values, data, "tariff", TARIFF_CHARACTERS);
    account->people = utility_count(&values, data, "people", 0, UTILITY_PEOPLE_MOST);
    account->opened = utility_date(&values, data, "opened");
    account->source = utility_text(&values, data, "source", SOURCE_CHARACTERS);
    read_notes(reading, &values, data, account);
    reading->wrong = values.wrong;
    reading->no_memory = values.no_memory;
    return values.wrong == NULL && !values.no_memory ? 0 : -1;
}
