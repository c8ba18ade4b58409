/* The directory of stations: answers → a list in which ids have become places. */

#include "tests/unit/backend-client/json_text.h"

#include "backend-client/records/station_decode.h"
#include "backend-client/records/station_places.h"

#define STATION(id, level, more) "{'id':'" id "','name':'n','level':" level ",'area_code':'431002'" more "}"
#define LIST(stations, more)     "{'rev':1,'as_of':2" more ",'stations':[" stations "]}"

static int try_list(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct station_list *list = station_list_decode(bytes, length, error);
    int good = list != NULL;
    station_list_free(list);
    return good;
}

static struct station_list *list_of(const char *text)
{
    char error[JSON_ERROR_SIZE];
    char *bytes = json_bytes(text, strlen(text));
    struct station_list *list = station_list_decode(bytes, strlen(text), error);
    free(bytes);
    if (list == NULL) {
        fail_msg("%s: %s", text, error);
    }
    return list;
}

#define FULL                                                                                                 \
    LIST(STATION("city", "3", "") "," STATION("town", "5",                                                   \
                                              ",'parent':'city','initials':'bh','address':'a','lat':-1,"     \
                                              "'lon':180000000,'phone':'p','hours':'late','handles':'all',"  \
                                              "'windows':999,'booking':'https://book.invalid/x',"            \
                                              "'sample':true,'updated':20260105"),                           \
         ",'source':'s','page':'/stations/','calendar':[{'date':20261001,'works':false,'name':'n'},"         \
         "{'date':20260214,'works':true}],'hours':[{'id':'short','spans':'12345:0900-1200'},"                \
         "{'id':'late','spans':'7:1300-2400','note':'x'},{'id':'odd','spans':'always'}],"                    \
         "'sets':[{'id':'none'},{'id':'all','direct':['retire','birth'],'relay':['house']}]")

static void test_lists(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {LIST("", ""), ""},
        {FULL, ""},
        {"{'rev':1,'as_of':2}", "station list: stations: missing"},
        {LIST(STATION("a", "2", ""), ""), "stations[0]: level: out of range"},
        {LIST(STATION("a", "7", ""), ""), "stations[0]: level: out of range"},
        {LIST("{'id':'A'", ""), "stations[0]: id: not of the form"},
        {LIST("{'id':''", ""), "stations[0]: id: too short"},
        {LIST("{'id':'a','name':'n','level':3}", ""), "stations[0]: area_code: missing"},
        {LIST("{'id':'a','name':'n','level':3,'area_code':''}", ""), "stations[0]: area_code: too short"},
        {LIST("{'id':'a','name':'n','level':3,'area_code':'4310021'}", ""), "stations[0]: area_code: not of"},
        {LIST(STATION("a", "3", ",'lat':90000001"), ""), "stations[0]: lat: out of range"},
        {LIST(STATION("a", "3", ",'lon':-180000001"), ""), "stations[0]: lon: out of range"},
        {LIST(STATION("a", "3", ",'windows':1000"), ""), "stations[0]: windows: out of range"},
        {LIST(STATION("a", "3", ",'windows':-1"), ""), "stations[0]: windows: out of range"},
        {LIST(STATION("a", "3", ",'parent':'B'"), ""), "stations[0]: parent: not of the form"},
        {LIST("", ",'calendar':[{'date':19991231"), "calendar[0]: date: out of range"},
        {LIST("", ",'calendar':[{'date':20260101}]"), "calendar[0]: works: missing"},
        {LIST("", ",'hours':[{'id':'a'}]"), "hours[0]: spans: missing"},
        {LIST("", ",'sets':[{'direct':[]}]"), "sets[0]: id: missing"},
        {LIST("", ",'sets':[{'id':'a','direct':['Retire']}]"), "sets[0]: direct[0]: not of the form"},
        {LIST("", ",'sets':[{'id':'a','relay':[5]}]"), "sets[0]: relay[0]: wrong type: a number"},
    };
    static const struct json_bound bounds[] = {
        {LIST("$", ""), STATION("a", "6", ""), 4000, ",", "stations[4000]: more than 4000"},
        {LIST("", ",'calendar':[$]"), "{'date':20260101,'works':false}", 200, ",", "calendar[200]: more"},
        {LIST("", ",'hours':[$]"), "{'id':'a','spans':'1:0900-1000'}", 32, ",", "hours[32]: more than 32"},
        {LIST("", ",'sets':[$]"), "{'id':'a'}", 64, ",", "sets[64]: more than 64"},
        {LIST("", ",'sets':[{'id':'a','direct':[$]}]"), "'retire'", 500, ",", "sets[0]: direct[500]: more"},
        {LIST(STATION("a", "3", ",'address':'$'"), ""), "一", 80, "", "stations[0]: address: too long"},
        {LIST("", ",'hours':[{'id':'a','spans':'$'}]"), "1", 120, "", "hours[0]: spans: too long"},
    };
    check_json_cases(cases, sizeof cases / sizeof cases[0], try_list);
    check_json_bounds(bounds, sizeof bounds / sizeof bounds[0], try_list);
    check_json_cuts(FULL, try_list);
}

