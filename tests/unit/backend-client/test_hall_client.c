/* What every kind of bad answer comes to. */

#include "tests/unit/backend-client/hall_client_fixture.h"

static const struct {
    const char *behaviour;
    enum what what;
    unsigned retries;
    const char *first, *second, *third; /* what each request hears; NULL: there is none */
} cases[] = {
    {"good", MENU, 0, "fresh(1).", "cached(1) unchanged.", NULL},
    {"good", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) unchanged.", NULL},
    {"good", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> unchanged.", NULL},
    {"picture", PICTURE, 0, "fresh(12).", "cached(12) fresh(12).", NULL},
    {"config", CONFIG, 0, "fresh(10).", "unchanged.", NULL},
    {"gzip", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2).", NULL},
    {"hang", MENU, 0, "failed:timeout.", NULL, NULL},
    {"hang", MENU, 1, "failed:timeout failed:timeout.", NULL, NULL},
    {"hang-in-body", LIST, 0, "failed:timeout.", NULL, NULL},
    {"trickle", LIST, 0, "failed:timeout.", NULL, NULL},
    {"trickle-head", LIST, 0, "failed:timeout.", NULL, NULL},
    {"close", MENU, 0, "failed:unreachable.", NULL, NULL},
    {"not-http", MENU, 0, "failed:bad-answer.", NULL, NULL},
    {"circle", MENU, 2, "failed:refused.", NULL, NULL},
    {"other-host", MENU, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"other-port", MENU, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"to-file", MENU, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"to-nowhere", MENU, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"redirect-once", MENU, 0, "fresh(1).", "cached(1) unchanged.", NULL},
    {"500-once", MENU, 0, "failed:server.", "fresh(1).", NULL},
    {"500-once", MENU, 3, "failed:server fresh(1).", "cached(1) unchanged.", NULL},
    {"500", LIST, 3, "failed:server failed:server.", NULL, NULL},
    {"503-wait", LIST, 1, "failed:server fresh(n1,n2).", NULL, NULL},
    {"good-then-500", LIST, 1, "fresh(n1,n2).", "cached(n1,n2) failed:server failed:server.", NULL},
    {"good-then-hang", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:timeout.", NULL},
    {"good-then-garbage", LIST, 3, "fresh(n1,n2).", "cached(n1,n2) failed:bad-answer.", NULL},
    {"429", LIST, 0, "failed:server.", NULL, NULL},
    {"403", LIST, 3, "failed:refused.", NULL, NULL},
    {"404", NOTICE, 3, "failed:not-found.", NULL, NULL},
    {"204", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"304", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"cut", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"cut-chunked", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"short", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"huge-length", LIST, 3, "failed:too-large.", NULL, NULL},
    {"negative-length", LIST, 0, "failed:bad-answer.", NULL, NULL},
    {"large", LIST, 3, "failed:too-large.", NULL, NULL},
    {"large", PICTURE, 3, "failed:too-large.", NULL, NULL},
    {"large", CONFIG, 3, "failed:too-large.", NULL, NULL},
    {"gzip-bomb", LIST, 3, "failed:too-large.", NULL, NULL},
    {"gzip-broken", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"gzip-cut", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"gzip-empty", LIST, 3, "failed:too-large.", NULL, NULL},
    {"endless", LIST, 3, "failed:too-large.", NULL, NULL},
    {"header-flood", LIST, 3, "failed:bad-answer.", NULL, NULL},
    {"portal", LIST, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"portal", MENU, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"portal-once", LIST, 1, "failed:unreachable fresh(n1,n2).", NULL, NULL},
    {"portal-302-once", LIST, 1, "failed:unreachable fresh(n1,n2).", NULL, NULL},
    {"portal-403-once", MENU, 1, "failed:unreachable fresh(1).", NULL, NULL},
    {"portal-404-once", MENU, 1, "failed:unreachable fresh(1).", NULL, NULL},
    {"portal-404-once", NOTICE, 1, "failed:unreachable fresh<p>正文</p>.", NULL, NULL},
    {"gzip-members", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2).", NULL},
    {"gzip-members-trickled", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2).", NULL},
    {"gzip-padded", LIST, 0, "fresh(n1,n2).", NULL, NULL},
    {"gzip-then-garbage", LIST, 0, "failed:bad-answer.", NULL, NULL},
    {"gzip-member-missing", LIST, 0, "failed:bad-answer.", NULL, NULL},
    {"brotli", LIST, 0, "failed:bad-answer.", NULL, NULL},
    {"old-rev-other-life", LIST, 0, "fresh(n1).", "cached(n1) fresh(n2).", "cached(n2) fresh(n3)."},
    {"old-rev-same-life", LIST, 0, "fresh(n1).", "cached(n1) unchanged.", "cached(n1) unchanged."},
    {"old-rev-first-life", LIST, 0, "fresh(n1).", "cached(n1) fresh(n2).", "cached(n2) unchanged."},
    {"good-then-404", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:not-found.",
     "cached(n1,n2) failed:not-found."},
    {"good-then-410-all", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:not-found.",
     "cached(n1,n2) failed:not-found."},
    {"good-then-404", MENU, 0, "fresh(1).", "cached(1) failed:not-found.", "cached(1) failed:not-found."},
    {"good-then-404", STATIONS, 0, "freshs1.", "cacheds1 failed:not-found.", "cacheds1 failed:not-found."},
    {"good-then-404-page", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-404-page", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-404-empty", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-404-empty", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-404-object", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-404-object", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-404-word", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-404-word", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-404-other", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-404-other", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-404-cut", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-404-cut", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-410-page", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-410-page", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-410-empty", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-410-empty", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-410-object", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-410-object", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-410-word", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-410-word", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-410-other", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-410-other", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"good-then-410-cut", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) failed:unreachable.",
     "cached(n1,n2) failed:unreachable."},
    {"good-then-410-cut", NOTICE, 0, "fresh<p>正文</p>.", "cached<p>正文</p> failed:unreachable.",
     "cached<p>正文</p> failed:unreachable."},
    {"empty", LIST, 1, "failed:unreachable failed:unreachable.", NULL, NULL},
    {"portal", PICTURE, 0, "failed:unreachable.", "failed:unreachable.", NULL},
    {"portal", CONFIG, 0, "failed:unreachable.", NULL, NULL},
    {"portal-nameless", LIST, 0, "failed:unreachable.", NULL, NULL},
    {"portal-nameless", PICTURE, 0, "failed:unreachable.", "failed:unreachable.", NULL},
    {"long-etag", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2).", NULL},
    {"bare-etag", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n1,n2).", NULL},
    {"old-rev", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) unchanged.", NULL},
    {"new-rev", LIST, 0, "fresh(n1,n2).", "cached(n1,n2) fresh(n3).", NULL},
    {"times", LIST, 0, "fresh(now,held).", "cached(now,held) unchanged.", NULL},
    {"withdrawn-notice", NOTICE, 3, "failed:not-found.", "failed:not-found.", NULL},
    {"over-notice", NOTICE, 3, "failed:not-found.", "failed:not-found.", NULL},
    {"other-notice", NOTICE, 3, "failed:bad-answer.", NULL, NULL},
    {"good", GUIDES, 0, "freshg1,g2.", "cachedg1,g2 unchanged.", "cachedg1,g2 unchanged."},
    {"good", GUIDE, 0, "freshg1.", "cachedg1 unchanged.", "cachedg1 unchanged."},
    {"good", FLOW, 0, "freshg1.", "cachedg1 unchanged.", "cachedg1 unchanged."},
    {"good", POLICIES, 0, "freshp1,held.", "cachedp1,held unchanged.", "cachedp1,held unchanged."},
    {"good", STATIONS, 0, "freshs1.", "cacheds1 unchanged.", "cacheds1 unchanged."},
    {"gzip", STATIONS, 0, "freshs1.", "cacheds1 freshs1.", "cacheds1 freshs1."},
    {"good-then-500", STATIONS, 0, "freshs1.", "cacheds1 failed:server.", "cacheds1 failed:server."},
    {"good-then-garbage", FLOW, 0, "freshg1.", "cachedg1 failed:bad-answer.", "cachedg1 failed:bad-answer."},
    {"good-then-404", GUIDE, 0, "freshg1.", "cachedg1 failed:not-found.", "failed:not-found."},
    {"good-then-404", FLOW, 0, "freshg1.", "cachedg1 failed:not-found.", "failed:not-found."},
    {"good-then-410", GUIDE, 0, "freshg1.", "cachedg1 failed:not-found.", "failed:not-found."},
    {"other-id", GUIDE, 0, "failed:bad-answer.", "failed:bad-answer.", "failed:bad-answer."},
    {"other-id", FLOW, 0, "failed:bad-answer.", "failed:bad-answer.", "failed:bad-answer."},
    {"bad-flow", FLOW, 0, "failed:bad-answer.", "failed:bad-answer.", "failed:bad-answer."},
    {"hang", STATIONS, 0, "failed:timeout.", "failed:timeout.", "failed:timeout."},
};

static void test_answers(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = new_folder();
        struct hall_client *client = new_client(cases[i].behaviour, folder, cases[i].retries);
        const char *const expected[] = {cases[i].first, cases[i].second, cases[i].third};
        for (size_t j = 0; j < 3 && expected[j] != NULL; j++) {
            struct heard heard = {.length = 0};
            ask(client, cases[i].what, &heard);
            failed += check(cases[i].behaviour, &heard, expected[j]);
            if (heard.last.failure == FAILURE_TOO_LARGE) {
                const char *after = strstr(heard.last.detail, "after ");
                assert_non_null(after);
                assert_true(strtol(after + 6, NULL, 10) <= RESPONSE_BYTES_MAX);
            }
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
        failed += check(addresses[i].url, &heard, addresses[i].expected);
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
