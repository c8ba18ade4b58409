#ifndef HEADEND_PROVIDERS_BILL_H
#define HEADEND_PROVIDERS_BILL_H

#include "headend/providers/payment_provider.h"

/* What the files of a day of both providers have in common: lines of cells below a line of names. Columns are
 * found by name, as older merchants have others. */

enum { BILL_CELLS_MAX = 64 };

struct bill_line {
    char *cells[BILL_CELLS_MAX];
    size_t count;
};

/* The next line without its end, in place; *at goes behind it. NULL: there is none. */
char *bill_next_line(char **at, const char *end);
/* Splits in place. -1: more than BILL_CELLS_MAX. */
int bill_split(char *line, const char *separator, struct bill_line *out);
/* BILL_NO_COLUMN: it is not there, or twice. */
#define BILL_NO_COLUMN SIZE_MAX
size_t bill_column(const struct bill_line *names, const char *name);
/* "" where there is no such column or cell. */
const char *bill_cell(const struct bill_line *line, size_t column);

/* A day in the making. */
struct bill_day {
    struct provider_day day;
    size_t size; /* room for so many rows */
};

/* -1: no memory, or more than PROVIDER_ROWS_MAX. */
int bill_add(struct bill_day *bill, const struct provider_row *row);

/* An out_trade_no or out_refund_no of a file: "" if it is none of ours. */
void bill_number(const char *cell, char out[PROVIDER_NUMBER_SIZE]);

/* Parses the unpacked file in place. 0: `day` is to be freed. -1: `word` says why; nothing of it may be
 * believed. */
int wechat_bill_read(char *text, size_t length, const char *merchant, struct provider_day *day,
                     struct provider_word *word);

/* GBK to UTF-8, malloc'ed with a NUL behind it. NULL: it is none, or no memory. */
char *alipay_bill_decode(const char *text, size_t length, size_t *out_length);
/* Parses it in place. 0: `day` is to be freed. -1: not as agreed. */
int alipay_bill_read(char *text, size_t length, struct provider_day *day);

#endif
