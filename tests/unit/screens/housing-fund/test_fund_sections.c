/* A person's housing fund on the screen: sections, rows by year, words of codes; and that no amount is drawn
 * or said before amounts are shown, nor afterwards. */

#include "screens/housing-fund/fund_sections.h"
#include "screens/stage/spoken.h"
#include "tests/unit/screens/stage/stage_fixture.h"

enum { ENTRIES = 7, POINTS = 30 };

static struct fund_entry entries[ENTRIES] = {
    {20261115, FUND_DEPOSIT, "", 163200, 0, 0, FUND_REASON_NOT_SAID},
    {20260812, FUND_WITHDRAWAL, "", -1200077, 0, 0, FUND_REASON_REPAYMENT},
    {20260630, FUND_INTEREST, "", 0, 87133, 0, FUND_REASON_NOT_SAID},
    {20260106, FUND_DEPOSIT, "", -150055, 0, 1, FUND_REASON_NOT_SAID},
    {20251203, FUND_KIND_OTHER, "88", 0, 0, 0, FUND_REASON_NOT_SAID},
    {20251115, FUND_DEPOSIT, "", 163200, 0, 0, FUND_REASON_NOT_SAID},
    {20240708, FUND_OPENING, "", 0, 0, 0, FUND_REASON_NOT_SAID},
};
static struct fund_point points[POINTS];
static struct fund_instalment instalments[1] = {{20261220, 161066, 133333, 27733, 0}};
static struct fund_loan loans[1] = {{.tail = "5566",
                                     .principal = 24000000,
                                     .remaining = 12800028,
                                     .rate = 2600,
                                     .months = 180,
                                     .instalments = instalments,
                                     .instalment_count = 1}};
static struct fund_account accounts[2] = {
    {.tail = "8321",
     .state = FUND_STATE_NORMAL,
     .opened = 20240708,
     .base = 680011,
     .personal_monthly = 81600,
     .employer_monthly = 81600,
     .balance = 7967531,
     .carried_over = 8351531,
     .this_year = -384000,
     .year_from = 20260701,
     .year_in = 816000,
     .year_out = 1200077,
     .entries = entries,
     .entry_count = ENTRIES,
     .points = points,
     .point_count = POINTS},
    {.tail = "4417", .state = FUND_STATE_WITHDRAWN, .points = points, .point_count = 1},
};
static struct housing_fund fund = {.name = "S**",
                                   .accounts = accounts,
                                   .account_count = 2,
                                   .loans = loans,
                                   .loan_count = 1,
                                   .source = "System",
                                   .as_of = 1};

static struct fund_sections sections;

static int open_sections(void **state)
{
    for (int i = 0; i < POINTS; i++) {
        points[i] = (struct fund_point){(2024 + (i + 5) / 12) * 100 + (i + 5) % 12 + 1, 5555500 + i * 111100};
    }
    if (stage_open_fixture(state) != 0) {
        return -1;
    }
    stage.english = 1;
    stage.safe_area =
        (struct rect){0, 0, 1200, 900}; /* taller than the canvas: where it is cut does not matter */
    return 0;
}

static void start(size_t account)
{
    fund_sections_start(&sections, &stage);
    fund_sections_place(&sections, &fund, account, frame_body(&stage));
}

static void show_amounts(int shows)
{
    if (shows != reveal_shows(&sections.view.reveal)) {
        reveal_toggle(&sections.view.reveal, &stage);
    }
    fund_sections_lay_out(&sections);
}

static enum key_result press_key(enum remote_key key)
{
    return fund_sections_key(&sections, &(struct remote_event){.key = key, .press = REMOTE_PRESS});
}

/* All that the chosen section says. */
static const char *said(void)
{
    static char all[4 * SPOKEN_SIZE];
    static struct spoken spoken;
    memset(&spoken, 0, sizeof spoken);
    fund_sections_say(&sections, &spoken);
    (void)snprintf(all, sizeof all, "%s|%s|%s|%s", spoken.title, spoken.focus, spoken.value, spoken.hint);
    return all;
}

/* Yuan that stand in any amount above, without their fen. */
static const char *amount_in(const char *text)
{
    static const char *const amounts[] = {"1,632", "12,000", "871.33", "1,500", "79,675",  "83,515",
                                          "3,840", "8,160",  "6,800",  "816",   "240,000", "128,000",
                                          "1,610", "1,333",  "277",    "55,555"};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        if (strstr(text, amounts[i]) != NULL) {
            return amounts[i];
        }
    }
    return NULL;
}

