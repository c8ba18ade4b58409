/* Counties and townships from the directory of stations. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "screens/questions/question_places.h"
#include "screens/questions/question_words.h"
#include "screens/stage/places.h"

static struct station stations[] = {
    {.level = 3, .area_code = "431000", .name = "郴州市政务服务中心"},
    {.level = 4, .area_code = "431002", .name = "北湖区政务服务中心"},
    {.level = 5, .area_code = "431002001", .name = "人民路街道便民服务中心"},
    {.level = 5, .area_code = "431002101", .name = "华塘镇便民服务中心"},
    {.level = 4, .area_code = "431021", .name = "桂阳县政务服务中心"},
    {.level = 4, .area_code = "431021", .name = "桂阳县政务服务中心"}, /* a second hall */
    {.level = 5, .area_code = "431021100", .name = "方元镇便民服务中心"},
    {.level = 6, .area_code = "431021100201", .name = "一村便民服务站"},
};
static struct station_list list = {.stations = stations, .count = sizeof stations / sizeof stations[0]};

static void expect(const struct places *places, size_t count, const char *const *names)
{
    assert_int_equal(places->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(places->items[i].name, names[i]);
    }
}

static void places_are_named_without_what_all_halls_end_in(void **state)
{
    static const char *const counties[] = {"北湖区", "桂阳县"};
    static const char *const townships[] = {"人民路街道", "华塘镇"};
    struct places places;
    (void)state;
    places_read(&places, &list, STATION_COUNTY, "");
    expect(&places, 2, counties);
    assert_string_equal(places.items[1].code, "431021");
    places_read(&places, &list, STATION_TOWNSHIP, "431002");
    expect(&places, 2, townships);
    places_read(&places, &list, STATION_TOWNSHIP, "431003");
    assert_int_equal(places.count, 0);
    places_read(&places, NULL, STATION_COUNTY, "");
    assert_int_equal(places.count, 0);
}

/* Codes filled up with zeros mean the area above. */
static void codes_filled_up_are_the_same_places(void **state)
{
    static struct station filled[] = {
        {.level = 4, .area_code = "431002000000", .name = "北湖区政务服务中心"},
        {.level = 4, .area_code = "431002", .name = "北湖区第二政务服务中心"},
        {.level = 4, .area_code = "431021000", .name = "桂阳县政务服务中心"},
        {.level = 5, .area_code = "431002001000", .name = "人民路街道便民服务中心"},
        {.level = 5, .area_code = "431002101", .name = "华塘镇便民服务中心"},
    };
    static const struct station_list of_filled = {.stations = filled, .count = 5};
    static const char *const counties[] = {"北湖区", "桂阳县"};
    static const char *const townships[] = {"人民路街道", "华塘镇"};
    struct places places;
    (void)state;
    places_read(&places, &of_filled, STATION_COUNTY, "");
    expect(&places, 2, counties);
    places_read(&places, &of_filled, STATION_TOWNSHIP, "431002000");
    expect(&places, 2, townships);
}

/* What a household answered, by its code in every form. */
static void an_answer_is_called_by_its_name(void **state)
{
    static struct station centres[] = {
        {.level = 4, .area_code = "431002000000", .name = "北湖区政务服务中心"},
        {.level = 4, .area_code = "431021", .name = "桂阳县政务服务中心"},
        {.level = 5, .area_code = "431002001000", .name = "人民路街道便民服务中心"},
        {.level = 5, .area_code = "431021100", .name = "方元镇便民服务中心"},
    };
    static const struct station_list directory = {.stations = centres, .count = 4};
    static const struct {
        const char *code, *name;
    } answers[] = {
        {"431002", "北湖区"},
        {"431002000000", "北湖区"},
        {"431021", "桂阳县"},
        {"431021000000", "桂阳县"},
        {"431002001", "北湖区人民路街道"},
        {"431002001000", "北湖区人民路街道"},
        {"431021100000", "桂阳县方元镇"},
        {"431003", "431003"}, /* not in the directory */
        {"431000", "431000"},
    };
    struct flow_node node = {.kind = FLOW_AREA};
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct flow_answer_value answer = {.given = 1};
        char words[QUESTION_WORDS_SIZE];
        (void)snprintf(answer.area_code, sizeof answer.area_code, "%s", answers[i].code);
        question_answer_words(words, NULL, &node, &answer, &directory);
        assert_string_equal(words, answers[i].name);
    }
}

static void names_without_a_common_end_stay_whole(void **state)
{
    static const char *const names[] = {"北湖区政务大厅", "桂阳县服务中心"};
    struct station two[] = {{.level = 4, .area_code = "431002", .name = names[0]},
                            {.level = 4, .area_code = "431021", .name = names[1]}};
    struct station one[] = {{.level = 4, .area_code = "431002", .name = names[0]}};
    struct station same[] = {{.level = 4, .area_code = "431002", .name = names[0]},
                             {.level = 4, .area_code = "431021", .name = names[0]}};
    struct station_list of_two = {.stations = two, .count = 2}, of_one = {.stations = one, .count = 1};
    struct station_list of_same = {.stations = same, .count = 2};
    static const char *const both[] = {"北湖区政务大厅", "北湖区政务大厅"};
    struct places places;
    (void)state;
    places_read(&places, &of_two, STATION_COUNTY, "");
    expect(&places, 2, names);
    places_read(&places, &of_one, STATION_COUNTY, "");
    expect(&places, 1, names);
    places_read(&places, &of_same, STATION_COUNTY, "");
    expect(&places, 2, both);
}

static void townships_are_asked_only_where_they_matter(void **state)
{
    char values[2][FLOW_ID_SIZE] = {"431002", "431003000"};
    struct flow_clause clause = {"home", FLOW_WITHIN, values, 2, 0};
    struct flow_item item = {.id = "x", .when = &clause, .when_count = 1};
    struct service_flow flow = {.items = &item, .item_count = 1};
    (void)state;
    assert_false(question_places_need_townships(&flow, "home"));
    memcpy(values[1], "431003001", 10);
    assert_true(question_places_need_townships(&flow, "home"));
    assert_false(question_places_need_townships(&flow, "work"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_named_without_what_all_halls_end_in),
        cmocka_unit_test(codes_filled_up_are_the_same_places),
        cmocka_unit_test(an_answer_is_called_by_its_name),
        cmocka_unit_test(names_without_a_common_end_stay_whole),
        cmocka_unit_test(townships_are_asked_only_where_they_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
