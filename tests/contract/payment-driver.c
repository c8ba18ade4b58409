/* The engine of payments by itself, between the real providers and utilities of a headend.xml and its ledger,
 * for tests/contract/payment_world.py: takes commands from standard input, a line each, and answers a line of
 * JSON each.
 *
 *     order ID PROVIDER UTILITY ACCOUNT BILL VERSION FEN   {"created":0,"code":"…"}
 *     step ID                                              {"step":0,"state":"…","receipt":"…"}
 *     cancel ID                                            likewise
 *     state ID                                             likewise
 *     refund NUMBER                                        {"step":0,"state":"…"}: what is next for it
 *     sweep SECONDS                                        {"swept":3}: as if it were so much later
 *     check                                                {"contradictions":0,"received":…,…} */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/config/hall_config.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_writer.h"
#include "headend/ledger/ledger_store.h"
#include "headend/payment/payment_utility.h"
#include "headend/providers/providers.h"
#include "headend/utilities/utilities.h"

enum { LINE_SIZE = 1024, WORDS_MAX = 8, TIMEOUT_MS = 3000, EXPIRES_MS = 600 * 1000, SWEEP_MOST = 64 };

struct driver {
    struct payment_engine engine;
    struct payment_provider *providers[PAYMENT_PROVIDER_COUNT];
    struct utility *utilities[CONFIG_UTILITY_MAX];
    struct payment_utility_list list;
    struct payment_utilities calls;
};

static void say(struct json_writer *json)
{
    size_t length = 0;
    json_close_map(json);
    char *text = json_take(json, &length);
    (void)puts(text != NULL ? text : "{}");
    (void)fflush(stdout);
    free(text);
}

static void begin(struct json_writer *json)
{
    (void)json_begin(json);
    json_open_map(json, NULL);
}

static int64_t number_of(const char *text)
{
    int64_t number = 0;
    return digits_read(text, INT64_MIN, INT64_MAX, &number) == 0 ? number : 0;
}

static void order(struct driver *driver, char **words)
{
    struct json_writer json;
    char id[LEDGER_ID_SIZE];
    char code[PROVIDER_CODE_SIZE] = "";
    unsigned char body[LEDGER_BODY_BYTES] = {1};
    struct hash account = {{0}};
    memcpy(account.bytes, words[4], strnlen(words[4], sizeof account.bytes));
    const struct ledger_new_order wanted = {.id = words[1],
                                            .box = "00000000000000000000000000000001",
                                            .key = words[1],
                                            .body = body,
                                            .provider = words[2],
                                            .utility = words[3],
                                            .account_number = words[4],
                                            .account = &account,
                                            .bill = words[5],
                                            .bill_version = number_of(words[6]),
                                            .fen = number_of(words[7]),
                                            .now = wall_ms(),
                                            .expires_at = wall_ms() + EXPIRES_MS};
    begin(&json);
    enum ledger_created created = ledger_create(driver->engine.store, &wanted, id);
    json_number(&json, "created", created);
    if (created == LEDGER_CREATED) {
        json_number(&json, "step", payment_engine_prepay(&driver->engine, id, wall_ms(), code));
    }
    json_text(&json, "code", code);
    say(&json);
}

static void tell_order(struct driver *driver, const char *id, int step)
{
    struct json_writer json;
    struct ledger_order found = {.state = PAYMENT_STATE_COUNT};
    (void)ledger_order(driver->engine.store, id, &found);
    begin(&json);
    json_number(&json, "step", step);
    json_text(&json, "state", payment_state_word(found.state));
    json_text(&json, "receipt", found.receipt);
    say(&json);
}

static void step(struct driver *driver, char **words)
{
    tell_order(driver, words[1], payment_engine_step(&driver->engine, words[1], wall_ms()));
}

static void cancel(struct driver *driver, char **words)
{
    tell_order(driver, words[1], payment_engine_cancel(&driver->engine, words[1], wall_ms()));
}

static void state(struct driver *driver, char **words)
{
    tell_order(driver, words[1], PAYMENT_STEP_WAITS);
}

static void refund(struct driver *driver, char **words)
{
    struct json_writer json;
    struct ledger_refund found = {.state = PAYMENT_STATE_COUNT};
    enum payment_step done = payment_engine_step_refund(&driver->engine, words[1], wall_ms());
    (void)ledger_refund(driver->engine.store, words[1], &found);
    begin(&json);
    json_number(&json, "step", done);
    json_text(&json, "state", payment_state_word(found.state));
    say(&json);
}

