#include "screens/utilities/bill_text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/reading.h"

enum { LINE_COLUMNS = 4 };

/* "标签：值"; `values` as the string wants them. */
static void add(struct rich_text *text, const struct stage *stage, enum string_id id,
                const char *const *values, size_t count)
{
    char words[2 * UTILITY_WORDS_SIZE];
    reading_text(text, stage, NULL, string_format(words, sizeof words, stage->strings, id, values, count));
    explicit_bzero(words, sizeof words);
}

static void add_labelled(struct rich_text *text, const struct stage *stage, enum string_id label,
                         const char *value)
{
    reading_text(text, stage, string_get(stage->strings, label), value);
}

static void add_money(struct rich_text *text, const struct stage *stage, enum string_id label, int64_t fen)
{
    char amount[UTILITY_WORDS_SIZE];
    if (fen != 0) {
        add_labelled(text, stage, label, utility_money(amount, stage, fen));
    }
    explicit_bzero(amount, sizeof amount);
}

/* --- Lines as a table --- */

struct line_words {
    char name[UTILITY_WORDS_SIZE], quantity[UTILITY_WORDS_SIZE], price[UTILITY_WORDS_SIZE];
    char fen[UTILITY_WORDS_SIZE];
};

struct line_table {
    const struct stage *stage;
    struct rich_text_cell *cells;
    struct text_span *spans;
    struct line_words *words;
    int rows;
};

static void put_cell(struct line_table *table, int column, const char *words, int is_header)
{
    const struct theme *theme = table->stage->kit.theme;
    size_t at = (size_t)table->rows * LINE_COLUMNS + (size_t)column;
    table->spans[at] = (struct text_span){words, is_header ? TEXT_BOLD : TEXT_REGULAR,
                                          is_header ? theme->ink_soft : theme->ink, 0};
    table->cells[at] = (struct rich_text_cell){.spans = &table->spans[at],
                                               .span_count = 1,
                                               .row = table->rows,
                                               .column = column,
                                               .row_span = 1,
                                               .column_span = 1,
                                               .header = is_header,
                                               .align = column > 0 ? TEXT_ALIGN_END : TEXT_ALIGN_START};
}

static void put_row(struct line_table *table, const char *const words[LINE_COLUMNS], int is_header)
{
    for (int column = 0; column < LINE_COLUMNS; column++) {
        put_cell(table, column, words[column], is_header);
    }
    table->rows++;
}

static int line_table_open(struct line_table *table, const struct stage *stage, size_t lines)
{
    size_t cells = (lines + 1) * LINE_COLUMNS;
    *table = (struct line_table){.stage = stage,
                                 .cells = calloc(cells, sizeof *table->cells),
                                 .spans = calloc(cells, sizeof *table->spans),
                                 .words = calloc(lines + 1, sizeof *table->words)};
    if (table->cells == NULL || table->spans == NULL || table->words == NULL) {
        return -1;
    }
    const char *const head[LINE_COLUMNS] = {string_get(stage->strings, STRING_UTILITY_LINE_NAME),
                                            string_get(stage->strings, STRING_UTILITY_LINE_QUANTITY),
                                            string_get(stage->strings, STRING_UTILITY_LINE_PRICE),
                                            string_get(stage->strings, STRING_UTILITY_LINE_FEN)};
    put_row(table, head, 1);
    return 0;
}

static void put_line(struct line_table *table, int kind, const char *name, int64_t quantity, int price,
                     int64_t fen)
{
    struct line_words *words = &table->words[table->rows];
    const char *const cells[LINE_COLUMNS] = {
        name, utility_quantity(words->quantity, table->stage, kind, quantity),
        utility_price(words->price, table->stage, price), utility_money(words->fen, table->stage, fen)};
    put_row(table, cells, 0);
}

static void line_table_close(struct line_table *table, struct rich_text *text)
{
    if (table->rows > 1) {
        (void)rich_text_add_table(text, table->cells, (size_t)table->rows * LINE_COLUMNS, table->rows,
                                  LINE_COLUMNS);
    }
    if (table->words != NULL) {
        explicit_bzero(table->words, (size_t)table->rows * sizeof *table->words);
    }
    free(table->cells);
    free(table->spans);
    free(table->words);
}

/* --- The bill --- */

static void add_readings(struct rich_text *text, const struct stage *stage, int kind,
                         const struct utility_bill *bill)
{
    char before[UTILITY_WORDS_SIZE], now[UTILITY_WORDS_SIZE], both[2 * UTILITY_WORDS_SIZE];
    enum string_id id = bill->is_estimated ? STRING_UTILITY_READINGS_ESTIMATED : STRING_UTILITY_READINGS;
    if (bill->has_readings) {
        const char *values[] = {utility_quantity(before, stage, kind, bill->previous_reading),
                                utility_quantity(now, stage, kind, bill->current_reading)};
        add_labelled(text, stage, STRING_UTILITY_READINGS_ARE,
                     string_format(both, sizeof both, stage->strings, id, values, 2));
        explicit_bzero(both, sizeof both);
    }
    if (bill->is_estimated) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_ESTIMATED_WHY));
    }
}

