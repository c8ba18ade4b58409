#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/config/hall_config.h"
#include "both-sides/xml/config_document.h"

/* What is read from the samples, what hostile files do, and what a box gets. */

#define SCHEMA "assets/schemas/headend.rng"
#define SAMPLE "assets/headend.xml"

static struct hall_config *read_good(const char *path)
{
    struct hall_config *config = NULL;
    struct config_errors errors;
    if (hall_config_read_file(path, SCHEMA, &config, &errors) != 0) {
        fail_msg("%s is refused: line %d: %s: %s", path, errors.items[0].line, errors.items[0].element,
                 errors.items[0].problem);
    }
    return config;
}

static void the_sample_is_read_into_its_fields(void **state)
{
    (void)state;
    struct hall_config *config = read_good(SAMPLE);
    const struct box_config *box = &config->box;
    assert_string_equal(box->backend_url, "http://127.0.0.1:8080");
    assert_string_equal(box->ca_file, "");
    assert_string_equal(box->area_code, "431000");
    assert_string_equal(box->region_name.zh, "郴州市");
    assert_string_equal(box->hall_name.en, "TV Hall");
    assert_int_equal(box->display_width, 0);
    assert_int_equal(box->safe_area_percent, 5);
    assert_string_equal(box->language, "zh-CN");
    assert_string_equal(box->theme, "dusk");
    assert_int_equal(box->poll_seconds, 900);
    assert_int_equal(box->font_count, 5);
    assert_int_equal(box->fonts[1].role, FONT_ROLE_BOLD);
    assert_int_equal(box->fonts[1].face_index, 2);
    assert_int_equal(box->fonts[3].role, FONT_ROLE_FALLBACK);
    assert_int_equal(box->tile_count, 15);
    assert_string_equal(box->tiles[10].id, "outages");
    assert_string_equal(box->tiles[10].icon, "outage");
    assert_int_equal(box->tiles[10].digit, 0);
    assert_int_equal(box->tiles[10].row, 4);
    assert_int_equal(box->tiles[10].column, 2);
    assert_int_equal(box->tiles[10].content, TILE_CONTENT_NOTICES);
    assert_int_equal(box->tiles[10].category, 3);
    assert_int_equal(box->tiles[1].content, TILE_CONTENT_CASES);
    assert_int_equal(box->tiles[5].digit, 6);
    assert_int_equal(box->tiles[5].content, TILE_CONTENT_UTILITY);
    assert_int_equal(box->tiles[5].utility, UTILITY_GAS);
    assert_string_equal(box->tiles[5].guide, "gas-payment");
    assert_int_equal(box->tiles[13].content, TILE_CONTENT_HELP);
    assert_true(config->server.present);
    assert_string_equal(config->server.listen_address, "127.0.0.1");
    assert_int_equal(config->server.listen_port, 8080);
    assert_int_equal(config->server.threads, 2);
    assert_string_equal(config->server.store_path, "tv-hall.sqlite");
    assert_string_equal(config->server.picture_directory, "pictures");
    hall_config_free(config);
}

static void the_nine_tiles_are_good(void **state)
{
    (void)state;
    struct hall_config *config = read_good("assets/sample-city/nine-tiles.xml");
    assert_int_equal(config->box.tile_count, 9);
    hall_config_free(config);
}

static void a_box_gets_no_server_and_no_comment(void **state)
{
    struct hall_config *config = NULL;
    struct config_errors errors = {0};
    size_t length = 0;
    (void)state;
    char *file = config_file_read(SAMPLE, &length, &errors);
    assert_non_null(file);
    char *text = hall_config_box_text_of(file, length, &length);
    free(file);
    assert_non_null(text);
    assert_int_equal(strlen(text), length);
    assert_null(strstr(text, "<server"));
    assert_null(strstr(text, "sqlite"));
    assert_null(strstr(text, "<!--"));
    int result = hall_config_read_text(text, length, SCHEMA, &config, &errors);
    free(text);
    assert_int_equal(result, 0);
    struct hall_config *whole = read_good(SAMPLE);
    assert_false(config->server.present);
    assert_memory_equal(&config->box, &whole->box, sizeof whole->box);
    hall_config_free(whole);
    hall_config_free(config);
}

