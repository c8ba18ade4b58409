#ifndef HEADEND_HTTP_FEED_JSON_H
#define HEADEND_HTTP_FEED_JSON_H

#include <stddef.h>

#include "both-sides/config/hall_config.h"
#include "headend/notices/store_notices.h"

/* The contract's JSON (docs/openapi.yaml) from records. Each returns malloc'ed text, or NULL when memory is
 * short or a string is not UTF-8. */

/* `hashed`: how much of the text says something new when it differs (the rest is `as_of`). */
struct list_page {
    int64_t rev, as_of, total;
    const char *source;
    const struct notice_record *records;
    int count;
    int more;
    char (*withdrawn)[NOTICE_ID_SIZE];
    int withdrawn_count;
};
char *json_of_list(const struct list_page *page, size_t *length, size_t *hashed);
char *json_of_notice(const struct notice_record *record, size_t *length);
char *json_of_menu(const struct box_config *box, int64_t rev, size_t *length);
char *json_of_health(int64_t notices, int64_t rev, size_t *length);
char *json_of_error(const char *error, const char *message, size_t *length);

#endif
