/* Guides, flows, policies and stations: asked for, kept, forgotten. */

#include "tests/unit/backend-client/hall_client_fixture.h"

enum service { GUIDES, GUIDE, FLOW, POLICIES, STATIONS };

static void add_id(char *content, size_t size, const char *id)
{
    size_t length = strlen(content);
    (void)snprintf(content + length, size - length, "%s%s", length == 0 ? "" : ",", id);
}

static void on_guides(void *context, const struct answer *answer, struct guide_list *list)
{
    char content[128] = "";
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        add_id(content, sizeof content, list->guides[i].id);
    }
    hear(context, answer, content);
    guide_list_free(list);
}

static void on_guide(void *context, const struct answer *answer, struct guide *guide)
{
    hear(context, answer, guide == NULL ? "" : guide->summary.id);
    guide_free(guide);
}

static void on_flow(void *context, const struct answer *answer, struct flow_record *flow)
{
    hear(context, answer, flow == NULL ? "" : flow->flow.id);
    flow_record_free(flow);
}

static void on_policies(void *context, const struct answer *answer, struct policy_list *list)
{
    char content[128] = "";
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        add_id(content, sizeof content, list->policies[i].id);
    }
    hear(context, answer, content);
    policy_list_free(list);
}

static void on_stations(void *context, const struct answer *answer, struct station_list *list)
{
    hear(context, answer, list == NULL ? "" : list->stations[0].id);
    station_list_free(list);
}

static request_id get(struct hall_client *client, enum service service, const char *id, struct heard *heard)
{
    heard->client = client;
    switch (service) {
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
    }
    return 0;
}

static const struct {
    const char *behaviour;
    enum service service;
    const char *first, *second, *third;
} cases[] = {
    {"good", GUIDES, "freshg1,g2.", "cachedg1,g2 unchanged.", "cachedg1,g2 unchanged."},
    {"good", GUIDE, "freshg1.", "cachedg1 unchanged.", "cachedg1 unchanged."},
    {"good", FLOW, "freshg1.", "cachedg1 unchanged.", "cachedg1 unchanged."},
    {"good", POLICIES, "freshp1,held.", "cachedp1,held unchanged.", "cachedp1,held unchanged."},
    {"good", STATIONS, "freshs1.", "cacheds1 unchanged.", "cacheds1 unchanged."},
    {"gzip", STATIONS, "freshs1.", "cacheds1 freshs1.", "cacheds1 freshs1."},
    {"good-then-500", STATIONS, "freshs1.", "cacheds1 failed:server.", "cacheds1 failed:server."},
    {"good-then-garbage", FLOW, "freshg1.", "cachedg1 failed:bad-answer.", "cachedg1 failed:bad-answer."},
    {"good-then-404", GUIDE, "freshg1.", "cachedg1 failed:not-found.", "failed:not-found."},
    {"good-then-404", FLOW, "freshg1.", "cachedg1 failed:not-found.", "failed:not-found."},
    {"good-then-410", GUIDE, "freshg1.", "cachedg1 failed:not-found.", "failed:not-found."},
    {"other-id", GUIDE, "failed:bad-answer.", "failed:bad-answer.", "failed:bad-answer."},
    {"other-id", FLOW, "failed:bad-answer.", "failed:bad-answer.", "failed:bad-answer."},
    {"bad-flow", FLOW, "failed:bad-answer.", "failed:bad-answer.", "failed:bad-answer."},
    {"hang", STATIONS, "failed:timeout.", "failed:timeout.", "failed:timeout."},
};

static int check(const char *behaviour, const char *heard, const char *expected)
{
    if (strcmp(heard, expected) == 0) {
        return 0;
    }
    print_error("%s: expected \"%s\", heard \"%s\"\n", behaviour, expected, heard);
    return 1;
}

static void test_answers(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = new_folder();
        struct hall_client *client = new_client(cases[i].behaviour, folder, 0);
        const char *const expected[] = {cases[i].first, cases[i].second, cases[i].third};
        for (size_t j = 0; j < 3; j++) {
            struct heard heard = {.length = 0};
            assert_int_not_equal(get(client, cases[i].service, "g1", &heard), 0);
            run(client);
            failed += check(cases[i].behaviour, heard.text, expected[j]);
        }
        hall_client_free(client);
        remove_folder(folder);
    }
    assert_int_equal(failed, 0);
}

/* What the check of flows says reaches the one who reads the log. */
static void test_a_bad_flow_says_why(void **state)
{
    (void)state;
    struct hall_client *client = new_client("bad-flow", NULL, 0);
    struct heard heard = {.length = 0};
    assert_int_not_equal(get(client, FLOW, "f1", &heard), 0);
    run(client);
    assert_memory_equal(heard.last.detail, "flow: ", 6);
    assert_non_null(strstr(heard.last.detail, "lost"));
    hall_client_free(client);
}

static void test_ids_refused_at_once(void **state)
{
    (void)state;
    static const char *const ids[] = {"",    "a/b", "../menu", "Retire",
                                      "a_b", "一",  "a b",     "12345678901234567890123456789012345678901"};
    static const enum service services[] = {GUIDE, FLOW};
    struct hall_client *client = new_client("good", NULL, 0);
    for (size_t i = 0; i < 2 * sizeof ids / sizeof ids[0]; i++) {
        struct heard heard = {.length = 0};
        assert_int_equal(get(client, services[i % 2], ids[i / 2], &heard), 0);
        assert_string_equal(heard.text, "failed:not-found.");
        assert_int_equal(hall_client_open_requests(client), 0);
    }
    struct heard menu = {.length = 0};
    ask(client, MENU, &menu); /* and the client goes on */
    assert_string_equal(menu.text, "fresh(1).");
    hall_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_a_bad_flow_says_why),
        cmocka_unit_test(test_ids_refused_at_once),
    };
    return cmocka_run_group_tests_name("hall client: services", tests, start_server, stop_server);
}
