#include "headend/content/content_shape.h"

/* --- Policies --- */

static const struct content_value policies_values[] = {
    CONTENT_ID_VALUE("flow", content_policies, flow, 1),
};
const struct content_element content_policies_element = CONTENT_LEAF("policies", policies_values);

static const struct content_value policy_values[] = {
    CONTENT_ID_VALUE("id", content_policy, id, 1),
    CONTENT_ID_VALUE("guide", content_policy, guide, 0),
    CONTENT_DATE_VALUE("valid-to", content_policy, valid_to, 0),
    CONTENT_CHOICE_VALUE("sample", content_policy, sample, 0, content_truth, 0),
    CONTENT_CHILD_TEXT("name", content_policy, name, 1, 60),
    CONTENT_CHILD_TEXT("org-name", content_policy, org_name, 1, 60),
    CONTENT_CHILD_TEXT("who", content_policy, who, 1, 300),
    CONTENT_CHILD_TEXT("benefit", content_policy, benefit, 1, 300),
    CONTENT_CHILD_TEXT("how", content_policy, how, 0, 300),
    CONTENT_CHILD_TEXT("materials", content_policy, materials, 0, 300),
    CONTENT_CHILD_TEXT("link-way", content_policy, link_way, 0, 100),
    CONTENT_CHILD_TEXT("basis", content_policy, basis, 0, 200),
};
const struct content_element content_policy_element = CONTENT_LEAF("policy", policy_values);

/* --- The directory of halls --- */

static const struct content_value hours_values[] = {
    CONTENT_ID_VALUE("id", content_hours, id, 1),
    {.name = "spans",
     .kind = CONTENT_SPANS,
     .required = 1,
     .low = 1,
     .high = 120,
     CONTENT_AT(content_hours, spans)},
    CONTENT_ATTRIBUTE_TEXT("note", content_hours, note, 0, 60),
};
const struct content_element content_hours_element = CONTENT_LEAF("hours", hours_values);

static const struct content_value set_values[] = {
    CONTENT_ID_VALUE("id", content_set_of_guides, id, 1),
    CONTENT_IDS_VALUE("direct", content_set_of_guides, direct, direct_count, CONTENT_SET_GUIDES_MAX),
    CONTENT_IDS_VALUE("relay", content_set_of_guides, relay, relay_count, CONTENT_SET_GUIDES_MAX),
};
const struct content_element content_set_element = CONTENT_LEAF("set", set_values);

static const struct content_value day_values[] = {
    CONTENT_DATE_VALUE("date", content_day, date, 1),
    CONTENT_CHOICE_VALUE("works", content_day, works, 1, content_truth, -1),
    CONTENT_ATTRIBUTE_TEXT("name", content_day, name, 0, 20),
};
const struct content_element content_day_element = CONTENT_LEAF("day", day_values);

static const struct content_value station_values[] = {
    CONTENT_ID_VALUE("id", content_station, id, 1),
    CONTENT_NUMBER_VALUE("level", content_station, level, 1, 3, 6, 0),
    {.name = "area-code", .kind = CONTENT_AREA, .required = 1, CONTENT_AT(content_station, area_code)},
    CONTENT_ID_VALUE("parent", content_station, parent, 0),
    CONTENT_NUMBER_VALUE("lat", content_station, lat, 0, -90000000, 90000000, CONTENT_UNKNOWN_PLACE),
    CONTENT_NUMBER_VALUE("lon", content_station, lon, 0, -180000000, 180000000, CONTENT_UNKNOWN_PLACE),
    CONTENT_ID_VALUE("hours", content_station, hours, 0),
    CONTENT_ID_VALUE("handles", content_station, handles, 0),
    CONTENT_NUMBER_VALUE("windows", content_station, windows, 0, 0, 999, CONTENT_NOT_SAID),
    CONTENT_DATE_VALUE("updated", content_station, updated, 0),
    CONTENT_CHOICE_VALUE("sample", content_station, sample, 0, content_truth, 0),
    CONTENT_ATTRIBUTE_TEXT("phone", content_station, phone, 0, 30),
    {.name = "booking", .kind = CONTENT_LINK, .low = 1, .high = 200, CONTENT_AT(content_station, booking)},
    CONTENT_CHILD_TEXT("name", content_station, name, 1, 40),
    CONTENT_CHILD_TEXT("address", content_station, address, 0, 80),
};
const struct content_element content_station_element = CONTENT_LEAF("station", station_values);