static void test_values(void **state)
{
    (void)state;
    struct station_list *list = list_of(FULL);
    assert_int_equal(list->count, 2);
    assert_string_equal(list->page, "/stations/");
    assert_int_equal(list->calendar[0].date, 20260214); /* in order */
    assert_int_equal(list->calendar[0].works, 1);
    assert_string_equal(list->calendar[1].name, "n");
    assert_int_equal(list->hours_count, 3);
    assert_int_equal(list->hours[1].readable, 1);
    assert_int_equal(list->hours[1].opening.spans[6][0].from, 13 * 60);
    assert_string_equal(list->hours[1].note, "x");
    assert_int_equal(list->hours[2].readable, 0);
    assert_string_equal(list->hours[2].spans, "always");
    const struct station *city = &list->stations[0];
    assert_string_equal(city->id, "city");
    assert_int_equal(city->level, STATION_CITY);
    assert_int_equal(city->lat, STATION_UNKNOWN_PLACE);
    assert_int_equal(city->lon, STATION_UNKNOWN_PLACE);
    assert_int_equal(city->parent, -1);
    assert_int_equal(city->hours, -1);
    assert_int_equal(city->handles, -1);
    assert_int_equal(city->windows, FIELD_NOT_SAID);
    assert_int_equal(city->sample + city->updated, 0);
    assert_string_equal(city->booking, "");
    assert_string_equal(city->phone, "");
    const struct station *town = &list->stations[1];
    assert_string_equal(town->name, "n");
    assert_string_equal(town->initials, "bh");
    assert_string_equal(town->area_code, "431002");
    assert_int_equal(town->level, STATION_TOWNSHIP);
    assert_int_equal(town->parent, 0);
    assert_int_equal(town->lat, -1);
    assert_int_equal(town->lon, 180000000);
    assert_int_equal(town->hours, 1);
    assert_int_equal(town->handles, 1);
    assert_int_equal(town->windows, 999);
    assert_int_equal(town->sample, 1);
    assert_int_equal(town->updated, 20260105);
    assert_string_equal(town->booking, "https://book.invalid/x");
    station_list_free(list);
}

