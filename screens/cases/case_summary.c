#include "screens/cases/case_summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/dates.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/step_bar.h"

enum { STEPS_MAX = 30, YEAR_CHARACTERS = 5 };

struct case_summary {
    const struct stage *stage;
    struct rect words; /* the words of its way */
    struct rect panel; /* what to do */
    enum case_word way[CASE_WORD_COUNT];
    size_t way_count;
    enum case_word word;
    enum string_id bad_end;         /* STRING_COUNT: none */
    struct text_layout *what_to_do; /* NULL: it leads the steps */
    struct step_bar *steps;
    struct fact_card *facts;
};

char *case_moment(char out[CASE_WORDS_SIZE], int64_t time_ms)
{
    char date[DATE_SIZE];
    char clock[DATE_SIZE];
    out[0] = '\0';
    if (time_ms > 0) {
        (void)snprintf(out, CASE_WORDS_SIZE, "%s %s", date_iso(date, time_ms) + YEAR_CHARACTERS,
                       date_clock(clock, time_ms));
    }
    return out;
}

/* --- What to do --- */

/* Until when; the sentence; what exactly is to be supplemented, the reason or the result; whom to call when
 * it is late: each on a line of its own, and all of it. */
static struct text_layout *what_to_do(const struct stage *stage, const struct case_record *record,
                                      struct text_style style, int width)
{
    const struct theme *theme = stage->kit.theme;
    const char *more = record->status == CASE_SUPPLEMENT ? record->ask
                       : record->special_reason[0] != '\0' && record->status == CASE_SPECIAL
                           ? record->special_reason
                           : record->result;
    char until[CASE_WORDS_SIZE];
    char until_words[CASE_WORDS_SIZE] = "";
    const char *values[] = {until};
    const char *overdue = case_is_overdue(record) ? string_get(stage->strings, STRING_CASE_OVERDUE) : "";
    if (record->status == CASE_SUPPLEMENT && record->ask_until > 0) {
        case_date(until, record->ask_until);
        string_format(until_words, sizeof until_words, stage->strings, STRING_CASE_UNTIL, values, 1);
    }
    const struct text_span spans[] = {
        {until_words, TEXT_BOLD, theme->accent, 0},
        {until_words[0] != '\0' ? "\n" : "", TEXT_BOLD, theme->accent, 0},
        {string_get(stage->strings, case_what_to_do(record->status)), TEXT_BOLD, theme->ink, 0},
        {more[0] != '\0' ? "\n" : "", TEXT_BOLD, theme->ink, 0},
        {more, TEXT_REGULAR, theme->ink, 0},
        {overdue[0] != '\0' ? "\n" : "", TEXT_BOLD, theme->ink, 0},
        {overdue, TEXT_BOLD, theme->ink, 0},
    };
    struct text_layout_options options = {
        .size = style.size, .width = width, .line_height = style.size * 4 / 3};
    return text_layout_new(stage->kit.fonts, spans, sizeof spans / sizeof spans[0], &options);
}

/* --- Steps --- */

struct step_texts {
    char takes[CASE_WORDS_SIZE];
};

static void describe_step(const struct stage *stage, const struct case_step *step, enum step_state state,
                          struct step_texts *texts, struct step_station *station)
{
    char moment[CASE_WORDS_SIZE];
    const char *values[] = {moment};
    enum string_id id = STRING_CASE_WAITING;
    if (step->done) {
        case_moment(moment, step->end);
        id = STRING_CASE_PASSED;
    } else if (step->start > 0) {
        case_moment(moment, step->start);
        id = STRING_CASE_SINCE;
    }
    string_format(texts->takes, sizeof texts->takes, stage->strings, id, values, 1);
    const char *event =
        step->event == CASE_EVENT_RETURNED ? string_get(stage->strings, STRING_CASE_RETURNED_EVENT)
        : step->event == CASE_EVENT_PASSED ? string_get(stage->strings, STRING_CASE_PASSED_EVENT)
                                           : "";
    *station = (struct step_station){step->name, step->org_name, step->explain, texts->takes, event, state};
}

/* The step that has it now. */
static size_t current_step(const struct case_record *record)
{
    size_t at = 0;
    while (at < record->step_count && record->steps[at].done) {
        at++;
    }
    return at < record->step_count ? at : record->step_count > 0 ? record->step_count - 1 : 0;
}

static enum step_state step_state(const struct case_step *step, int is_current)
{
    if (step->done) {
        return step->event == CASE_EVENT_RETURNED ? STEP_TURNED_BACK : STEP_DONE;
    }
    return is_current ? STEP_NOW : STEP_AHEAD;
}