static void each_section_has_its_digit_and_name(void **state)
{
    (void)state;
    static const char *const names[] = {"balance", "ledger", "withdrawals", "loan", "curve", "other"};
    start(0);
    for (int i = 0; i < 6; i++) {
        (void)press_key((enum remote_key)(REMOTE_KEY_1 + i));
        assert_string_equal(fund_sections_name(&sections), names[i]);
    }
    fund_sections_free(&sections);
    fund.loan_count = 0;
    start(0);
    assert_int_equal(press_key(REMOTE_KEY_4), KEY_STAYED); /* without a loan there is none to choose */
    assert_string_equal(fund_sections_name(&sections), "balance");
    fund.loan_count = 1;
    fund_sections_free(&sections);
}

/* Of all sections and rows, before, while and after. */
static void amounts_are_said_only_while_they_are_shown(void **state)
{
    (void)state;
    for (int shows = 0; shows < 3; shows++) {
        int found = 0;
        start(0);
        show_amounts(shows == 1 || shows == 2);
        if (shows == 2) {
            show_amounts(0);
        }
        for (int section = 1; section <= 5; section++) {
            (void)press_key((enum remote_key)(REMOTE_KEY_0 + section));
            for (int row = 0; row < 12; row++) {
                const char *amount = amount_in(said());
                found += amount != NULL;
                if (shows != 1 && amount != NULL) {
                    fail_msg("section %d, row %d says %s: \"%s\"", section, row, amount, said());
                }
                (void)press_key(REMOTE_KEY_DOWN);
            }
        }
        if (shows == 1 && found < 5 * 2) {
            fail_msg("amounts are shown, but only %d times said", found);
        }
        fund_sections_free(&sections);
    }
}

/* Whether an account grew says something of its amounts. */
static void dots_are_alike_whatever_they_hide(void **state)
{
    (void)state;
    char less[4 * SPOKEN_SIZE];
    start(0);
    (void)snprintf(less, sizeof less, "%s", said());
    fund_sections_free(&sections);
    accounts[0].this_year = 384000;
    accounts[0].balance = 8735531;
    start(0);
    assert_string_equal(said(), less);
    fund_sections_free(&sections);
    accounts[0].this_year = -384000;
    accounts[0].balance = 7967531;
}

static void the_curve_is_not_there_before(void **state)
{
    (void)state;
    start(0);
    (void)press_key(REMOTE_KEY_5);
    assert_null(sections.chart);
    assert_int_equal(press_key(REMOTE_KEY_DOWN), KEY_IGNORED);
    show_amounts(1);
    assert_non_null(sections.chart);
    assert_int_equal(press_key(REMOTE_KEY_DOWN), KEY_DONE);
    assert_int_equal(press_key(REMOTE_KEY_LEFT), KEY_DONE);
    assert_int_equal(chart_focused(sections.chart), POINTS - 2);
    assert_string_equal(fund_sections_name(&sections), "curve");
    show_amounts(0);
    assert_null(sections.chart);
    show_amounts(1);
    assert_int_equal(chart_focused(sections.chart), POINTS - 2); /* where it was */
    assert_int_equal(press_key(REMOTE_KEY_LEFT), KEY_DONE);
    assert_string_equal(fund_sections_name(&sections), "loan"); /* the bar has the arrows again */
    fund_sections_free(&sections);
}

struct row_case {
    size_t row;
    const char *title, *detail, *trailing, *mark;
};