static void what_is_missing_has_its_default(void **state)
{
    static const char text[] =
        "<headend version='1'><server><pictures directory='p'/><store path='s'/><listen "
        "port='0' plain='1'/></server><box>"
        "<tiles><tile id='a' icon='b' row='9' column='3'><content kind='notices'/><name "
        "xml:lang='zh-CN'>x</name></tile>"
        "</tiles><fonts><font file='f' role='regular'/></fonts><hall><name xml:lang='zh-CN'>h</name></hall>"
        "<region code='431002001'><name xml:lang='en'>R</name><name xml:lang='zh-CN'>r</name></region>"
        "<backend url='https://hall.example'/></box></headend>";
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    int result = hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors);
    if (result != 0) {
        fail_msg("refused: %s: %s", errors.items[0].element, errors.items[0].problem);
    }
    assert_string_equal(config->box.language, "zh-CN");
    assert_string_equal(config->box.theme, "dusk");
    assert_int_equal(config->box.poll_seconds, 900);
    assert_int_equal(config->box.safe_area_percent, 5);
    assert_int_equal(config->box.tiles[0].digit, 0);
    assert_int_equal(config->box.tiles[0].category, 0);
    assert_string_equal(config->box.tiles[0].hint.zh, "");
    assert_string_equal(config->server.listen_address, "127.0.0.1");
    assert_int_equal(config->server.threads, 2);
    hall_config_free(config);
}

static void all_errors_come_at_once_in_line_order(void **state)
{
    static const char text[] = "<headend version='2'>\n<box>\n<backend/>\n<wrong/>\n<theme>A</theme>\n"
                               "<fonts><font role='x'/></fonts>\n</box>\n<server/>\n</headend>";
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    assert_int_equal(hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors), -1);
    assert_in_range(errors.count, 11, 13);
    for (size_t i = 1; i < errors.count; i++) {
        assert_true(errors.items[i - 1].line <= errors.items[i].line);
    }
    assert_int_equal(errors.items[0].line, 1);
    assert_int_equal(errors.items[errors.count - 1].line, 8);
}

static void errors_beyond_the_bound_are_counted(void **state)
{
    static char text[CONFIG_BYTES_MAX];
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    size_t used = (size_t)snprintf(text, sizeof text, "<headend version='1'>");
    for (int i = 0; i < 1000; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "<x/>");
    }
    used += (size_t)snprintf(text + used, sizeof text - used, "</headend>");
    assert_int_equal(hall_config_read_text(text, used, SCHEMA, &config, &errors), -1);
    assert_int_equal(errors.count, CONFIG_ERROR_MAX);
    assert_int_equal(errors.count + errors.more, 1001); /* and <box> is missing */
}

struct hostile_case {
    const char *text;
    int line;
    const char *problem;
};

