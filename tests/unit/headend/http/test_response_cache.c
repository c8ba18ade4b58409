#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "headend/http/response_cache.h"

static struct response *make(size_t bytes, int64_t made, int64_t valid_until)
{
    char *body = malloc(bytes);
    assert_non_null(body);
    memset(body, 'x', bytes);
    const struct response_content content = {.body = body,
                                             .length = bytes,
                                             .type = "text/plain",
                                             .cache_control = "no-cache",
                                             .made = made,
                                             .valid_until = valid_until};
    struct response *response = response_make(&content);
    assert_non_null(response);
    return response;
}

static struct response_key key_of(int number)
{
    struct response_key key;
    memset(&key, 0, sizeof key);
    key.route = 1;
    (void)snprintf(key.bytes, sizeof key.bytes, "n-%d", number);
    return key;
}

static int has(struct response_cache *cache, int number, int64_t now)
{
    struct response_key key = key_of(number);
    int found = response_cache_enter(cache, 3, &key, now) != NULL;
    response_cache_leave(cache, 3);
    return found;
}

static void put(struct response_cache *cache, int number, size_t bytes)
{
    struct response_key key = key_of(number);
    response_cache_put(cache, &key, make(bytes, 0, 1000), response_cache_generation(cache));
}

static void test_keeps_what_holds(void **state)
{
    struct response_cache *cache = response_cache_create(1 << 20);
    (void)state;
    assert_non_null(cache);
    assert_false(has(cache, 1, 0));
    struct response_key key = key_of(1);
    response_cache_put(cache, &key, make(100, 500, 1000), response_cache_generation(cache));
    assert_true(has(cache, 1, 500));
    assert_true(has(cache, 1, 999));
    assert_false(has(cache, 1, 1000)); /* ended */
    assert_false(has(cache, 1, 499));  /* the clock was set back */
    assert_false(has(cache, 2, 500));
    response_cache_put(cache, &key, make(100, 1000, 2000), response_cache_generation(cache));
    assert_true(has(cache, 1, 1500));
    assert_int_equal(response_cache_measure(cache).answers, 1);
    response_cache_free(cache);
}

static void test_forgets_what_changed(void **state)
{
    struct response_cache *cache = response_cache_create(1 << 20);
    (void)state;
    assert_non_null(cache);
    put(cache, 1, 100);
    uint64_t before = response_cache_generation(cache);
    response_cache_empty(cache);
    assert_false(has(cache, 1, 0));
    assert_int_equal(response_cache_measure(cache).bytes, 0);
    /* Made from what was there before the change: too late. */
    struct response_key key = key_of(1);
    response_cache_put(cache, &key, make(100, 0, 1000), before);
    assert_false(has(cache, 1, 0));
    put(cache, 1, 100);
    assert_true(has(cache, 1, 0));
    response_cache_free(cache);
}

static void test_is_bounded(void **state)
{
    enum { BYTES_MAX = 1 << 20, ANSWER = 10000, COUNT = 1000 };
    struct response_cache *cache = response_cache_create(BYTES_MAX);
    (void)state;
    assert_non_null(cache);
    for (int i = 0; i < COUNT; i++) {
        put(cache, i, ANSWER);
        assert_true(has(cache, 0, 0)); /* it is in use all the time */
        assert_true(response_cache_measure(cache).bytes <= BYTES_MAX);
    }
    assert_true(response_cache_measure(cache).answers > BYTES_MAX / ANSWER / 2);
    assert_true(has(cache, COUNT - 1, 0));
    assert_false(has(cache, 1, 0));
    put(cache, 5000, BYTES_MAX); /* larger than is worth keeping */
    assert_false(has(cache, 5000, 0));
    assert_true(has(cache, 0, 0));
    response_cache_free(cache);
}

/* What was asked for again stays, however much is asked for once, and also when nobody asks meanwhile. */
static void test_a_flood_replaces_itself_only(void **state)
{
    enum { BYTES_MAX = 1 << 20, ANSWER = 10000, HOT = 40, COUNT = 3000 };
    struct response_cache *cache = response_cache_create(BYTES_MAX);
    (void)state;
    assert_non_null(cache);
    for (int i = 0; i < HOT; i++) {
        put(cache, i, ANSWER);
        assert_true(has(cache, i, 0));
    }
    for (int i = 0; i < COUNT; i++) {
        put(cache, 1000 + i, ANSWER);
    }
    for (int i = 0; i < HOT; i++) {
        if (!has(cache, i, 0)) {
            fail_msg("answer %d of %d that were asked for again is gone after %d others", i, HOT, COUNT);
        }
    }
    assert_true(response_cache_measure(cache).bytes <= BYTES_MAX);
    assert_true(response_cache_measure(cache).bytes > BYTES_MAX * 9 / 10);
    /* Others that are asked for again take their place in the end. */
    enum { FEW = 15, SETS = 10 };
    for (int i = 0; i < SETS * FEW; i++) {
        put(cache, 9000 + i, ANSWER);
        assert_true(has(cache, 9000 + i, 0));
    }
    int gone = 0;
    for (int i = 0; i < HOT; i++) {
        gone += !has(cache, i, 0);
    }
    for (int i = (SETS - 1) * FEW; i < SETS * FEW; i++) {
        assert_true(has(cache, 9000 + i, 0));
    }
    assert_int_equal(gone, HOT);
    response_cache_free(cache);
}

static void test_tags(void **state)
{
    struct response *response = make(300, 0, 1);
    char text[200];
    static const struct {
        const char *format;
        int matches;
    } cases[] = {{"W/%s", 1}, {"%s", 1},  {"\"a\", W/\"b\" ,%s", 1},
                 {"*", 1},    {" *", 1},  {"\"a\"", 0},
                 {"", 0},     {"\"", 0},  {"a", 0},
                 {"W/", 0},   {",,,", 0}, {"\"a\" junk %s", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *hole = strstr(cases[i].format, "%s");
        int before = hole != NULL ? (int)(hole - cases[i].format) : (int)strlen(cases[i].format);
        (void)snprintf(text, sizeof text, "%.*s%s", before, cases[i].format,
                       hole != NULL ? response->etag + 2 : "");
        if (response_matches(response, text) != cases[i].matches) {
            fail_msg("If-None-Match: %s: wanted %d", text, cases[i].matches);
        }
    }
    assert_false(response_matches(response, NULL));
    response_free(response);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps_what_holds),
        cmocka_unit_test(test_forgets_what_changed),
        cmocka_unit_test(test_is_bounded),
        cmocka_unit_test(test_a_flood_replaces_itself_only),
        cmocka_unit_test(test_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
