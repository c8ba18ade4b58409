/* Good and bad answers → records or a message that names field and record. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/records/records_decode.h"

#define ROW(more)                                                                                            \
    "{\"id\":\"n1\",\"title\":\"t\",\"category\":1,\"level\":0,\"area_code\":\"431000\",\"org_name\":\"o\"," \
    "\"published\":1,\"rev\":2" more "}"
#define LIST(rows, more) "{\"rev\":1,\"as_of\":2,\"total\":3,\"notices\":[" rows "]" more "}"
#define NOTICE(more)                                                                                         \
    "{\"id\":\"n1\",\"title\":\"t\",\"category\":1,\"level\":0,\"area_code\":\"431000\",\"org_name\":\"o\"," \
    "\"published\":1,\"rev\":2,\"body\":\"<p>\"" more "}"
#define TILE(kind, more)                                                                                     \
    "{\"id\":\"a-1\",\"icon\":\"b\",\"row\":1,\"column\":2,\"name\":{\"zh\":\"\u540d\"},\"content\":{"       \
    "\"kind\":\"" kind "\",\"category\":3}" more "}"
#define MENU(tiles, more)                                                                                    \
    "{\"rev\":1,\"region_name\":{\"zh\":\"r\",\"en\":\"R\"},\"hall_name\":{\"zh\":\"h\"},\"tiles\":[" tiles  \
    "]" more "}"

enum kind { MENU_KIND, LIST_KIND, NOTICE_KIND };

static int decode(enum kind kind, const char *text, size_t length, char *error)
{
    if (kind == MENU_KIND) {
        struct menu *menu = menu_decode(text, length, error);
        int good = menu != NULL;
        menu_free(menu);
        return good;
    }
    if (kind == LIST_KIND) {
        struct notice_list *list = notice_list_decode(text, length, error);
        int good = list != NULL;
        notice_list_free(list);
        return good;
    }
    struct notice *notice = notice_decode(text, length, error);
    int good = notice != NULL;
    notice_free(notice);
    return good;
}

static const struct {
    enum kind kind;
    const char *text, *error; /* "": good */
} cases[] = {
    {LIST_KIND, LIST("", ""), ""},
    {LIST_KIND, LIST(ROW(""), ""), ""},
    {LIST_KIND, "\xEF\xBB\xBF \n" LIST("", "") "\r\n", ""},
    {LIST_KIND, LIST(ROW(""), ",\"withdrawn\":[\"a\",\"b\"],\"next\":\"x\",\"source\":\"s\""), ""},
    {LIST_KIND, LIST("", ",\"withdrawn\":null,\"next\":null"), ""},
    {LIST_KIND,
     LIST(ROW(",\"x\":{\"y\":[1,{\"z\":null}],\"id\":3},\"w\":[[]],\"v\":1e999,\"u\":true"), ",\"t\":\"\""),
     ""},
    {LIST_KIND, "{\"notices\":[],\"total\":0,\"as_of\":0,\"rev\":9007199254740991}", ""},
    {LIST_KIND, "", "notice list: cut off after 0 bytes"},
    {LIST_KIND, "{\"rev\":1", "notice list: cut off after 8 bytes"},
    {LIST_KIND, "[]", "notice list: wrong type: a list"},
    {LIST_KIND, "\"x\"", "notice list: wrong type: a string"},
    {LIST_KIND, "3", "notice list: wrong type: a number"},
    {LIST_KIND, "null", "notice list: wrong type: null"},
    {LIST_KIND, "true", "notice list: wrong type: true or false"},
    {LIST_KIND, "<html>", "notice list: not JSON at byte "},
    {LIST_KIND, LIST("", "") "x", "notice list: not JSON at byte "},
    {LIST_KIND, LIST("", "") "{}", "notice list: not JSON at byte "},
    {LIST_KIND, LIST("", ",\"next\":\"\xC0\x80\""), "notice list: not UTF-8 at byte 50"},
    {LIST_KIND, LIST("", ",\"next\":\"\xED\xA0\x80\""), "notice list: not UTF-8 at byte 50"},
    {LIST_KIND, LIST("", ",\"next\":\"\xE4\xB8\""), "notice list: not UTF-8 at byte 50"},
    {LIST_KIND, LIST("", ",\"next\":\"\\ud83d\\ude00\""), ""},
    {LIST_KIND, LIST("", ",\"next\":\"\\\\ud83d\""), ""},
    {LIST_KIND, LIST("", ",\"next\":\"\\uD888\\u1234\""), "notice list: half a surrogate pair at byte 50"},
    {LIST_KIND, LIST("", ",\"next\":\"\\uD888\""), "notice list: half a surrogate pair at byte 50"},
    {LIST_KIND, LIST("", ",\"next\":\"\\udc00\""), "notice list: half a surrogate pair at byte 50"},
    {LIST_KIND, LIST("", ",\"next\":\"\xED\xA0\xBD\xED\xB8\x80\""), "notice list: not UTF-8 at byte 50"},
    {LIST_KIND, "\f" LIST("", ""), "notice list: a control character at byte 0"},
    {LIST_KIND, LIST("", "") "\v", "notice list: a control character at byte 42"},
    {LIST_KIND, LIST("", "") " \r\n", ""},
    {LIST_KIND, LIST("", "") "\"", "notice list: more behind its end at byte 42"},
    {LIST_KIND, LIST("", "") "\"}", "notice list: more behind its end at byte 42"},
    {LIST_KIND, LIST("", "") "//", "notice list: not JSON"},
    {LIST_KIND, "/**/" LIST("", ""), "notice list: not JSON"},
    {LIST_KIND, LIST("", ",\"next\":\"a\\u0000b\""), "notice list: next: holds a NUL"},
    {LIST_KIND, "{}", "notice list: rev: missing"},
    {LIST_KIND, "{\"rev\":1,\"as_of\":2,\"total\":3}", "notice list: notices: missing"},
    {LIST_KIND, LIST("", ",\"rev\":1"), "notice list: rev: there twice"},
    {LIST_KIND, LIST("{}", ""), "notices[0]: id: missing"},
    {LIST_KIND, LIST(ROW("") "," ROW("") ",{\"id\":\"x\"}", ""), "notices[2]: title: missing"},
    {LIST_KIND, LIST("3", ""), "notices[0]: wrong type: a number"},
    {LIST_KIND, LIST("[]", ""), "notices[0]: wrong type: a list"},
    {LIST_KIND, LIST("\"x\"", ""), "notices[0]: wrong type: a string"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":\"x\""), ""), "notices[0]: valid_to: wrong type: a string"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":-1"), ""),
     "notices[0]: valid_to: out of range: -1 is not in 0..253402300799999"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":12345678.5"), ""),
     "notices[0]: valid_to: not a whole number in range: 12345678.5"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":1234567e5"), ""),
     "notices[0]: valid_to: not a whole number in range: 1234567e5"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":-12345678901"), ""),
     "notices[0]: valid_to: out of range: -12345678901 is not in 0..253402300799999"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":1.5"), ""), "notices[0]: valid_to: not a whole number in range: 1.5"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":9223372036854775808"), ""),
     "notices[0]: valid_to: not a whole number in range: 9223372036854775808"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":11111111111111111111111111111111111"), ""),
     "notices[0]: valid_to: not a whole number in range: 111111111111111111111111"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":{}"), ""), "notices[0]: valid_to: wrong type: an object"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":[]"), ""), "notices[0]: valid_to: wrong type: a list"},
    {LIST_KIND, LIST(ROW(",\"valid_to\":true"), ""), "notices[0]: valid_to: wrong type: true or false"},
    {LIST_KIND, "{\"rev\":null}", "notice list: rev: wrong type: null"},
    {LIST_KIND, LIST("{\"id\":\"\"", ""), "notices[0]: id: too short: 0 characters, at least 1"},
    {LIST_KIND, LIST("{\"id\":\"a b\"", ""), "notices[0]: id: not of the form it must have"},
    {LIST_KIND, LIST("{\"id\":\"12345678901234567890123456789012345678901\"", ""),
     "notices[0]: id: too long: 41 characters, at most 40"},
    {LIST_KIND, LIST("{\"category\":6", ""), "notices[0]: category: out of range: 6 is not in 1..5"},
    {LIST_KIND, LIST("{\"area_code\":\"4310000\"", ""),
     "notices[0]: area_code: not of the form it must have"},
    {LIST_KIND, LIST("", ",\"withdrawn\":[\"a\",3]"), "withdrawn[1]: wrong type: a number"},
    {LIST_KIND, LIST("", ",\"withdrawn\":[{}]"), "withdrawn[0]: wrong type: an object"},
    {LIST_KIND, LIST("", ",\"withdrawn\":[\"/\"]"), "withdrawn[0]: not of the form it must have"},
    {LIST_KIND, LIST("", ",\"withdrawn\":[\"\"]"), "withdrawn[0]: too short: 0 characters, at least 1"},
    {LIST_KIND, LIST("", ",\"withdrawn\":\"a\""), "notice list: withdrawn: wrong type: a string"},
    {LIST_KIND, LIST("", ",\"withdrawn\":{}"), "notice list: withdrawn: wrong type: an object"},
    {LIST_KIND, LIST("", ",\"x\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]"), ""},
    {LIST_KIND, LIST("", ",\"x\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]"), "notice list: deeper than 16"},
    {LIST_KIND,
     LIST("", ",\"x\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{"
              "\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}"),
     "notice list: deeper than 16"},
    {NOTICE_KIND, NOTICE(""), ""},
    {NOTICE_KIND, NOTICE(",\"withdrawn\":true,\"speech\":\"s\",\"qr_link\":\"http://a\",\"as_of\":1"), ""},
    {NOTICE_KIND, ROW(""), "notice: body: missing"},
    {NOTICE_KIND, NOTICE(",\"withdrawn\":1"), "notice: withdrawn: wrong type: a number"},
    {NOTICE_KIND, NOTICE(",\"withdrawn\":\"true\""), "notice: withdrawn: wrong type: a string"},
    {MENU_KIND, MENU("", ""), ""},
    {MENU_KIND, MENU(TILE("notices", "") "," TILE("help", ",\"digit\":0,\"hint\":{\"zh\":\"\"}"), ""), ""},
    {MENU_KIND, MENU(TILE("holograms", ""), ""), ""},
    {MENU_KIND, MENU(TILE("search", ",\"initials\":\"[cz]q\""), ""), ""},
    {MENU_KIND, MENU(TILE("search", ",\"initials\":7"), ""), "tiles[0]: initials: wrong type: a number"},
    {LIST_KIND, LIST(ROW(",\"initials\":\"[cz]q gjj\""), ""), ""},
    {LIST_KIND, LIST(ROW(",\"initials\":[]"), ""), "notices[0]: initials: wrong type: a list"},
    {MENU_KIND, MENU(TILE("notices", "") "," TILE("help", ",\"hint\":{\"en\":\"x\"}"), ""),
     "tiles[1]: hint: zh: missing"},
    {MENU_KIND, MENU(TILE("holograms", "") "," TILE("help", ",\"digit\":10"), ""),
     "tiles[1]: digit: out of range: 10 is not in 0..9"},
    {MENU_KIND, MENU("{\"id\":\"A\"", ""), "tiles[0]: id: not of the form it must have"},
    {MENU_KIND, "{\"rev\":1,\"region_name\":\"r\"", "menu: region_name: wrong type: a string"},
    {MENU_KIND, "{\"rev\":1,\"region_name\":{\"zh\":4}", "region_name: zh: wrong type: a number"},
};

