#include <stdint.h>
#include <string.h>

#include "both-sides/digits.h"
#include "both-sides/money.h"
#include "headend/providers/bill.h"
#include "headend/providers/provider_value.h"

/* The trade bill (ALL): a line of names, a line a payment or refund whose cells begin with a back-tick, then
 * a line of names and one of sums. The columns' names are the protocol's, not words that anybody sees. */

enum column {
    TIME,
    MERCHANT,
    TRANSACTION,
    TRADE_NO,
    STATE,
    CURRENCY,
    SETTLED, /* what the order came to after vouchers; of the older columns: the total */
    TOTAL,   /* of the newer columns */
    REFUND_NO,
    REFUND,
    REFUND_ASKED, /* of the newer columns */
    FEE,
    COLUMN_COUNT
};

struct column_name {
    const char *name, *older;
    int is_needed;
};

static const struct column_name names[COLUMN_COUNT] = {
    [TIME] = {"交易时间", NULL, 1},
    [MERCHANT] = {"商户号", NULL, 1},
    [TRANSACTION] = {"微信订单号", NULL, 1},
    [TRADE_NO] = {"商户订单号", NULL, 1},
    [STATE] = {"交易状态", NULL, 1},
    [CURRENCY] = {"货币种类", NULL, 1},
    [SETTLED] = {"应结订单金额", "总金额", 1},
    [TOTAL] = {"订单金额", NULL, 0},
    [REFUND_NO] = {"商户退款单号", NULL, 1},
    [REFUND] = {"退款金额", NULL, 1},
    [REFUND_ASKED] = {"申请退款金额", NULL, 0},
    [FEE] = {"手续费", NULL, 1},
};

/* What the rows add up to, and what the file says. */
enum sum { ROWS, ORDERS, REFUNDS, FEES, SUM_COUNT };

static const struct column_name sums[SUM_COUNT] = {
    [ROWS] = {"总交易单数", NULL, 1},
    [ORDERS] = {"订单总金额", "总交易额", 1},
    [REFUNDS] = {"申请退款总金额", "总退款金额", 1},
    [FEES] = {"手续费总金额", NULL, 1},
};

struct reading {
    size_t columns[COLUMN_COUNT];
    const char *merchant;
    struct bill_day bill;
    int64_t sums[SUM_COUNT], payments;
};

static int find_columns(const struct bill_line *line, const struct column_name *wanted, size_t count,
                        size_t *columns)
{
    for (size_t i = 0; i < count; i++) {
        columns[i] = bill_column(line, wanted[i].name);
        if (columns[i] == BILL_NO_COLUMN && wanted[i].older != NULL) {
            columns[i] = bill_column(line, wanted[i].older);
        }
        if (columns[i] == BILL_NO_COLUMN && wanted[i].is_needed) {
            return -1;
        }
    }
    return 0;
}

/* The cells of a line of values: `a,`b,… A comma within a cell has no back-tick behind it. -1: it is no such
 * line. */
static int split_values(char *line, struct bill_line *out)
{
    return line[0] == '`' ? bill_split(line + 1, ",`", out) : -1;
}

static const char *cell(const struct reading *reading, const struct bill_line *line, enum column column)
{
    return bill_cell(line, reading->columns[column]);
}

static const char *read_amounts(const struct reading *reading, const struct bill_line *line,
                                struct provider_row *row)
{
    int is_refund = row->kind == PROVIDER_ROW_REFUND;
    enum column newer = is_refund ? REFUND_ASKED : TOTAL;
    enum column older = is_refund ? REFUND : SETTLED;
    const char *amount = cell(reading, line, reading->columns[newer] != BILL_NO_COLUMN ? newer : older);
    if (yuan_read(amount, &row->fen) != 0 || row->fen == 0 ||
        fee_read(cell(reading, line, FEE), &row->fee) != 0) {
        return "not as agreed";
    }
    return strcmp(cell(reading, line, CURRENCY), "CNY") == 0 ? NULL : "another currency";
}

