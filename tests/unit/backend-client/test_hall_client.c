/* What every kind of bad answer comes to. */

#include "tests/unit/backend-client/hall_client_fixture.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_unreachable),
    };
    return cmocka_run_group_tests_name("hall client: answers", tests, start_server, stop_server);
}
