/* The client against a real server that behaves badly (bad_server.py): what the callbacks hear, in a short
 * notation. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "backend-client/hall_client.h"
#include "both-sides/log.h"

enum { GUARD_SECONDS = 30 };

static int server_port;
static pid_t server_pid;
static int server_input; /* closing it ends the server */

/* --- the server
 * ------------------------------------------------------------------------------------------------------------
 */

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
    ssize_t got = read(from[0], line, sizeof line - 1);
    (void)close(from[0]);
    server_port = got > 0 ? (int)strtol(line, NULL, 10) : 0;
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

/* --- what is heard
 * ---------------------------------------------------------------------------------------------------------
 */

struct heard {
    char text[1024];
    size_t length;
    struct hall_client *client;
    struct answer last;
    char ids[256];    /* of the list that came last */
    request_id other; /* cancelled by the first answer */
    int64_t fetched_ms;
};

static const char *const states[] = {"cached", "fresh", "unchanged", "failed"};
static const char *const failures[] = {"none",   "unreachable", "timeout",   "refused",  "not-found",
                                       "server", "bad-answer",  "too-large", "no-memory"};

static void hear(struct heard *heard, const struct answer *answer, const char *content)
{
    heard->last = *answer;
    heard->fetched_ms = answer->fetched_ms;
    int written = snprintf(
        heard->text + heard->length, sizeof heard->text - heard->length, "%s%s%s%s%s%s",
        heard->length > 0 ? " " : "", states[answer->state], answer->state == ANSWER_FAILED ? ":" : "",
        answer->state == ANSWER_FAILED ? failures[answer->failure] : "", content, answer->final ? "." : "");
    assert_true(written > 0 && (size_t)written < sizeof heard->text - heard->length);
    heard->length += (size_t)written;
    assert_int_equal(answer->failure != FAILURE_NONE, answer->state == ANSWER_FAILED);
    if (answer->failure != FAILURE_NONE) {
        assert_true(answer->detail[0] != '\0');
    }
    if (heard->other != 0) {
        hall_client_cancel(heard->client, heard->other);
        heard->other = 0;
    }
}

static void on_menu(void *context, const struct answer *answer, struct menu *menu)
{
    char content[64] = "";
    if (menu != NULL) {
        (void)snprintf(content, sizeof content, "(%zu)", menu->tile_count);
    }
    hear(context, answer, content);
    menu_free(menu);
}

static void on_list(void *context, const struct answer *answer, struct notice_list *list)
{
    struct heard *heard = context;
    char content[256] = "";
    size_t at = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        at += (size_t)snprintf(content + at, sizeof content - at, "%s%s%s", i == 0 ? "(" : ",",
                               list->items[i].id, i + 1 == list->count ? ")" : "");
        (void)snprintf(heard->ids, sizeof heard->ids, "%s", list->items[i].title);
    }
    hear(heard, answer, content);
    notice_list_free(list);
}

static void on_notice(void *context, const struct answer *answer, struct notice *notice)
{
    hear(context, answer, notice == NULL ? "" : notice->body);
    notice_free(notice);
}

static void on_bytes(void *context, const struct answer *answer, const void *bytes, size_t length)
{
    char content[64] = "";
    if (bytes != NULL) {
        (void)snprintf(content, sizeof content, "(%zu)", length);
    }
    hear(context, answer, content);
}

/* --- clients
 * ---------------------------------------------------------------------------------------------------------------
 */

static char *new_folder(void)
{
    char *folder = strdup("/tmp/tv-hall-test-XXXXXX");
    assert_non_null(folder);
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void remove_folder(char *folder)
{
    DIR *items = opendir(folder);
    assert_non_null(items);
    const struct dirent *item;
    while ((item = readdir(items)) != NULL) {
        (void)unlinkat(dirfd(items), item->d_name, 0);
    }
    (void)closedir(items);
    assert_int_equal(rmdir(folder), 0);
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
        assert_int_equal(curl_multi_poll(hall_client_multi(client), NULL, 0, wait_ms, NULL), CURLM_OK);
        hall_client_service(client, now_us());
        assert_true(now_us() < end_us);
    }
}

