#ifndef HEADEND_NOTICES_NOTICE_JSON_H
#define HEADEND_NOTICES_NOTICE_JSON_H

#include <stddef.h>

#include "both-sides/store_life.h"
#include "headend/notices/notice_record.h"

/* The contract's JSON (docs/openapi.yaml) of notices. Each returns malloc'ed text, or NULL when memory is
 * short or a string is not UTF-8. */

struct list_page {
    int64_t rev, as_of, total;
    char life[STORE_LIFE_SIZE];
    const char *source;
    const struct notice_record *records;
    int count;
    int more;
    char (*withdrawn)[NOTICE_ID_SIZE];
    int withdrawn_count;
};
/* `hashed`: how much of the text says something new when it differs (the rest is `as_of`). */
char *json_of_list(const struct list_page *page, size_t *length, size_t *hashed);
char *json_of_notice(const struct notice_record *record, size_t *length);

#endif
