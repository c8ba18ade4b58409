/* The room headend/providers by itself, for tests/contract/test_providers.py: reads <payment> of a
 * headend.xml, opens one provider, then takes commands from standard input, a line each, and answers a line
 * of JSON each.
 *
 *     order NUMBER FEN SECONDS DESCRIPTION      {"outcome":"done","word":"","code":"…"}
 *     query NUMBER                              {…,"state":"paid","transaction":"…","fen":100,"at":…}
 *     close NUMBER
 *     refund TRANSACTION NUMBER REFUND_NUMBER FEN TOTAL
 *     query-refund NUMBER REFUND_NUMBER
 *     self-test                                 {"outcome":"done","word":""}
 *     day YYYYMMDD                              {…,"rows":[…]}
 *     notify {"headers":{…},"body":"…","now":MS}   {"taken":true,"kind":"payment",…}
 *     acknowledge                               {"taken":204,"refused":500,…} */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/clock.h"
#include "both-sides/config/hall_config.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/json/json_writer.h"
#include "headend/providers/providers.h"

enum { LINE_SIZE = 256 * 1024, TIMEOUT_MS = 3000, WORDS_MAX = 8 };

static const char *const outcomes[] = {"done", "refused", "later", "unknown"};
static const char *const order_states[] = {"not there", "unpaid", "closed", "paid", "refunded"};
static const char *const refund_states[] = {"not there", "processing", "done", "closed", "abnormal"};
static const char *const notification_kinds[] = {"payment", "refund", "nothing"};

static void say(struct json_writer *json)
{
    size_t length = 0;
    json_close_map(json);
    char *text = json_take(json, &length);
    (void)puts(text != NULL ? text : "{}");
    (void)fflush(stdout);
    free(text);
}

static void begin(struct json_writer *json, enum provider_outcome outcome, const struct provider_word *word)
{
    (void)json_begin(json);
    json_open_map(json, NULL);
    json_text(json, "outcome", outcomes[outcome]);
    json_text(json, "word", word->text);
}

static void write_payment(struct json_writer *json, const struct provider_payment *payment)
{
    json_text(json, "state", order_states[payment->state]);
    json_text(json, "number", payment->out_trade_no);
    json_text(json, "transaction", payment->transaction_id);
    json_number(json, "fen", payment->fen);
    json_number(json, "at", payment->paid_ms);
}

static void write_refund(struct json_writer *json, const struct provider_refund *refund)
{
    json_text(json, "state", refund_states[refund->state]);
    json_text(json, "number", refund->out_trade_no);
    json_text(json, "refund_number", refund->out_refund_no);
    json_text(json, "transaction", refund->transaction_id);
    json_number(json, "fen", refund->fen);
    json_number(json, "at", refund->done_ms);
}

static int64_t number_of(const char *text)
{
    int64_t number = 0;
    return digits_read(text, INT64_MIN, INT64_MAX, &number) == 0 ? number : 0;
}

static void order(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    char code[PROVIDER_CODE_SIZE];
    const struct provider_order asked = {.out_trade_no = words[1],
                                         .fen = number_of(words[2]),
                                         .expires_ms = wall_ms() + number_of(words[3]) * 1000,
                                         .description = words[4]};
    begin(&json, provider->calls->order(provider, &asked, TIMEOUT_MS, code, &word), &word);
    json_text(&json, "code", code);
    say(&json);
}

static void query(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    struct provider_payment payment;
    begin(&json, provider->calls->query(provider, words[1], TIMEOUT_MS, &payment, &word), &word);
    write_payment(&json, &payment);
    say(&json);
}

static void close_order(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    begin(&json, provider->calls->close(provider, words[1], TIMEOUT_MS, &word), &word);
    say(&json);
}

static void refund(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    struct provider_refund found;
    const struct provider_refund_order asked = {.transaction_id = words[1],
                                                .out_trade_no = words[2],
                                                .out_refund_no = words[3],
                                                .fen = number_of(words[4]),
                                                .total_fen = number_of(words[5]),
                                                .reason = "示例退款"};
    begin(&json, provider->calls->refund(provider, &asked, TIMEOUT_MS, &found, &word), &word);
    write_refund(&json, &found);
    say(&json);
}

static void query_refund(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    struct provider_refund found;
    begin(&json, provider->calls->query_refund(provider, words[1], words[2], TIMEOUT_MS, &found, &word),
          &word);
    write_refund(&json, &found);
    say(&json);
}

static void day(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    struct provider_day found;
    begin(&json, provider->calls->day(provider, (int)number_of(words[1]), TIMEOUT_MS, &found, &word), &word);
    json_open_array(&json, "rows");
    for (size_t i = 0; i < found.count; i++) {
        const struct provider_row *row = &found.rows[i];
        json_open_map(&json, NULL);
        json_text(&json, "kind", row->kind == PROVIDER_ROW_PAYMENT ? "payment" : "refund");
        json_text(&json, "transaction", row->transaction_id);
        json_text(&json, "number", row->out_trade_no);
        json_text(&json, "refund_number", row->out_refund_no);
        json_number(&json, "fen", row->fen);
        json_number(&json, "fee", row->fee);
        json_number(&json, "at", row->time_ms);
        json_close_map(&json);
    }
    json_close_array(&json);
    say(&json);
    provider_day_free(&found);
}