static const char *read_row(const struct reading *reading, const struct bill_line *line,
                            struct provider_row *row)
{
    const char *state = cell(reading, line, STATE);
    const char *transaction = cell(reading, line, TRANSACTION);
    memset(row, 0, sizeof *row);
    if (strcmp(state, "SUCCESS") != 0 && strcmp(state, "REFUND") != 0 && strcmp(state, "REVOKED") != 0) {
        return "not as agreed";
    }
    row->kind = strcmp(state, "SUCCESS") == 0 ? PROVIDER_ROW_PAYMENT : PROVIDER_ROW_REFUND;
    if (strcmp(cell(reading, line, MERCHANT), reading->merchant) != 0) {
        return "another merchant";
    }
    if (!provider_transaction_is_good(transaction) ||
        provider_moment_read(cell(reading, line, TIME), &row->time_ms) != 0) {
        return "not as agreed";
    }
    memcpy(row->transaction_id, transaction, strlen(transaction) + 1);
    bill_number(cell(reading, line, TRADE_NO), row->out_trade_no);
    if (row->kind == PROVIDER_ROW_REFUND) {
        bill_number(cell(reading, line, REFUND_NO), row->out_refund_no);
    }
    return read_amounts(reading, line, row);
}

static const char *take_row(struct reading *reading, char *text)
{
    struct bill_line line;
    struct provider_row row;
    if (split_values(text, &line) != 0) {
        return "not as agreed";
    }
    const char *problem = read_row(reading, &line, &row);
    if (problem == NULL && bill_add(&reading->bill, &row) != 0) {
        problem = "too many rows";
    }
    if (problem == NULL) {
        reading->sums[ROWS]++;
        reading->payments += row.kind == PROVIDER_ROW_PAYMENT;
        reading->sums[row.kind == PROVIDER_ROW_PAYMENT ? ORDERS : REFUNDS] += row.fen;
        reading->sums[FEES] += row.fee;
    }
    return problem;
}

/* The last two lines: they must say what the rows add up to. Whether refunds count as 单 merchants have seen
 * both ways. */
static const char *check_sums(const struct reading *reading, char *names_text, char *values_text)
{
    struct bill_line line, values;
    size_t columns[SUM_COUNT];
    int64_t said[SUM_COUNT] = {0};
    if (values_text == NULL || bill_split(names_text, ",", &line) != 0 ||
        find_columns(&line, sums, SUM_COUNT, columns) != 0 || split_values(values_text, &values) != 0 ||
        digits_read(bill_cell(&values, columns[ROWS]), 0, INT64_MAX, &said[ROWS]) != 0 ||
        fee_read(bill_cell(&values, columns[FEES]), &said[FEES]) != 0 ||
        money_read(bill_cell(&values, columns[ORDERS]), &said[ORDERS]) != 0 ||
        money_read(bill_cell(&values, columns[REFUNDS]), &said[REFUNDS]) != 0) {
        return "not as agreed";
    }
    int adds_up = said[ORDERS] == reading->sums[ORDERS] && said[REFUNDS] == reading->sums[REFUNDS] &&
                  said[FEES] == reading->sums[FEES] &&
                  (said[ROWS] == reading->sums[ROWS] || said[ROWS] == reading->payments);
    return adds_up ? NULL : "other sums";
}

static const char *read_all(struct reading *reading, char *text, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *end = text + length;
    char *at = strncmp(text, mark, sizeof mark - 1) == 0 ? text + sizeof mark - 1 : text;
    char *line = bill_next_line(&at, end);
    struct bill_line header;
    if (line == NULL || bill_split(line, ",", &header) != 0 ||
        find_columns(&header, names, COLUMN_COUNT, reading->columns) != 0) {
        return "not as agreed";
    }
    const char *problem = NULL;
    for (line = bill_next_line(&at, end); line != NULL && line[0] == '`' && problem == NULL;
         line = bill_next_line(&at, end)) {
        problem = take_row(reading, line);
    }
    if (problem == NULL && line != NULL) {
        problem = check_sums(reading, line, bill_next_line(&at, end));
    } else if (problem == NULL) {
        problem = "not as agreed";
    }
    return problem == NULL && bill_next_line(&at, end) != NULL ? "not as agreed" : problem;
}

int wechat_bill_read(char *text, size_t length, const char *merchant, struct provider_day *day,
                     struct provider_word *word)
{
    struct reading reading = {.merchant = merchant};
    const char *problem =
        memchr(text, '\0', length) == NULL ? read_all(&reading, text, length) : "not as agreed";
    if (problem != NULL) {
        provider_day_free(&reading.bill.day);
        (void)provider_say(PROVIDER_UNKNOWN, problem, word);
        return -1;
    }
    *day = reading.bill.day;
    return 0;
}
