#ifndef HEADEND_PAYMENT_RECEIPT_TOKEN_H
#define HEADEND_PAYMENT_RECEIPT_TOKEN_H

#include "headend/crypto/keyed_hash.h"
#include "headend/ledger/ledger.h"

/* What stands in the address of a receipt's page: the order's id and a keyed hash of it, so that nobody
 * guesses one, and none has to be kept. */

#define RECEIPT_PATH "/pay/receipt/"

enum { RECEIPT_PROOF_DIGITS = 32, RECEIPT_TOKEN_SIZE = LEDGER_ID_SIZE + RECEIPT_PROOF_DIGITS + 1 };

/* -1: OpenSSL failed. */
int receipt_token_make(const struct keyed_hash *key, const char *order, char token[RECEIPT_TOKEN_SIZE]);
/* 1: it was made with this key; the order's id. */
int receipt_token_read(const struct keyed_hash *key, const char *token, char order[LEDGER_ID_SIZE]);
/* For a route: 1: it looks like one. */
int receipt_token_is_valid(const char *token);

#endif
