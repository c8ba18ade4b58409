#include "screens/social-security/insurance_screen.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "screens/social-security/insurance_chart.h"
#include "screens/social-security/insurance_words.h"
#include "screens/stage/detail.h"
#include "screens/stage/reading.h"
#include "screens/stage/reveal.h"

enum { YEAR = 10000, LINE_SIZE = 4 * INSURANCE_WORDS_SIZE };

struct insurance_screen {
    struct detail detail;
    const struct insurance *insurance;
    char name[INSURANCE_WORDS_SIZE];
    struct reveal reveal;
};

/* --- Words --- */

static const struct strings *strings_of(const struct insurance_screen *screen)
{
    return screen->detail.screen.stage->strings;
}

static int today_of(const struct insurance_screen *screen)
{
    return calendar_date_at(screen->detail.screen.stage->now_ms);
}

static void add(struct insurance_screen *screen, enum string_id label, const char *text)
{
    reading_text(screen->detail.rich_text, screen->detail.screen.stage, string_get(strings_of(screen), label),
                 text);
}

static void add_title(struct insurance_screen *screen, enum string_id title)
{
    reading_title(screen->detail.rich_text, screen->detail.screen.stage,
                  string_get(strings_of(screen), title));
}

static void add_caution(struct insurance_screen *screen, int holds, enum string_id words)
{
    if (holds) {
        add(screen, STRING_INSURANCE_NOTE, string_get(strings_of(screen), words));
    }
}

/* The amount, or the dots in its place. */
static void add_amount(struct insurance_screen *screen, enum string_id label, int64_t fen)
{
    char amount[REVEAL_AMOUNT_SIZE], words[INSURANCE_WORDS_SIZE];
    const char *values[] = {reveal_amount(amount, &screen->reveal, screen->detail.screen.stage, fen)};
    if (fen != FIELD_NOT_SAID) {
        add(screen, label,
            string_format(words, sizeof words, strings_of(screen), STRING_INSURANCE_YUAN, values, 1));
    }
    explicit_bzero(amount, sizeof amount);
    explicit_bzero(words, sizeof words);
}

static void add_months(struct insurance_screen *screen, enum string_id label, int months)
{
    char words[MONTH_WORDS_SIZE];
    if (months > 0) {
        add(screen, label, month_span_words(words, strings_of(screen), months));
    }
}

static void add_month(struct insurance_screen *screen, enum string_id label, int yyyymm)
{
    char words[MONTH_WORDS_SIZE];
    if (yyyymm != 0) {
        add(screen, label, year_month_words(words, strings_of(screen), yyyymm));
    }
}

/* --- Months --- */

static void add_figures(struct insurance_screen *screen)
{
    const struct insurance *insurance = screen->insurance;
    add_title(screen, STRING_INSURANCE_MONTHS);
    add_months(screen, STRING_INSURANCE_DEEMED, insurance->deemed_months);
    if (insurance->official_months != FIELD_NOT_SAID && !insurance_is_by_year(insurance)) {
        add_months(screen, STRING_INSURANCE_COUNTED, insurance->counted_months);
    }
    add_months(screen, STRING_INSURANCE_MILITARY, insurance->military_months);
    add_months(screen, STRING_INSURANCE_SPECIAL, insurance->special_months);
    add_months(screen, STRING_INSURANCE_OVERLAP, insurance->overlap_months);
    add_month(screen, STRING_INSURANCE_SINCE, insurance->since);
}

