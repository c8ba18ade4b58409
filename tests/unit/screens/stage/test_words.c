/* Strings and dates as a person sees them. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/stage/dates.h"
#include "screens/stage/notice_words.h"

/* A string that a language lacks is shown as its name: that must not happen in what is delivered. */
static void both_languages_are_complete(void **state)
{
    (void)state;
    static const char *const names[] = {
#define NAME(id, name) name,
        STRING_IDS(NAME)
#undef NAME
    };
    for (int i = 0; i < STRING_COUNT; i++) {
        if (strcmp(string_get(chinese, (enum string_id)i), names[i]) == 0) {
            fail_msg("zh-CN.xml lacks %s", names[i]);
        }
        if (strcmp(string_get(english, (enum string_id)i), names[i]) == 0) {
            fail_msg("en.xml lacks %s", names[i]);
        }
    }
}

static void values_are_put_in_and_cut_at_whole_characters(void **state)
{
    (void)state;
    char out[64];
    char small[20];
    const char *values[] = {"3", "57"};
    assert_string_equal(string_format(out, sizeof out, chinese, STRING_NOTICES_COUNT, values, 2),
                        "第 3 条，共 57 条");
    /* A value that is missing leaves its place empty. */
    assert_string_equal(string_format(out, sizeof out, english, STRING_NOTICES_COUNT, values, 1), "3 of ");
    string_format(small, sizeof small, chinese, STRING_MESSAGE_UNREACHABLE, NULL, 0);
    assert_string_equal(small, "现在连不上网");
}

struct moment {
    int64_t ms;
    const char *iso, *clock, *header;
};

static void times_are_shown_in_the_citys_zone(void **state)
{
    (void)state;
    static const struct moment moments[] = {
        {0, "1970-01-01", "08:00", "1月1日 星期四"},
        {1795492800000, "2026-11-24", "12:00", "11月24日 星期二"},
        {1795535999000, "2026-11-24", "23:59", "11月24日 星期二"},
        {1795536000000, "2026-11-25", "00:00", "11月25日 星期三"},
        {1709136000000, "2024-02-29", "00:00", "2月29日 星期四"},
    };
    char out[DATE_SIZE];
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        assert_string_equal(date_iso(out, moments[i].ms), moments[i].iso);
        assert_string_equal(date_clock(out, moments[i].ms), moments[i].clock);
        assert_string_equal(date_header(out, chinese, moments[i].ms), moments[i].header);
    }
    assert_string_equal(date_header(out, english, 1795492800000), "Tue 11/24");
}

static void the_day_itself_has_its_hour(void **state)
{
    (void)state;
    static const struct {
        int64_t ms, now_ms;
        const char *words;
    } moments[] = {
        {1795492800000, 1795492800000, "今天 12:00"}, {1795535999000, 1795492800000, "今天 23:59"},
        {1795536000000, 1795492800000, "2026-11-25"}, {1795535999000, 1795536000000, "2026-11-24"},
        {1795492800000, 1827028800000, "2026-11-24"}, /* of the same day a year later */
    };
    char out[DATE_SIZE];
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        assert_string_equal(date_moment(out, chinese, moments[i].ms, moments[i].now_ms), moments[i].words);
    }
    assert_string_equal(date_moment(out, english, 1795492800000, 1795492800000), "today 12:00");
}

static void hostile_times_give_some_text(void **state)
{
    (void)state;
    static const int64_t odd[] = {INT64_MIN, INT64_MAX, -1, 253402300800000};
    char out[DATE_SIZE];
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_true(strlen(date_iso(out, odd[i])) < DATE_SIZE);
        assert_true(strlen(date_clock(out, odd[i])) < DATE_SIZE);
        assert_true(strlen(date_header(out, chinese, odd[i])) < DATE_SIZE);
        assert_true(strlen(date_age(out, chinese, odd[i])) < DATE_SIZE);
    }
}

struct age {
    int64_t ms;
    const char *words;
};

static void ages_are_said_in_words(void **state)
{
    (void)state;
    static const struct age ages[] = {
        {-5000, "刚才"},       {0, "刚才"},          {59999, "刚才"},         {60000, "1分钟前"},
        {3599999, "59分钟前"}, {3600000, "1小时前"}, {172799999, "47小时前"}, {172800000, "2天前"},
    };
    char out[DATE_SIZE];
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
        assert_string_equal(date_age(out, chinese, ages[i].ms), ages[i].words);
    }
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "<strings>", "not xml at all",
                                      "<strings><string name='x'>&lol;</string></strings"};
    char path[] = "/tmp/tv-hall-strings-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(ftruncate(fd, 0), 0);
        assert_int_equal(pwrite(fd, bad[i], strlen(bad[i]), 0), (ssize_t)strlen(bad[i]));
        if (strings_read(path) != NULL) {
            fail_msg("\"%s\" was taken for strings", bad[i]);
        }
    }
    close(fd);
    unlink(path);
    assert_null(strings_read("/nowhere/strings.xml"));
}

static void the_day_of_a_notice(void **state)
{
    char out[DATE_SIZE];
    struct notice_summary notice = {.published = 1795492800000};
    (void)state;
    assert_string_equal(notice_day(out, chinese, &notice, 0), "2026-11-24");
    notice.undated = 1;
    assert_string_equal(notice_day(out, chinese, &notice, 0), "发布日期不详");
    assert_string_equal(notice_day(out, english, &notice, 0), "Date not known");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_are_complete),
        cmocka_unit_test(values_are_put_in_and_cut_at_whole_characters),
        cmocka_unit_test(times_are_shown_in_the_citys_zone),
        cmocka_unit_test(the_day_itself_has_its_hour),
        cmocka_unit_test(hostile_times_give_some_text),
        cmocka_unit_test(ages_are_said_in_words),
        cmocka_unit_test(the_day_of_a_notice),
        cmocka_unit_test(broken_files_are_refused),
    };
    return cmocka_run_group_tests_name("words", tests, open_strings, close_strings);
}
