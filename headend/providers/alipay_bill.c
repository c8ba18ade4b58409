#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"
#include "headend/providers/bill.h"
#include "headend/providers/provider_value.h"

/* 业务明细: lines that begin with '#', among them a line of names and the rows, cells padded with tabs; then
 * what they come to. GBK. */

enum { WIDEST = 3 /* bytes of UTF-8 of a byte of GB 18030, at most */, REFUND_SUM_KINDS = 2 };

enum column { TRANSACTION, TRADE_NO, KIND, GOODS, TIME, TOTAL, REFUND_NO, FEE, COLUMN_COUNT };

static const char *const names[COLUMN_COUNT] = {[TRANSACTION] = "支付宝交易号",
                                                [TRADE_NO] = "商户订单号",
                                                [KIND] = "业务类型",
                                                [GOODS] = "商品名称",
                                                [TIME] = "完成时间",
                                                [TOTAL] = "订单金额（元）",
                                                [REFUND_NO] = "退款批次号/请求号",
                                                [FEE] = "服务费（元）"};

struct reading {
    size_t columns[COLUMN_COUNT], width;
    struct bill_day bill;
    int64_t counts[REFUND_SUM_KINDS]; /* of payments, of refunds */
    int is_ended;
};

char *alipay_bill_decode(const char *text, size_t length, size_t *out_length)
{
    size_t room = length * WIDEST;
    char *out = malloc(room + 1);
    iconv_t decoder = out != NULL ? iconv_open("UTF-8", "GB18030") : (iconv_t)-1;
    if (decoder == (iconv_t)-1) {
        free(out);
        return NULL;
    }
    char *from = (char *)(uintptr_t)text;
    char *to = out;
    size_t left = length;
    size_t result = iconv(decoder, &from, &left, &to, &room);
    (void)iconv_close(decoder);
    if (result == (size_t)-1 || left != 0) {
        free(out);
        return NULL;
    }
    *to = '\0';
    *out_length = (size_t)(to - out);
    return out;
}

static void trim(struct bill_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        char *cell = line->cells[i] + strspn(line->cells[i], " \t");
        size_t length = strlen(cell);
        while (length > 0 && strchr(" \t", cell[length - 1]) != NULL) {
            length--;
        }
        cell[length] = '\0';
        line->cells[i] = cell;
    }
}

static int take_names(struct reading *reading, char *text)
{
    struct bill_line line;
    if (reading->width != 0 || bill_split(text, ",", &line) != 0) {
        return -1;
    }
    trim(&line);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        reading->columns[i] = bill_column(&line, names[i]);
        if (reading->columns[i] == BILL_NO_COLUMN) {
            return -1;
        }
    }
    reading->width = line.count;
    return 0;
}

/* A comma in the name of the goods makes more cells of it. */
static int join_goods(const struct reading *reading, struct bill_line *line)
{
    size_t goods = reading->columns[GOODS];
    if (line->count < reading->width) {
        return -1;
    }
    size_t surplus = line->count - reading->width;
    for (size_t i = goods + 1; i < reading->width; i++) {
        line->cells[i] = line->cells[i + surplus];
    }
    line->count = reading->width;
    return 0;
}

static const char *cell(const struct reading *reading, const struct bill_line *line, enum column column)
{
    return bill_cell(line, reading->columns[column]);
}

/* What goes back stands there with a minus. The fee is told without its sign by some accounts and with it by
 * others. */
static int read_amounts(const struct reading *reading, const struct bill_line *line, struct provider_row *row)
{
    const char *amount = cell(reading, line, TOTAL);
    int is_refund = row->kind == PROVIDER_ROW_REFUND;
    if (yuan_read(amount + (is_refund && amount[0] == '-'), &row->fen) != 0 || row->fen == 0 ||
        fee_read(cell(reading, line, FEE), &row->fee) != 0) {
        return -1;
    }
    int64_t size = row->fee < 0 ? -row->fee : row->fee;
    row->fee = is_refund ? -size : size;
    return 0;
}

static int take_row(struct reading *reading, char *text)
{
    struct bill_line line;
    struct provider_row row = {.kind = PROVIDER_ROW_PAYMENT};
    if (reading->width == 0 || bill_split(text, ",", &line) != 0 || join_goods(reading, &line) != 0) {
        return -1;
    }
    trim(&line);
    const char *kind = cell(reading, &line, KIND);
    const char *transaction = cell(reading, &line, TRANSACTION);
    if (strcmp(kind, "交易") != 0 && strcmp(kind, "退款") != 0) {
        return -1;
    }
    row.kind = strcmp(kind, "交易") == 0 ? PROVIDER_ROW_PAYMENT : PROVIDER_ROW_REFUND;
    if (!provider_transaction_is_good(transaction) || read_amounts(reading, &line, &row) != 0 ||
        provider_moment_read(cell(reading, &line, TIME), &row.time_ms) != 0) {
        return -1;
    }
    memcpy(row.transaction_id, transaction, strlen(transaction) + 1);
    bill_number(cell(reading, &line, TRADE_NO), row.out_trade_no);
    if (row.kind == PROVIDER_ROW_REFUND) {
        bill_number(cell(reading, &line, REFUND_NO), row.out_refund_no);
    }
    reading->counts[row.kind]++;
    return bill_add(&reading->bill, &row);
}

/* "#交易合计：2笔，…": as many as there were. */
static int check_count(const struct reading *reading, const char *line)
{
    static const char *const sums[REFUND_SUM_KINDS] = {"#交易合计：", "#退款合计："};
    for (size_t i = 0; i < REFUND_SUM_KINDS; i++) {
        int64_t count = 0;
        size_t length = strlen(sums[i]);
        const char *at = line + length;
        if (strncmp(line, sums[i], length) == 0 &&
            (digits_take(&at, 1, 9, &count) != 0 || count != reading->counts[i])) {
            return -1;
        }
    }
    return 0;
}

static int take_line(struct reading *reading, char *line)
{
    if (line[0] == '#') {
        reading->is_ended = reading->is_ended || strstr(line, "列表结束") != NULL;
        return check_count(reading, line);
    }
    if (line[strspn(line, " \t,")] == '\0') {
        return 0;
    }
    if (strncmp(line, names[TRANSACTION], strlen(names[TRANSACTION])) == 0) {
        return take_names(reading, line);
    }
    return reading->is_ended ? -1 : take_row(reading, line);
}

int alipay_bill_read(char *text, size_t length, struct provider_day *day)
{
    struct reading reading = {.width = 0};
    char *at = text;
    const char *end = text + length;
    int result = memchr(text, '\0', length) == NULL ? 0 : -1;
    for (char *line = NULL; result == 0 && (line = bill_next_line(&at, end)) != NULL;) {
        result = take_line(&reading, line);
    }
    if (result != 0 || reading.width == 0 || !reading.is_ended) {
        provider_day_free(&reading.bill.day);
        return -1;
    }
    *day = reading.bill.day;
    return 0;
}
