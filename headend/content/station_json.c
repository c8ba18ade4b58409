#include "headend/content/content_json.h"

static void station(struct json_writer *json, const void *value)
{
    const struct station_line *station = value;
    json_text(json, "id", station->station.id);
    json_text(json, "name", station->station.name);
    json_content_initials(json, station->station.name);
    json_number(json, "level", station->station.level);
    json_text(json, "area_code", station->station.area_code);
    json_text_if(json, "parent", station->parent);
    json_text_if(json, "address", station->station.address);
    if (station->station.lat != STATION_UNKNOWN_PLACE && station->station.lon != STATION_UNKNOWN_PLACE) {
        json_number(json, "lat", station->station.lat);
        json_number(json, "lon", station->station.lon);
    }
    json_text_if(json, "phone", station->station.phone);
    json_text_if(json, "hours", station->hours);
    json_text_if(json, "handles", station->handles);
    if (station->station.windows != FIELD_NOT_SAID) {
        json_number(json, "windows", station->station.windows);
    }
    json_text_if(json, "booking", station->station.booking);
    if (station->station.sample) {
        json_flag(json, "sample", 1);
    }
    json_number_if(json, "updated", station->station.updated);
}

static void day(struct json_writer *json, const void *value)
{
    const struct calendar_day *day = value;
    json_number(json, "date", day->date);
    json_flag(json, "works", day->works);
    json_text_if(json, "name", day->name);
}

static void hours(struct json_writer *json, const void *value)
{
    const struct station_hours *hours = value;
    json_text(json, "id", hours->id);
    json_text(json, "spans", hours->spans);
    json_text_if(json, "note", hours->note);
}

static void set_of_guides(struct json_writer *json, const void *value)
{
    const struct station_set *set = value;
    json_text(json, "id", set->id);
    json_content_ids(json, "direct", set->direct, set->direct_count);
    json_content_ids(json, "relay", set->relay, set->relay_count);
}

static void array(struct json_writer *json, const char *name, const struct content_set *set,
                  enum content_kind kind, void (*fields)(struct json_writer *json, const void *value))
{
    json_open_array(json, name);
    for (size_t i = 0; i < set->count; i++) {
        if (set->records[i]->kind == kind) {
            json_open_map(json, NULL);
            fields(json, set->records[i]->value);
            json_close_map(json);
        }
    }
    json_close_array(json);
}

char *json_of_stations(const struct content_feed *feed, struct content_json_facts *facts, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return json_take(&json, length);
    }
    json_open_map(&json, NULL);
    json_number(&json, "rev", feed->rev);
    json_text_if(&json, "source", facts->source);
    json_text(&json, "page", PAGES_OF_STATIONS);
    array(&json, "calendar", feed->set, CONTENT_DAY, day);
    array(&json, "hours", feed->set, CONTENT_HOURS, hours);
    array(&json, "sets", feed->set, CONTENT_SET, set_of_guides);
    array(&json, "stations", feed->set, CONTENT_STATION, station);
    return json_content_end(&json, facts, length);
}
