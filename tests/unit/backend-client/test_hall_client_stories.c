/* What happens over several requests, restarts and hours. */

#include "backend-client/fetch_ahead.h"
#include "both-sides/clock.h"
#include "tests/unit/backend-client/hall_client_fixture.h"

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

/* While a screen is made unseen. */
static void test_a_silent_client_asks_nobody(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("good", folder, 1000);
    struct heard first = {.length = 0};
    ask(client, LIST, &first);
    hall_client_set_session(client, SESSION);
    hall_client_be_silent(client, 1);
    static const enum what all[] = {MENU, LIST, NOTICE, GUIDES, PICTURE, CONFIG};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct heard heard = {.length = 0};
        assert_int_equal(get(client, all[i], "n1", &heard), 0);
        assert_string_equal(heard.text, all[i] == LIST ? "cached(n1,n2)" : "");
    }
    struct heard posted = {.length = 0};
    assert_int_equal(hall_client_find_case(client, NUMBER, TAIL, on_case, &posted), 0);
    assert_string_equal(posted.text, "");
    assert_int_equal(hall_client_open_requests(client), 0);
    assert_true(hall_client_deadline(client) == INT64_MAX);
    hall_client_be_silent(client, 0);
    struct heard again = {.length = 0};
    ask(client, LIST, &again);
    assert_string_equal(again.text, "cached(n1,n2) unchanged.");
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
    assert_int_not_equal(get(client, NOTICE, "n2", &article), 0);
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
        assert_int_not_equal(get(client, NOTICE, "n2", &gone), 0);
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

static const int64_t in_2099_ms = 4070908800000;

/* One answer comes from a headend whose clock is ahead: the next one puts right the time of day, that of the
 * next run, and the moments in the cache. */
static void test_a_clock_that_was_ahead(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("date-2099-once", folder, 0);
    struct heard first = {.length = 0}, second = {.length = 0}, offline = {.length = 0};
    ask(client, LIST, &first);
    assert_true(hall_client_now_ms(client) >= in_2099_ms);
    ask(client, LIST, &second);
    assert_string_equal(second.text, "cached(n1,n2) unchanged.");
    assert_true(hall_client_now_ms(client) < in_2099_ms);
    hall_client_free(client);
    client = new_client("=", folder, 0);
    assert_true(hall_client_now_ms(client) < in_2099_ms);
    assert_int_equal(hall_client_time_is_known(client), 1);
    request_id id = get(client, LIST, NULL, &offline);
    hall_client_cancel(client, id);
    assert_string_equal(offline.text, "cached(n1,n2)");
    assert_true(offline.fetched_ms < in_2099_ms);
    hall_client_free(client);
    remove_folder(folder);
}

/* What answers in the headend's place is not believed the time. */
static void test_a_portals_clock(void **state)
{
    (void)state;
    struct hall_client *client = new_client("portal-2099", NULL, 0);
    struct heard heard = {.length = 0};
    ask(client, LIST, &heard);
    assert_string_equal(heard.text, "failed:unreachable.");
    assert_true(hall_client_now_ms(client) < in_2099_ms);
    hall_client_free(client);
}

/* Where nothing reaches the headend it is tried every few seconds; a key tries at once. */
static void test_an_empty_screen_fills_soon(void **state)
{
    (void)state;
    struct hall_client_options options = {
        .backend_url = "http://127.0.0.1:1", .retry_limit = 1000, .retry_first_ms = 30000};
    struct hall_client *client = hall_client_new(&options);
    struct heard heard = {.length = 0};
    assert_non_null(client);
    assert_int_not_equal(get(client, MENU, NULL, &heard), 0);
    int64_t end_us = now_us() + 5000000;
    while (heard.length == 0 && now_us() < end_us) {
        assert_int_equal(hall_client_wait(client, NULL, 0, 50), 0);
        hall_client_service(client, now_us());
    }
    assert_string_equal(heard.text, "failed:unreachable");
    int64_t wait_us = hall_client_deadline(client) - now_us();
    assert_true(wait_us > 0 && wait_us < 10 * 1000000);
    hall_client_hurry(client, now_us());
    assert_true(hall_client_deadline(client) - now_us() < 2 * 1000000);
    hall_client_free(client);
}

