#include "screens/housing-fund/fund_sections.h"

#include <assert.h>
#include <string.h>

#include "screens/housing-fund/fund_curve.h"
#include "screens/housing-fund/fund_texts.h"
#include "screens/stage/spoken_parts.h"

static const struct {
    const char *name;
    enum string_id label;
    const char *icon; /* of an action */
} section_rows[] = {
    [FUND_SECTION_BALANCE] = {"balance", STRING_HOUSING_FUND_BALANCE, NULL},
    [FUND_SECTION_LEDGER] = {"ledger", STRING_HOUSING_FUND_LEDGER, NULL},
    [FUND_SECTION_WITHDRAWALS] = {"withdrawals", STRING_HOUSING_FUND_WITHDRAWALS, NULL},
    [FUND_SECTION_LOAN] = {"loan", STRING_HOUSING_FUND_LOAN, NULL},
    [FUND_SECTION_CURVE] = {"curve", STRING_HOUSING_FUND_CURVE, NULL},
    [FUND_SECTION_OTHER] = {"other", STRING_HOUSING_FUND_OTHER_ACCOUNT, "arrow-right"},
};
static_assert(sizeof section_rows / sizeof *section_rows == FUND_SECTION_END, "a row for each section");

static const struct kit *kit_of(const struct fund_sections *sections)
{
    return &sections->view.stage->kit;
}

enum fund_section fund_sections_chosen(const struct fund_sections *sections)
{
    const struct section_bar *bar = &sections->bar;
    return bar->chosen < bar->count ? (enum fund_section)bar->items[bar->chosen].digit : FUND_SECTION_BALANCE;
}

const char *fund_sections_name(const struct fund_sections *sections)
{
    return section_rows[fund_sections_chosen(sections)].name;
}

static int lists(const struct fund_sections *sections)
{
    enum fund_section chosen = fund_sections_chosen(sections);
    return chosen == FUND_SECTION_LEDGER || chosen == FUND_SECTION_WITHDRAWALS;
}

int fund_sections_is_list(const struct fund_sections *sections)
{
    return lists(sections) && sections->list.count > 0;
}

/* --- Layout --- */

static int is_there(const struct fund_sections *sections, int section)
{
    const struct housing_fund *fund = sections->view.fund;
    return section == FUND_SECTION_LOAN    ? fund->loan_count > 0
           : section == FUND_SECTION_OTHER ? fund->account_count > 1
                                           : 1;
}

/* The chosen one stays chosen; if it has gone, the balance is. */
static void fill_bar(struct fund_sections *sections)
{
    const struct stage *stage = sections->view.stage;
    struct section_bar *bar = &sections->bar;
    int chosen = (int)fund_sections_chosen(sections);
    bar->count = 0;
    bar->chosen = 0;
    for (int section = FUND_SECTION_BALANCE; sections->view.fund != NULL && section < FUND_SECTION_END;
         section++) {
        if (is_there(sections, section)) {
            const char *icon = section_rows[section].icon;
            bar->chosen = section == chosen ? bar->count : bar->chosen;
            bar->items[bar->count++] =
                (struct section_bar_item){.label = string_get(stage->strings, section_rows[section].label),
                                          .digit = section,
                                          .is_action = icon != NULL,
                                          .icon = icon != NULL ? icon_set_get(stage->icons, icon) : NULL};
        }
    }
}

static struct rect content_rect(const struct fund_sections *sections)
{
    int top = section_bar_height(kit_of(sections)) + kit_of(sections)->theme->gap;
    struct rect area = sections->area;
    return (struct rect){area.x, area.y + top, area.w, area.h - top};
}

/* Beside a position bar. */
static struct rect scrolled_rect(const struct fund_sections *sections)
{
    const struct theme *theme = kit_of(sections)->theme;
    struct rect area = content_rect(sections);
    area.w -= theme->scroll_bar + theme->gap;
    return area;
}

static struct rect card_rect(const struct fund_sections *sections)
{
    struct rect area = content_rect(sections);
    int width = area.w * FRAME_WIDE_CARD_PERCENT / 100;
    return (struct rect){area.x + area.w - width, area.y, width, area.h};
}

static struct rich_text *text_new(const struct fund_sections *sections, struct rect area,
                                  void (*fill)(struct rich_text *rich_text, const struct fund_view *view))
{
    struct rich_text *text = rich_text_new(kit_of(sections));
    if (text != NULL) {
        rich_text_place(text, area);
        fill(text, &sections->view);
    }
    return text;
}

static void make_balance(struct fund_sections *sections)
{
    const struct theme *theme = kit_of(sections)->theme;
    struct rect area = scrolled_rect(sections);
    sections->card = fund_card_new(&sections->view, card_rect(sections));
    area.w = card_rect(sections).x - theme->gap_large - theme->scroll_bar - theme->gap - area.x;
    sections->text = text_new(sections, area, fund_balance_fill);
}