static void sweep(struct driver *driver, char **words)
{
    struct json_writer json;
    begin(&json);
    json_number(&json, "swept",
                payment_engine_sweep(&driver->engine, wall_ms() + 1000 * number_of(words[1]), SWEEP_MOST));
    say(&json);
}

static void check(struct driver *driver, char **words)
{
    struct json_writer json;
    struct ledger_check found;
    (void)words;
    begin(&json);
    json_number(&json, "result", ledger_check(driver->engine.store, &found));
    json_number(&json, "contradictions", found.contradictions);
    json_text(&json, "first", found.first);
    json_number(&json, "received", found.received);
    json_number(&json, "posted", found.posted);
    json_number(&json, "refunded", found.refunded);
    json_number(&json, "in_flight", found.in_flight);
    say(&json);
}

static void follow(struct driver *driver, char *line)
{
    static const struct {
        const char *name;
        size_t words;
        void (*run)(struct driver *driver, char **words);
    } commands[] = {{"order", 8, order}, {"step", 2, step},     {"cancel", 2, cancel}, {"state", 2, state},
                    {"check", 1, check}, {"refund", 2, refund}, {"sweep", 2, sweep}};
    char *words[WORDS_MAX] = {line};
    size_t count = 1;
    for (char *at = strchr(line, ' '); at != NULL && count < WORDS_MAX; at = strchr(at, ' ')) {
        *at++ = '\0';
        words[count++] = at;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].name, words[0]) == 0 && count == commands[i].words) {
            commands[i].run(driver, words);
            return;
        }
    }
    (void)puts("{\"problem\":\"no such command\"}");
    (void)fflush(stdout);
}

/* NULL, or what is wrong. */
static const char *open_all(struct driver *driver, const struct hall_config *config,
                            struct utilities *utilities)
{
    static char problem[OWN_SECRET_PROBLEM_SIZE];
    char path[LEDGER_STORE_PATH_SIZE];
    ledger_store_path(config->server.store_path, path);
    driver->engine.store = store_open(path, &ledger_store, STORE_CREATE, problem, sizeof problem);
    for (int kind = 0; driver->engine.store != NULL && kind < PAYMENT_PROVIDER_COUNT; kind++) {
        enum payment_provider_kind which = (enum payment_provider_kind)kind;
        if (!payment_provider_is_configured(which, &config->server.payment)) {
            continue;
        }
        struct payment_provider *opened = payment_provider_open(which, &config->server.payment, problem);
        if (opened == NULL) {
            return problem;
        }
        driver->providers[driver->engine.provider_count++] = opened;
    }
    for (size_t i = 0; i < utilities_count(utilities); i++) {
        driver->utilities[i] = utilities_at(utilities, i);
    }
    driver->list = (struct payment_utility_list){
        .utilities = driver->utilities, .count = utilities_count(utilities), .timeout_ms = TIMEOUT_MS};
    driver->calls = payment_utilities_of(&driver->list);
    driver->engine.providers = driver->providers;
    driver->engine.utilities = &driver->calls;
    driver->engine.description = "示例缴费";
    driver->engine.refund_reason = "示例退款";
    driver->engine.timeout_ms = TIMEOUT_MS;
    return driver->engine.store != NULL ? NULL : problem;
}

int main(int count, char **arguments)
{
    static char line[LINE_SIZE];
    static struct driver driver;
    struct hall_config *config = NULL;
    struct config_errors errors = {0};
    if (count != 5 || hall_config_read_file(arguments[1], arguments[2], &config, &errors) != 0) {
        (void)fprintf(stderr, "payment-driver HEADEND.XML GRAMMAR ANSWERS GRAMMAR\n");
        return 2;
    }
    struct utilities *utilities = utilities_open(&config->server, arguments[3], arguments[4]);
    const char *problem = utilities != NULL ? open_all(&driver, config, utilities) : "no utilities";
    if (problem != NULL) {
        (void)fprintf(stderr, "payment-driver: %s\n", problem);
    } else {
        (void)puts("{}");
        (void)fflush(stdout);
    }
    while (problem == NULL && fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        follow(&driver, line);
    }
    for (size_t i = 0; i < driver.engine.provider_count; i++) {
        driver.providers[i]->calls->free(driver.providers[i]);
    }
    utilities_close(utilities);
    store_close(driver.engine.store);
    hall_config_free(config);
    return problem != NULL;
}
