#include "headend/http/feed_json.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
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

static void words_field(struct json_writer *json, const char *name, const struct tile_text *words)
{
    json_open_map(json, name);
    json_text(json, "zh", words->zh);
    json_text_if(json, "en", words->en);
    json_close_map(json);
}

static void tile(struct json_writer *json, const struct tile *tile)
{
    static const char *const kinds[] = {"notices", "help",     "search",  "guides",
                                        "cases",   "stations", "policies"}; /* enum tile_content */
    char initials[TILE_INITIALS_SIZE];
    (void)pinyin_initials(tile->name.zh, initials, sizeof initials);
    json_open_map(json, NULL);
    json_text(json, "id", tile->id);
    json_number(json, "row", tile->row);
    json_number(json, "column", tile->column);
    if (tile->digit != 0) {
        json_number(json, "digit", tile->digit);
    }
    json_text(json, "icon", tile->icon);
    words_field(json, "name", &tile->name);
    if (tile->hint.zh[0] != '\0') {
        words_field(json, "hint", &tile->hint);
    }
    json_text_if(json, "initials", initials);
    json_open_map(json, "content");
    json_text(json, "kind", kinds[tile->content]);
    if (tile->content == TILE_CONTENT_NOTICES) {
        json_number(json, "category", tile->category);
    }
    json_close_map(json);
    json_close_map(json);
}

/* The tiles in the order of their places. */
static const struct tile *next_tile(const struct box_config *box, int after_place, int *place)
{
    const struct tile *next = NULL;
    for (size_t i = 0; i < box->tile_count; i++) {
        int here = box->tiles[i].row * 10 + box->tiles[i].column;
        if (here > after_place && (next == NULL || here < *place)) {
            next = &box->tiles[i];
            *place = here;
        }
    }
    return next;
}

char *json_of_menu(const struct box_config *box, int64_t rev, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_number(&json, "rev", rev);
        words_field(&json, "region_name", &box->region_name);
        words_field(&json, "hall_name", &box->hall_name);
        json_open_array(&json, "tiles");
        int place = 0;
        for (const struct tile *next = next_tile(box, 0, &place); next != NULL;
             next = next_tile(box, place, &place)) {
            tile(&json, next);
        }
        json_close_array(&json);
        json_close_map(&json);
    }
    return json_take(&json, length);
}

char *json_of_health(int64_t notices, int64_t rev, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "status", "ok");
        json_number(&json, "notices", notices);
        json_number(&json, "rev", rev);
        json_close_map(&json);
    }
    return json_take(&json, length);
}

char *json_of_error(const char *error, const char *message, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "error", error);
        json_text(&json, "message", message);
        json_close_map(&json);
    }
    return json_take(&json, length);
}