/* "一共 12 个月：2020 年 10 月到 2021 年 9 月" */
static void add_gaps(struct insurance_screen *screen)
{
    const struct strings *strings = strings_of(screen);
    struct insurance_gaps gaps;
    char line[LINE_SIZE] = "";
    size_t used = 0;
    insurance_find_gaps(screen->insurance, today_of(screen) / 100, &gaps);
    for (size_t i = 0; i < gaps.count && i < GAPS_TOLD; i++) {
        char from[MONTH_WORDS_SIZE], until[MONTH_WORDS_SIZE], span[INSURANCE_WORDS_SIZE];
        const char *values[] = {year_month_words(from, strings, gaps.from[i]),
                                year_month_words(until, strings, gaps.until[i])};
        enum string_id id = gaps.from[i] == gaps.until[i] ? STRING_INSURANCE_GAP_ONE
                            : i + 1 < gaps.count          ? STRING_INSURANCE_GAP_NEXT
                                                          : STRING_INSURANCE_GAP;
        (void)string_format(span, sizeof span, strings, id, values, 2);
        int length = snprintf(line + used, sizeof line - used, "%s", span);
        used = length > 0 && (size_t)length < sizeof line - used ? used + (size_t)length : sizeof line - 1;
    }
    if (gaps.count > 0) {
        char span[MONTH_WORDS_SIZE], text[LINE_SIZE];
        const char *values[] = {month_span_words(span, strings, gaps.months), line};
        add(screen, STRING_INSURANCE_GAPS,
            string_format(text, sizeof text, strings,
                          gaps.count > GAPS_TOLD ? STRING_INSURANCE_GAPS_MORE : STRING_INSURANCE_GAPS_ARE,
                          values, 2));
    }
}

static void add_back_paid(struct insurance_screen *screen)
{
    int months = 0;
    for (size_t i = 0; i < screen->insurance->month_count; i++) {
        months += screen->insurance->months[i].back_paid;
    }
    add_months(screen, STRING_INSURANCE_BACK_PAID, months);
}

/* --- Amounts --- */

static void add_this_year(struct insurance_screen *screen)
{
    const struct insurance *insurance = screen->insurance;
    int year = today_of(screen) / YEAR;
    int64_t personal = 0, employer = 0, base = 0;
    for (size_t i = 0; i < insurance->month_count; i++) {
        const struct insurance_month *month = &insurance->months[i];
        base = month->paid && month->base != 0 ? month->base : base;
        if (month->month / 100 == year && month->paid) {
            personal += month->personal;
            employer += month->employer;
        }
    }
    if (base != 0) {
        add_amount(screen, STRING_INSURANCE_BASE, base);
    }
    int months = insurance_months_in_year(insurance, year);
    char words[INSURANCE_WORDS_SIZE];
    if (months > 0) {
        add(screen, STRING_INSURANCE_YEAR,
            string_format_numbers(words, sizeof words, strings_of(screen), STRING_INSURANCE_YEAR_MONTHS,
                                  months, 0));
    }
    if (personal != 0) {
        add_amount(screen, STRING_INSURANCE_YEAR_PERSONAL, personal);
    }
    if (employer != 0) {
        add_amount(screen, STRING_INSURANCE_YEAR_EMPLOYER, employer);
    }
}

static void add_account(struct insurance_screen *screen)
{
    const struct pension_account *account = &screen->insurance->pension_account;
    char words[INSURANCE_WORDS_SIZE];
    if (!screen->insurance->has_account) {
        return;
    }
    add_title(screen, STRING_INSURANCE_ACCOUNT);
    if (account->until != 0) {
        add(screen, STRING_INSURANCE_ACCOUNT_UNTIL,
            string_format_numbers(words, sizeof words, strings_of(screen), STRING_INSURANCE_ACCOUNT_YEAR,
                                  account->until, 0));
    }
    add_amount(screen, STRING_INSURANCE_ACCOUNT_TOTAL, account->total);
    add_amount(screen, STRING_INSURANCE_ACCOUNT_PERSONAL, account->personal);
    add_amount(screen, STRING_INSURANCE_ACCOUNT_EMPLOYER, account->employer);
    add_amount(screen, STRING_INSURANCE_ACCOUNT_INTEREST, account->interest);
    add_months(screen, STRING_INSURANCE_ACCOUNT_MONTHS, account->months);
    add_months(screen, STRING_INSURANCE_ACCOUNT_OWED, account->owed_months);
}

/* --- The text --- */