static void test_messages(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char error[JSON_ERROR_SIZE] = "unset";
        int good = decode(cases[i].kind, cases[i].text, strlen(cases[i].text), error);
        size_t length = strlen(cases[i].error);
        /* yajl's own words may follow. */
        int right = good ? length == 0 : length > 0 && strncmp(error, cases[i].error, length) == 0;
        if (!right) {
            print_error("%s\n expected \"%s\", got \"%s\"\n", cases[i].text, cases[i].error,
                        good ? "good" : error);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

/* Cut off at every byte, an answer is an error and never a record. */
static void test_cut_off(void **state)
{
    (void)state;
    static const struct {
        enum kind kind;
        const char *text;
    } whole[] = {
        {LIST_KIND, LIST(ROW(",\"x\":[{}]") "," ROW(""), ",\"withdrawn\":[\"a\"]")},
        {NOTICE_KIND, NOTICE(",\"speech\":\"\\u4e2d\"")},
        {MENU_KIND, MENU(TILE("notices", ""), "")},
    };
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        size_t length = strlen(whole[i].text);
        for (size_t cut = 0; cut < length; cut++) {
            char error[JSON_ERROR_SIZE] = "";
            char *part = malloc(cut + 1); /* of its own size, so that a read beyond it is seen */
            assert_non_null(part);
            memcpy(part, whole[i].text, cut);
            assert_int_equal(decode(whole[i].kind, part, cut, error), 0);
            assert_true(error[0] != '\0');
            free(part);
        }
    }
}

static void test_values(void **state)
{
    (void)state;
    char error[JSON_ERROR_SIZE];
    const char list_text[] =
        LIST(ROW(",\"valid_from\":3,\"valid_to\":4"), ",\"next\":\"c\\u4e2d\",\"withdrawn\":[\"w1\",\"w2\"]");
    struct notice_list *list = notice_list_decode(list_text, sizeof list_text - 1, error);
    assert_non_null(list);
    assert_int_equal(list->rev, 1);
    assert_int_equal(list->as_of, 2);
    assert_int_equal(list->total, 3);
    assert_string_equal(list->source, "");
    assert_string_equal(list->next, "c中");
    assert_int_equal(list->count, 1);
    const struct notice_summary *row = &list->items[0];
    assert_string_equal(row->id, "n1");
    assert_string_equal(row->title, "t");
    assert_string_equal(row->org_name, "o");
    assert_string_equal(row->area_code, "431000");
    assert_int_equal(row->category, 1);
    assert_int_equal(row->valid_from, 3);
    assert_int_equal(row->valid_to, 4);
    assert_int_equal(row->rev, 2);
    assert_int_equal(list->withdrawn_count, 2);
    assert_string_equal(list->withdrawn[1], "w2");
    notice_list_free(list);

    const char notice_text[] = NOTICE(",\"qr_link\":\"javascript:x\",\"withdrawn\":true");
    struct notice *notice = notice_decode(notice_text, sizeof notice_text - 1, error);
    assert_non_null(notice);
    assert_string_equal(notice->body, "<p>");
    assert_string_equal(notice->speech, "");
    assert_string_equal(notice->qr_link, "");
    assert_int_equal(notice->withdrawn, 1);
    notice_free(notice);

    const char menu_text[] = MENU(TILE("holograms", "") "," TILE("help", ",\"digit\":7"), "");
    struct menu *menu = menu_decode(menu_text, sizeof menu_text - 1, error);
    assert_non_null(menu);
    assert_string_equal(menu->region_name.en, "R");
    assert_int_equal(menu->tile_count, 1);
    assert_int_equal(menu->tiles[0].content, TILE_CONTENT_HELP);
    assert_int_equal(menu->tiles[0].category, 3);
    assert_int_equal(menu->tiles[0].digit, 7);
    assert_string_equal(menu->tiles[0].initials, "");
    assert_string_equal(menu->tiles[0].name.zh, "名");
    assert_string_equal(menu->tiles[0].hint.zh, "");
    menu_free(menu);
}

/* A text of `count` times `piece` between two others. */
static char *repeated(const char *before, const char *piece, size_t count, const char *after)
{
    size_t piece_length = strlen(piece);
    size_t before_length = strlen(before);
    size_t after_length = strlen(after);
    char *text = malloc(before_length + piece_length * count + after_length + 1);
    assert_non_null(text);
    memcpy(text, before, before_length);
    char *at = text + before_length;
    for (size_t i = 0; i < count; i++) {
        memcpy(at, piece, piece_length);
        at += piece_length;
    }
    memcpy(at, after, after_length);
    at[after_length] = '\0';
    return text;
}

/* Bounds count code points and items: the last that fits and the first that does not. */
static void test_bounds(void **state)
{
    (void)state;
    static const struct {
        enum kind kind;
        const char *before, *piece, *after;
        size_t most;
        const char *error;
    } bounds[] = {
        {LIST_KIND, "{\"rev\":1,\"as_of\":2,\"total\":3,\"notices\":[],\"source\":\"", "𫖯", "\"}", 60,
         "notice list: source: too long: 61 characters, at most 60"},
        {LIST_KIND, "{\"rev\":1,\"as_of\":2,\"total\":3,\"notices\":[],\"next\":\"", "\\u4e2d", "\"}", 80,
         "notice list: next: too long: 81 characters, at most 80"},
        {LIST_KIND, "{\"rev\":1,\"as_of\":2,\"total\":3,\"notices\":[],\"withdrawn\":[\"w\"", ",\"w\"", "]}",
         999, "withdrawn[1000]: more than 1000"},
        {LIST_KIND, "{\"rev\":1,\"as_of\":2,\"total\":3,\"notices\":[" ROW(""), "," ROW(""), "]}", 999,
         "notices[1000]: more than 1000"},
        {MENU_KIND,
         "{\"rev\":1,\"region_name\":{\"zh\":\"r\"},\"hall_name\":{\"zh\":\"h\"},\"tiles\":[" TILE("help",
                                                                                                   ""),
         "," TILE("help", ""), "]}", 26, "tiles[27]: more than 27"},
        {MENU_KIND, "{\"rev\":1,\"hall_name\":{\"zh\":\"h\"},\"tiles\":[],\"region_name\":{\"zh\":\"", "𫖯",
         "\"}}", 63, "region_name: zh: too long: 64 characters, at most 63"},
        {NOTICE_KIND,
         "{\"id\":\"n1\",\"title\":\"t\",\"category\":1,\"level\":0,\"area_code\":\"431000\",\"org_name\":"
         "\"o\","
         "\"published\":1,\"rev\":2,\"body\":\"",
         "中", "\"}", 524288, "notice: body: too long: 524289 characters, at most 524288"},
    };
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        char error[JSON_ERROR_SIZE] = "";
        char *fits = repeated(bounds[i].before, bounds[i].piece, bounds[i].most, bounds[i].after);
        if (!decode(bounds[i].kind, fits, strlen(fits), error)) {
            print_error("%zu should fit: %s\n", bounds[i].most, error);
        }
        assert_string_equal(error, "");
        free(fits);
        char *over = repeated(bounds[i].before, bounds[i].piece, bounds[i].most + 1, bounds[i].after);
        assert_int_equal(decode(bounds[i].kind, over, strlen(over), error), 0);
        assert_string_equal(error, bounds[i].error);
        free(over);
    }
}