static void make_curve(struct fund_sections *sections)
{
    int reach = focus_reach(kit_of(sections)->theme);
    struct rect area = content_rect(sections);
    area.h -= reach;
    sections->chart = reveal_shows(&sections->view.reveal) ? fund_curve_new(&sections->view, area) : NULL;
    if (sections->chart != NULL) {
        chart_focus(sections->chart, sections->point);
        chart_set_unfocused(sections->chart, !sections->in_chart);
    }
    sections->in_chart = sections->in_chart && sections->chart != NULL;
}

static void make_rows(struct fund_sections *sections, enum fund_section chosen)
{
    (void)(chosen == FUND_SECTION_LEDGER ? fund_rows_of_ledger(&sections->rows, sections->view.account)
                                         : fund_rows_of_withdrawals(&sections->rows, sections->view.account));
    list_place(&sections->list, scrolled_rect(sections));
    list_refresh(&sections->list, kit_of(sections), sections->rows.count, (int64_t)sections->rows.count);
}

static void drop(struct fund_sections *sections)
{
    sections->point = sections->chart != NULL ? chart_focused(sections->chart) : sections->point;
    rich_text_free(sections->text);
    fact_card_free(sections->card);
    chart_free(sections->chart);
    sections->text = NULL;
    sections->card = NULL;
    sections->chart = NULL;
}

static void make_chosen(struct fund_sections *sections)
{
    enum fund_section chosen = fund_sections_chosen(sections);
    int scroll = sections->text != NULL ? rich_text_scroll(sections->text) : 0;
    drop(sections);
    if (sections->view.fund == NULL) {
        return;
    }
    if (chosen == FUND_SECTION_BALANCE) {
        make_balance(sections);
    } else if (chosen == FUND_SECTION_LOAN) {
        sections->text = text_new(sections, scrolled_rect(sections), fund_loans_fill);
    } else if (chosen == FUND_SECTION_CURVE) {
        make_curve(sections);
    } else if (lists(sections)) {
        make_rows(sections, chosen);
    }
    if (sections->text != NULL) {
        rich_text_scroll_to(sections->text, scroll);
    }
    sections->in_chart = sections->in_chart && chosen == FUND_SECTION_CURVE;
    sections->bar.focus_below = fund_sections_is_list(sections) || sections->in_chart;
    canvas_damage(kit_of(sections)->canvas,
                  rect_inset(sections->area, -focus_reach(kit_of(sections)->theme)));
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    struct fund_sections *sections = context;
    if (fund_sections_chosen(sections) == FUND_SECTION_LEDGER) {
        fund_ledger_row(&sections->view, &sections->rows, index, sections->words, row);
    } else {
        fund_withdrawal_row(&sections->view, &sections->rows, index, row);
    }
}

void fund_sections_start(struct fund_sections *sections, const struct stage *stage)
{
    memset(sections, 0, sizeof *sections);
    sections->view.stage = stage;
    sections->bar.settle = SETTLE_AT_REST;
    sections->list.settle = SETTLE_AT_REST;
    sections->list.source = read_row;
    sections->list.context = sections;
    sections->point = SIZE_MAX;
}

void fund_sections_free(struct fund_sections *sections)
{
    drop(sections);
    fund_rows_free(&sections->rows);
    explicit_bzero(sections->words, sizeof sections->words);
}

void fund_sections_place(struct fund_sections *sections, const struct housing_fund *fund, size_t account,
                         struct rect area)
{
    const struct fund_account *is =
        fund != NULL && account < fund->account_count ? &fund->accounts[account] : NULL;
    if (is != sections->view.account) {
        sections->point = SIZE_MAX;
        sections->in_chart = 0;
        list_reset(&sections->list);
    }
    drop(sections);
    sections->view.fund = is != NULL ? fund : NULL;
    sections->view.account = is;
    sections->area = area;
    sections->bar.area = (struct rect){area.x, area.y, area.w, section_bar_height(kit_of(sections))};
    fill_bar(sections);
    make_chosen(sections);
}

void fund_sections_lay_out(struct fund_sections *sections)
{
    make_chosen(sections);
}

/* --- Keys --- */

static void go_in_chart(struct fund_sections *sections, int in_chart)
{
    sections->in_chart = in_chart;
    sections->bar.focus_below = in_chart;
    chart_set_unfocused(sections->chart, !in_chart);
    section_bar_damage(&sections->bar, kit_of(sections));
}

static enum key_result curve_key(struct fund_sections *sections, const struct remote_event *event)
{
    if (sections->chart == NULL) {
        return KEY_IGNORED;
    }
    if (sections->in_chart) {
        enum key_result result = chart_key(sections->chart, event);
        if (event->key == REMOTE_KEY_UP) {
            go_in_chart(sections, 0);
            return KEY_DONE;
        }
        return event->key == REMOTE_KEY_DOWN ? KEY_STAYED : result;
    }
    if (event->key == REMOTE_KEY_DOWN) {
        go_in_chart(sections, 1);
        return KEY_DONE;
    }
    return KEY_IGNORED;
}

