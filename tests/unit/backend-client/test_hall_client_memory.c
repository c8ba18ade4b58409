/* Without memory to ask anything the callback hears so: nobody waits for an answer that cannot come. */

#include <curl/curl.h>

#include "tests/unit/backend-client/hall_client_fixture.h"

static int is_spent; /* curl gets nothing more */

static void *take(size_t size)
{
    return is_spent ? NULL : malloc(size);
}

static void *take_more(void *memory, size_t size)
{
    return is_spent ? NULL : realloc(memory, size);
}

static void *take_zeroed(size_t count, size_t size)
{
    return is_spent ? NULL : calloc(count, size);
}

static char *take_copy(const char *text)
{
    return is_spent ? NULL : strdup(text);
}

static int start_all(void **state)
{
    return curl_global_init_mem(CURL_GLOBAL_DEFAULT, take, free, take_more, take_copy, take_zeroed) ==
                   CURLE_OK
               ? start_server(state)
               : -1;
}

static void test_whoever_asks_hears_that_there_is_no_memory(void **state)
{
    (void)state;
    struct hall_client *client = new_client("good", NULL, 2);
    int failed = 0;
    for (int what = MENU; what <= RATING; what++) {
        struct heard heard = {.client = client};
        is_spent = 1;
        request_id id = get(client, (enum what)what, sample_id((enum what)what), &heard);
        is_spent = 0;
        assert_int_equal(id, 0);
        int is_posted = what == CASE || what == RATING;
        failed +=
            check("no memory", &heard, is_posted ? "failed:no-memory(transport)." : "failed:no-memory.");
        assert_int_equal(hall_client_open_requests(client), 0);
    }
    assert_int_equal(failed, 0);
    struct heard following = {.client = client};
    is_spent = 1;
    assert_int_equal(hall_client_get_notices(client, 0, "20 1", 50, on_list, &following), 0);
    is_spent = 0;
    assert_string_equal(following.text, "failed:no-memory.");
    struct heard menu = {.length = 0};
    ask(client, MENU, &menu); /* and the client goes on */
    assert_string_equal(menu.text, "fresh(1).");
    hall_client_free(client);
}

static void test_what_is_kept_is_shown_before(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct hall_client *client = new_client("good", folder, 0);
    struct heard first = {.length = 0};
    ask(client, MENU, &first);
    assert_string_equal(first.text, "fresh(1).");
    hall_client_free(client); /* waits for the writing */
    client = new_client("=", folder, 0);
    struct heard heard = {.client = client};
    is_spent = 1;
    request_id id = hall_client_get_menu(client, on_menu, &heard);
    is_spent = 0;
    assert_int_equal(id, 0);
    assert_string_equal(heard.text, "cached(1) failed:no-memory.");
    assert_true(heard.fetched_ms > 0); /* how old what is shown is */
    hall_client_free(client);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whoever_asks_hears_that_there_is_no_memory),
        cmocka_unit_test(test_what_is_kept_is_shown_before),
    };
    return cmocka_run_group_tests_name("hall client: memory", tests, start_all, stop_server);
}
