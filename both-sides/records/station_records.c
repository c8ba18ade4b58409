#include "both-sides/records/station_records.h"

#include "both-sides/records/record_lines.h"

static const struct record_field station_fields[] = {
    ID_TEXT("id", station_line, station.id, REQUIRED, ATTRIBUTE),
    TEXT("name", 1, 40, station_line, station.name, REQUIRED, CHILD),
    INITIALS(station_line, station.initials),
    INT("level", STATION_CITY, STATION_VILLAGE, station_line, station.level, REQUIRED, ATTRIBUTE,
        ABOUT("3 city, 4 county, 5 township, 6 village")),
    CHARS("area_code", 6, 12, FORM_AREA_CODE, station_line, station.area_code, REQUIRED, ATTRIBUTE),
    ID_TEXT("parent", station_line, parent, OPTIONAL, ATTRIBUTE,
            ABOUT("a station of a smaller level; missing at the top")),
    TEXT("address", 0, 80, station_line, station.address, OPTIONAL, CHILD),
    INT("lat", -90000000, 90000000, station_line, station.lat, OPTIONAL, ATTRIBUTE,
        ELSE(STATION_UNKNOWN_PLACE), ABOUT("micro-degrees; missing with lon when unknown")),
    INT("lon", -180000000, 180000000, station_line, station.lon, OPTIONAL, ATTRIBUTE,
        ELSE(STATION_UNKNOWN_PLACE)),
    ID_TEXT("hours", station_line, hours, OPTIONAL, ATTRIBUTE, ABOUT("one of `hours`")),
    ID_TEXT("handles", station_line, handles, OPTIONAL, ATTRIBUTE, ABOUT("one of `sets`")),
    INT("windows", 0, 999, station_line, station.windows, OPTIONAL, ATTRIBUTE, ELSE(FIELD_NOT_SAID)),
    DAY("updated", station_line, station.updated, OPTIONAL, ATTRIBUTE, ABOUT("YYYYMMDD")),
    FLAG("sample", station_line, station.sample, OPTIONAL, ATTRIBUTE),
    TEXT("phone", 0, 30, station_line, station.phone, OPTIONAL, ATTRIBUTE),
    TEXT("booking", 0, 200, station_line, station.booking, OPTIONAL, ATTRIBUTE, .form = FORM_HTTPS_ADDRESS,
         ABOUT("an https address for a phone, where one may book a time")),
};
static const struct record_rule station_rules[] = {
    {.kind = RULE_TOGETHER,
     .field = "lat",
     .other = "lon",
     .allowed = "both, or neither where the place is not known"}};
const struct record_table station_table = {.name = "station",
                                           .schema = "Station",
                                           .element = "station",
                                           FIELDS(station_fields),
                                           .rules = station_rules,
                                           .rule_count = 1,
                                           .size = sizeof(struct station_line)};

static const struct record_field day_fields[] = {
    INT("date", 20000101, 29991231, calendar_day, date, REQUIRED, ATTRIBUTE, .form = FORM_DATE),
    FLAG("works", calendar_day, works, REQUIRED, ATTRIBUTE),
    TEXT("name", 0, 20, calendar_day, name, OPTIONAL, ATTRIBUTE),
};
const struct record_table calendar_day_table = {
    .name = "day", .element = "day", FIELDS(day_fields), .size = sizeof(struct calendar_day)};

static const struct record_field hours_fields[] = {
    ID("id", station_hours, id, REQUIRED, ATTRIBUTE),
    TEXT("spans", 0, 120, station_hours, spans, REQUIRED, ATTRIBUTE, .form = FORM_OPENING_HOURS,
         ABOUT("12345:0900-1200,1330-1700;6:0900-1200 (1 is Monday; at +08:00; closed on holidays)")),
    TEXT("note", 0, 60, station_hours, note, OPTIONAL, ATTRIBUTE),
};
const struct record_table station_hours_table = {
    .name = "hours", .element = "hours", FIELDS(hours_fields), .size = sizeof(struct station_hours)};

static const struct record_field set_fields[] = {
    ID("id", station_set, id, REQUIRED, ATTRIBUTE),
    IDS("direct", STATION_SET_GUIDES_MAX, station_set, direct, direct_count, OPTIONAL, ATTRIBUTE,
        ABOUT("guides that it handles itself")),
    IDS("relay", STATION_SET_GUIDES_MAX, station_set, relay, relay_count, OPTIONAL, ATTRIBUTE,
        ABOUT("guides that it takes and passes on")),
};
const struct record_table station_set_table = {
    .name = "set", .element = "set", FIELDS(set_fields), .size = sizeof(struct station_set)};

static const struct record_field list_fields[] = {
    INT64("rev", station_list, rev, REQUIRED),
    LIFE(station_list),
    TEXT("source", 0, 60, station_list, source, OPTIONAL),
    TEXT("page", 0, 200, station_list, page, OPTIONAL, .form = FORM_PAGE,
         ABOUT("path of a station's page for the phone; the box adds the id")),
    RECORDS("calendar", CALENDAR_DAYS_MAX, calendar_day_table, station_list, calendar, calendar_count,
            OPTIONAL, ALWAYS, ABOUT("days that are not what their weekday says")),
    RECORDS("hours", STATION_HOURS_MAX, station_hours_table, station_list, hours, hours_count, OPTIONAL,
            ALWAYS),
    RECORDS("sets", STATION_SETS_MAX, station_set_table, station_list, sets, set_count, OPTIONAL, ALWAYS),
    RECORDS("stations", STATION_LIST_MAX, station_table, station_list, lines, count, REQUIRED),
    MOMENT("as_of", station_list, as_of, REQUIRED),
};
const struct record_table station_list_table = {.name = "station list",
                                                .schema = "StationList",
                                                FIELDS(list_fields),
                                                .size = sizeof(struct station_list)};
