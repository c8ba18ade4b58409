#include "screens/guides/guide_rows.h"

#include <stdio.h>

#include "screens/guides/guide_words.h"
#include "screens/widgets/one_line.h"

enum { STEPS_MAX = 12, END_SIZE = 512, FEE_SIZE = 512, NUMBER_SIZE = 24 };

/* "原件 1份 · 纸质": what is known of both. */
static void piece_and_format(const struct stage *stage, const struct guide_material *material, char *out,
                             size_t size)
{
    char piece[LIST_DETAIL_SIZE / 4];
    const char *format = material_format_words(stage->strings, material);
    material_piece_words(stage->strings, material, piece, sizeof piece);
    (void)snprintf(out, size, "%s%s%s", piece, piece[0] != '\0' && format[0] != '\0' ? " · " : "", format);
}

void guide_material_row(const struct stage *stage, const struct guide_material *material,
                        struct list_row *row)
{
    struct need_mark need = need_mark_of(stage, material->need);
    (void)snprintf(row->id, sizeof row->id, "%s", material->id);
    row->title = material->name;
    row->mark = icon_set_get(stage->icons, need.icon);
    row->mark_text = need.word;
    row->mark_fill = need.fill;
    row->mark_ink = need.ink;
    piece_and_format(stage, material, row->detail, sizeof row->detail);
    (void)one_line(row->trailing, sizeof row->trailing, material->source);
}

void guide_form_row(const struct stage *stage, const struct guide_form *form, struct list_row *row)
{
    (void)snprintf(row->id, sizeof row->id, "%s", form->id);
    row->title = form->name;
    row->mark = icon_set_get(stage->icons, "document");
    row->mark_fill = stage->kit.theme->notice_bar;
    row->mark_ink = stage->kit.theme->on_notice_bar;
    string_format_numbers(row->detail, sizeof row->detail, stage->strings, STRING_GUIDE_FORM_FIELDS,
                          (int64_t)form->field_count, 0);
    if (form->page[0] != '\0') {
        (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                       string_get(stage->strings, STRING_GUIDE_FORM_PHONE));
    }
}

/* --- Facts --- */

static const char *visits_words(const struct stage *stage, const struct guide *guide,
                                char out[NUMBER_SIZE * 2])
{
    if (guide->visits < 0) {
        return "";
    }
    if (guide->visits == 0) {
        return string_get(stage->strings, STRING_GUIDE_VISITS_NONE);
    }
    return string_format_numbers(out, NUMBER_SIZE * 2, stage->strings,
                                 guide->visits == 1 ? STRING_GUIDE_VISITS_ONE : STRING_GUIDE_VISITS_COUNT,
                                 guide->visits, 0);
}

/* A brief guide says nothing of fees, and so nothing is promised. */
static const char *fee_words(const struct stage *stage, const struct guide *guide, char out[FEE_SIZE])
{
    if (guide->fee_count == 0) {
        return guide->summary.brief ? "" : string_get(stage->strings, STRING_GUIDE_FEE_NONE);
    }
    if (guide->fee_count == 1) {
        (void)snprintf(out, FEE_SIZE, "%s", guide->fees[0].standard);
        return out;
    }
    return string_format_numbers(out, FEE_SIZE, stage->strings, STRING_GUIDE_FEE_COUNT,
                                 (int64_t)guide->fee_count, 0);
}

struct fact_card *guide_facts_new(const struct stage *stage, const struct guide *guide, struct rect area)
{
    const struct strings *strings = stage->strings;
    char promise[TERM_WORDS_SIZE];
    char statutory[TERM_WORDS_SIZE];
    char visits[NUMBER_SIZE * 2];
    char fee[FEE_SIZE];
    struct fact_card_content content = {
        .badge = guide->sample ? string_get(strings, STRING_GUIDE_SAMPLE) : NULL,
        .badge_fill = stage->kit.theme->notice_bar,
        .badge_ink = stage->kit.theme->on_notice_bar,
        .facts =
            {
                {string_get(strings, STRING_GUIDE_PROMISE),
                 term_words(promise, strings, &guide->summary.promise)},
                {string_get(strings, STRING_GUIDE_STATUTORY),
                 term_words(statutory, strings, &guide->statutory)},
                {string_get(strings, STRING_GUIDE_VISITS), visits_words(stage, guide, visits)},
                {string_get(strings, STRING_GUIDE_FEE), fee_words(stage, guide, fee)},
            },
        .fact_count = 4,
    };
    return fact_card_new(stage, &content, area);
}

/* --- Steps --- */

struct step_bar *guide_steps_new(const struct stage *stage, const struct guide *guide, struct rect area)
{
    struct step_station stations[STEPS_MAX];
    struct step_bar_icons icons = {
        .takes = icon_set_get(stage->icons, "clock"),
        .who = icon_set_get(stage->icons, "person"),
        .output = icon_set_get(stage->icons, "document"),
        .done = icon_set_get(stage->icons, "tick"),
    };
    char end[END_SIZE] = "";
    size_t count = guide->step_count < STEPS_MAX ? guide->step_count : STEPS_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct guide_step *step = &guide->steps[i];
        stations[i] = (struct step_station){step->name,  step->org_name, step->does,
                                            step->takes, step->output,   STEP_NUMBERED};
    }
    if (guide->result_name[0] != '\0') {
        const char *values[] = {guide->result_name};
        string_format(end, sizeof end, stage->strings, STRING_GUIDE_STEPS_END, values, 1);
    }
    return step_bar_new(&stage->kit, stations, count, end, &icons, area);
}
