/* What is a person's own: posted with the box's credential and the session, sent once, kept nowhere; what the
 * headend may say; and that an ended session's answers never come. */

#include "tests/unit/backend-client/hall_client_fixture.h"

static const char *const person_refusals[] = {"none",     "box-unknown", "session-ended", "no-consent",
                                              "too-many", "upstream",    "other",         "transport"};

static void on_household(void *context, const struct response *response, struct household *household)
{
    char content[160];
    assert_int_equal(response->person_refusal == PERSON_REFUSAL_NONE, household != NULL);
    assert_int_equal(response->refusal, CASE_REFUSAL_NONE);
    int is_other = response->person_refusal == PERSON_REFUSAL_OTHER;
    (void)snprintf(content, sizeof content, "(%s%s%s%s%s%s)", person_refusals[response->person_refusal],
                   household == NULL ? "" : " ", household == NULL ? "" : household->members[0].alias,
                   household == NULL ? "" : " ", household == NULL ? "" : household->members[0].name,
                   is_other ? response->refused_as : "");
    hear(context, response, content);
    household_free(household);
}

static const char body[] = "{\"member\":\"m1\"}";

static const struct {
    const char *behaviour, *posted, *session;
    const char *expected;
    const char *told; /* to who listens */
} cases[] = {
    {"person", body, SESSION, "fresh(none m1 session).", ""},
    {"person", body, NULL, "fresh(none m1 box).", ""},
    {"person", NULL, SESSION, "fresh(none none session).", ""},
    {"person", body, "ttttttttttttttttttttttttttttttttttttttttttt", "failed:refused(transport).", ""},
    {"session-ended", body, SESSION, "failed:refused(session-ended).", "session-ended"},
    {"box-unknown", body, NULL, "failed:refused(box-unknown).", "box-unknown"},
    {"no-consent", body, SESSION, "failed:refused(no-consent).", "no-consent"},
    {"persons", body, NULL, "failed:server(too-many).", ""},
    {"unavailable", body, SESSION, "failed:server(upstream).", ""},
    {"too-late", body, SESSION, "failed:refused(othertoo_late).", ""},
    {"no-such", body, SESSION, "failed:not-found(otherno_such_case).", ""},
    {"person-nonsense", body, SESSION, "failed:bad-answer(transport).", ""},
    {"person-moved", body, SESSION, "failed:refused(transport).", ""},
    {"person-large", body, SESSION, "failed:too-large(transport).", ""},
    {"hang", body, SESSION, "failed:timeout(transport).", ""},
    {"portal", body, SESSION, "failed:bad-answer(transport).", ""},
    {"down", body, SESSION, "failed:server(transport).", ""},
    /* Never sent twice: the second time it would have been answered. */
    {"person-lost-once", body, SESSION, "failed:unreachable(transport).", ""},
    {"person-500-once", body, SESSION, "failed:server(transport).", ""},
};

static void on_refused(void *context, enum person_refusal refusal)
{
    const char **told = context;
    *told = person_refusals[refusal];
}

static void test_answers(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = new_folder();
        struct hall_client *client = new_client(cases[i].behaviour, folder, 10);
        struct heard heard = {.length = 0};
        const char *told = "";
        hall_client_on_person_refused(client, on_refused, &told);
        hall_client_set_session(client, cases[i].session);
        assert_int_not_equal(hall_client_ask_unbind(client, cases[i].posted, on_household, &heard), 0);
        run(client);
        failed += check(cases[i].behaviour, &heard, cases[i].expected);
        assert_string_equal(told, cases[i].told);
        hall_client_free(client);
        assert_int_equal(rmdir(folder), 0); /* nothing is kept */
        free(folder);
    }
    assert_int_equal(failed, 0);
}

/* What was asked in a session never calls back once it has ended; what says that it ends is still sent. */
static void test_ended(void **state)
{
    (void)state;
    struct heard asked = {.length = 0}, ended = {.length = 0}, public = {.length = 0};
    struct hall_client *client = new_client("person-slow", NULL, 0);
    hall_client_set_session(client, SESSION);
    assert_int_not_equal(hall_client_ask_household(client, NULL, on_household, &asked), 0);
    assert_int_not_equal(hall_client_ask_session_end(client, NULL, on_household, &ended), 0);
    hall_client_service(client, now_us());
    hall_client_set_session(client, NULL);
    assert_int_equal(hall_client_open_requests(client), 1);
    assert_int_not_equal(hall_client_ask_household(client, NULL, on_household, &public), 0);
    run(client);
    assert_string_equal(asked.text, "");
    assert_string_equal(ended.text, "fresh(none none session).");
    assert_string_equal(public.text, "fresh(none none box).");
    hall_client_free(client);
}

/* What is public is asked for without saying who asks. */
static void test_public(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct heard heard = {.length = 0};
    struct hall_client *client = new_client("public", folder, 0);
    hall_client_set_session(client, SESSION);
    ask(client, MENU, &heard);
    assert_string_equal(heard.text, "fresh(1).");
    hall_client_free(client);
    remove_folder(folder);
}

