#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/order_journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever the file has: bounded, each key once, and of the contract's forms. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    struct order_journal journal = {.path = ""};
    int none = order_journal_parse(&journal, (const char *)data, size);
    if (none < -1 || journal.count > ORDER_JOURNAL_MAX || (none < 0 && journal.count > 0)) {
        abort();
    }
    for (size_t i = 0; i < journal.count; i++) {
        const struct journal_entry *entry = &journal.entries[i];
        size_t key = strnlen(entry->key, sizeof entry->key);
        size_t order = strnlen(entry->order, sizeof entry->order);
        if (key < 22 || key == sizeof entry->key || strspn(entry->key, signs) != key ||
            order == sizeof entry->order || strspn(entry->order, signs) != order ||
            order_journal_find(&journal, entry->key) != entry) {
            abort();
        }
    }
    return 0;
}
