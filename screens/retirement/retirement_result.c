#include "screens/retirement/retirement_result.h"

#include <string.h>
#include <strings.h>

#include "both-sides/calendar_date.h"
#include "screens/retirement/retirement_text.h"
#include "screens/stage/detail.h"

struct retirement_result {
    struct detail detail;
    struct retirement_sources sources; /* the configuration may be another while this stands */
    struct retirement_view view;
};

static void lay_out(struct detail *detail)
{
    const struct retirement_result *result = (const struct retirement_result *)detail;
    retirement_text_add(detail->rich_text, detail->screen.stage, &result->view);
}

static struct rect place(struct detail *detail)
{
    const struct stage *stage = detail->screen.stage;
    struct rect body = frame_body(stage);
    detail->frame.title = detail->name = string_get(stage->strings, STRING_RETIREMENT_TITLE);
    body.w -= stage->kit.theme->gap + stage->kit.theme->scroll_bar;
    return body;
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    items[0] = (struct button){"guide", string_get(detail->screen.stage->strings, STRING_RETIREMENT_GUIDE),
                               REMOTE_KEY_GREEN};
    return 1;
}

static enum key_result press(struct detail *detail, const char *button)
{
    struct stage *stage = detail->screen.stage;
    (void)button;
    stage_open(stage, DESTINATION_GUIDE, stage->config->retirement_guide, NULL);
    return KEY_DONE;
}

static void result_free(struct screen *base)
{
    struct retirement_result *result = (struct retirement_result *)base;
    explicit_bzero(&result->view, sizeof result->view);
    detail_free(base);
}

static const struct screen_operations result_operations = {.name = "retirement-result", .free = result_free};

static const struct detail_kind result_kind = {
    .place = place, .lay_out = lay_out, .buttons = set_buttons, .ok = press};

static void compute(struct retirement_result *result, const struct retirement_facts *facts)
{
    const struct stage *stage = result->detail.screen.stage;
    const struct box_config *config = stage->config;
    int today = calendar_date_at(stage->now_ms);
    struct retirement found;
    if (retirement_compute(config->retirement_rules, config->retirement_rule_count, facts->group,
                           facts->birth, facts->paid, today / 10000 * 12 + today / 100 % 100 - 1,
                           &found) != 0) {
        return;
    }
    result->sources = found.rule->sources;
    result->view = (struct retirement_view){
        .is_found = 1,
        .old_month = found.old_month,
        .month = found.month,
        .age_months = found.age_months,
        .needed = found.needed,
        .paid = facts->paid,
        .missing_now = found.missing_now,
        .missing_then = found.missing_then,
        .early = found.early,
        .earliest = found.earliest,
        .latest = found.latest,
        .age_source = result->sources.age,
        .contribution_source = result->sources.contribution,
        .choice_source = result->sources.choice,
        .residents_source = result->sources.residents,
    };
    explicit_bzero(&found, sizeof found);
}

struct screen *retirement_result_new(struct stage *stage, const struct retirement_facts *facts)
{
    struct retirement_result *result = detail_new(sizeof *result, &result_operations, &result_kind, stage);
    if (result == NULL) {
        return NULL;
    }
    compute(result, facts);
    result->detail.is_there = 1;
    detail_place(&result->detail.screen);
    return &result->detail.screen;
}
