#include "backend-client/records/records.h"

#include <stdlib.h>
#include <string.h>

#include "backend-client/records/records_decode.h"
#include "both-sides/arena.h"
#include "both-sides/json/json_table.h"

/* --- the menu --- */

static const struct json_field text_fields[] = {
    CHARS("zh", REQUIRED, 0, 63, FORM_ANY, struct tile_text, zh),
    CHARS("en", OPTIONAL, 0, 191, FORM_ANY, struct tile_text, en),
};
static const struct json_record text_record = {
    .name = "text", JSON_FIELDS(text_fields), .size = sizeof(struct tile_text)};

/* In the order of enum tile_content. */
static const char *const content_words[] = {"notices", "help",     "search",   "guides",
                                            "cases",   "stations", "policies", NULL};

static const struct json_field content_fields[] = {
    {JSON_NAME("kind"), .type = JSON_WORD, .required = REQUIRED, .max = 64, .words = content_words,
     .offset = offsetof(struct tile, content)},
    INT("category", OPTIONAL, 0, 5, struct tile, category),
};
static const struct json_record content_record = {
    .name = "content", JSON_FIELDS(content_fields), .size = sizeof(struct tile)};

static const struct json_field tile_fields[] = {
    CHARS("id", REQUIRED, 1, 32, FORM_TILE_NAME, struct tile, id),
    CHARS("icon", REQUIRED, 1, 32, FORM_TILE_NAME, struct tile, icon),
    INT("digit", OPTIONAL, 0, 9, struct tile, digit),
    INT("row", REQUIRED, 1, 9, struct tile, row),
    INT("column", REQUIRED, 1, 3, struct tile, column),
    OBJECT("name", REQUIRED, text_record, offsetof(struct tile, name)),
    OBJECT("hint", OPTIONAL, text_record, offsetof(struct tile, hint)),
    CHARS("initials", OPTIONAL, 0, TILE_INITIALS_SIZE - 1, FORM_ANY, struct tile, initials),
    OBJECT("content", REQUIRED, content_record, 0), /* its members stand in the tile itself */
};

/* A tile of a kind from the future is left out, the others still work. */
static int tile_is_known(const void *item)
{
    int content;
    memcpy(&content, (const unsigned char *)item + offsetof(struct tile, content), sizeof content);
    return content >= 0;
}

static const struct json_record tile_record = {
    .name = "tile", JSON_FIELDS(tile_fields), .size = sizeof(struct tile), .accept = tile_is_known};

static const struct json_field menu_fields[] = {
    INT64("rev", REQUIRED, struct menu, rev),
    OBJECT("region_name", REQUIRED, text_record, offsetof(struct menu, region_name)),
    OBJECT("hall_name", REQUIRED, text_record, offsetof(struct menu, hall_name)),
    {JSON_NAME("tiles"), .type = JSON_OBJECTS_INSIDE, .required = REQUIRED, .max = TILE_MAX,
     .record = &tile_record, .offset = offsetof(struct menu, tiles),
     .count_offset = offsetof(struct menu, tile_count)},
};
static const struct json_record menu_record = {
    .name = "menu", JSON_FIELDS(menu_fields), .size = sizeof(struct menu)};

/* --- notices --- */

#define SUMMARY_FIELDS                                                                                       \
    CHARS("id", REQUIRED, 1, 40, FORM_NOTICE_ID, struct notice_summary, id),                                 \
        TEXT("title", REQUIRED, 1, 80, struct notice_summary, title),                                        \
        TEXT("initials", OPTIONAL, 0, 400, struct notice_summary, initials),                                 \
        INT("category", REQUIRED, 1, 5, struct notice_summary, category),                                    \
        INT("level", REQUIRED, 0, 2, struct notice_summary, level),                                          \
        CHARS("area_code", REQUIRED, 0, 12, FORM_AREA_CODE, struct notice_summary, area_code),               \
        TEXT("org_name", REQUIRED, 0, 60, struct notice_summary, org_name),                                  \
        INT64("published", REQUIRED, struct notice_summary, published),                                      \
        INT64("valid_from", OPTIONAL, struct notice_summary, valid_from),                                    \
        INT64("valid_to", OPTIONAL, struct notice_summary, valid_to),                                        \
        INT64("rev", REQUIRED, struct notice_summary, rev)

