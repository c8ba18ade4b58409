#include "headend/notices/notice_json.h"

#include <string.h>

#include "both-sides/json/json_writer.h"
#include "headend/notices/cursor.h"
#include "headend/pinyin/pinyin.h"

static void summary_fields(struct json_writer *json, const struct notice_record *record)
{
    char initials[PINYIN_INITIALS_SIZE];
    (void)pinyin_initials(record->title, initials, sizeof initials);
    json_text(json, "id", record->id);
    json_text(json, "title", record->title);
    json_text_if(json, "initials", initials);
    json_number(json, "category", record->category);
    json_number(json, "level", record->level);
    json_text(json, "area_code", record->area_code);
    json_text(json, "org_name", record->org_name);
    json_number(json, "published", record->published);
    if (record->valid_from != 0) {
        json_number(json, "valid_from", record->valid_from);
    }
    if (record->valid_to != 0) {
        json_number(json, "valid_to", record->valid_to);
    }
    json_number(json, "rev", record->rev);
}

static void next_field(struct json_writer *json, const struct notice_record *last)
{
    char text[CURSOR_SIZE];
    struct cursor cursor = {.urgent = last->level == NOTICE_LEVEL_URGENT, .published = last->published};
    memcpy(cursor.id, last->id, sizeof cursor.id);
    cursor_write(&cursor, text);
    json_text(json, "next", text);
}

char *json_of_list(const struct list_page *page, size_t *length, size_t *hashed)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_number(&json, "rev", page->rev);
        json_text_if(&json, "source", page->source);
        json_number(&json, "total", page->total);
        if (page->more && page->count > 0) {
            next_field(&json, &page->records[page->count - 1]);
        }
        json_open_array(&json, "notices");
        for (int i = 0; i < page->count; i++) {
            json_open_map(&json, NULL);
            summary_fields(&json, &page->records[i]);
            json_close_map(&json);
        }
        json_close_array(&json);
        json_open_array(&json, "withdrawn");
        for (int i = 0; i < page->withdrawn_count; i++) {
            json_string(&json, page->withdrawn[i]);
        }
        json_close_array(&json);
        *hashed = json_length(&json);
        json_number(&json, "as_of", page->as_of);
        json_close_map(&json);
    }
    return json_take(&json, length);
}

char *json_of_notice(const struct notice_record *record, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        summary_fields(&json, record);
        json_text(&json, "body", record->body);
        json_text_if(&json, "speech", record->speech);
        json_text_if(&json, "qr_link", record->qr_link);
        json_text_if(&json, "source", record->source);
        json_number(&json, "as_of", record->changed);
        json_close_map(&json);
    }
    return json_take(&json, length);
}