static void add_use(struct rich_text *text, const struct stage *stage, int kind,
                    const struct utility_bill *bill)
{
    char quantity[UTILITY_WORDS_SIZE], before[UTILITY_WORDS_SIZE];
    if (bill->kind != UTILITY_BILL) {
        return;
    }
    add_labelled(text, stage, STRING_UTILITY_QUANTITY_IS,
                 utility_quantity(quantity, stage, kind, bill->quantity));
    if (bill->used_before > 0) {
        const char *values[] = {utility_quantity(before, stage, kind, bill->used_before)};
        add(text, stage, STRING_UTILITY_USED_BEFORE, values, 1);
    }
}

static void add_lines(struct rich_text *text, const struct stage *stage, int kind,
                      const struct utility_bill *bill)
{
    struct line_table table;
    if (bill->line_count > 0 && line_table_open(&table, stage, bill->line_count) == 0) {
        for (size_t i = 0; i < bill->line_count; i++) {
            const struct utility_line *line = &bill->lines[i];
            put_line(&table, kind, line->name, line->quantity, line->price, line->fen);
        }
        line_table_close(&table, text);
    } else if (bill->line_count > 0) {
        line_table_close(&table, text);
    }
    add_money(text, stage, STRING_UTILITY_LATE_FEE, bill->late_fee);
    add_money(text, stage, STRING_UTILITY_DEDUCTION, bill->deduction);
    add_money(text, stage, STRING_UTILITY_FROM_BALANCE, bill->previous_balance - bill->new_balance);
}

static void add_receipt(struct rich_text *text, const struct stage *stage, const struct utility_bill *bill)
{
    static const enum string_id invoices[] = {[UTILITY_INVOICE_NONE] = STRING_UTILITY_INVOICE_NONE,
                                              [UTILITY_INVOICE_REQUESTED] = STRING_UTILITY_INVOICE_REQUESTED,
                                              [UTILITY_INVOICE_ISSUED] = STRING_UTILITY_INVOICE_ISSUED,
                                              [UTILITY_INVOICE_REVERSED] = STRING_UTILITY_INVOICE_REVERSED};
    static_assert(sizeof invoices / sizeof *invoices == UTILITY_INVOICE_COUNT, "words for each state");
    char day[UTILITY_WORDS_SIZE], words[UTILITY_WORDS_SIZE];
    const char *tail = bill->invoice_tail;
    if (!bill->is_written_off) {
        return;
    }
    reading_title(text, stage, string_get(stage->strings, STRING_UTILITY_RECEIPT_TITLE));
    if (bill->written_off_day != 0) {
        add_labelled(text, stage, STRING_UTILITY_PAID_ON, utility_day(day, stage, bill->written_off_day));
    }
    add_labelled(text, stage, STRING_UTILITY_RECEIPT, bill->receipt);
    add_labelled(text, stage, STRING_UTILITY_INVOICE,
                 string_format(words, sizeof words, stage->strings,
                               bill->invoice == UTILITY_INVOICE_ISSUED && tail[0] != '\0'
                                   ? STRING_UTILITY_INVOICE_ISSUED_TAIL
                                   : invoices[bill->invoice],
                               &tail, 1));
}

static void add_doubts(struct rich_text *text, const struct stage *stage, const struct utility_bill *bill)
{
    if (bill->sum_differs) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_SUM_DIFFERS));
    }
    if (bill->readings_differ) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_READINGS_DIFFER));
    }
    if (bill->is_void) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_VOID_WHY));
    }
    if (bill->kind == UTILITY_REVERSAL) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_REVERSAL_WHY));
    }
    if (bill->kind == UTILITY_ADJUSTMENT) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_ADJUSTMENT_WHY));
    }
}

void bill_text_fill(struct rich_text *text, const struct stage *stage,
                    const struct utility_statement *statement, const struct utility_bill *bill)
{
    char words[UTILITY_WORDS_SIZE];
    int kind = statement->account.kind;
    reading_heading(text, stage, utility_period(words, stage, bill->from, bill->to));
    add_doubts(text, stage, bill);
    if (bill->from != 0 && bill->to != 0) {
        add_labelled(text, stage, STRING_UTILITY_PERIOD, utility_days(words, stage, bill->from, bill->to));
    }
    add_readings(text, stage, kind, bill);
    add_use(text, stage, kind, bill);
    add_lines(text, stage, kind, bill);
    add_receipt(text, stage, bill);
}

/* --- How it was reckoned --- */

