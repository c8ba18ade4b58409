/* Without memory to ask anything the callback hears so: nobody waits for an answer that cannot come. */

#include "tests/unit/backend-client/hall_client_fixture.h"

/* Samples. */
#define NUMBER "43100026010500000105"
#define TAIL   "012X"

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

static void on_guides(void *context, const struct answer *answer, struct guide_list *list)
{
    hear(context, answer, "");
    guide_list_free(list);
}

static void on_guide(void *context, const struct answer *answer, struct guide *guide)
{
    hear(context, answer, "");
    guide_free(guide);
}

static void on_case(void *context, const struct answer *answer, struct case_record *record)
{
    assert_int_equal(answer->refusal, CASE_REFUSAL_TRANSPORT);
    assert_null(record);
    hear(context, answer, "");
}

static void on_rating(void *context, const struct answer *answer, struct case_rating *rating)
{
    assert_int_equal(answer->refusal, CASE_REFUSAL_TRANSPORT);
    assert_null(rating);
    hear(context, answer, "");
}

enum asked { OF_MENU, OF_LIST, OF_FOLLOWING, OF_NOTICE, OF_GUIDES, OF_GUIDE, OF_CONFIG, OF_CASE, OF_RATING };

static request_id get(struct hall_client *client, enum asked asked, struct heard *heard)
{
    switch (asked) {
    case OF_MENU:
        return hall_client_get_menu(client, on_menu, heard);
    case OF_LIST:
        return hall_client_get_notices(client, 0, NULL, 50, on_list, heard);
    case OF_FOLLOWING:
        return hall_client_get_notices(client, 0, "20 1", 50, on_list, heard);
    case OF_NOTICE:
        return hall_client_get_notice(client, "n1", on_notice, heard);
    case OF_GUIDES:
        return hall_client_get_guides(client, on_guides, heard);
    case OF_GUIDE:
        return hall_client_get_guide(client, "g1", on_guide, heard);
    case OF_CONFIG:
        return hall_client_get_config(client, on_bytes, heard);
    case OF_CASE:
        return hall_client_find_case(client, NUMBER, TAIL, on_case, heard);
    case OF_RATING:
        return hall_client_rate_case(client, NUMBER, TAIL, 4, on_rating, heard);
    }
    return 0;
}

static void test_whoever_asks_hears_that_there_is_no_memory(void **state)
{
    (void)state;
    struct hall_client *client = new_client("good", NULL, 2);
    for (int asked = OF_MENU; asked <= OF_RATING; asked++) {
        struct heard heard = {.client = client};
        is_spent = 1;
        request_id id = get(client, (enum asked)asked, &heard);
        is_spent = 0;
        assert_int_equal(id, 0);
        assert_string_equal(heard.text, "failed:no-memory.");
        assert_int_equal(hall_client_open_requests(client), 0);
    }
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