static struct step_bar *steps(const struct stage *stage, const struct case_record *record, struct rect area)
{
    struct step_station stations[STEPS_MAX];
    struct step_texts texts[STEPS_MAX];
    size_t count = record->step_count < STEPS_MAX ? record->step_count : STEPS_MAX;
    size_t now = current_step(record);
    int is_over = case_word_of(record->status) == CASE_WORD_DONE;
    const struct step_bar_icons icons = {.takes = icon_set_get(stage->icons, "clock"),
                                         .who = icon_set_get(stage->icons, "person"),
                                         .output = icon_set_get(stage->icons, "document"),
                                         .done = icon_set_get(stage->icons, "tick"),
                                         .turned_back = icon_set_get(stage->icons, "back")};
    for (size_t i = 0; i < count; i++) {
        describe_step(stage, &record->steps[i], step_state(&record->steps[i], i == now && !is_over),
                      &texts[i], &stations[i]);
    }
    struct step_bar *bar = step_bar_new(&stage->kit, stations, count, "", &icons, area);
    explicit_bzero(texts, sizeof texts);
    if (bar != NULL) {
        step_bar_show(bar, now > 0 ? now - 1 : 0); /* what was done last stands above it */
    }
    return bar;
}

/* --- The column of both --- */

static int panel_height(const struct case_summary *view, const struct text_layout *words)
{
    return words != NULL ? text_layout_height(words) + view->stage->kit.theme->gap : 0;
}

/* What to do stays above the steps as long as half of the column, and room for the highest step, is left for
 * these. A longer one is read first, in the largest letters in which it is all in sight, and then scrolled
 * away with them. */
static void place_column(struct case_summary *view, const struct case_record *record, struct rect column)
{
    const struct stage *stage = view->stage;
    const struct theme *theme = stage->kit.theme;
    int bar = theme->scroll_bar + theme->gap;
    struct text_layout *words = what_to_do(stage, record, style_body(&stage->kit), column.w - 2 * theme->gap);
    int height = panel_height(view, words);
    struct rect below = {column.x, column.y + height + theme->gap, column.w - bar,
                         column.h - height - theme->gap};
    view->panel = (struct rect){column.x, column.y, column.w, height};
    view->steps = steps(stage, record, below);
    if (view->steps == NULL || (height <= below.h && step_bar_highest(view->steps) <= below.h)) {
        view->what_to_do = words;
        return;
    }
    step_bar_free(view->steps);
    text_layout_free(words);
    column.w -= bar;
    words = what_to_do(stage, record, style_body(&stage->kit), column.w - 2 * theme->gap);
    if (panel_height(view, words) > column.h) {
        text_layout_free(words);
        words = what_to_do(stage, record, style_small(&stage->kit), column.w - 2 * theme->gap);
    }
    view->steps = steps(stage, record, column);
    if (view->steps != NULL && words != NULL) {
        step_bar_lead(view->steps, words);
        step_bar_show(view->steps, 0);
    } else {
        view->what_to_do = words;
    }
}

/* --- Facts --- */

static struct fact_card *facts(const struct stage *stage, const struct case_record *record, struct rect area)
{
    const struct strings *strings = stage->strings;
    char applied[CASE_WORDS_SIZE];
    char promised[CASE_WORDS_SIZE];
    char days[CASE_WORDS_SIZE];
    const struct fact_card_content content = {
        .facts = {{string_get(strings, STRING_CASE_DAYS_LEFT), case_days_words(days, strings, record)},
                  {string_get(strings, STRING_CASE_ORG), record->org_name},
                  {string_get(strings, STRING_CASE_PROMISED), case_date(promised, record->promise_date)},
                  {string_get(strings, STRING_CASE_RATED),
                   record->rated > 0 ? string_get(strings, case_stars_name(record->rated)) : ""},
                  {string_get(strings, STRING_CASE_APPLICANT), record->applicant},
                  {string_get(strings, STRING_CASE_APPLIED), case_date(applied, record->apply_date)}},
        .fact_count = 6,
    };
    return fact_card_new(stage, &content, area);
}

/* --- The whole --- */