static void add_tiers(struct rich_text *text, const struct stage *stage, int kind,
                      const struct explained_bill *explained)
{
    static const enum string_id times[] = {[USE_OTHER] = STRING_UTILITY_LINE_OF,
                                           [USE_PEAK] = STRING_UTILITY_LINE_PEAK,
                                           [USE_VALLEY] = STRING_UTILITY_LINE_VALLEY};
    static_assert(sizeof times / sizeof *times == USE_TIME_COUNT, "words for each time of use");
    struct line_table table;
    int is_open = line_table_open(&table, stage, explained->line_count) == 0;
    int has_times = 0;
    for (size_t i = 0; is_open && i < explained->line_count; i++) {
        const struct explained_line *line = &explained->lines[i];
        has_times |= line->time != USE_OTHER;
        const char *values[] = {line->name, line->season};
        enum string_id id = line->time != USE_OTHER   ? times[line->time]
                            : line->season[0] != '\0' ? STRING_UTILITY_LINE_SEASON
                                                      : STRING_UTILITY_LINE_OF;
        struct line_words *words = &table.words[table.rows];
        put_line(&table, kind, string_format(words->name, sizeof words->name, stage->strings, id, values, 2),
                 line->quantity, line->price, line->fen);
    }
    line_table_close(&table, text);
    if (has_times) {
        reading_text(text, stage, NULL, string_get(stage->strings, STRING_UTILITY_TIMES_OF_USE));
    }
}

static void add_verdict(struct rich_text *text, const struct stage *stage, const struct utility_bill *bill,
                        const struct explained_bill *explained)
{
    char ours[UTILITY_WORDS_SIZE], theirs[UTILITY_WORDS_SIZE];
    const char *values[] = {utility_money(ours, stage, explained->total),
                            utility_money(theirs, stage, bill->principal + bill->surcharge)};
    add(text, stage,
        explained->verdict == EXPLAINED_EQUAL ? STRING_UTILITY_EXPLAINED_EQUAL
                                              : STRING_UTILITY_EXPLAINED_DIFFERS,
        values, 2);
    if (bill->late_fee != 0 || bill->deduction != 0) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_EXPLAINED_WITHOUT));
    }
    explicit_bzero(ours, sizeof ours);
    explicit_bzero(theirs, sizeof theirs);
}

static void add_cycle(struct rich_text *text, const struct stage *stage, int kind,
                      const struct explained_bill *explained)
{
    char days[UTILITY_WORDS_SIZE], used[UTILITY_WORDS_SIZE], left[UTILITY_WORDS_SIZE],
        price[UTILITY_WORDS_SIZE];
    char people[24];
    if (explained->cycle_from != 0 && explained->cycle_to != 0) {
        const char *values[] = {utility_days(days, stage, explained->cycle_from, explained->cycle_to),
                                utility_quantity(used, stage, kind, explained->used_after)};
        add(text, stage, STRING_UTILITY_CYCLE, values, 2);
    }
    if (explained->cycle_of_opening) {
        reading_note(text, stage, string_get(stage->strings, STRING_UTILITY_CYCLE_OF_OPENING));
    }
    if (explained->next_in >= 0) {
        const char *values[] = {utility_quantity(left, stage, kind, explained->next_in), explained->next_name,
                                utility_unit(stage, kind),
                                utility_price(price, stage, explained->next_price)};
        add(text, stage, STRING_UTILITY_NEXT_TIER, values, 4);
    }
    if (explained->people > 0) {
        (void)string_format_numbers(people, sizeof people, stage->strings, STRING_UTILITY_PEOPLE_COUNT,
                                    explained->people, 0);
        add_labelled(text, stage, STRING_UTILITY_PEOPLE, people);
    }
}

static void add_parts(struct rich_text *text, const struct stage *stage,
                      const struct explained_bill *explained)
{
    char days[UTILITY_WORDS_SIZE], since[UTILITY_WORDS_SIZE];
    if (explained->part_count < 2) {
        return;
    }
    reading_title(text, stage,
                  string_get(stage->strings, explained->price_changed ? STRING_UTILITY_PRICE_CHANGED
                                                                      : STRING_UTILITY_SEASON_CHANGED));
    for (size_t i = 0; i < explained->part_count; i++) {
        const struct explained_part *part = &explained->parts[i];
        const char *values[] = {utility_days(days, stage, part->from, part->to), part->season,
                                part->version_from != 0 ? utility_day(since, stage, part->version_from) : ""};
        add(text, stage,
            part->version_from == 0   ? STRING_UTILITY_PART
            : part->season[0] != '\0' ? STRING_UTILITY_PART_SEASON
                                      : STRING_UTILITY_PART_PRICES,
            values, 3);
    }
}

void bill_explained_fill(struct rich_text *text, const struct stage *stage, int kind,
                         const struct utility_bill *bill, const struct explained_bill *explained)
{
    char day[UTILITY_WORDS_SIZE];
    reading_heading(text, stage, string_get(stage->strings, STRING_UTILITY_EXPLAINED_TITLE));
    add_verdict(text, stage, bill, explained);
    add_tiers(text, stage, kind, explained);
    add_cycle(text, stage, kind, explained);
    add_parts(text, stage, explained);
    if (explained->source[0] != '\0' && explained->source_day != 0) {
        const char *values[] = {explained->tariff, explained->source,
                                utility_day(day, stage, explained->source_day)};
        char words[2 * UTILITY_WORDS_SIZE];
        reading_note(text, stage,
                     string_format(words, sizeof words, stage->strings, STRING_UTILITY_SOURCE, values, 3));
    }
}
