#include "screens/guides/guide_text.h"

#include <stdio.h>

#include "screens/stage/dates.h"
#include "screens/stage/reading.h"

enum { WORDS_SIZE = 1024, MARKER_SIZE = 24 };

static void add_heading(struct rich_text *rich_text, const struct stage *stage, const char *words)
{
    const struct theme *theme = stage->kit.theme;
    reading_words(rich_text, words, style_body_bold(&stage->kit), 0, theme->accent, theme->gap);
}

static void add_words(struct rich_text *rich_text, const struct stage *stage, const char *words)
{
    reading_words(rich_text, words, style_body(&stage->kit), 0, stage->kit.theme->ink, 0);
}

/* "1." or a word in the margin, then bold words, then soft ones. */
static void add_entry(struct rich_text *rich_text, const struct stage *stage, const char *marker,
                      const char *bold, const char *soft)
{
    const struct theme *theme = stage->kit.theme;
    struct text_span spans[] = {
        {bold, TEXT_BOLD, theme->ink, 0},
        {soft, TEXT_REGULAR, theme->ink_soft, 0},
    };
    struct rich_text_paragraph text = {
        .spans = spans,
        .span_count = soft[0] != '\0' ? 2 : 1,
        .size = theme->text_body,
        .margin_left = theme->text_body * 3 / 2,
        .space_above = theme->gap_small / 2,
        .marker = marker,
    };
    reading_add(rich_text, &text);
}

void guide_text_part(struct rich_text *rich_text, const struct stage *stage, enum string_id heading,
                     const char *words)
{
    if (words[0] != '\0') {
        add_heading(rich_text, stage, string_get(stage->strings, heading));
        add_words(rich_text, stage, words);
    }
}

void guide_text_example(struct rich_text *rich_text, const struct stage *stage, enum string_id heading,
                        const char *words)
{
    const struct theme *theme = stage->kit.theme;
    struct text_span span = {words, TEXT_BOLD, theme->ink, 0};
    struct rich_text_paragraph text = {
        .spans = &span,
        .span_count = 1,
        .size = theme->text_title,
        .margin_left = theme->gap,
        .space_above = theme->gap_small,
        .bar = 1,
    };
    if (words[0] != '\0') {
        add_heading(rich_text, stage, string_get(stage->strings, heading));
        reading_add(rich_text, &text);
    }
}

void guide_text_title(struct rich_text *rich_text, const struct stage *stage, const char *words)
{
    reading_heading(rich_text, stage, words);
}

void guide_text_lead(struct rich_text *rich_text, const struct stage *stage, const char *words)
{
    struct text_style style = style_title(&stage->kit);
    reading_words(rich_text, words, style, style.size * 3 / 2, stage->kit.theme->ink, 0);
}

/* --- Overview --- */

/* Who does it, and when it is left out: a line each. */
static void member_words(const struct stage *stage, const struct guide_member *member, char text[WORDS_SIZE])
{
    char skip[WORDS_SIZE / 2] = "";
    const char *values[] = {member->skip};
    if (member->skip[0] != '\0') {
        string_format(skip, sizeof skip, stage->strings, STRING_GUIDE_MEMBER_SKIP, values, 1);
    }
    (void)snprintf(text, WORDS_SIZE, "%s%s%s%s", member->org_name[0] != '\0' ? "\n" : "", member->org_name,
                   skip[0] != '\0' ? "\n" : "", skip);
}

static void add_members(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide)
{
    char text[WORDS_SIZE];
    char number[MARKER_SIZE];
    if (guide->member_count == 0) {
        return;
    }
    add_heading(rich_text, stage,
                string_format_numbers(text, sizeof text, stage->strings, STRING_GUIDE_MEMBERS,
                                      (int64_t)guide->member_count, 0));
    for (size_t i = 0; i < guide->member_count; i++) {
        const struct guide_member *member = &guide->members[i];
        member_words(stage, member, text);
        (void)snprintf(number, sizeof number, "%zu.", i + 1);
        add_entry(rich_text, stage, number, member->name, text);
    }
}

static void add_fees(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide)
{
    char text[WORDS_SIZE];
    if (guide->fee_count > 0) {
        add_heading(rich_text, stage, string_get(stage->strings, STRING_GUIDE_FEE));
    }
    for (size_t i = 0; i < guide->fee_count; i++) {
        const struct guide_fee *fee = &guide->fees[i];
        const char *lines[] = {fee->standard, fee->reduction, fee->by_law};
        size_t used = 0;
        text[0] = '\0';
        for (int line = 0; line < 3; line++) {
            if (lines[line][0] != '\0') {
                int wrote = snprintf(text + used, sizeof text - used, "\n%s", lines[line]);
                used += wrote > 0 && (size_t)wrote < sizeof text - used ? (size_t)wrote : 0;
            }
        }
        add_entry(rich_text, stage, "\xE2\x80\xA2", fee->name, text); /* • */
    }
}

static void add_source(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide)
{
    const struct theme *theme = stage->kit.theme;
    char date[DATE_SIZE];
    char text[WORDS_SIZE];
    const char *values[] = {guide->source, date_iso(date, guide->as_of)};
    if (guide->source[0] == '\0' || guide->as_of <= 0) {
        return;
    }
    string_format(text, sizeof text, stage->strings, STRING_GUIDE_SOURCE, values, 2);
    reading_words(rich_text, text, style_small(&stage->kit), 0, theme->ink_soft, theme->gap_large);
}

void guide_overview_fill(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide)
{
    guide_text_lead(rich_text, stage, guide->summary.summary);
    if (guide->summary.brief) {
        add_words(rich_text, stage, string_get(stage->strings, STRING_GUIDE_BRIEF));
    }
    guide_text_part(rich_text, stage, STRING_GUIDE_WHO, guide->accept_condition);
    guide_text_part(rich_text, stage, STRING_GUIDE_WHERE, guide->handle_area);
    add_members(rich_text, stage, guide);
    guide_text_part(rich_text, stage, STRING_GUIDE_VISITS, guide->visits_explain);
    add_fees(rich_text, stage, guide);
    guide_text_part(rich_text, stage, STRING_GUIDE_RESULT, guide->result_name);
    guide_text_part(rich_text, stage, STRING_GUIDE_ASK, guide->link_way);
    guide_text_part(rich_text, stage, STRING_GUIDE_COMPLAIN, guide->supervise_way);
    add_source(rich_text, stage, guide);
}

/* --- Questions and answers --- */

void guide_faq_fill(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide)
{
    const struct theme *theme = stage->kit.theme;
    for (size_t i = 0; i < guide->faq_count; i++) {
        struct text_span question = {guide->faq[i].question, TEXT_BOLD, theme->ink, 0};
        struct text_span answer = {guide->faq[i].answer, TEXT_REGULAR, theme->ink, 0};
        struct rich_text_paragraph text = {
            .spans = &question,
            .span_count = 1,
            .size = theme->text_title,
            .line_height = theme->text_title * 3 / 2,
            .margin_left = theme->text_title * 2,
            .space_above = theme->gap_large,
            .marker = string_get(stage->strings, STRING_GUIDE_FAQ_QUESTION),
        };
        reading_add(rich_text, &text);
        text.spans = &answer;
        text.size = theme->text_body;
        text.line_height = 0;
        text.space_above = theme->gap_small / 2;
        text.marker = string_get(stage->strings, STRING_GUIDE_FAQ_ANSWER);
        reading_add(rich_text, &text);
    }
}
