#include "screens/retirement/retirement_result.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "both-sides/calendar_date.h"
#include "screens/stage/detail.h"
#include "screens/stage/reading.h"

enum { NUMBER_SIZE = 12, SPAN_SIZE = 48, TEXT_SIZE = 320, VALUES_MAX = 4 };

struct retirement_result {
    struct detail detail;
    struct retirement_facts facts;
    struct retirement found;
    int is_found; /* 0: the old age was reached before any rule */
};

/* --- Words --- */

/* A string with numbers in it. */
static const char *numbers(char out[TEXT_SIZE], const struct strings *strings, enum string_id id,
                           const int *values, size_t count)
{
    char written[VALUES_MAX][NUMBER_SIZE];
    const char *words[VALUES_MAX];
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(written[i], sizeof written[i], "%d", values[i]);
        words[i] = written[i];
    }
    return string_format(out, TEXT_SIZE, strings, id, words, count);
}

/* "1年3个月", "2年", "7个月" */
static const char *span(char out[SPAN_SIZE], const struct strings *strings, int months)
{
    enum string_id id = months % 12 == 0 ? STRING_RETIREMENT_YEARS
                        : months < 12    ? STRING_RETIREMENT_MONTHS
                                         : STRING_RETIREMENT_YEARS_MONTHS;
    const int values[] = {id == STRING_RETIREMENT_MONTHS ? months : months / 12, months % 12};
    char words[TEXT_SIZE];
    (void)snprintf(out, SPAN_SIZE, "%s", numbers(words, strings, id, values, 2));
    return out;
}

static const char *with_month(char out[TEXT_SIZE], const struct strings *strings, enum string_id id,
                              int month)
{
    const int values[] = {month / 12, month % 12 + 1};
    return numbers(out, strings, id, values, 2);
}

/* --- The text --- */

static void add(struct retirement_result *result, const char *text)
{
    reading_text(result->detail.rich_text, result->detail.screen.stage, NULL, text);
}

static void add_string(struct retirement_result *result, enum string_id id)
{
    add(result, string_get(result->detail.screen.stage->strings, id));
}

static void add_title(struct retirement_result *result, enum string_id id)
{
    const struct stage *stage = result->detail.screen.stage;
    reading_title(result->detail.rich_text, stage, string_get(stage->strings, id));
}

static void add_age(struct retirement_result *result)
{
    const struct strings *strings = result->detail.screen.stage->strings;
    const struct retirement *found = &result->found;
    const int ages[] = {found->age_months / 12, found->age_months % 12};
    const int reason[] = {found->old_month / 12, found->old_month % 12 + 1, found->month - found->old_month};
    char text[TEXT_SIZE];
    reading_heading(result->detail.rich_text, result->detail.screen.stage,
                    with_month(text, strings, STRING_RETIREMENT_MONTH, found->month));
    add(result, numbers(text, strings, STRING_RETIREMENT_AGE, ages, 2));
    add(result, numbers(text, strings, STRING_RETIREMENT_DELAY, reason, 3));
}

static void add_contribution(struct retirement_result *result)
{
    const struct strings *strings = result->detail.screen.stage->strings;
    const struct retirement *found = &result->found;
    char text[TEXT_SIZE];
    char needed[SPAN_SIZE], paid[SPAN_SIZE], missing[SPAN_SIZE];
    const char *values[] = {span(needed, strings, found->needed), span(paid, strings, result->facts.paid)};
    add_title(result, STRING_RETIREMENT_CONTRIBUTION);
    add(result, string_format(text, sizeof text, strings, STRING_RETIREMENT_NEEDED, values, 2));
    if (found->missing_now == 0) {
        add_string(result, STRING_RETIREMENT_ENOUGH);
    } else if (found->missing_then == 0) {
        const char *lacks[] = {span(missing, strings, found->missing_now)};
        add(result, string_format(text, sizeof text, strings, STRING_RETIREMENT_GO_ON, lacks, 1));
    } else {
        const char *lacks[] = {span(missing, strings, found->missing_then)};
        add(result, string_format(text, sizeof text, strings, STRING_RETIREMENT_LACKS, lacks, 1));
        add_string(result, STRING_RETIREMENT_PAY_ON);
        add_string(result, STRING_RETIREMENT_PAY_PAST);
        add_string(result, STRING_RETIREMENT_RESIDENTS);
    }
}

static void add_choices(struct retirement_result *result)
{
    const struct strings *strings = result->detail.screen.stage->strings;
    const struct retirement *found = &result->found;
    char text[TEXT_SIZE];
    add_title(result, STRING_RETIREMENT_CHOICE);
    switch (found->early) {
    case RETIREMENT_EARLY_POSSIBLE:
        add(result, with_month(text, strings, STRING_RETIREMENT_EARLIEST, found->earliest));
        break;
    case RETIREMENT_EARLY_OLD_AGE:
        add_string(result, STRING_RETIREMENT_NOT_BEFORE);
        break;
    case RETIREMENT_EARLY_LACKS:
        add_string(result, STRING_RETIREMENT_EARLY_LACKS);
        break;
    case RETIREMENT_EARLY_PAST:
        add_string(result, STRING_RETIREMENT_PAST);
        break;
    }
    add(result, with_month(text, strings, STRING_RETIREMENT_LATEST, found->latest));
}

static void lay_out(struct detail *detail)
{
    struct retirement_result *result = (struct retirement_result *)detail;
    const struct stage *stage = detail->screen.stage;
    if (result->is_found) {
        add_age(result);
        add_contribution(result);
        add_choices(result);
    } else {
        reading_heading(detail->rich_text, stage, string_get(stage->strings, STRING_RETIREMENT_BEFORE));
        add_string(result, STRING_RETIREMENT_BEFORE_DO);
    }
    reading_note(detail->rich_text, stage, string_get(stage->strings, STRING_RETIREMENT_NOTE));
}

/* --- The screen --- */

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
    explicit_bzero(&result->facts, sizeof result->facts);
    explicit_bzero(&result->found, sizeof result->found);
    detail_free(base);
}

static const struct screen_operations result_operations = {
    .name = "retirement-result", .free = result_free, .idle_us = PERSONAL_IDLE_US};

static const struct detail_kind result_kind = {
    .place = place, .lay_out = lay_out, .buttons = set_buttons, .ok = press};

struct screen *retirement_result_new(struct stage *stage, const struct retirement_facts *facts)
{
    struct retirement_result *result = detail_new(sizeof *result, &result_operations, &result_kind, stage);
    if (result == NULL) {
        return NULL;
    }
    int today = calendar_date_at(stage->now_ms);
    result->facts = *facts;
    result->is_found =
        retirement_compute(stage->config->retirement_rules, stage->config->retirement_rule_count,
                           facts->group, facts->birth, facts->paid,
                           today / 10000 * 12 + today / 100 % 100 - 1, &result->found) == 0;
    result->detail.is_there = 1;
    detail_place(&result->detail.screen);
    return &result->detail.screen;
}
