/* Answers of a utility may be anything: what is read of them keeps the contract's bounds, nothing is owed
 * that contradicts itself, and an answer to a box can be made of it and read again. The first byte says which
 * of four answers it is. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "headend/utilities/utility_reading.h"

enum { TODAY = 20261130, MEMORY = 4 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct utility_config config = {
    .kind = UTILITY_WATER, .operator_id = "sample-water", .name = "示例", .pattern = "c{4,20}"};

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

static void check_account(const struct utility_account *account)
{
    char error[JSON_ERROR_SIZE];
    size_t length = 0;
    char *text = record_encode_text(&utility_account_table, account, &length);
    must(text != NULL);
    struct utility_account *again = record_decode_new(
        &utility_account_table, offsetof(struct utility_account, arena), text, length, MEMORY, error);
    must(again != NULL && again->balance == account->balance && again->note_count == account->note_count);
    must(account->arrears >= 0 && account->top_up_most >= account->top_up_least);
    arena_free(again->arena);
    free(again);
    free(text);
}

static void check_bills(const struct utility_bills *bills)
{
    char error[JSON_ERROR_SIZE];
    size_t length = 0;
    char *text = record_encode_text(&utility_bills_table, bills, &length);
    must(text != NULL && bills->count <= UTILITY_BILLS_MAX);
    struct utility_bills *again = record_decode_new(
        &utility_bills_table, offsetof(struct utility_bills, arena), text, length, MEMORY, error);
    must(again != NULL && again->count == bills->count);
    for (size_t i = 0; i < bills->count; i++) {
        const struct utility_bill *bill = &bills->bills[i];
        must(bill->version >= 1 && again->bills[i].payable == bill->payable);
        must(!bill->may_pay || (bill->payable > 0 && bill->payable <= UTILITY_FEN_MOST && !bill->is_void &&
                                !bill->is_written_off && !bill->sum_differs));
    }
    arena_free(again->arena);
    free(again);
    free(text);
}

static void read_account(struct utility_reading *reading, const struct json_value *data)
{
    struct utility_account account = {.kind = 0};
    if (utility_read_account(reading, data, &account) == 0) {
        account.as_of = 1;
        check_account(&account);
    } else {
        must(reading->wrong != NULL || reading->no_memory);
    }
    utility_account_wipe(&account);
}

static void read_bills(struct utility_reading *reading, const struct json_value *data)
{
    struct utility_bills bills = {.count = 0};
    const char *contradicts = NULL;
    if (utility_read_bills(reading, data, &bills, &contradicts) == 0) {
        bills.as_of = 1;
        check_bills(&bills);
    } else {
        must(reading->wrong != NULL || reading->no_memory);
    }
    utility_bills_wipe(&bills);
}

static void read_posting(struct utility_reading *reading, const struct json_value *data)
{
    const struct utility_posting_order order = {"ORDER-1", "0735001", "B1", 1, 5460};
    struct utility_posting posting = {.state = UTILITY_PROCESSING};
    if (utility_read_posting(reading, data, &order, &posting) == 0) {
        must(posting.state <= UTILITY_NOT_POSTED);
        must(posting.state != UTILITY_POSTED || (posting.receipt[0] != '\0' && posting.posted_ms > 0));
    } else {
        must(reading->wrong != NULL);
    }
}

static void read_day(struct utility_reading *reading, const struct json_value *data)
{
    struct utility_day day = {.rows = NULL};
    int total = 0;
    int64_t sum = 0;
    if (utility_read_day(reading, data, TODAY, &day, &total, &sum) == 0) {
        for (size_t i = 0; i < day.count; i++) {
            must(day.rows[i].fen > 0 && day.rows[i].serial[0] != '\0' && day.rows[i].receipt[0] != '\0');
        }
    } else {
        must(reading->wrong != NULL || reading->no_memory);
    }
    utility_day_free(&day);
}

static struct answer_table *answers(void)
{
    static struct answer_table *table;
    if (table == NULL) {
        struct config_errors *errors = calloc(1, sizeof *errors);
        must(errors != NULL);
        table =
            answer_table_read("assets/utilities/answers.xml", "assets/schemas/utility-answers.rng", errors);
        must(table != NULL);
        free(errors);
    }
    return table;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct utility_reading reading = {
        .answers = answers(), .config = &config, .account_no = "0735001", .today = TODAY};
    const struct json_value *of_answer = NULL;
    struct json_tree *tree = size > 0 ? json_tree_read_joining((const char *)data + 1, size - 1) : NULL;
    if (tree == NULL) {
        return 0;
    }
    if (!utility_read_code(&reading, json_tree_root(tree), &of_answer)) {
        must(reading.answer != NULL || reading.wrong != NULL);
    } else if (data[0] == 'a') {
        read_account(&reading, of_answer);
    } else if (data[0] == 'b') {
        read_bills(&reading, of_answer);
    } else if (data[0] == 'p') {
        read_posting(&reading, of_answer);
    } else {
        read_day(&reading, of_answer);
    }
    json_tree_wipe(tree);
    return 0;
}
