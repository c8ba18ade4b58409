#include "headend/content/content_kinds.h"

#include "both-sides/records/record_lines.h"

const struct content_kind_shape content_kinds[CONTENT_KINDS] = {
    [CONTENT_THEMES] = {&guide_themes_table, "themes", 1, .file = "themes"},
    [CONTENT_GUIDE] = {&guide_table, NULL, GUIDE_LIST_MAX, .file = "guides-", .file_by = "theme",
                       .names = "flow", .named = CONTENT_FLOW},
    [CONTENT_FLOW] = {&flow_table, NULL, CONTENT_FLOWS_MAX, .file = "flow-", .file_by = "id",
                      .names = "guide", .named = CONTENT_GUIDE},
    [CONTENT_POLICIES] = {&policy_settings_table, "policies", 1, .file = "policies", .names = "flow",
                          .named = CONTENT_FLOW},
    [CONTENT_POLICY] = {&policy_table, NULL, POLICY_LIST_MAX, .file = "policies", .names = "guide",
                        .named = CONTENT_GUIDE},
    [CONTENT_HOURS] = {&station_hours_table, NULL, STATION_HOURS_MAX, .file = "stations"},
    [CONTENT_SET] = {&station_set_table, NULL, STATION_SETS_MAX, .file = "stations"},
    [CONTENT_DAY] = {&calendar_day_table, NULL, CALENDAR_DAYS_MAX, .file = "stations"},
    [CONTENT_STATION] = {&station_table, NULL, STATION_LIST_MAX, .file = "stations"},
    [CONTENT_TARIFF] = {&tariff_table, NULL, TARIFF_LIST_MAX, .file = "tariffs"},
};

#define EACH_OF(table)                                                                                       \
    {                                                                                                        \
        .name = "", .type = FIELD_RECORDS, .xml = XML_CHILD, .record = &(table), .offset = SIZE_MAX          \
    }

static const struct record_field file_fields[] = {
    FILE_VERSION,
    EACH_OF(guide_themes_table),
    EACH_OF(guide_table),
    EACH_OF(flow_table),
    EACH_OF(policy_settings_table),
    EACH_OF(policy_table),
    EACH_OF(station_hours_table),
    EACH_OF(station_set_table),
    EACH_OF(calendar_day_table),
    EACH_OF(station_table),
    EACH_OF(tariff_table),
};
const struct record_table content_file_table = {
    .element = "content",
    .about =
        "Content files: guides, flows of questions, policies, the directory of halls and tariffs\n"
        "     (docs/content.md, docs/tariffs.md).\n"
        "     Printed from the tables of both-sides/records by `make schemas`. What a grammar cannot say "
        "(how\n"
        "     many of each, ids that come twice, what names what, flows without an end, hours that overlap,\n"
        "     days that are none) is checked by the programs: `tv-hall-admin check FILE…`. A run of white\n"
        "     space in a text is one space.",
    .fields = file_fields,
    .field_count = sizeof file_fields / sizeof file_fields[0]};