/* A box without a credential, or with one that is none, sends none: no other header takes its place. */
static void test_no_credential(void **state)
{
    (void)state;
    static const char *const credentials[] = {NULL, "", "short", (CREDENTIAL "b"),
                                              "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\nx:y"};
    for (size_t i = 0; i < sizeof credentials / sizeof *credentials; i++) {
        char url[80];
        struct heard heard = {.length = 0};
        (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/person/no-credential%zu", server_port, i);
        struct hall_client_options options = {.backend_url = url, .credential = credentials[i]};
        struct hall_client *client = hall_client_new(&options);
        assert_non_null(client);
        assert_int_not_equal(hall_client_ask_household(client, NULL, on_household, &heard), 0);
        run(client);
        assert_string_equal(heard.text, "failed:refused(transport).");
        hall_client_free(client);
    }
}

/* --- Orders --- */

static void on_order(void *context, const struct response *response, struct order_answer *order)
{
    char content[160];
    (void)snprintf(content, sizeof content, "(%s%s%s%s%s)", person_refusals[response->person_refusal],
                   order == NULL ? "" : " ",
                   order == NULL ? "" : payment_state_word((enum payment_state)order->state),
                   response->person_refusal == PERSON_REFUSAL_OTHER ? response->refused_as : "",
                   response->note == NULL ? "" : response->note->title);
    hear(context, response, content);
    order_answer_free(order);
}

static request_id ask_order(struct hall_client *client, enum endpoint endpoint, struct heard *heard)
{
    return hall_client_ask_person(client, endpoint, NULL, (any_callback)on_order, heard);
}

static void test_orders(void **state)
{
    static const struct {
        const char *behaviour;
        enum endpoint endpoint;
        const char *expected;
    } orders[] = {
        {"order", ENDPOINT_ORDER_CREATE, "fresh(none created)."},
        {"order", ENDPOINT_ORDER_CANCEL, "fresh(none closing)."},
        {"order", ENDPOINT_ORDER_CODE, "fresh(none awaiting)."},
        /* Longer than others may take, and longer than they may be silent. */
        {"order-late", ENDPOINT_ORDER_CREATE, "fresh(none created)."},
        {"order-nonsense", ENDPOINT_ORDER_CREATE, "failed:bad-answer(transport)."},
        {"order-word", ENDPOINT_ORDER_CREATE, "failed:refused(otherbill_held)."},
        {"order-note", ENDPOINT_ORDER_CREATE, "failed:refused(otherutility_says夜里不办)."},
        {"order-bad-note", ENDPOINT_ORDER_CREATE, "failed:refused(otherutility_says)."},
        {"unavailable", ENDPOINT_ORDER_CREATE, "failed:server(upstream)."},
        {"portal", ENDPOINT_ORDER_CREATE, "failed:bad-answer(transport)."},
    };
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct hall_client *client = new_client(orders[i].behaviour, NULL, 10);
        struct heard heard = {.length = 0};
        assert_int_not_equal(ask_order(client, orders[i].endpoint, &heard), 0);
        run(client);
        failed += check(orders[i].behaviour, &heard, orders[i].expected);
        hall_client_free(client);
    }
    assert_int_equal(failed, 0);
}

/* A question that stands open: the hall is at rest meanwhile, others are answered, a session that ends does
 * not end it, and who drops it hears nothing. */
static void test_following(void **state)
{
    (void)state;
    struct heard follow = {.length = 0}, dropped = {.length = 0}, menu = {.length = 0};
    struct hall_client *client = new_client("order-late", NULL, 0);
    hall_client_set_session(client, SESSION);
    assert_int_not_equal(ask_order(client, ENDPOINT_ORDER_FOLLOW, &follow), 0);
    request_id other = ask_order(client, ENDPOINT_ORDER_FOLLOW, &dropped);
    assert_int_equal(hall_client_open_requests(client), 0);
    hall_client_set_session(client, NULL);
    ask(client, MENU, &menu);
    assert_string_equal(menu.text, "fresh(1).");
    assert_string_equal(follow.text, "");
    hall_client_cancel(client, other);
    int64_t end_us = now_us() + (int64_t)GUARD_SECONDS * 1000000;
    while (follow.length == 0 && now_us() < end_us) {
        assert_int_equal(hall_client_wait(client, NULL, 0, 100), 0);
        hall_client_service(client, now_us());
    }
    assert_string_equal(follow.text, "fresh(none paid).");
    assert_string_equal(dropped.text, "");
    hall_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),       cmocka_unit_test(test_ended),  cmocka_unit_test(test_public),
        cmocka_unit_test(test_no_credential), cmocka_unit_test(test_orders), cmocka_unit_test(test_following),
    };
    return cmocka_run_group_tests_name("hall client: persons", tests, start_server, stop_server);
}
