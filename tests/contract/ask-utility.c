/* The utilities of a headend by themselves, for utility_world.py: "ask-utility HEADEND.XML SCHEMA ANSWERS
 * ANSWERS_SCHEMA" takes lines and answers each with one, "OUTCOME WORD JSON":
 *   OPERATOR account|bills MS NUMBER
 *   OPERATOR post|query|reverse MS SERIAL NUMBER BILL|- VERSION FEN
 *   OPERATOR day MS DATE */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"
#include "both-sides/json/json_writer.h"
#include "both-sides/records/record_json.h"
#include "headend/utilities/utilities.h"

enum { LINE_SIZE = 512, WORDS = 8 };

static const char *const outcomes[] = {"done", "refused", "unknown"};
static const char *const states[] = {"posted", "processing", "not_there", "not_posted"};

/* Takes `text` over. */
static void say(const struct utility_said *said, char *text)
{
    (void)printf("%s %s %s\n", outcomes[said->outcome],
                 said->answer != NULL ? utility_words.words[said->answer->word] : "-",
                 text != NULL ? text : "-");
    (void)fflush(stdout);
    free(text);
}

static int64_t number_of(const char *text)
{
    int64_t number = 0;
    return digits_read(text, -1000000000000, 1000000000000, &number) == 0 ? number : 0;
}

static void ask_account(struct utility *utility, int timeout_ms, const char *number)
{
    struct utility_account account;
    size_t length = 0;
    const struct utility_said said = utility->calls->account(utility, number, timeout_ms, &account);
    int is_done = said.outcome == UTILITY_DONE;
    say(&said, is_done ? record_encode_text(&utility_account_table, &account, &length) : NULL);
    if (is_done) {
        utility_account_wipe(&account);
    }
}

static void ask_bills(struct utility *utility, int timeout_ms, const char *number)
{
    struct utility_bills bills;
    size_t length = 0;
    const struct utility_said said = utility->calls->bills(utility, number, timeout_ms, &bills);
    int is_done = said.outcome == UTILITY_DONE;
    say(&said, is_done ? record_encode_text(&utility_bills_table, &bills, &length) : NULL);
    if (is_done) {
        utility_bills_wipe(&bills);
    }
}

static void ask_posting(struct utility *utility, const char *what, int timeout_ms, char *const *words)
{
    const struct utility_posting_order order = {.serial = words[0],
                                                .account_no = strcmp(words[1], "-") == 0 ? "" : words[1],
                                                .bill = strcmp(words[2], "-") == 0 ? "" : words[2],
                                                .version = (int)number_of(words[3]),
                                                .fen = number_of(words[4])};
    struct utility_posting posting;
    struct json_writer json;
    size_t length = 0;
    const struct utility_calls *calls = utility->calls;
    const struct utility_said said =
        (strcmp(what, "post") == 0    ? calls->post
         : strcmp(what, "query") == 0 ? calls->query_posting
                                      : calls->reverse)(utility, &order, timeout_ms, &posting);
    char *text = NULL;
    if (said.outcome == UTILITY_DONE && json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "state", states[posting.state]);
        json_text(&json, "receipt", posting.receipt);
        json_number(&json, "posted", posting.posted_ms);
        if (posting.has_invoice) {
            json_text(&json, "invoice", utility_invoices.words[posting.invoice]);
            json_text(&json, "invoice_tail", posting.invoice_tail);
        }
        json_text(&json, "note", posting.note != NULL ? utility_words.words[posting.note->word] : "");
        json_close_map(&json);
        text = json_take(&json, &length);
    }
    say(&said, text);
}

static void ask_day(struct utility *utility, int timeout_ms, const char *date)
{
    struct utility_day day;
    struct json_writer json;
    size_t length = 0;
    char *text = NULL;
    const struct utility_said said = utility->calls->day(utility, (int)number_of(date), timeout_ms, &day);
    if (said.outcome == UTILITY_DONE && json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_open_array(&json, "rows");
        for (size_t i = 0; i < day.count; i++) {
            json_open_map(&json, NULL);
            json_number(&json, "kind", day.rows[i].kind);
            json_text(&json, "serial", day.rows[i].serial);
            json_text(&json, "receipt", day.rows[i].receipt);
            json_number(&json, "fen", day.rows[i].fen);
            json_close_map(&json);
        }
        json_close_array(&json);
        json_close_map(&json);
        text = json_take(&json, &length);
    }
    if (said.outcome == UTILITY_DONE) {
        utility_day_free(&day);
    }
    say(&said, text);
}

/* 0: it is a question. */
static int ask(const struct utilities *utilities, char *line)
{
    char *words[WORDS];
    size_t count = 0;
    char *rest = NULL;
    line[strcspn(line, "\n")] = '\0';
    for (char *word = strtok_r(line, " ", &rest); word != NULL && count < WORDS;
         word = strtok_r(NULL, " ", &rest)) {
        words[count++] = word;
    }
    struct utility *utility = count >= 4 ? utilities_find(utilities, words[0]) : NULL;
    if (utility == NULL) {
        return -1;
    }
    int timeout_ms = (int)number_of(words[2]);
    if (strcmp(words[1], "account") == 0) {
        ask_account(utility, timeout_ms, words[3]);
    } else if (strcmp(words[1], "bills") == 0) {
        ask_bills(utility, timeout_ms, words[3]);
    } else if (strcmp(words[1], "day") == 0) {
        ask_day(utility, timeout_ms, words[3]);
    } else if (count == WORDS) {
        ask_posting(utility, words[1], timeout_ms, words + 3);
    } else {
        return -1;
    }
    return 0;
}

int main(int count, char **arguments)
{
    static char line[LINE_SIZE];
    struct hall_config *config = NULL;
    struct config_errors *errors = calloc(1, sizeof *errors);
    int result = errors == NULL || count != 5 ||
                 hall_config_read_file(arguments[1], arguments[2], &config, errors) != 0;
    struct utilities *utilities =
        result == 0 ? utilities_open(&config->server, arguments[3], arguments[4]) : NULL;
    if (utilities == NULL) {
        (void)fprintf(stderr, "ask-utility: %s\n",
                      errors != NULL && errors->count > 0 ? errors->items[0].problem : "it does not start");
        result = 1;
    }
    while (result == 0 && fgets(line, sizeof line, stdin) != NULL) {
        result = ask(utilities, line) != 0;
    }
    utilities_close(utilities);
    hall_config_free(config);
    free(errors);
    return result;
}