/* One list is kept: that of all categories. */
static void test_what_is_cached_without_asking(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("good", folder, 0);
    struct heard list = {.length = 0}, category = {.length = 0}, again = {.length = 0};
    int64_t fetched_ms = 0;
    assert_null(hall_client_cached_notices(client, NULL, 50, NULL));
    ask(client, LIST, &list);
    struct notice_list *cached = hall_client_cached_notices(client, "", 50, &fetched_ms);
    assert_non_null(cached);
    assert_int_equal(cached->count, 2);
    assert_true(fetched_ms == list.fetched_ms);
    notice_list_free(cached);
    assert_int_not_equal(hall_client_get_notices(client, 3, "", 50, on_list, &category), 0);
    run(client);
    assert_int_not_equal(hall_client_get_notices(client, 3, "", 50, on_list, &again), 0);
    run(client);
    assert_string_equal(again.text, "fresh(n1,n2).");
    assert_null(hall_client_cached(client, ENDPOINT_NOTICE, "n1", NULL));
    assert_null(hall_client_cached(client, ENDPOINT_NOTICE, "../n1", NULL));
    assert_int_equal(hall_client_has_picture(client, "/v1/pictures/a.png"), 0);
    hall_client_free(client);
    remove_folder(folder);
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

/* What the check of flows says reaches the one who reads the log. */
static void test_a_bad_flow_says_why(void **state)
{
    (void)state;
    struct hall_client *client = new_client("bad-flow", NULL, 0);
    struct heard heard = {.length = 0};
    ask(client, FLOW, &heard);
    assert_memory_equal(heard.last.detail, "flow: ", 6);
    assert_non_null(strstr(heard.last.detail, "lost"));
    hall_client_free(client);
}

static void test_refused_at_once(void **state)
{
    (void)state;
    static const char long_id[] = "12345678901234567890123456789012345678901";
    static const struct {
        enum what what;
        const char *id;
    } wrong[] = {
        {NOTICE, ""},
        {NOTICE, "a/b"},
        {NOTICE, "../menu"},
        {NOTICE, "一"},
        {NOTICE, "a b"},
        {NOTICE, long_id},
        {GUIDE, ""},
        {GUIDE, "a/b"},
        {FLOW, "../menu"},
        {FLOW, "Retire"},
        {GUIDE, "a_b"},
        {FLOW, "a_b"},
        {GUIDE, "一"},
        {FLOW, "a b"},
        {GUIDE, long_id},
        {FLOW, long_id},
        {PICTURE, ""},
        {PICTURE, "//evil.cn/a.png"},
        {PICTURE, "http://evil.cn/v1/pictures/a.png"},
        {PICTURE, "http://127.0.0.1.evil.cn/"},
        {PICTURE, "/../../good/1/v1/menu"},
        {PICTURE, "file:///etc/passwd"},
        {PICTURE, "http://user@127.0.0.1/a.png"},
    };
    struct hall_client *client = new_client("picture", NULL, 0);
    int failed = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct heard refused = {.length = 0};
        assert_int_equal(get(client, wrong[i].what, wrong[i].id, &refused), 0);
        failed += check(wrong[i].id, &refused, "failed:not-found.");
        assert_int_equal(hall_client_open_requests(client), 0);
    }
    assert_int_equal(failed, 0);
    struct heard heard = {.length = 0};
    assert_int_not_equal(get(client, PICTURE, "v1/pictures/一 .png#x", &heard), 0); /* and it goes on */
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

/* Until it rests for a while, or `rounds` begin. Returns how many requests there were. */
static int fetch(struct hall_client *client, struct fetch_ahead *ahead)
{
    int requests = 0;
    int64_t end_us = now_us() + (int64_t)GUARD_SECONDS * 1000000;
    steady_pass(30 * 1000000); /* the first moment of its own */
    for (;;) {
        size_t before = hall_client_open_requests(client);
        fetch_ahead_service(ahead, steady_us());
        requests += hall_client_open_requests(client) > before;
        int64_t wait_us = fetch_ahead_deadline(ahead) - steady_us();
        if (hall_client_open_requests(client) == 0 && wait_us > 60 * 1000000) {
            return requests;
        }
        assert_int_equal(hall_client_wait(client, NULL, 0, 10), 0);
        hall_client_service(client, steady_us());
        if (wait_us > 0 && wait_us < 1000000) {
            steady_pass(wait_us);
        }
        assert_true(now_us() < end_us);
    }
}

static void test_fetching_ahead_is_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *behaviour;
        int first, second; /* requests of two rounds */
    } cases[] = {
        {"ahead", 1 + 20 + 20 * 8, 1}, /* of 30 notices with 12 pictures each */
        {"ahead-pages", 4 + 4, 1},     /* of endless pages with one urgent notice each */
        {"good", 1, 1},                /* nothing is urgent */
        {"500", 1, 1},
        {"404", 1, 1},
        {"portal", 1, 1},
        {"ahead-gone", 1 + 20, 1 + 20}, /* articles that are not there do not end it */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = new_folder();
        struct hall_client *client = new_client(cases[i].behaviour, folder, 1000);
        struct fetch_ahead *ahead = fetch_ahead_new(client, steady_us());
        int first = fetch(client, ahead);
        steady_pass(INT64_C(25) * 60 * 1000000);
        int second = fetch(client, ahead);
        if (first != cases[i].first || second != cases[i].second) {
            fail_msg("%s: wanted %d and %d requests, got %d and %d", cases[i].behaviour, cases[i].first,
                     cases[i].second, first, second);
        }
        fetch_ahead_free(ahead);
        hall_client_free(client);
        remove_folder(folder);
    }
}

/* While keys are pressed, nothing new is asked for, however long that is due. */
static void test_keys_put_fetching_off(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("good", folder, 1000);
    struct fetch_ahead *ahead = fetch_ahead_new(client, steady_us());
    assert_non_null(ahead);
    for (int key = 0; key < 100; key++) {
        fetch_ahead_put_off(ahead, steady_us());
        assert_true(fetch_ahead_deadline(ahead) > steady_us());
        fetch_ahead_service(ahead, steady_us());
        assert_int_equal(hall_client_open_requests(client), 0);
        steady_pass(1000000);
    }
    assert_int_equal(fetch(client, ahead), 1);
    fetch_ahead_put_off(NULL, steady_us());
    fetch_ahead_free(ahead);
    hall_client_free(client);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cache_outlives_the_client),
        cmocka_unit_test(test_a_silent_client_asks_nobody),
        cmocka_unit_test(test_withdrawn),
        cmocka_unit_test(test_gone),
        cmocka_unit_test(test_time_runs_out_in_the_cache),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_a_clock_that_was_ahead),
        cmocka_unit_test(test_a_portals_clock),
        cmocka_unit_test(test_an_empty_screen_fills_soon),
        cmocka_unit_test(test_what_is_cached_without_asking),
        cmocka_unit_test(test_fetching_ahead_is_bounded),
        cmocka_unit_test(test_keys_put_fetching_off),
        cmocka_unit_test(test_what_is_sent),
        cmocka_unit_test(test_a_bad_flow_says_why),
        cmocka_unit_test(test_refused_at_once),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_no_cache_folder),
    };
    return cmocka_run_group_tests_name("hall client: stories", tests, start_server, stop_server);
}
