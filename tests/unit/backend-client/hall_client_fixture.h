#ifndef TESTS_UNIT_BACKEND_CLIENT_HALL_CLIENT_FIXTURE_H
#define TESTS_UNIT_BACKEND_CLIENT_HALL_CLIENT_FIXTURE_H

/* The client against a real server that behaves badly (bad_server.py): what the callbacks hear, in a short
 * notation. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "backend-client/hall_client.h"
#include "both-sides/log.h"
#include "tests/unit/folder_fixture.h"

enum { GUARD_SECONDS = 30 };

static int server_port;
static pid_t server_pid;
static int server_input; /* closing it ends the server */

/* --- the server --- */

static int start_server(void **state)
{
    (void)state;
    int to[2], from[2];
    if (pipe(to) != 0 || pipe(from) != 0) {
        return -1;
    }
    server_pid = fork();
    if (server_pid < 0) {
        return -1;
    }
    if (server_pid == 0) {
        (void)dup2(to[0], 0);
        (void)dup2(from[1], 1);
        (void)close(to[1]);
        (void)close(from[0]);
        (void)execlp("python3", "python3", "tests/unit/backend-client/bad_server.py", (char *)NULL);
        _exit(127);
    }
    (void)close(to[0]);
    (void)close(from[1]);
    server_input = to[1];
    char line[16] = "";
    size_t length = 0;
    while (length < sizeof line - 1 && strchr(line, '\n') == NULL) {
        ssize_t got = read(from[0], line + length, sizeof line - 1 - length);
        if (got <= 0) {
            break;
        }
        length += (size_t)got;
    }
    (void)close(from[0]);
    server_port = (int)strtol(line, NULL, 10);
    log_set_level(LOG_LEVEL_ERROR);
    return server_port > 0 ? 0 : -1;
}

static int stop_server(void **state)
{
    (void)state;
    (void)close(server_input);
    int status;
    return waitpid(server_pid, &status, 0) == server_pid ? 0 : -1;
}

/* --- what is heard --- */

struct heard {
    char text[1024];
    size_t length;
    struct hall_client *client;
    struct response last;
    char ids[256];    /* of the list that came last */
    request_id other; /* cancelled by the first response */
    int64_t fetched_ms;
};

static const char *const states[] = {"cached", "fresh", "unchanged", "failed"};
static const char *const failures[] = {"none",      "unreachable", "clock",      "timeout",   "refused",
                                       "not-found", "server",      "bad-answer", "too-large", "no-memory"};

static void hear(struct heard *heard, const struct response *response, const char *content)
{
    heard->last = *response;
    heard->fetched_ms = response->fetched_ms;
    int written = snprintf(heard->text + heard->length, sizeof heard->text - heard->length, "%s%s%s%s%s%s",
                           heard->length > 0 ? " " : "", states[response->state],
                           response->state == RESPONSE_FAILED ? ":" : "",
                           response->state == RESPONSE_FAILED ? failures[response->failure] : "", content,
                           response->final ? "." : "");
    assert_true(written > 0 && (size_t)written < sizeof heard->text - heard->length);
    heard->length += (size_t)written;
    assert_int_equal(response->failure != FAILURE_NONE, response->state == RESPONSE_FAILED);
    if (response->failure != FAILURE_NONE) {
        assert_true(response->detail[0] != '\0');
    }
    if (heard->other != 0) {
        hall_client_cancel(heard->client, heard->other);
        heard->other = 0;
    }
}

static void on_menu(void *context, const struct response *response, struct menu *menu)
{
    char content[64] = "";
    if (menu != NULL) {
        (void)snprintf(content, sizeof content, "(%zu)", menu->tile_count);
    }
    hear(context, response, content);
    menu_free(menu);
}