static void hostile_and_broken_files_are_refused(void **state)
{
    static const struct hostile_case cases[] = {
        {"", 1, "not well-formed"},
        {"not xml", 1, "not well-formed"},
        {"<headend>\n<box>\n</headend>", 3, "Opening and ending tag mismatch"},
        {"<headend version='1'>\n<box a=1/></headend>", 2, "AttValue"},
        {"<headend>\n&unknown;</headend>", 2, "unknown"},
        {"<headend>\n\xff\xfe</headend>", 2, "not well-formed"},
        {"<!DOCTYPE headend SYSTEM 'http://a.example/x.dtd'>\n<headend/>", 1, "DOCTYPE"},
        {"<?xml version='1.0'?>\n<!DOCTYPE h [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>\n<h>&b;</h>", 2,
         "DOCTYPE"},
        {"<!DOCTYPE h [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><h>&x;</h>", 1, "DOCTYPE"},
        {"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>", 1,
         "not a headend.xml"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hall_config *config = NULL;
        struct config_errors errors;
        int result = hall_config_read_text(cases[i].text, strlen(cases[i].text), SCHEMA, &config, &errors);
        if (result != -1 || errors.count != 1 || errors.items[0].line != cases[i].line ||
            strstr(errors.items[0].problem, cases[i].problem) == NULL) {
            fail_msg("case %zu: got %zu errors, the first at line %d: %s; expected line %d: %s", i,
                     errors.count, errors.items[0].line, errors.items[0].problem, cases[i].line,
                     cases[i].problem);
        }
        size_t length = 0;
        char *box_text = hall_config_box_text_of(cases[i].text, strlen(cases[i].text), &length);
        int has_text = box_text != NULL;
        free(box_text);
        assert_int_equal(has_text, i == 9);
    }
}

static void depth_and_size_are_bounded(void **state)
{
    static char text[CONFIG_BYTES_MAX + 2];
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    for (size_t i = 0; i < CONFIG_BYTES_MAX; i++) {
        text[i] = "<a>"[i % 3];
    }
    assert_int_equal(hall_config_read_text(text, CONFIG_BYTES_MAX - 1, SCHEMA, &config, &errors), -1);
    assert_int_equal(errors.count, 1);
    assert_int_equal(hall_config_read_text(text, CONFIG_BYTES_MAX + 1, SCHEMA, &config, &errors), -1);
    assert_non_null(strstr(errors.items[0].allowed, "256 KiB"));
}

static void files_that_cannot_be_read_say_why(void **state)
{
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    assert_int_equal(hall_config_read_file("/nonexistent/headend.xml", SCHEMA, &config, &errors), -1);
    assert_int_equal(errors.count, 1);
    assert_int_equal(errors.items[0].line, 0);
    assert_non_null(strstr(errors.items[0].problem, "No such file"));
    assert_int_equal(hall_config_read_file("/tmp", SCHEMA, &config, &errors), -1);
    assert_non_null(strstr(errors.items[0].problem, "not a plain file"));
    assert_int_equal(hall_config_read_file(SAMPLE, "/nonexistent/headend.rng", &config, &errors), -1);
    assert_non_null(strstr(errors.items[0].problem, "/nonexistent/headend.rng"));
    assert_null(config);
}

static void a_known_copy_needs_no_schema(void **state)
{
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    assert_int_equal(hall_config_read_file(SAMPLE, NULL, &config, &errors), 0);
    assert_int_equal(config->box.tile_count, 15);
    hall_config_free(config);
    assert_int_equal(hall_config_read_text("<headend/>", 10, NULL, &config, &errors), -1);
    assert_int_equal(errors.count, 2); /* version and <box> are missing */
}

static void an_error_is_one_line(void **state)
{
    struct config_error error = {
        .line = 12, .element = "poll", .problem = "seconds=\"1\"", .allowed = "60 to 86400"};
    char out[100];
    (void)state;
    assert_int_equal(config_error_format(&error, "h.xml", out, sizeof out), 0);
    assert_string_equal(out, "h.xml:12: poll: seconds=\"1\": 60 to 86400");
    assert_int_equal(config_error_format(&error, "h.xml", out, 10), -1);
    assert_string_equal(out, "h.xml:12:");
    error.line = 0;
    assert_int_equal(config_error_format(&error, "h.xml", out, sizeof out), 0);
    assert_string_equal(out, "h.xml: seconds=\"1\": 60 to 86400");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_read_into_its_fields),
        cmocka_unit_test(the_nine_tiles_are_good),
        cmocka_unit_test(a_box_gets_no_server_and_no_comment),
        cmocka_unit_test(what_is_missing_has_its_default),
        cmocka_unit_test(all_errors_come_at_once_in_line_order),
        cmocka_unit_test(errors_beyond_the_bound_are_counted),
        cmocka_unit_test(hostile_and_broken_files_are_refused),
        cmocka_unit_test(depth_and_size_are_bounded),
        cmocka_unit_test(files_that_cannot_be_read_say_why),
        cmocka_unit_test(a_known_copy_needs_no_schema),
        cmocka_unit_test(an_error_is_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
