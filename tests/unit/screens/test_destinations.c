/* Destinations as text, and that each of them leads somewhere. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/records/utility_records.h"
#include "screens/destinations.h"
#include "screens/stage/payment_request.h"

static void good_texts_are_read_and_written_again(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum destination_kind kind;
        const char *id;
    } good[] = {
        {"home", DESTINATION_HOME, ""},
        {"help", DESTINATION_HELP, ""},
        {"learning", DESTINATION_LEARNING, ""},
        {"learning/at-once", DESTINATION_LEARNING, "at-once"},
        {"search", DESTINATION_SEARCH, ""},
        {"notices", DESTINATION_NOTICES, ""},
        {"notices/3", DESTINATION_NOTICES, "3"},
        {"notice/N_17-a", DESTINATION_NOTICE, "N_17-a"},
        {"guides", DESTINATION_GUIDES, ""},
        {"guide/retirement", DESTINATION_GUIDE, "retirement"},
        {"questions/elder-questions", DESTINATION_QUESTIONS, "elder-questions"},
        {"policies", DESTINATION_POLICIES, ""},
        {"policy/p1", DESTINATION_POLICY, "p1"},
        {"stations", DESTINATION_STATIONS, ""},
        {"guide-stations/retirement", DESTINATION_GUIDE_STATIONS, "retirement"},
        {"station/1234567890123456789012345678901234567890", DESTINATION_STATION,
         "1234567890123456789012345678901234567890"},
        {"township", DESTINATION_TOWNSHIP, ""},
        {"cases", DESTINATION_CASES, ""},
        {"case-lookup", DESTINATION_CASE_LOOKUP, ""},
        {"own-cases", DESTINATION_OWN_CASES, ""},
        {"retirement", DESTINATION_RETIREMENT, ""},
        {"household", DESTINATION_HOUSEHOLD, ""},
        {"housing-fund", DESTINATION_HOUSING_FUND, ""},
        {"own-retirement", DESTINATION_OWN_RETIREMENT, ""},
        {"social-security", DESTINATION_SOCIAL_SECURITY, ""},
        {"utility/gas", DESTINATION_UTILITY, "gas"},
        {"own-utility/water", DESTINATION_OWN_UTILITY, "water"},
        {"payment", DESTINATION_PAYMENT, ""},
    };
    char seen[DESTINATION_COUNT] = {0};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct destination destination;
        char text[DESTINATION_TEXT_SIZE];
        assert_int_equal(destination_read(good[i].text, &destination), 0);
        assert_int_equal(destination.kind, good[i].kind);
        assert_string_equal(destination.id, good[i].id);
        assert_null(destination.title);
        assert_null(destination.notice);
        assert_null(destination.payment);
        assert_string_equal(destination_write(text, &destination), good[i].text);
        seen[destination.kind] = 1;
    }
    for (int kind = DESTINATION_NONE + 1; kind < DESTINATION_COUNT; kind++) {
        if (!seen[kind]) {
            fail_msg("no text leads to the destination of kind %d", kind);
        }
    }
}

static void what_is_not_quite_a_destination_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "/",
        "home/",
        "home/x",
        "guides/x",
        "guide",
        "guide/",
        "guide//x",
        "guide/x/y",
        "guide/x ",
        " guide/x",
        "guide/x\n",
        "guide/../x",
        "Guide/x",
        "guide /x",
        "guid/x",
        "guidess",
        "notice",
        "station/",
        "questions",
        "case/1234",
        "none",
        "/x",
        "guide/a?b=c",
        "guide/a%20b",
        "policy/惠企",
        "notices/",
        "cases/123",
        "station/12345678901234567890123456789012345678901",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct destination destination = {.kind = DESTINATION_HELP};
        if (destination_read(bad[i], &destination) == 0) {
            fail_msg("\"%s\" was taken for a destination", bad[i]);
        }
        assert_int_equal(destination.kind, DESTINATION_HELP);
    }
}

static struct destination opened;

static void open_destination(void *application, const struct destination *destination)
{
    (void)application;
    opened = *destination;
}

static void tiles_lead_to_what_a_text_can_name(void **state)
{
    (void)state;
    static const struct {
        enum tile_content content;
        int category;
        const char *text;
        const char *guide;
    } tiles[] = {
        {TILE_CONTENT_NOTICES, 0, "notices", ""},
        {TILE_CONTENT_NOTICES, 5, "notices/5", ""},
        {TILE_CONTENT_HELP, 0, "help", ""},
        {TILE_CONTENT_SEARCH, 0, "search", ""},
        {TILE_CONTENT_GUIDES, 0, "guides", ""},
        {TILE_CONTENT_CASES, 0, "cases", ""},
        {TILE_CONTENT_STATIONS, 0, "stations", ""},
        {TILE_CONTENT_POLICIES, 0, "policies", ""},
        {TILE_CONTENT_GUIDE, 0, "guide/gas-payment", "gas-payment"},
        {TILE_CONTENT_SOCIAL_SECURITY, 0, "social-security", ""},
        {TILE_CONTENT_UTILITY, 0, "utility/electricity", "electricity-payment"},
    };
    struct stage stage = {.open_destination = open_destination};
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++) {
        struct tile tile = {.content = tiles[i].content,
                            .category = tiles[i].category,
                            .utility = UTILITY_ELECTRICITY,
                            .name = {"名", "Name"}};
        (void)snprintf(tile.guide, sizeof tile.guide, "%s", tiles[i].guide);
        struct destination again;
        char text[DESTINATION_TEXT_SIZE];
        stage_open_tile(&stage, &tile);
        assert_string_equal(destination_write(text, &opened), tiles[i].text);
        assert_string_equal(opened.title, "名");
        assert_int_equal(destination_read(text, &again), 0);
    }
}

static void a_payment_goes_along_in_no_text(void **state)
{
    (void)state;
    struct stage stage = {.open_destination = open_destination};
    const struct payment_request request = {.account = {.operator_id = "power", .account_no = "0123456789"},
                                            .fen = 27546};
    char text[DESTINATION_TEXT_SIZE];
    stage_pay(&stage, &request);
    assert_ptr_equal(opened.payment, &request);
    assert_string_equal(destination_write(text, &opened), "payment");
}

static void no_screen_is_made_of_a_destination_that_no_text_names(void **state)
{
    (void)state;
    struct stage stage = {0};
    assert_null(destination_screen(&stage, &(struct destination){.kind = DESTINATION_NONE}));
    assert_null(destination_screen(&stage, &(struct destination){.kind = DESTINATION_GUIDE}));
    assert_null(destination_screen(&stage, &(struct destination){.kind = DESTINATION_HOME, .id = "x"}));
    assert_null(destination_screen(&stage, &(struct destination){.kind = DESTINATION_GUIDE, .id = "../x"}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_texts_are_read_and_written_again),
        cmocka_unit_test(what_is_not_quite_a_destination_is_refused),
        cmocka_unit_test(tiles_lead_to_what_a_text_can_name),
        cmocka_unit_test(a_payment_goes_along_in_no_text),
        cmocka_unit_test(no_screen_is_made_of_a_destination_that_no_text_names),
    };
    return cmocka_run_group_tests_name("destinations", tests, NULL, NULL);
}