int fund_sections_move(const struct fund_sections *sections)
{
    return sections->text != NULL ? rich_text_scrolls(sections->text)
                                  : fund_sections_is_list(sections) && sections->list.count > 1;
}

static enum key_result content_key(struct fund_sections *sections, enum remote_key key)
{
    const struct stage *stage = sections->view.stage;
    if (sections->text != NULL) {
        return rich_text_key(sections->text, key);
    }
    return fund_sections_is_list(sections) ? list_key(&sections->list, &stage->kit, key, stage->now_us)
                                           : KEY_IGNORED;
}

enum key_result fund_sections_key(struct fund_sections *sections, const struct remote_event *event)
{
    const struct stage *stage = sections->view.stage;
    enum key_result result = curve_key(sections, event);
    if (result != KEY_IGNORED || sections->view.fund == NULL) {
        return result;
    }
    result = section_bar_key(&sections->bar, &stage->kit, event->key, stage->now_us);
    if (result == KEY_DONE) {
        settle_stop(&sections->list.settle);
        list_reset(&sections->list);
        make_chosen(sections);
    }
    return result != KEY_IGNORED ? result : content_key(sections, event->key);
}

void fund_sections_settle(struct fund_sections *sections)
{
    const struct stage *stage = sections->view.stage;
    list_settle(&sections->list, &stage->kit, stage->now_us);
    if (settle_step(&sections->bar.settle, stage->now_us)) {
        section_bar_damage(&sections->bar, &stage->kit);
    }
}

int64_t fund_sections_deadline(const struct fund_sections *sections)
{
    int64_t list = sections->list.settle.next_us;
    return list < sections->bar.settle.next_us ? list : sections->bar.settle.next_us;
}

/* --- Drawing and saying --- */

/* What stands in place of a section that has nothing to show. */
static struct message missing(const struct fund_sections *sections)
{
    switch (fund_sections_chosen(sections)) {
    case FUND_SECTION_LEDGER:
        return (struct message){"housing-fund", STRING_HOUSING_FUND_NO_ENTRIES,
                                STRING_HOUSING_FUND_NOTHING_TO_DO};
    case FUND_SECTION_WITHDRAWALS:
        return (struct message){"housing-fund", STRING_HOUSING_FUND_NO_WITHDRAWALS,
                                STRING_HOUSING_FUND_NOTHING_TO_DO};
    case FUND_SECTION_OTHER:
        return (struct message){"arrow-right", STRING_HOUSING_FUND_OTHER_ACCOUNT,
                                STRING_HOUSING_FUND_OTHER_DO};
    default: /* all other sections have something, but for the curve */
        return sections->view.account->point_count < 2
                   ? (struct message){"housing-fund", STRING_HOUSING_FUND_NO_CURVE,
                                      STRING_HOUSING_FUND_NOTHING_TO_DO}
                   : (struct message){"housing-fund", STRING_HOUSING_FUND_NOT_SHOWN,
                                      STRING_HOUSING_FUND_HOW_TO_SHOW};
    }
}

void fund_sections_cover(const struct fund_sections *sections)
{
    if (fund_sections_is_list(sections)) {
        list_cover(&sections->list, kit_of(sections));
    }
}

void fund_sections_draw(const struct fund_sections *sections)
{
    const struct stage *stage = sections->view.stage;
    section_bar_draw(&sections->bar, &stage->kit, stage->now_us);
    if (sections->text != NULL) {
        rich_text_draw(sections->text);
        if (sections->card != NULL) {
            fact_card_draw(sections->card, stage);
        }
    } else if (sections->chart != NULL) {
        chart_draw(sections->chart);
    } else if (fund_sections_is_list(sections)) {
        list_draw(&sections->list, &stage->kit, stage->now_us);
    } else {
        struct message message = missing(sections);
        message_draw(&message, stage, content_rect(sections));
    }
}

void fund_sections_say(const struct fund_sections *sections, struct spoken *spoken)
{
    const struct stage *stage = sections->view.stage;
    if (fund_sections_is_list(sections)) {
        spoken_list(spoken, &sections->list);
        spoken_section_bar(spoken, &sections->bar);
        return;
    }
    spoken_section_bar(spoken, &sections->bar);
    if (sections->text != NULL) {
        spoken_rich_text(spoken, stage, sections->text);
        spoken_fact_card(spoken, sections->card);
    } else if (sections->chart != NULL) {
        spoken_add(spoken->value, chart_words(sections->chart));
    } else {
        struct message message = missing(sections);
        spoken_message(spoken, stage, &message);
    }
}