enum what { MENU, LIST, NOTICE, PICTURE, CONFIG };

static void ask(struct hall_client *client, enum what what, struct heard *heard)
{
    heard->client = client;
    request_id id = 0;
    switch (what) {
    case MENU:
        id = hall_client_get_menu(client, on_menu, heard);
        break;
    case LIST:
        id = hall_client_get_notices(client, 0, NULL, 50, on_list, heard);
        break;
    case NOTICE:
        id = hall_client_get_notice(client, "n1", on_notice, heard);
        break;
    case PICTURE:
        id = hall_client_get_picture(client, "/v1/pictures/a.png", on_bytes, heard);
        break;
    case CONFIG:
        id = hall_client_get_config(client, on_bytes, heard);
        break;
    }
    assert_int_not_equal(id, 0);
    run(client);
}

/* --- tables
 * ----------------------------------------------------------------------------------------------------------------
 */

static const struct {
    const char *behaviour;
    enum what what;
    unsigned retries;
    const char *first, *second; /* what the first and the second request hear; NULL: there is no second */
} cases[] = {
    {"good", MENU, 0, "fresh(1).", "cached(1) unchanged."},
    {"good", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) unchanged."},
    {"good", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> unchanged."},
    {"picture", PICTURE, 0, "fresh(12).", "cached(12) fresh(12)."},
    {"config", CONFIG, 0, "fresh(10).", "unchanged."},
    {"gzip", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2)."},
    {"hang", MENU, 0, "failed:timeout.", NULL},
    {"hang", MENU, 1, "failed:timeout failed:timeout.", NULL},
    {"hang-in-body", LIST, 0, "failed:timeout.", NULL},
    {"trickle", LIST, 0, "failed:timeout.", NULL},
    {"trickle-head", LIST, 0, "failed:timeout.", NULL},
    {"close", MENU, 0, "failed:unreachable.", NULL},
    {"not-http", MENU, 0, "failed:bad-answer.", NULL},
    {"circle", MENU, 2, "failed:refused.", NULL},
    {"other-host", MENU, 2, "failed:refused.", NULL},
    {"other-port", MENU, 2, "failed:refused.", NULL},
    {"to-file", MENU, 2, "failed:refused.", NULL},
    {"to-nowhere", MENU, 2, "failed:refused.", NULL},
    {"redirect-once", MENU, 0, "fresh(1).", "cached(1) unchanged."},
    {"500-once", MENU, 0, "failed:server.", "fresh(1)."},
    {"500-once", MENU, 3, "failed:server fresh(1).", "cached(1) unchanged."},
    {"500", LIST, 3, "failed:server failed:server.", NULL},
    {"503-wait", LIST, 1, "failed:server fresh(n1,n2).", NULL},
    {"good-then-500", LIST, 1, "fresh(n1,n2).", "cached(n1,n2) failed:server failed:server."},
    {"good-then-hang", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:timeout."},
    {"good-then-garbage", LIST, 3, "fresh(n1,n2).", "cached(n1,n2) failed:bad-answer."},
    {"429", LIST, 0, "failed:server.", NULL},
    {"403", LIST, 3, "failed:refused.", NULL},
    {"404", NOTICE, 3, "failed:not-found.", NULL},
    {"204", LIST, 3, "failed:bad-answer.", NULL},
    {"304", LIST, 3, "failed:bad-answer.", NULL},
    {"cut", LIST, 3, "failed:bad-answer.", NULL},
    {"cut-chunked", LIST, 3, "failed:bad-answer.", NULL},
    {"short", LIST, 3, "failed:bad-answer.", NULL},
    {"huge-length", LIST, 3, "failed:too-large.", NULL},
    {"negative-length", LIST, 0, "failed:bad-answer.", NULL},
    {"large", LIST, 3, "failed:too-large.", NULL},
    {"large", PICTURE, 3, "failed:too-large.", NULL},
    {"large", CONFIG, 3, "failed:too-large.", NULL},
    {"gzip-bomb", LIST, 3, "failed:too-large.", NULL},
    {"gzip-broken", LIST, 3, "failed:bad-answer.", NULL},
    {"gzip-cut", LIST, 3, "failed:bad-answer.", NULL},
    {"gzip-empty", LIST, 3, "failed:too-large.", NULL},
    {"endless", LIST, 3, "failed:too-large.", NULL},
    {"header-flood", LIST, 3, "failed:bad-answer.", NULL},
    {"portal", LIST, 3, "failed:bad-answer.", NULL},
    {"portal", MENU, 3, "failed:bad-answer.", NULL},
    {"empty", LIST, 3, "failed:bad-answer.", NULL},
    {"long-etag", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2)."},
    {"bare-etag", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2)."},
    {"old-rev", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) unchanged."},
    {"new-rev", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n3)."},
    {"times", LIST, 0, "fresh(now,held).", "cached(now,held) unchanged."},
    {"withdrawn-notice", NOTICE, 3, "failed:not-found.", "failed:not-found."},
    {"over-notice", NOTICE, 3, "failed:not-found.", "failed:not-found."},
    {"other-notice", NOTICE, 3, "failed:bad-answer.", NULL},
};

static int check(const char *behaviour, const char *got, const char *expected)
{
    if (strcmp(got, expected) == 0) {
        return 0;
    }
    print_error("%s: expected \"%s\", heard \"%s\"\n", behaviour, expected, got);
    return 1;
}

static void test_answers(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = new_folder();
        struct hall_client *client = new_client(cases[i].behaviour, folder, cases[i].retries);
        struct heard first = {.length = 0};
        ask(client, cases[i].what, &first);
        failed += check(cases[i].behaviour, first.text, cases[i].first);
        if (first.last.failure == FAILURE_TOO_LARGE) {
            const char *after = strstr(first.last.detail, "after ");
            assert_non_null(after);
            assert_true(strtol(after + 6, NULL, 10) <= ANSWER_BYTES_MAX);
        }
        if (cases[i].second != NULL) {
            struct heard second = {.length = 0};
            ask(client, cases[i].what, &second);
            failed += check(cases[i].behaviour, second.text, cases[i].second);
        }
        hall_client_free(client);
        remove_folder(folder);
    }
    assert_int_equal(failed, 0);
}

static void test_unreachable(void **state)
{
    (void)state;
    /* Port 1 of the loopback interface is nobody's; .invalid is no name by RFC 2606. */
    static const struct {
        const char *url, *expected;
    } addresses[] = {
        {"http://127.0.0.1:1", "failed:unreachable failed:unreachable."},
        {"http://hall.invalid", "failed:unreachable failed:unreachable."},
        {"ftp://127.0.0.1", "failed:refused."},
        {"file:///etc", "failed:refused."},
        {"", "failed:refused."},
        {"http://", "failed:unreachable failed:unreachable."},
    };
    int failed = 0;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct hall_client_options options = {
            .backend_url = addresses[i].url, .retry_limit = 1, .retry_first_ms = 10};
        struct hall_client *client = hall_client_new(&options);
        assert_non_null(client);
        struct heard heard = {.length = 0};
        ask(client, MENU, &heard);
        failed += check(addresses[i].url, heard.text, addresses[i].expected);
        hall_client_free(client);
    }
    assert_int_equal(failed, 0);
}

