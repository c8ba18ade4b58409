/* Cases and ratings: what is posted, what the headend may say, and that nothing of it stays or is said. */

#include "tests/unit/backend-client/hall_client_fixture.h"

#include <fcntl.h>

static const struct {
    const char *behaviour;
    enum what what;
    const char *expected;
} cases[] = {
    {"case", CASE, "fresh(none 012X case_number,id_tail)."},
    {"case", RATING, "fresh(none 4)."},
    {"no-such", CASE, "failed:not-found(no-such)."},
    {"no-such-portal", CASE, "failed:not-found(transport)."},
    {"bad-number", CASE, "failed:refused(bad-number)."},
    {"persons", CASE, "failed:server(persons,1800000000000)."},
    {"failures", CASE, "failed:server(failures,1800000000001)."},
    {"target", CASE, "failed:server(target,1800000000002)."},
    {"upstream", CASE, "failed:server(upstream)."},
    {"down", CASE, "failed:server(transport)."},
    {"rated", CASE, "failed:refused(transport)."},
    {"rated", RATING, "failed:refused(rated)."},
    {"not-finished", RATING, "failed:refused(not-finished)."},
    {"no-such", RATING, "failed:not-found(no-such)."},
    {"target", RATING, "failed:server(target,1800000000002)."},
    {"upstream", RATING, "failed:server(upstream)."},
    {"case-other", CASE, "failed:bad-answer(transport)."},
    {"case-nonsense", CASE, "failed:bad-answer(transport)."},
    {"case-moved", CASE, "failed:refused(transport)."},
    {"case-moved", RATING, "failed:refused(transport)."},
    {"case-large", CASE, "failed:too-large(transport)."},
    {"hang", CASE, "failed:timeout(transport)."},
    {"portal", CASE, "failed:bad-answer(transport)."},
    {"not-http", CASE, "failed:bad-answer(transport)."},
    /* A look-up is never sent twice: the second time it would have been answered. */
    {"case-lost-once", CASE, "failed:unreachable(transport)."},
    {"case-hang-once", CASE, "failed:timeout(transport)."},
    {"case-500-once", CASE, "failed:server(transport)."},
    {"case-lost-in-body-once", CASE, "failed:bad-answer(transport)."},
    /* A rating that was lost is sent once more. */
    {"case-lost-once", RATING, "fresh(none 4)."},
    {"case-hang-once", RATING, "fresh(none 4)."},
    {"case-lost", RATING, "failed:unreachable(transport)."},
    {"case-500-once", RATING, "failed:server(transport)."},
};

static size_t files_in(const char *folder)
{
    size_t count = 0;
    DIR *items = opendir(folder);
    assert_non_null(items);
    const struct dirent *item;
    while ((item = readdir(items)) != NULL) {
        count += item->d_name[0] != '.';
    }
    (void)closedir(items);
    return count;
}

/* Ten tries are allowed to everything else: posts do not take them. */
static void test_answers(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = new_folder();
        struct hall_client *client = new_client(cases[i].behaviour, folder, 10);
        struct heard heard = {.length = 0};
        ask(client, cases[i].what, &heard);
        failed += check(cases[i].behaviour, &heard, cases[i].expected);
        hall_client_free(client);
        assert_int_equal(files_in(folder), 0); /* nothing is kept */
        remove_folder(folder);
    }
    assert_int_equal(failed, 0);
}

/* A small x is the same tail, and is sent as the contract has it. */
static void test_small_x(void **state)
{
    (void)state;
    struct hall_client *client = new_client("case", NULL, 0);
    struct heard heard = {.length = 0};
    assert_int_not_equal(get(client, CASE, "012x", &heard), 0);
    run(client);
    assert_string_equal(heard.text, "fresh(none 012X case_number,id_tail).");
    hall_client_free(client);
}

static void test_refused_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *number, *tail;
        int stars;
    } wrong[] = {
        {"43100026010500000106", TAIL, 4},
        {"4310002601050000010", TAIL, 4},
        {"", TAIL, 4},
        {NUMBER "0", TAIL, 4},
        {NUMBER, "01", 4},
        {NUMBER, "X123", 4},
        {NUMBER, "0123\"", 4},
        {NUMBER, "", 4},
        {NUMBER, TAIL, 0},
        {NUMBER, TAIL, 6},
    };
    struct hall_client *client = new_client("case", NULL, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct heard found = {.length = 0}, rated = {.length = 0};
        assert_int_equal(
            hall_client_rate_case(client, wrong[i].number, wrong[i].tail, wrong[i].stars, on_rating, &rated),
            0);
        assert_string_equal(rated.text, "failed:refused(bad-number).");
        if (wrong[i].stars == 4) {
            assert_int_equal(hall_client_find_case(client, wrong[i].number, wrong[i].tail, on_case, &found),
                             0);
            assert_string_equal(found.text, "failed:refused(bad-number).");
        }
        assert_int_equal(hall_client_open_requests(client), 0);
    }
    hall_client_free(client);
}

/* A screen that was left hears nothing, and what was on its way is gone. */
static void test_cancelled(void **state)
{
    (void)state;
    struct hall_client *client = new_client("hang", NULL, 0);
    struct heard heard = {.length = 0}, menu = {.length = 0};
    request_id id = get(client, CASE, TAIL, &heard);
    hall_client_service(client, now_us());
    hall_client_cancel(client, id);
    assert_int_equal(hall_client_open_requests(client), 0);
    assert_string_equal(heard.text, "");
    id = get(client, RATING, TAIL, &heard); /* still open when the client goes */
    assert_int_not_equal(id, 0);
    hall_client_free(client);
    client = new_client("good", NULL, 0);
    ask(client, MENU, &menu);
    assert_string_equal(menu.text, "fresh(1).");
    hall_client_free(client);
}

/* Whatever goes wrong, and at the most talkative, the log holds nothing that was typed or answered. */
static void test_the_log_is_silent(void **state)
{
    (void)state;
    static const char *const behaviours[] = {"case", "case-nonsense", "case-other", "no-such", "persons",
                                             "down", "case-large",    "case-moved", "cut",     "case-lost"};
    char path[] = "/tmp/tv-hall-test-log-XXXXXX";
    int file = mkstemp(path);
    int errors = dup(2);
    assert_true(file >= 0 && errors >= 0);
    (void)fflush(stderr);
    assert_int_equal(dup2(file, 2), 2);
    log_set_level(LOG_LEVEL_DEBUG);
    for (size_t i = 0; i < 2 * sizeof behaviours / sizeof behaviours[0]; i++) {
        struct hall_client *client = new_client(behaviours[i / 2], NULL, 0);
        struct heard heard = {.length = 0};
        ask(client, i % 2 == 0 ? CASE : RATING, &heard);
        hall_client_free(client);
    }
    log_set_level(LOG_LEVEL_ERROR);
    (void)fflush(stderr);
    assert_int_equal(dup2(errors, 2), 2);
    (void)close(errors);
    static char text[65536];
    ssize_t length = pread(file, text, sizeof text - 1, 0);
    (void)close(file);
    (void)unlink(path);
    assert_true(length > 0); /* it does say what went wrong */
    text[length] = '\0';
    static const char *const secrets[] = {NUMBER, TAIL, "31337", "43100026010500000202"};
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        if (strstr(text, secrets[i]) != NULL) {
            fail_msg("\"%s\" is in the log:\n%s", secrets[i], text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),           cmocka_unit_test(test_small_x),
        cmocka_unit_test(test_refused_at_once),   cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_the_log_is_silent),
    };
    return cmocka_run_group_tests_name("hall client: cases", tests, start_server, stop_server);
}
