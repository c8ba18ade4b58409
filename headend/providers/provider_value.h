#ifndef HEADEND_PROVIDERS_PROVIDER_VALUE_H
#define HEADEND_PROVIDERS_PROVIDER_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/json/json_tree.h"
#include "headend/providers/payment_provider.h"

/* Fields of what the providers say, read exactly or not at all: money is decided by them. What is wrong sets
 * *wrong. */

enum { YUAN_SIZE = 24, FEE_OF_FEN = 1000 /* a fee is in 1/100000 yuan */ };

/* 1: an out_trade_no or out_refund_no as we make them. */
int provider_number_is_good(const char *text);
/* 1: up to 64 of 0-9 A-Z a-z - _ */
int provider_transaction_is_good(const char *text);

/* No object in the tree has a name twice, or more than 128: else two readers would take it for different
 * things. */
int provider_is_distinct(const struct json_value *value);

/* A text of 1 to `size` - 1 printable ASCII characters. */
void provider_text(const struct json_value *object, const char *name, char *out, size_t size, int *wrong);
/* 1: the field is this text. */
int provider_says(const struct json_value *object, const char *name, const char *text);
/* An integer of fen, written plainly ("1e2", "1.0" and "007" are none), 0 to PROVIDER_FEN_MAX. */
int64_t provider_fen(const struct json_value *object, const char *name, int *wrong);
/* A text of yuan ("88.00", "88", "88.1"), 0 to PROVIDER_FEN_MAX. */
int64_t provider_yuan(const struct json_value *object, const char *name, int *wrong);

/* The same of texts that stand elsewhere. -1: no such amount, less than 0 or more than PROVIDER_FEN_MAX. */
int yuan_read(const char *text, int64_t *fen);
/* "88.00" */
void yuan_write(int64_t fen, char out[YUAN_SIZE]);
/* Up to five places behind the point, may be less than 0: in 1/100000 yuan. -1: it is none. */
int fee_read(const char *text, int64_t *fee);

/* "2026-11-30T12:00:00+08:00", "2026-11-30 12:00:00" (at +08:00); a fraction is dropped. -1: it is none. */
int provider_moment_read(const char *text, int64_t *ms);
enum { PROVIDER_MOMENT_SIZE = 40 };
/* At +08:00: with 'T' and "+08:00", or with ' '. */
void provider_moment_write(int64_t ms, char separator, char out[PROVIDER_MOMENT_SIZE]);
/* "2026-11-30" */
void provider_date_write(int date, char out[PROVIDER_MOMENT_SIZE]);

/* The word, as far as it is printable ASCII. */
enum provider_outcome provider_say(enum provider_outcome outcome, const char *text,
                                   struct provider_word *word);

#endif