struct case_summary *case_summary_new(const struct stage *stage, const struct case_record *record,
                                      struct rect area)
{
    const struct theme *theme = stage->kit.theme;
    struct case_summary *view = calloc(1, sizeof *view);
    if (view == NULL) {
        return NULL;
    }
    view->stage = stage;
    view->word = case_word_of(record->status);
    view->way_count = case_way(record, view->way);
    view->bad_end = case_bad_end(record->status);
    view->words = (struct rect){area.x, area.y, area.w, theme->text_body * 2};
    int card = area.w * 3 / 10;
    struct rect left = {area.x, area.y + view->words.h + theme->gap, area.w - card - theme->gap_large,
                        area.h - view->words.h - theme->gap};
    place_column(view, record, left);
    view->facts = facts(stage, record, (struct rect){area.x + area.w - card, left.y, card, left.h});
    return view;
}

void case_summary_free(struct case_summary *view)
{
    if (view != NULL) {
        text_layout_free(view->what_to_do);
        step_bar_free(view->steps);
        fact_card_free(view->facts);
        free(view);
    }
}

enum key_result case_summary_key(struct case_summary *view, enum remote_key key)
{
    if (view == NULL || view->steps == NULL) {
        return KEY_IGNORED;
    }
    return step_bar_key(view->steps, key);
}

int case_summary_scrolls(const struct case_summary *view)
{
    return view != NULL && view->steps != NULL && step_bar_scrolls(view->steps);
}

size_t case_summary_first(const struct case_summary *view)
{
    return view != NULL && view->steps != NULL ? step_bar_first(view->steps) : 0;
}

/* A tick where it has been; filled and bold where it stands, in gold unless it ended badly. */
static void draw_word(const struct case_summary *view, enum case_word word, int is_passed, struct rect field)
{
    const struct kit *kit = &view->stage->kit;
    const struct theme *theme = kit->theme;
    int is_here = view->word == word;
    int is_bad = is_here && view->bad_end != STRING_COUNT;
    colour fill = is_bad ? theme->ink : is_here ? theme->accent : theme->surface;
    struct text_style style = is_here ? style_body_bold(kit) : style_body(kit);
    const char *words = string_get(view->stage->strings, is_bad ? view->bad_end : case_word_name(word));
    canvas_fill_rounded(kit->canvas, field, theme->radius_small, fill);
    const struct icon *tick = is_passed ? icon_set_get(view->stage->icons, "tick") : NULL;
    if (tick != NULL) {
        int width = icon_width(tick) + theme->gap_small;
        int x = field.x + (field.w - text_width(kit->fonts, style, words) - width) / 2;
        canvas_icon(kit->canvas, tick, x, field.y + (field.h - icon_height(tick)) / 2, theme->accent);
        field = (struct rect){x + width, field.y, field.x + field.w - x - width, field.h};
        draw_text_middle(kit, style, field, words, theme->ink);
        return;
    }
    draw_text_centred(kit, style, field, words, is_here ? theme->background : theme->ink_soft);
}

/* In one row, joined by a line. */
static void draw_words(const struct case_summary *view)
{
    const struct kit *kit = &view->stage->kit;
    const struct theme *theme = kit->theme;
    int count = (int)view->way_count;
    int each = (view->words.w - (count - 1) * theme->gap) / count;
    struct rect rule = {view->words.x + each / 2, view->words.y + view->words.h / 2,
                        (count - 1) * (each + theme->gap), theme->ring / 2};
    canvas_fill(kit->canvas, rule, theme->rule);
    int is_passed = 1;
    for (int i = 0; i < count; i++) {
        is_passed = is_passed && view->way[i] != view->word;
        draw_word(view, view->way[i], is_passed,
                  (struct rect){view->words.x + i * (each + theme->gap), view->words.y, each, view->words.h});
    }
}

void case_summary_draw(const struct case_summary *view)
{
    const struct kit *kit = &view->stage->kit;
    const struct theme *theme = kit->theme;
    draw_words(view);
    if (view->what_to_do != NULL) {
        canvas_fill_rounded(kit->canvas, view->panel, theme->radius_small, theme->surface_raised);
        canvas_text_layout(kit->canvas, kit->fonts, view->what_to_do, view->panel.x + theme->gap,
                           view->panel.y + theme->gap / 2);
    }
    if (view->steps != NULL) {
        step_bar_draw(view->steps);
    }
    if (view->facts != NULL) {
        fact_card_draw(view->facts, view->stage);
    }
}

void case_summary_say(const struct case_summary *view, struct spoken *spoken)
{
    int is_bad = view->bad_end != STRING_COUNT;
    spoken_add_string(spoken->value, view->stage, is_bad ? view->bad_end : case_word_name(view->word));
    spoken_add(spoken->value, text_layout_words(view->what_to_do));
    spoken_fact_card(spoken, view->facts);
    spoken_step_bar(spoken, view->steps);
}