static void rows_stand_below_their_year(void **state)
{
    (void)state;
    static const struct row_case rows[] = {
        {0, "2026", "Entries: 4", "", NULL},
        {1, "Monthly deposit", "2026-11-15", "+1,632.00 yuan", NULL},
        {2, "Withdrawal", "2026-08-12 Repaying a loan", "-12,000.77 yuan", NULL},
        {3, "Yearly interest", "2026-06-30", "interest +871.33 yuan", NULL},
        {4, "Monthly deposit", "2026-01-06 takes an earlier one back", "-1,500.55 yuan", "Reversal"},
        {5, "2025", "Entries: 2", "", NULL},
        {6, "Other (code 88)", "2025-12-03", "no money moved", NULL},
        {8, "2024", "Entries: 1", "", NULL},
    };
    start(0);
    show_amounts(1);
    (void)press_key(REMOTE_KEY_2);
    assert_int_equal(sections.list.count, ENTRIES + 3);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct list_row row = {.title = ""};
        sections.list.source(sections.list.context, rows[i].row, &row);
        assert_string_equal(row.title, rows[i].title);
        assert_string_equal(row.detail, rows[i].detail);
        assert_string_equal(row.trailing, rows[i].trailing);
        assert_true((row.mark_text == NULL) == (rows[i].mark == NULL));
        if (rows[i].mark != NULL) {
            assert_string_equal(row.mark_text, rows[i].mark);
        }
    }
    fund_sections_free(&sections);
}

static void withdrawals_have_their_reason(void **state)
{
    (void)state;
    struct list_row row = {.title = ""};
    start(0);
    (void)press_key(REMOTE_KEY_3);
    assert_int_equal(sections.list.count, 1);
    sections.list.source(sections.list.context, 0, &row);
    assert_string_equal(row.title, "Repaying a loan");
    fund_sections_free(&sections);
}

/* An account without rows or a curve; each section says why nothing is there. */
static void an_empty_account_says_so(void **state)
{
    (void)state;
    static const enum remote_key keys[] = {REMOTE_KEY_2, REMOTE_KEY_3, REMOTE_KEY_5};
    static const char *const wanted[] = {"no entries", "Nothing has been withdrawn", "too few entries"};
    start(1);
    for (size_t i = 0; i < 3; i++) {
        (void)press_key(keys[i]);
        if (strstr(said(), wanted[i]) == NULL) {
            fail_msg("expected \"%s\" in \"%s\"", wanted[i], said());
        }
    }
    fund_sections_free(&sections);
}

static void contradictions_are_told(void **state)
{
    (void)state;
    accounts[1].sum_differs = 1;
    accounts[1].entries_unread = 3;
    start(1);
    assert_non_null(strstr(said(), "not the sum of last year's and this year's"));
    assert_non_null(strstr(said(), "3 entries could not be read"));
    assert_null(strstr(said(), "carried over from last year and"));
    fund_sections_free(&sections);
    accounts[1].sum_differs = 0;
    accounts[1].entries_unread = 0;
}

/* Every code has words, and every section can be drawn with them. */
static void every_code_is_drawn(void **state)
{
    (void)state;
    char words[FUND_WORDS_SIZE];
    for (int kind = 0; kind < FUND_KIND_COUNT; kind++) {
        struct fund_entry entry = {.kind = kind, .code = "77"};
        assert_true(fund_kind_words(&stage, &entry, words)[0] != '\0');
    }
    for (int account_state = 0; account_state < FUND_STATE_COUNT; account_state++) {
        struct fund_account account = {.state = account_state, .state_code = "77"};
        assert_true(fund_state_words(&stage, &account, words)[0] != '\0');
    }
    for (int reason = FUND_REASON_NOT_SAID; reason < FUND_REASON_COUNT; reason++) {
        assert_true(fund_reason_words(&stage, reason)[0] != '\0');
    }
}

static void percents_are_short(void **state)
{
    (void)state;
    static const struct {
        int rate;
        const char *words;
    } rates[] = {{2600, "2.6"}, {1500, "1.5"}, {2000, "2"},    {3575, "3.575"},
                 {0, "0"},      {50, "0.05"},  {100000, "100"}};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        char out[FUND_MONEY_SIZE];
        assert_string_equal(fund_percent(rates[i].rate, out), rates[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_section_has_its_digit_and_name),
        cmocka_unit_test(amounts_are_said_only_while_they_are_shown),
        cmocka_unit_test(dots_are_alike_whatever_they_hide),
        cmocka_unit_test(the_curve_is_not_there_before),
        cmocka_unit_test(rows_stand_below_their_year),
        cmocka_unit_test(withdrawals_have_their_reason),
        cmocka_unit_test(an_empty_account_says_so),
        cmocka_unit_test(contradictions_are_told),
        cmocka_unit_test(every_code_is_drawn),
        cmocka_unit_test(percents_are_short),
    };
    return cmocka_run_group_tests(tests, open_sections, stage_close_fixture);
}