/* --- stories
 * ---------------------------------------------------------------------------------------------------------------
 */

static void test_cache_outlives_the_client(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("good-then-500", folder, 0);
    struct heard heard = {.length = 0};
    ask(client, LIST, &heard);
    int64_t fetched_ms = heard.fetched_ms;
    assert_true(fetched_ms > 1704067200000);
    hall_client_free(client);
    client = new_client("=", folder, 0);
    struct heard again = {.length = 0};
    ask(client, LIST, &again);
    assert_string_equal(again.text, "cached(n1,n2) failed:server.");
    assert_true(again.fetched_ms == fetched_ms);
    hall_client_free(client);
    remove_folder(folder);
}

static void test_withdrawn(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("withdraw", folder, 0);
    struct heard list = {.length = 0}, article = {.length = 0}, other = {.length = 0};
    ask(client, LIST, &list);
    assert_string_equal(list.text, "fresh(n1,n2).");
    assert_int_not_equal(hall_client_get_notice(client, "n2", on_notice, &article), 0);
    run(client);
    assert_string_equal(article.text, "fresh<p>正文</p>.");
    /* Another list tells of the withdrawal: neither what is cached nor the article is shown again, after a
     * restart either. */
    assert_int_not_equal(hall_client_get_notices(client, 2, "", 50, on_list, &other), 0);
    run(client);
    assert_string_equal(other.text, "fresh(n1).");
    for (int restart = 0; restart < 2; restart++) {
        struct heard cached = {.length = 0}, gone = {.length = 0};
        ask(client, LIST, &cached);
        assert_string_equal(cached.text, "cached(n1) unchanged.");
        assert_int_not_equal(hall_client_get_notice(client, "n2", on_notice, &gone), 0);
        run(client);
        assert_string_equal(gone.text, "failed:not-found.");
        hall_client_free(client);
        client = new_client("=", folder, 0);
    }
    hall_client_free(client);
    remove_folder(folder);
}