/* A header twice is none. */
static const char *header(const void *context, const char *name)
{
    const struct json_value *headers = context;
    const char *found = NULL;
    for (const struct json_value *one = headers->first; one != NULL; one = one->next) {
        if (strcasecmp(one->name, name) == 0) {
            if (found != NULL) {
                return NULL;
            }
            found = one->text;
        }
    }
    return found;
}

static void notify(struct payment_provider *provider, const char *text)
{
    struct json_writer json;
    struct provider_word word = {""};
    struct provider_notification found = {.kind = PROVIDER_NOTIFIES_NOTHING};
    int wrong = 0;
    int taken = -1;
    struct json_tree *tree = json_tree_read(text, strlen(text));
    const struct json_value *root = json_tree_root(tree);
    const struct json_value *headers = json_value_part(root, "headers");
    const char *body = json_value_text(root, "body", &wrong);
    const struct json_value *now = json_value_part(root, "now");
    if (headers != NULL && !wrong) {
        const struct provider_head head = {.value = header, .context = headers};
        taken =
            provider->calls->read_notification(provider, &head, body, strlen(body),
                                               now != NULL ? number_of(now->text) : wall_ms(), &found, &word);
    }
    begin(&json, PROVIDER_DONE, &word);
    json_flag(&json, "taken", taken == 0);
    json_text(&json, "kind", notification_kinds[found.kind]);
    if (found.kind == PROVIDER_NOTIFIES_PAYMENT) {
        write_payment(&json, &found.payment);
    } else if (found.kind == PROVIDER_NOTIFIES_REFUND) {
        write_refund(&json, &found.refund);
    }
    say(&json);
    json_tree_wipe(tree);
}

static void acknowledge(const struct payment_provider *provider)
{
    struct json_writer json;
    struct provider_word word = {""};
    begin(&json, PROVIDER_DONE, &word);
    json_number(&json, "taken", provider->calls->taken.status);
    json_text(&json, "taken_body", provider->calls->taken.body);
    json_number(&json, "refused", provider->calls->refused.status);
    json_text(&json, "refused_body", provider->calls->refused.body);
    say(&json);
}

static void self_test(struct payment_provider *provider, char **words)
{
    struct json_writer json;
    struct provider_word word;
    (void)words;
    begin(&json, provider->calls->self_test(provider, TIMEOUT_MS, &word), &word);
    say(&json);
}

static void follow(struct payment_provider *provider, char *line)
{
    static const struct {
        const char *name;
        size_t words;
        void (*run)(struct payment_provider *provider, char **words);
    } commands[] = {{"order", 5, order},
                    {"query", 2, query},
                    {"close", 2, close_order},
                    {"refund", 6, refund},
                    {"query-refund", 3, query_refund},
                    {"self-test", 1, self_test},
                    {"day", 2, day}};
    if (strncmp(line, "notify ", 7) == 0) {
        notify(provider, line + 7);
        return;
    }
    if (strcmp(line, "acknowledge") == 0) {
        acknowledge(provider);
        return;
    }
    char *words[WORDS_MAX] = {line};
    size_t count = 1;
    for (char *at = strchr(line, ' '); at != NULL && count < WORDS_MAX; at = strchr(at, ' ')) {
        *at++ = '\0';
        words[count++] = at;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].name, words[0]) == 0 && count == commands[i].words) {
            commands[i].run(provider, words);
            return;
        }
    }
    (void)puts("{\"outcome\":\"no such command\"}");
    (void)fflush(stdout);
}

int main(int count, char **arguments)
{
    struct hall_config *config = NULL;
    struct config_errors errors = {0};
    char problem[OWN_SECRET_PROBLEM_SIZE] = "";
    char *line = malloc(LINE_SIZE);
    if (line == NULL || count != 3 || hall_config_read_file(arguments[1], NULL, &config, &errors) != 0) {
        (void)fprintf(stderr, "provider-driver HEADEND.XML wechat|alipay\n");
        free(line);
        return 2;
    }
    enum payment_provider_kind kind =
        strcmp(arguments[2], "wechat") == 0 ? PAYMENT_PROVIDER_WECHAT : PAYMENT_PROVIDER_ALIPAY;
    struct payment_provider *provider = payment_provider_open(kind, &config->server.payment, problem);
    if (provider == NULL) {
        struct json_writer json;
        begin(&json, PROVIDER_REFUSED, &(struct provider_word){""});
        json_text(&json, "problem", problem);
        say(&json);
    } else {
        (void)puts("{}");
        (void)fflush(stdout);
        while (fgets(line, LINE_SIZE, stdin) != NULL && strcmp(line, "quit\n") != 0) {
            line[strcspn(line, "\n")] = '\0';
            follow(provider, line);
        }
        provider->calls->free(provider);
    }
    hall_config_free(config);
    free(line);
    return 0;
}
