#ifndef HEADEND_CRYPTO_KEYED_HASH_H
#define HEADEND_CRYPTO_KEYED_HASH_H

#include <stddef.h>

/* HMAC-SHA256 with a random key that stands in a file of its own (mode 0600): what is kept of a number
 * under it says nothing to whoever has only the database. */

enum { HASH_BYTES = 32, HASH_KEY_BYTES = 32, HASH_PROBLEM_SIZE = 300 };

struct keyed_hash {
    unsigned char key[HASH_KEY_BYTES];
};

struct hash {
    unsigned char bytes[HASH_BYTES];
};

/* Reads the key; makes the file if it is not there. -1: `problem`. */
int keyed_hash_load(struct keyed_hash *hash, const char *path, char problem[HASH_PROBLEM_SIZE]);
void keyed_hash_wipe(struct keyed_hash *hash);

/* Of two texts for a purpose; `second` may be "". -1: the library failed. */
int keyed_hash_of(const struct keyed_hash *hash, const char *purpose, const char *first, const char *second,
                  struct hash *out);

/* 1: equal. Takes the same time whatever the answer. */
int hash_equals(const struct hash *one, const struct hash *other);

#endif
