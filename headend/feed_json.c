#include "headend/feed_json.h"

#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_gen.h>

#include "headend/pinyin.h"

/* A generator that remembers whether anything failed. */
struct json {
    yajl_gen gen;
    int failed;
};

static int json_start(struct json *json)
{
    json->gen = yajl_gen_alloc(NULL);
    json->failed = json->gen == NULL || !yajl_gen_config(json->gen, yajl_gen_validate_utf8, 1);
    return json->failed ? -1 : 0;
}

static void check(struct json *json, yajl_gen_status status)
{
    json->failed = json->failed || status != yajl_gen_status_ok;
}

static void string(struct json *json, const char *text)
{
    check(json, yajl_gen_string(json->gen, (const unsigned char *)text, strlen(text)));
}

static void text_field(struct json *json, const char *name, const char *text)
{
    string(json, name);
    string(json, text);
}

/* For fields that the contract does not require. */
static void optional_text(struct json *json, const char *name, const char *text)
{
    if (text[0] != '\0') {
        text_field(json, name, text);
    }
}

static void number_field(struct json *json, const char *name, int64_t number)
{
    string(json, name);
    check(json, yajl_gen_integer(json->gen, number));
}

static void open_map(struct json *json, const char *name)
{
    if (name != NULL) {
        string(json, name);
    }
    check(json, yajl_gen_map_open(json->gen));
}

static void close_map(struct json *json)
{
    check(json, yajl_gen_map_close(json->gen));
}

static size_t json_length(struct json *json)
{
    const unsigned char *text = NULL;
    size_t length = 0;
    check(json, yajl_gen_get_buf(json->gen, &text, &length));
    return length;
}

/* Ends the generator; returns its text in malloc'ed memory. */
static char *json_take(struct json *json, size_t *length)
{
    const unsigned char *text = NULL;
    char *copy = NULL;
    if (json->gen == NULL) {
        return NULL;
    }
    check(json, yajl_gen_get_buf(json->gen, &text, length));
    if (!json->failed && (copy = malloc(*length + 1)) != NULL) {
        memcpy(copy, text, *length);
        copy[*length] = '\0';
    }
    yajl_gen_free(json->gen);
    return copy;
}

static void summary_fields(struct json *json, const struct notice_record *record)
{
    char initials[PINYIN_INITIALS_SIZE];
    (void)pinyin_initials(record->title, initials, sizeof initials);
    text_field(json, "id", record->id);
    text_field(json, "title", record->title);
    optional_text(json, "initials", initials);
    number_field(json, "category", record->category);
    number_field(json, "level", record->level);
    text_field(json, "area_code", record->area_code);
    text_field(json, "org_name", record->org_name);
    number_field(json, "published", record->published);
    if (record->valid_from != 0) {
        number_field(json, "valid_from", record->valid_from);
    }
    if (record->valid_to != 0) {
        number_field(json, "valid_to", record->valid_to);
    }
    number_field(json, "rev", record->rev);
}

static void next_field(struct json *json, const struct notice_record *last)
{
    char text[CURSOR_SIZE];
    struct cursor cursor = {.urgent = last->level == NOTICE_LEVEL_URGENT, .published = last->published};
    memcpy(cursor.id, last->id, sizeof cursor.id);
    cursor_write(&cursor, text);
    text_field(json, "next", text);
}

char *json_of_list(const struct list_page *page, size_t *length, size_t *hashed)
{
    struct json json;
    if (json_start(&json) == 0) {
        open_map(&json, NULL);
        number_field(&json, "rev", page->rev);
        optional_text(&json, "source", page->source);
        number_field(&json, "total", page->total);
        if (page->more && page->count > 0) {
            next_field(&json, &page->records[page->count - 1]);
        }
        string(&json, "notices");
        check(&json, yajl_gen_array_open(json.gen));
        for (int i = 0; i < page->count; i++) {
            open_map(&json, NULL);
            summary_fields(&json, &page->records[i]);
            close_map(&json);
        }
        check(&json, yajl_gen_array_close(json.gen));
        string(&json, "withdrawn");
        check(&json, yajl_gen_array_open(json.gen));
        for (int i = 0; i < page->withdrawn_count; i++) {
            string(&json, page->withdrawn[i]);
        }
        check(&json, yajl_gen_array_close(json.gen));
        *hashed = json_length(&json);
        number_field(&json, "as_of", page->as_of);
        close_map(&json);
    }
    return json_take(&json, length);
}

char *json_of_notice(const struct notice_record *record, size_t *length)
{
    struct json json;
    if (json_start(&json) == 0) {
        open_map(&json, NULL);
        summary_fields(&json, record);
        text_field(&json, "body", record->body);
        optional_text(&json, "speech", record->speech);
        optional_text(&json, "qr_link", record->qr_link);
        optional_text(&json, "source", record->source);
        number_field(&json, "as_of", record->changed);
        close_map(&json);
    }
    return json_take(&json, length);
}

static void words_field(struct json *json, const char *name, const struct tile_text *words)
{
    open_map(json, name);
    text_field(json, "zh", words->zh);
    optional_text(json, "en", words->en);
    close_map(json);
}

static void tile(struct json *json, const struct tile *tile)
{
    static const char *const kinds[] = {"notices", "help", "search", "guides", "cases", "stations", "policies"}; /* enum tile_content */
    char initials[TILE_INITIALS_SIZE];
    (void)pinyin_initials(tile->name.zh, initials, sizeof initials);
    open_map(json, NULL);
    text_field(json, "id", tile->id);
    number_field(json, "row", tile->row);
    number_field(json, "column", tile->column);
    if (tile->digit != 0) {
        number_field(json, "digit", tile->digit);
    }
    text_field(json, "icon", tile->icon);
    words_field(json, "name", &tile->name);
    if (tile->hint.zh[0] != '\0') {
        words_field(json, "hint", &tile->hint);
    }
    optional_text(json, "initials", initials);
    open_map(json, "content");
    text_field(json, "kind", kinds[tile->content]);
    if (tile->content == TILE_CONTENT_NOTICES) {
        number_field(json, "category", tile->category);
    }
    close_map(json);
    close_map(json);
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
    struct json json;
    if (json_start(&json) == 0) {
        open_map(&json, NULL);
        number_field(&json, "rev", rev);
        words_field(&json, "region_name", &box->region_name);
        words_field(&json, "hall_name", &box->hall_name);
        string(&json, "tiles");
        check(&json, yajl_gen_array_open(json.gen));
        int place = 0;
        for (const struct tile *next = next_tile(box, 0, &place); next != NULL;
             next = next_tile(box, place, &place)) {
            tile(&json, next);
        }
        check(&json, yajl_gen_array_close(json.gen));
        close_map(&json);
    }
    return json_take(&json, length);
}

char *json_of_health(int64_t notices, int64_t rev, size_t *length)
{
    struct json json;
    if (json_start(&json) == 0) {
        open_map(&json, NULL);
        text_field(&json, "status", "ok");
        number_field(&json, "notices", notices);
        number_field(&json, "rev", rev);
        close_map(&json);
    }
    return json_take(&json, length);
}

char *json_of_error(const char *error, const char *message, size_t *length)
{
    struct json json;
    if (json_start(&json) == 0) {
        open_map(&json, NULL);
        text_field(&json, "error", error);
        text_field(&json, "message", message);
        close_map(&json);
    }
    return json_take(&json, length);
}
