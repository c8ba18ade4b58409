#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/feed.h"
#include "headend/notice_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever the bytes: what is taken for an entry keeps the bounds that the store relies on. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    char problem[FEED_PROBLEM_SIZE];
    if (feed_read((const char *)data, size, &feed, problem) != 0 && problem[0] == '\0') {
        abort();
    }
    for (size_t i = 0; i < feed.count; i++) {
        const struct feed_entry *entry = &feed.entries[i];
        if (entry->problem[0] != '\0') {
            continue;
        }
        if (entry->guid == NULL || strlen(entry->guid) > NOTICE_GUID_BYTES_MAX ||
            (entry->title == NULL && !entry->withdrawn) ||
            (entry->title != NULL &&
             (strlen(entry->title) > 4 * NOTICE_TITLE_CHARACTERS || entry->title[0] == '\0')) ||
            (entry->link != NULL && strlen(entry->link) > NOTICE_LINK_BYTES_MAX) || entry->category < 0 ||
            entry->category > NOTICE_CATEGORY_MAX || entry->level < 0 || entry->level > NOTICE_LEVEL_URGENT ||
            entry->published < 0) {
            abort();
        }
    }
    feed_clear(&feed);
    return 0;
}