/* Every count of digits, as they are read eight at a time. */
static void test_whole_numbers(void **state)
{
    (void)state;
    char text[256];
    char error[JSON_ERROR_SIZE];
    for (int64_t value = 1; value <= 9007199254740991; value = value * 10 + (value + 1) % 10) {
        (void)snprintf(text, sizeof text,
                       "{\"rev\":%lld,\"as_of\":0,\"total\":9007199254740991,\"notices\":[]}",
                       (long long)value);
        struct notice_list *list = notice_list_decode(text, strlen(text), error);
        assert_non_null(list);
        assert_true(list->rev == value);
        assert_true(list->total == 9007199254740991);
        notice_list_free(list);
    }
}

/* Every byte in every form. */
static void test_forms(void **state)
{
    (void)state;
    static const char digits[] = "0123456789";
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int c = 1; c < 256; c++) {
        char text[2] = {(char)c, '\0'};
        int digit = strchr(digits, c) != NULL;
        int tile = digit || strchr(lower, c) != NULL || c == '-';
        assert_int_equal(field_form_allows(FORM_NAME, text, 1), tile);
        assert_int_equal(field_form_allows(FORM_NOTICE_ID, text, 1),
                         tile || strchr(upper, c) != NULL || c == '_');
        assert_int_equal(field_form_allows(FORM_AREA_CODE, text, 1), 0);
        char area[] = "43100?";
        area[5] = (char)c;
        assert_int_equal(field_form_allows(FORM_AREA_CODE, area, 6), digit);
    }
}

static void test_is_current(void **state)
{
    (void)state;
    static const struct {
        int64_t from, to, now;
        int current;
    } times[] = {{0, 0, 0, 1}, {0, 0, 5, 1}, {5, 0, 4, 0}, {5, 0, 5, 1},
                 {0, 5, 4, 1}, {0, 5, 5, 0}, {7, 5, 6, 0}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct notice_summary summary = {.valid_from = times[i].from, .valid_to = times[i].to};
        assert_int_equal(notice_is_current(&summary, times[i].now), times[i].current);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages),   cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_values),     cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_is_current), cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_forms),
    };
    return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