static void on_list(void *context, const struct response *response, struct notice_list *list)
{
    struct heard *heard = context;
    char content[256] = "";
    size_t at = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        at += (size_t)snprintf(content + at, sizeof content - at, "%s%s%s", i == 0 ? "(" : ",",
                               list->items[i].id, i + 1 == list->count ? ")" : "");
        (void)snprintf(heard->ids, sizeof heard->ids, "%s", list->items[i].title);
    }
    hear(heard, response, content);
    notice_list_free(list);
}

static void on_notice(void *context, const struct response *response, struct notice *notice)
{
    hear(context, response, notice == NULL ? "" : notice->body);
    notice_free(notice);
}

static void on_bytes(void *context, const struct response *response, const void *bytes, size_t length)
{
    char content[64] = "";
    if (bytes != NULL) {
        unsigned sum = 0; /* they are there */
        for (size_t i = 0; i < length; i++) {
            sum += ((const unsigned char *)bytes)[i];
        }
        assert_true(sum > 0);
        (void)snprintf(content, sizeof content, "(%zu)", length);
    }
    hear(context, response, content);
}

static void add_id(char *content, size_t size, const char *id)
{
    size_t length = strlen(content);
    (void)snprintf(content + length, size - length, "%s%s", length == 0 ? "" : ",", id);
}

static void on_guides(void *context, const struct response *response, struct guide_list *list)
{
    char content[128] = "";
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        add_id(content, sizeof content, list->guides[i].id);
    }
    hear(context, response, content);
    guide_list_free(list);
}

static void on_guide(void *context, const struct response *response, struct guide *guide)
{
    hear(context, response, guide == NULL ? "" : guide->summary.id);
    guide_free(guide);
}

static void on_flow(void *context, const struct response *response, struct flow_record *flow)
{
    hear(context, response, flow == NULL ? "" : flow->flow.id);
    flow_record_free(flow);
}

static void on_policies(void *context, const struct response *response, struct policy_list *list)
{
    char content[128] = "";
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        add_id(content, sizeof content, list->policies[i].id);
    }
    hear(context, response, content);
    policy_list_free(list);
}

static void on_stations(void *context, const struct response *response, struct station_list *list)
{
    hear(context, response, list == NULL ? "" : list->stations[0].id);
    station_list_free(list);
}

/* Samples. */
#define NUMBER "43100026010500000105"
#define TAIL   "012X"
/* Tokens of a box and of a session, as bad_server.py has them. */
#define CREDENTIAL "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SESSION    "sssssssssssssssssssssssssssssssssssssssssss"

static const char *const refusals[] = {"none",   "no-such", "bad-number",   "persons",  "failures",
                                       "target", "rated",   "not-finished", "upstream", "transport"};

static void note(struct heard *heard, const struct response *response, const char *found)
{
    char content[160], when[32] = "";
    if (response->retry_at != 0) {
        (void)snprintf(when, sizeof when, ",%lld", (long long)response->retry_at);
    }
    (void)snprintf(content, sizeof content, "(%s%s%s)", refusals[response->refusal], found, when);
    hear(heard, response, content);
}

static void on_case(void *context, const struct response *response, struct case_record *record)
{
    char text[100] = "";
    assert_int_equal(response->refusal == CASE_REFUSAL_NONE, record != NULL);
    if (record != NULL) {
        assert_string_equal(record->case_number, NUMBER);
        (void)snprintf(text, sizeof text, " %s %s", record->applicant, record->ask);
    }
    note(context, response, text);
    case_record_free(record);
}

static void on_rating(void *context, const struct response *response, struct case_rating *rating)
{
    char text[16] = "";
    assert_int_equal(response->refusal == CASE_REFUSAL_NONE, rating != NULL);
    if (rating != NULL) {
        (void)snprintf(text, sizeof text, " %d", rating->stars);
    }
    note(context, response, text);
    case_rating_free(rating);
}

/* --- clients --- */

static inline char *new_folder(void)
{
    char *folder = malloc(FOLDER_SIZE);
    assert_non_null(folder);
    assert_int_equal(folder_make(folder), 0);
    return folder;
}

