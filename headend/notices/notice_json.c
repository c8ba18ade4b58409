#include "headend/notices/notice_json.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/records/record_json.h"
#include "headend/notices/cursor.h"
#include "headend/pinyin/pinyin.h"

/* Borrows the record's strings. */
static void summarize(const struct notice_record *record, char initials[PINYIN_INITIALS_SIZE],
                      struct notice_summary *summary)
{
    (void)pinyin_initials(record->title, initials, PINYIN_INITIALS_SIZE);
    *summary = (struct notice_summary){.title = record->title,
                                       .initials = initials,
                                       .org_name = record->org_name,
                                       .category = record->category,
                                       .level = (enum notice_level)record->level,
                                       .published = record->published,
                                       .undated = record->undated,
                                       .valid_from = record->valid_from,
                                       .valid_to = record->valid_to,
                                       .rev = record->rev};
    memcpy(summary->id, record->id, sizeof summary->id);
    memcpy(summary->area_code, record->area_code, sizeof summary->area_code);
}

static void write_next(const struct notice_record *last, char next[CURSOR_SIZE])
{
    struct cursor cursor = {.urgent = last->level == NOTICE_URGENT, .published = last->published};
    memcpy(cursor.id, last->id, sizeof cursor.id);
    cursor_write(&cursor, next);
}

char *json_of_list(const struct list_page *page, size_t *length, size_t *hashed)
{
    size_t count = (size_t)page->count;
    struct notice_summary *items = calloc(count + 1, sizeof *items);
    char(*initials)[PINYIN_INITIALS_SIZE] = calloc(count + 1, sizeof *initials);
    struct notice_list list = {.rev = page->rev,
                               .as_of = page->as_of,
                               .source = page->source,
                               .total = page->total,
                               .items = items,
                               .count = count,
                               .withdrawn = page->withdrawn,
                               .withdrawn_count = (size_t)page->withdrawn_count};
    char *text = NULL;
    memcpy(list.life, page->life, sizeof list.life);
    if (items != NULL && initials != NULL) {
        for (size_t i = 0; i < count; i++) {
            summarize(&page->records[i], initials[i], &items[i]);
        }
        if (page->more && count > 0) {
            write_next(&page->records[count - 1], list.next);
        }
        text = record_encode_feed(&notice_list_table, &list, length, hashed);
    }
    free(items);
    free(initials);
    return text;
}

char *json_of_notice(const struct notice_record *record, size_t *length)
{
    char initials[PINYIN_INITIALS_SIZE];
    struct notice notice = {.body = record->body,
                            .speech = record->speech,
                            .qr_link = record->qr_link,
                            .source = record->source,
                            .as_of = record->changed};
    summarize(record, initials, &notice.summary);
    return record_encode_text(&notice_table, &notice, length);
}