static void lay_out(struct detail *detail)
{
    struct insurance_screen *screen = (struct insurance_screen *)detail;
    const struct insurance *insurance = screen->insurance;
    char words[INSURANCE_WORDS_SIZE];
    reading_heading(detail->rich_text, detail->screen.stage,
                    insurance_meaning_words(words, strings_of(screen), insurance, today_of(screen)));
    add(screen, STRING_INSURANCE_STATE, insurance_state_words(words, strings_of(screen), insurance));
    add(screen, STRING_INSURANCE_PAID_LABEL, insurance_paid_words(words, strings_of(screen), insurance));
    add_caution(screen, insurance->months_differ, STRING_INSURANCE_MONTHS_DIFFER);
    add_caution(screen, insurance->rows_contradict, STRING_INSURANCE_ROWS_CONTRADICT);
    add_caution(screen, insurance->rows_out_of_range, STRING_INSURANCE_ROWS_OUT);
    add_caution(screen, insurance->states_contradict, STRING_INSURANCE_STATES_CONTRADICT);
    add_this_year(screen);
    add_account(screen);
    add_figures(screen);
    add_gaps(screen);
    add_back_paid(screen);
}

static struct rect place(struct detail *detail)
{
    const struct stage *stage = detail->screen.stage;
    struct insurance_screen *screen = (struct insurance_screen *)detail;
    struct rect body = frame_body(stage);
    (void)insurance_name_words(screen->name, stage->strings, screen->insurance);
    detail->frame.title = detail->name = screen->name;
    body.w -= stage->kit.theme->gap + stage->kit.theme->scroll_bar;
    return body;
}

/* --- Buttons --- */

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct insurance_screen *screen = (const struct insurance_screen *)detail;
    const struct strings *strings = detail->screen.stage->strings;
    size_t count = 0;
    items[count++] = (struct button){
        "amounts",
        string_get(strings, reveal_shows(&screen->reveal) ? STRING_HINT_CONCEAL : STRING_HINT_REVEAL),
        REMOTE_KEY_GREEN};
    if (screen->insurance->month_count > 0) {
        items[count++] =
            (struct button){"chart", string_get(strings, STRING_INSURANCE_CHART), REMOTE_KEY_BLUE};
    }
    if (screen->insurance->kind == INSURANCE_PENSION) {
        items[count++] =
            (struct button){"retirement", string_get(strings, STRING_INSURANCE_RETIREMENT), REMOTE_KEY_NONE};
    }
    return count;
}

static enum key_result press(struct detail *detail, const char *button)
{
    struct insurance_screen *screen = (struct insurance_screen *)detail;
    struct stage *stage = detail->screen.stage;
    if (strcmp(button, "amounts") == 0) {
        reveal_toggle(&screen->reveal, stage);
        detail_place(&detail->screen);
    } else if (strcmp(button, "chart") == 0) {
        stage->open(stage->application, insurance_chart_new(stage, screen->insurance));
    } else {
        stage_open(stage, DESTINATION_OWN_RETIREMENT, "", NULL);
    }
    return KEY_DONE;
}

/* --- Time --- */

static void update(struct screen *base)
{
    struct insurance_screen *screen = (struct insurance_screen *)base;
    if (reveal_service(&screen->reveal, base->stage)) {
        detail_place(base);
    }
    detail_update(base);
}

static int64_t deadline(const struct screen *base)
{
    int64_t hides = reveal_deadline(&((const struct insurance_screen *)base)->reveal);
    int64_t other = detail_deadline(base);
    return hides < other ? hides : other;
}

/* Something covers it: amounts must not be shown when that goes. */
static void leave(struct screen *base)
{
    struct insurance_screen *screen = (struct insurance_screen *)base;
    if (reveal_hide(&screen->reveal)) {
        detail_place(base);
    }
}

static void screen_free(struct screen *base)
{
    struct insurance_screen *screen = (struct insurance_screen *)base;
    explicit_bzero(screen->name, sizeof screen->name);
    detail_free(base);
}

static const struct screen_operations operations = {
    .name = "insurance", .leave = leave, .update = update, .deadline = deadline, .free = screen_free};

static const struct detail_kind kind = {
    .place = place, .lay_out = lay_out, .buttons = set_buttons, .ok = press};

struct screen *insurance_screen_new(struct stage *stage, const struct insurance *insurance)
{
    struct insurance_screen *screen = detail_new(sizeof *screen, &operations, &kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    screen->insurance = insurance;
    screen->detail.is_there = 1;
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
