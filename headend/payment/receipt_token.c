#include "headend/payment/receipt_token.h"

#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>

#include "headend/crypto/hex.h"

int receipt_token_make(const struct keyed_hash *key, const char *order, char token[RECEIPT_TOKEN_SIZE])
{
    struct hash hash;
    char digits[2 * HASH_BYTES + 1];
    if (keyed_hash_of(key, "receipt", order, "", &hash) != 0) {
        return -1;
    }
    hex_write(hash.bytes, RECEIPT_PROOF_DIGITS / 2, digits);
    (void)snprintf(token, RECEIPT_TOKEN_SIZE, "%s.%.*s", order, (int)RECEIPT_PROOF_DIGITS, digits);
    return 0;
}

int receipt_token_is_valid(const char *token)
{
    size_t length = strnlen(token, RECEIPT_TOKEN_SIZE);
    size_t order = strspn(token, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
    return length < RECEIPT_TOKEN_SIZE && order > 0 && order < LEDGER_ID_SIZE && token[order] == '.' &&
           length == order + 1 + RECEIPT_PROOF_DIGITS &&
           strspn(token + order + 1, "0123456789abcdef") == RECEIPT_PROOF_DIGITS;
}

int receipt_token_read(const struct keyed_hash *key, const char *token, char order[LEDGER_ID_SIZE])
{
    char wanted[RECEIPT_TOKEN_SIZE];
    if (!receipt_token_is_valid(token)) {
        return 0;
    }
    (void)snprintf(order, LEDGER_ID_SIZE, "%.*s", (int)strcspn(token, "."), token);
    return receipt_token_make(key, order, wanted) == 0 && strlen(wanted) == strlen(token) &&
           CRYPTO_memcmp(wanted, token, strlen(wanted)) == 0;
}