static inline void remove_folder(char *folder)
{
    assert_int_equal(folder_remove(folder), 0);
    free(folder);
}

static struct hall_client *new_client(const char *behaviour, const char *folder, unsigned retries)
{
    static int token;
    static char kept[64]; /* one word: the same token again */
    char url[160];
    if (behaviour[0] != '=') {
        (void)snprintf(kept, sizeof kept, "%s/%d", behaviour, ++token);
    }
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/%s/", server_port, kept);
    struct hall_client_options options = {.backend_url = url,
                                          .area_code = "431002",
                                          .box_number = "0123456789abcdef0123456789abcdef",
                                          .credential = CREDENTIAL,
                                          .cache_directory = folder,
                                          .connect_timeout_ms = 5000,
                                          .idle_timeout_ms = 400,
                                          .total_timeout_ms = 1500,
                                          .retry_limit = retries,
                                          .retry_first_ms = 20};
    struct hall_client *client = hall_client_new(&options);
    assert_non_null(client);
    return client;
}

static int64_t now_us(void)
{
    struct timespec now;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The application's loop. */
static void run(struct hall_client *client)
{
    int64_t end_us = now_us() + (int64_t)GUARD_SECONDS * 1000000;
    while (hall_client_open_requests(client) > 0) {
        int64_t left_us = hall_client_deadline(client) - now_us();
        int wait_ms = left_us <= 0 ? 0 : left_us > 1000000 ? 1000 : (int)(left_us / 1000 + 1);
        assert_int_equal(hall_client_wait(client, NULL, 0, wait_ms), 0);
        hall_client_service(client, now_us());
        assert_true(now_us() < end_us);
    }
}

/* --- asking --- */

enum what { MENU, LIST, NOTICE, GUIDES, GUIDE, FLOW, POLICIES, STATIONS, PICTURE, CONFIG, CASE, RATING };

static request_id get(struct hall_client *client, enum what what, const char *id, struct heard *heard)
{
    heard->client = client;
    switch (what) {
    case MENU:
        return hall_client_get_menu(client, on_menu, heard);
    case LIST:
        return hall_client_get_notices(client, 0, NULL, 50, on_list, heard);
    case NOTICE:
        return hall_client_get_notice(client, id, on_notice, heard);
    case GUIDES:
        return hall_client_get_guides(client, on_guides, heard);
    case GUIDE:
        return hall_client_get_guide(client, id, on_guide, heard);
    case FLOW:
        return hall_client_get_flow(client, id, on_flow, heard);
    case POLICIES:
        return hall_client_get_policies(client, on_policies, heard);
    case STATIONS:
        return hall_client_get_stations(client, on_stations, heard);
    case PICTURE:
        return hall_client_get_picture(client, id, on_bytes, heard);
    case CONFIG:
        return hall_client_get_config(client, on_bytes, heard);
    case CASE:
        return hall_client_find_case(client, NUMBER, id, on_case, heard);
    case RATING:
        return hall_client_rate_case(client, NUMBER, id, 4, on_rating, heard);
    }
    return 0;
}

static const char *sample_id(enum what what)
{
    return what == NOTICE                   ? "n1"
           : what == PICTURE                ? "/v1/pictures/a.png"
           : what == CASE || what == RATING ? TAIL
                                            : "g1";
}

static inline void ask(struct hall_client *client, enum what what, struct heard *heard)
{
    assert_int_not_equal(get(client, what, sample_id(what), heard), 0);
    run(client);
}

/* Returns how many failed. */
static inline int check(const char *behaviour, const struct heard *heard, const char *expected)
{
    if (strcmp(heard->text, expected) == 0) {
        return 0;
    }
    print_error("%s: expected \"%s\", heard \"%s\" (%s)\n", behaviour, expected, heard->text,
                heard->last.detail);
    return 1;
}

#endif
