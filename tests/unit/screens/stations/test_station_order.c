/* Which stations a list shows, and in which order. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "screens/stations/station_order.h"

/* A city hall, two counties, a township of the first without a known place, and a village in it. */
static struct station stations[] = {
    {.id = "city",
     .name = "市",
     .area_code = "431000",
     .level = 3,
     .lat = 25770000,
     .lon = 113010000,
     .parent = -1},
    {.id = "far",
     .name = "远县",
     .area_code = "431021",
     .level = 4,
     .lat = 26700000,
     .lon = 113010000,
     .parent = 0},
    {.id = "near",
     .name = "近区",
     .area_code = "431002",
     .level = 4,
     .lat = 25780000,
     .lon = 113010000,
     .parent = 0},
    {.id = "town",
     .name = "街道",
     .area_code = "431002001",
     .level = 5,
     .lat = STATION_UNKNOWN_PLACE,
     .lon = STATION_UNKNOWN_PLACE,
     .parent = 2},
    {.id = "village",
     .name = "村",
     .area_code = "431002001001",
     .level = 6,
     .lat = 25771000,
     .lon = 113011000,
     .parent = 3},
};
enum { COUNT = sizeof stations / sizeof stations[0] };

static char direct[][STATION_ID_SIZE] = {"retirement"};
static char relay[][STATION_ID_SIZE] = {"retirement", "newborn"};
static struct station_set sets[] = {{.id = "some", .direct = direct, .direct_count = 1},
                                    {.id = "all", .relay = relay, .relay_count = 2}};

static struct station_list list_of_all(void)
{
    for (size_t i = 0; i < COUNT; i++) {
        stations[i].handles = i == 1 ? 0 : i >= 3 ? 1 : -1;
        stations[i].hours = -1;
    }
    return (struct station_list){.stations = stations, .count = COUNT, .sets = sets, .set_count = 2};
}

static void the_households_own_hall(void **state)
{
    static const struct {
        const char *area;
        const char *wanted;
    } cases[] = {{"431000", "city"},          {"431002", "near"},       {"431002001", "town"},
                 {"431002001001", "village"}, {"431002001999", "town"}, {"431002777", "near"},
                 {"431081001", "city"},       {"440000", NULL},         {"4310", NULL}};
    struct station_list list = list_of_all();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t found = station_of_area(&list, cases[i].area);
        const char *id = found >= 0 ? stations[found].id : "none";
        if (strcmp(id, cases[i].wanted != NULL ? cases[i].wanted : "none") != 0 &&
            strlen(cases[i].area) >= 6) {
            fail_msg("%s: wanted %s, got %s", cases[i].area, cases[i].wanted, id);
        }
    }
}

static void distances(void **state)
{
    (void)state;
    /* 0.01° of a meridian is 1,112 m; 0.93° is 103.4 km. */
    assert_in_range(station_distance(&stations[0], &stations[2]), 1105, 1120);
    assert_in_range(station_distance(&stations[0], &stations[1]), 103000, 103900);
    assert_int_equal(station_distance(&stations[0], &stations[0]), 0);
    assert_int_equal(station_distance(&stations[0], &stations[3]), STATION_DISTANCE_UNKNOWN);
    /* East counts less than north at 25.8°: 0.01° is 1,001 m. */
    struct station east = stations[0];
    east.lon += 10000;
    assert_in_range(station_distance(&stations[0], &east), 995, 1007);
}

static void nearest_first_and_unknown_last(void **state)
{
    static const char *const wanted[] = {"city", "village", "near", "far", "town"};
    struct station_list list = list_of_all();
    struct station_row rows[COUNT];
    (void)state;
    assert_int_equal(station_rows_nearest(&list, 0, "", rows), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_string_equal(stations[rows[i].station].id, wanted[i]);
    }
    assert_int_equal(station_rows_nearest(&list, -1, "", rows), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(rows[i].station, i); /* without a place of one's own: as the directory has them */
    }
}

static void only_those_that_take_a_matter(void **state)
{
    struct station_list list = list_of_all();
    struct station_row rows[COUNT];
    (void)state;
    assert_int_equal(station_rows_nearest(&list, 0, "retirement", rows), 3);
    assert_string_equal(stations[rows[0].station].id, "village");
    assert_int_equal(station_takes(&list, &stations[1], "retirement"), STATION_TAKES_DIRECTLY);
    assert_int_equal(station_takes(&list, &stations[4], "retirement"), STATION_TAKES_AND_RELAYS);
    assert_int_equal(station_rows_nearest(&list, 0, "newborn", rows), 2);
    assert_int_equal(station_rows_nearest(&list, 0, "no-such", rows), 0);
}

static void the_tree(void **state)
{
    struct station_list list = list_of_all();
    struct station_row rows[COUNT];
    (void)state;
    assert_int_equal(station_rows_below(&list, -1, rows), 1);
    assert_int_equal(rows[0].station, 0);
    assert_int_equal(station_rows_below(&list, 0, rows), 3); /* itself and the counties */
    assert_int_equal(rows[0].station, 0);
    assert_int_equal(rows[1].station, 1);
    assert_int_equal(rows[2].station, 2);
    assert_true(station_has_below(&list, 3));
    assert_false(station_has_below(&list, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_households_own_hall),
        cmocka_unit_test(distances),
        cmocka_unit_test(nearest_first_and_unknown_last),
        cmocka_unit_test(only_those_that_take_a_matter),
        cmocka_unit_test(the_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