/* What stations name and what is not there. */
static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t parent, lat; /* of the last station */
    } cases[] = {
        {LIST(STATION("a", "3", "") "," STATION("b", "4", ",'parent':'a'"), ""), 0, STATION_UNKNOWN_PLACE},
        {LIST(STATION("b", "4", "") "," STATION("c", "5", "") "," STATION("a", "3", ",'parent':'b'"), ""), -1,
         STATION_UNKNOWN_PLACE}, /* not above it */
        {LIST(STATION("a", "4", "") "," STATION("b", "4", ",'parent':'a'"), ""), -1, STATION_UNKNOWN_PLACE},
        {LIST(STATION("b", "4", ",'parent':'b'"), ""), -1, STATION_UNKNOWN_PLACE},
        {LIST(STATION("b", "4", ",'parent':'gone'"), ""), -1, STATION_UNKNOWN_PLACE},
        {LIST(STATION("a", "3", "") "," STATION("a", "4", "") "," STATION("b", "5", ",'parent':'a'"), ""), 0,
         STATION_UNKNOWN_PLACE}, /* twice: the first */
        {LIST(STATION("b", "4", ",'lat':25000000"), ""), -1, STATION_UNKNOWN_PLACE},
        {LIST(STATION("b", "4", ",'lat':25000000,'lon':113000000"), ""), -1, 25000000},
        {LIST(STATION("b", "4", ",'hours':'gone','handles':'gone'"), ""), -1, STATION_UNKNOWN_PLACE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct station_list *list = list_of(cases[i].text);
        const struct station *last = &list->stations[list->count - 1];
        if (last->parent != cases[i].parent || last->lat != cases[i].lat || last->hours != -1 ||
            last->handles != -1) {
            fail_msg("%s: expected parent %d and lat %d, got %d and %d", cases[i].text, cases[i].parent,
                     cases[i].lat, last->parent, last->lat);
        }
        station_list_free(list);
    }
}

static void test_bookings(void **state)
{
    (void)state;
    static const struct {
        const char *booking;
        int good;
    } cases[] = {{"https://a.invalid/b?c=%20", 1},
                 {"HTTPS://a.invalid", 1},
                 {"http://a.invalid", 0},
                 {"javascript:x", 0},
                 {"https://a b", 0},
                 {"", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        (void)snprintf(text, sizeof text, LIST(STATION("a", "3", ",'booking':'%s'"), ""), cases[i].booking);
        struct station_list *list = list_of(text);
        assert_string_equal(list->stations[0].booking, cases[i].good ? cases[i].booking : "");
        station_list_free(list);
    }
}

static void test_who_takes(void **state)
{
    (void)state;
    struct station_list *list = list_of(FULL);
    static const struct {
        size_t station;
        const char *guide;
        enum station_takes takes;
    } cases[] = {
        {0, "retire", STATION_DOES_NOT_TAKE}, {1, "retire", STATION_TAKES_DIRECTLY},
        {1, "birth", STATION_TAKES_DIRECTLY}, {1, "house", STATION_TAKES_AND_RELAYS},
        {1, "gone", STATION_DOES_NOT_TAKE},   {1, "", STATION_DOES_NOT_TAKE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum station_takes takes = station_takes(list, &list->stations[cases[i].station], cases[i].guide);
        if (takes != cases[i].takes) {
            fail_msg("station %zu, %s: expected %d, got %d", cases[i].station, cases[i].guide,
                     (int)cases[i].takes, (int)takes);
        }
    }
    station_list_free(list);
}

static void test_a_full_table_of_places(void **state)
{
    (void)state;
    enum { IDS = 4000 };
    static char ids[IDS][8];
    struct station_places *places = station_places_new(IDS);
    assert_non_null(places);
    for (int i = 0; i < IDS; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "s-%d", i);
        station_places_add(places, ids[i], i);
    }
    for (int i = 0; i < IDS; i++) {
        assert_int_equal(station_places_find(places, ids[i]), i);
    }
    assert_int_equal(station_places_find(places, "s-4000"), -1);
    station_places_free(places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),     cmocka_unit_test(test_values),
        cmocka_unit_test(test_places),    cmocka_unit_test(test_bookings),
        cmocka_unit_test(test_who_takes), cmocka_unit_test(test_a_full_table_of_places),
    };
    return cmocka_run_group_tests_name("station records", tests, NULL, NULL);
}
