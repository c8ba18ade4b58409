#include "headend/config/menu_json.h"

#include "both-sides/json/json_writer.h"
#include "headend/pinyin/pinyin.h"

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