static void test_gone(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("good-then-410", folder, 0);
    struct heard list = {.length = 0}, first = {.length = 0}, second = {.length = 0}, third = {.length = 0};
    struct heard after = {.length = 0};
    ask(client, LIST, &list);
    ask(client, NOTICE, &first);
    ask(client, NOTICE, &second);
    ask(client, NOTICE, &third);
    ask(client, LIST, &after);
    assert_string_equal(first.text, "fresh<p>正文</p>.");
    assert_string_equal(second.text, "cached<p>正文</p> failed:not-found.");
    assert_string_equal(third.text, "failed:not-found.");
    assert_string_equal(after.text, "cached(n2) unchanged.");
    hall_client_free(client);
    remove_folder(folder);
}

static void test_time_runs_out_in_the_cache(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("soon-over", folder, 0);
    struct heard first = {.length = 0}, second = {.length = 0};
    ask(client, LIST, &first);
    assert_string_equal(first.text, "fresh(n1,n2).");
    struct timespec wait = {.tv_sec = 3};
    (void)nanosleep(&wait, NULL);
    ask(client, LIST, &second);
    assert_string_equal(second.text, "cached(n1) unchanged.");
    hall_client_free(client);
    remove_folder(folder);
}

static void test_clock(void **state)
{
    (void)state;
    static const struct {
        const char *behaviour;
        int64_t from, to; /* 0: the system's time */
    } clocks[] = {
        {"good", 0, 0},
        {"date-1999", 0, 0},
        {"date-2200", 0, 0},
        {"date-garbage", 0, 0},
        {"date-2031", 1924992000000, 1924992000000 + 30000},
    };
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        struct hall_client *client = new_client(clocks[i].behaviour, NULL, 0);
        struct heard heard = {.length = 0};
        ask(client, MENU, &heard);
        int64_t now_ms = hall_client_now_ms(client);
        int64_t system_ms = (int64_t)time(NULL) * 1000;
        int64_t from = clocks[i].from == 0 ? system_ms - 30000 : clocks[i].from;
        int64_t to = clocks[i].to == 0 ? system_ms + 30000 : clocks[i].to;
        if (now_ms < from || now_ms > to) {
            print_error("%s: now is %lld, expected %lld to %lld\n", clocks[i].behaviour, (long long)now_ms,
                        (long long)from, (long long)to);
        }
        assert_true(now_ms >= from && now_ms <= to);
        hall_client_free(client);
    }
}