static const struct json_field summary_fields[] = {SUMMARY_FIELDS};
static const struct json_record summary_record = {
    .name = "notice", JSON_FIELDS(summary_fields), .size = sizeof(struct notice_summary)};

static const struct json_field list_fields[] = {
    INT64("rev", REQUIRED, struct notice_list, rev),
    INT64("as_of", REQUIRED, struct notice_list, as_of),
    TEXT("source", OPTIONAL, 0, 60, struct notice_list, source),
    INT64("total", REQUIRED, struct notice_list, total),
    CHARS("next", OPTIONAL, 0, 80, FORM_ANY, struct notice_list, next),
    OBJECTS("notices", REQUIRED, NOTICE_LIST_MAX, summary_record, struct notice_list, items, count),
    CHARS_LIST("withdrawn", NOTICE_LIST_MAX, FORM_NOTICE_ID, struct notice_list, withdrawn, withdrawn_count),
};
static const struct json_record list_record = {
    .name = "notice list", JSON_FIELDS(list_fields), .size = sizeof(struct notice_list)};

_Static_assert(offsetof(struct notice, summary) == 0,
               "a notice begins with its summary: they share field lines");

static const struct json_field notice_fields[] = {
    SUMMARY_FIELDS,
    TEXT("body", REQUIRED, 0, 524288, struct notice, body),
    TEXT("speech", OPTIONAL, 0, 20000, struct notice, speech),
    TEXT("qr_link", OPTIONAL, 0, 500, struct notice, qr_link),
    FLAG("withdrawn", OPTIONAL, struct notice, withdrawn),
    TEXT("source", OPTIONAL, 0, 60, struct notice, source),
    INT64("as_of", OPTIONAL, struct notice, as_of),
};
static const struct json_record notice_record = {
    .name = "notice", JSON_FIELDS(notice_fields), .size = sizeof(struct notice)};

/* --- decoding --- */

/* Strings are never longer in memory than in the document; structs and alignment are bounded by the bounds
 * above. */
static struct arena *arena_for(size_t length)
{
    return arena_new(length / 2, length * 2 + sizeof(struct notice_summary) * (NOTICE_LIST_MAX + 1) + 65536);
}

struct menu *menu_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(0, 4096); /* a menu has no text outside itself */
    struct menu *menu = malloc(sizeof *menu);
    if (arena == NULL || menu == NULL || json_decode(&menu_record, bytes, length, menu, arena, error) != 0) {
        free(menu);
        menu = NULL;
    }
    arena_free(arena);
    return menu;
}

struct notice_list *notice_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_for(length);
    struct notice_list *list = malloc(sizeof *list);
    if (arena == NULL || list == NULL || json_decode(&list_record, bytes, length, list, arena, error) != 0) {
        arena_free(arena);
        free(list);
        return NULL;
    }
    list->arena = arena;
    return list;
}

/* An address that a phone would not open, or should not, is as good as none. */
static int is_web_address(const char *link)
{
    return strncasecmp(link, "http://", 7) == 0 || strncasecmp(link, "https://", 8) == 0;
}

struct notice *notice_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_for(length);
    struct notice *notice = malloc(sizeof *notice);
    if (arena == NULL || notice == NULL ||
        json_decode(&notice_record, bytes, length, notice, arena, error) != 0) {
        arena_free(arena);
        free(notice);
        return NULL;
    }
    notice->arena = arena;
    if (!is_web_address(notice->qr_link)) {
        notice->qr_link = "";
    }
    return notice;
}

void menu_free(struct menu *menu)
{
    free(menu);
}

void notice_list_free(struct notice_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}

void notice_free(struct notice *notice)
{
    if (notice != NULL) {
        arena_free(notice->arena);
        free(notice);
    }
}

int notice_is_current(const struct notice_summary *summary, int64_t now_ms)
{
    return summary->valid_from <= now_ms && (summary->valid_to == 0 || now_ms < summary->valid_to);
}
