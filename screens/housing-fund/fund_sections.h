#ifndef SCREENS_HOUSING_FUND_FUND_SECTIONS_H
#define SCREENS_HOUSING_FUND_FUND_SECTIONS_H

#include "screens/housing-fund/fund_entries.h"
#include "screens/housing-fund/fund_words.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/frame.h"
#include "screens/widgets/chart.h"
#include "screens/widgets/rich_text.h"
#include "screens/widgets/section_bar.h"

/* The sections of an account: a bar, and below it the one that is chosen. */

enum fund_section {
    FUND_SECTION_BALANCE = 1, /* the digit that leads there */
    FUND_SECTION_LEDGER,
    FUND_SECTION_WITHDRAWALS,
    FUND_SECTION_LOAN,
    FUND_SECTION_CURVE,
    FUND_SECTION_OTHER, /* leads to another account */
    FUND_SECTION_END
};

struct fund_sections {
    struct fund_view view;
    struct rect area;
    struct section_bar bar;
    struct list list;
    struct fund_rows rows;
    char words[FUND_WORDS_SIZE]; /* of a row */
    /* Of the chosen section; NULL: another is. */
    struct rich_text *text;
    struct fact_card *card;
    struct chart *chart;
    int in_chart; /* it has the arrows */
    size_t point; /* the one looked at last */
};

void fund_sections_start(struct fund_sections *sections, const struct stage *stage);
/* What is drawn of amounts goes with it. */
void fund_sections_free(struct fund_sections *sections);
/* Other content, another account or size: the chosen section is laid out anew. `fund` NULL: there is nothing.
 */
void fund_sections_place(struct fund_sections *sections, const struct housing_fund *fund, size_t account,
                         struct rect area);
/* After view.reveal has shown amounts or hidden them: what is drawn of them comes or goes. */
void fund_sections_lay_out(struct fund_sections *sections);

enum fund_section fund_sections_chosen(const struct fund_sections *sections);
/* For the test port: "balance", "ledger" … */
const char *fund_sections_name(const struct fund_sections *sections);
/* 1: the list is what is shown, and has rows. */
int fund_sections_is_list(const struct fund_sections *sections);
/* 1: Up and Down move in it. */
int fund_sections_move(const struct fund_sections *sections);

/* All keys but OK. */
enum key_result fund_sections_key(struct fund_sections *sections, const struct remote_event *event);
void fund_sections_settle(struct fund_sections *sections);
int64_t fund_sections_deadline(const struct fund_sections *sections);
/* Before the ground is drawn. */
void fund_sections_cover(const struct fund_sections *sections);
void fund_sections_draw(const struct fund_sections *sections);
void fund_sections_say(const struct fund_sections *sections, struct spoken *spoken);

#endif
