#include "headend/content/content_shape.h"

const char *const content_needs[] = {"necessary", "optional", "later", NULL};
const char *const content_truth[] = {"false", "true", NULL};

static const struct content_value theme_values[] = {
    {.name = "code",
     .kind = CONTENT_DIGITS,
     .required = 1,
     .low = 3,
     .high = 3,
     CONTENT_AT(content_theme, code)},
    CONTENT_ATTRIBUTE_TEXT("name", content_theme, name, 1, 12),
};
static const struct content_element theme = CONTENT_LEAF("theme", theme_values);
static const struct content_use themes_children[] = {
    {.element = &theme,
     .least = 1,
     .most = CONTENT_THEMES_MAX,
     CONTENT_MANY(content_themes, themes, count, content_theme)},
};
const struct content_element content_themes_element = {
    .name = "themes", .children = themes_children, .child_count = CONTENT_COUNT(themes_children)};

const struct content_kind_shape content_kinds[CONTENT_KINDS] = {
    [CONTENT_THEMES] = {&content_themes_element, "themes", "themes", sizeof(struct content_themes), 1},
    [CONTENT_GUIDE] = {&content_guide_element, "guide", NULL, sizeof(struct content_guide),
                       CONTENT_GUIDES_MAX},
    [CONTENT_FLOW] = {&content_flow_element, "flow", NULL, sizeof(struct service_flow), CONTENT_FLOWS_MAX},
    [CONTENT_POLICIES] = {&content_policies_element, "policies", "policies", sizeof(struct content_policies),
                          1},
    [CONTENT_POLICY] = {&content_policy_element, "policy", NULL, sizeof(struct content_policy),
                        CONTENT_POLICIES_MAX},
    [CONTENT_HOURS] = {&content_hours_element, "hours", NULL, sizeof(struct content_hours),
                       CONTENT_HOURS_MAX},
    [CONTENT_SET] = {&content_set_element, "set", NULL, sizeof(struct content_set_of_guides),
                     CONTENT_SETS_MAX},
    [CONTENT_DAY] = {&content_day_element, "day", NULL, sizeof(struct content_day), CONTENT_DAYS_MAX},
    [CONTENT_STATION] = {&content_station_element, "station", NULL, sizeof(struct content_station),
                         CONTENT_STATIONS_MAX},
};