static void test_what_is_sent(void **state)
{
    (void)state;
    struct hall_client *client = new_client("echo", NULL, 0);
    struct heard heard = {.length = 0};
    assert_int_not_equal(hall_client_get_notices(client, 7, "a b&c=一", 5000, on_list, &heard), 0);
    run(client);
    assert_string_equal(heard.ids,
                        "/v1/notices?area=431002&category=5&limit=1000&after=a%20b%26c%3D%E4%B8%80");
    hall_client_free(client);
}

static void test_refused_at_once(void **state)
{
    (void)state;
    struct hall_client *client = new_client("picture", NULL, 0);
    static const char *const ids[] = {"",   "a/b", "../menu",
                                      "一", "a b", "12345678901234567890123456789012345678901"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        struct heard heard = {.length = 0};
        assert_int_equal(hall_client_get_notice(client, ids[i], on_notice, &heard), 0);
        assert_string_equal(heard.text, "failed:not-found.");
    }
    static const char *const pictures[] = {"",
                                           "//evil.cn/a.png",
                                           "http://evil.cn/v1/pictures/a.png",
                                           "http://127.0.0.1.evil.cn/",
                                           "/../../good/1/v1/menu",
                                           "file:///etc/passwd",
                                           "http://user@127.0.0.1/a.png"};
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        struct heard heard = {.length = 0};
        request_id id = hall_client_get_picture(client, pictures[i], on_bytes, &heard);
        if (id != 0) {
            print_error("\"%s\" was asked for\n", pictures[i]);
        }
        assert_int_equal(id, 0);
        assert_string_equal(heard.text, "failed:not-found.");
    }
    struct heard heard = {.length = 0};
    assert_int_not_equal(hall_client_get_picture(client, "v1/pictures/一 .png#x", on_bytes, &heard), 0);
    run(client);
    assert_string_equal(heard.text, "fresh(12).");
    hall_client_free(client);
}

static void test_cancel(void **state)
{
    (void)state;
    struct hall_client *client = new_client("hang", NULL, 5);
    struct heard never = {.length = 0}, heard = {.length = 0};
    request_id id = hall_client_get_menu(client, on_menu, &never);
    hall_client_service(client, now_us());
    hall_client_cancel(client, id);
    hall_client_cancel(client, id);
    hall_client_cancel(client, 0);
    assert_int_equal(hall_client_open_requests(client), 0);
    run(client);
    assert_string_equal(never.text, "");
    /* In its own callback, while it would retry. */
    heard.client = client;
    heard.other = hall_client_get_menu(client, on_menu, &heard);
    run(client);
    assert_string_equal(heard.text, "failed:timeout");
    /* Open ones go with the client. */
    assert_int_not_equal(hall_client_get_menu(client, on_menu, &never), 0);
    assert_int_not_equal(hall_client_get_notice(client, "n1", on_notice, &never), 0);
    hall_client_service(client, now_us());
    hall_client_free(client);
    assert_string_equal(never.text, "");
}

static void test_no_cache_folder(void **state)
{
    (void)state;
    static const char *const folders[] = {"/proc/nothing/here", "/dev/null", "/proc/self", ""};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        struct hall_client *client = new_client("good", folders[i], 0);
        struct heard first = {.length = 0}, second = {.length = 0};
        ask(client, MENU, &first);
        assert_string_equal(first.text, "fresh(1).");
        hall_client_free(client);
        client = new_client("=", folders[i], 0);
        ask(client, MENU, &second);
        assert_string_equal(second.text, "fresh(1).");
        hall_client_free(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_unreachable),
        cmocka_unit_test(test_cache_outlives_the_client),
        cmocka_unit_test(test_withdrawn),
        cmocka_unit_test(test_gone),
        cmocka_unit_test(test_time_runs_out_in_the_cache),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_what_is_sent),
        cmocka_unit_test(test_refused_at_once),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_no_cache_folder),
    };
    return cmocka_run_group_tests_name("hall client", tests, start_server, stop_server);
}
