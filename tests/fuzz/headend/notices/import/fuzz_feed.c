/* Feeds: any bytes. What is read must keep to the bounds that the store rests on. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/web_address.h"
#include "headend/notices/import/feed.h"
#include "headend/notices/notice_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int condition)
{
    if (!condition) {
        abort();
    }
}

static void check_entry(const struct feed_entry *entry)
{
    must(memchr(entry->note, '\0', sizeof entry->note) != NULL);
    must(memchr(entry->problem, '\0', sizeof entry->problem) != NULL);
    if (entry->problem[0] != '\0') {
        return;
    }
    must(entry->guid != NULL && strlen(entry->guid) <= NOTICE_GUID_BYTES_MAX);
    must(entry->withdrawn || entry->title != NULL);
    must(entry->title == NULL || strlen(entry->title) <= (size_t)4 * NOTICE_TITLE_CHARACTERS);
    must(entry->org_name == NULL || strlen(entry->org_name) <= (size_t)4 * NOTICE_OFFICE_CHARACTERS);
    must(entry->source == NULL || strlen(entry->source) <= (size_t)4 * NOTICE_SOURCE_CHARACTERS);
    must(entry->speech == NULL || strlen(entry->speech) <= NOTICE_SPEECH_BYTES_MAX);
    must(entry->link == NULL ||
         (strlen(entry->link) <= NOTICE_LINK_BYTES_MAX && web_address_begins(entry->link)));
    must(entry->area_code[0] == '\0' || area_code_is_valid(entry->area_code));
    must(entry->category >= 0 && entry->category <= NOTICE_CATEGORY_MAX);
    must(entry->level >= 0 && entry->level <= NOTICE_URGENT);
    must(entry->published >= 0 && entry->valid_from >= 0 && entry->valid_to >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    char problem[FEED_PROBLEM_SIZE];
    if (feed_read((const char *)data, size, "", &feed, problem) != 0) {
        must(problem[0] != '\0' && feed.count == 0);
    }
    for (size_t i = 0; i < feed.count; i++) {
        check_entry(&feed.entries[i]);
    }
    feed_clear(&feed);
    return 0;
}
