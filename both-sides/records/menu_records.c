#include "both-sides/records/menu_records.h"

#include <string.h>

#include "both-sides/records/record_lines.h"
#include "both-sides/records/utility_records.h"

WORD_LIST(tile_contents, TILE_CONTENT_COUNT, "notices", "help", "search", "guides", "cases", "stations",
          "policies", "household", "housing-fund", "guide", "social-security", "utility");

static const struct record_field text_fields[] = {
    CHARS("zh", 0, 63, FORM_ANY, tile_text, zh, REQUIRED),
    CHARS("en", 0, TILE_HINT_SIZE - 1, FORM_ANY, tile_text, en, OPTIONAL),
};
static const struct record_table text_table = {
    .name = "text", .schema = "Text", FIELDS(text_fields), .size = sizeof(struct tile_text)};

static const struct record_field content_fields[] = {
    {NAMED("kind"), .type = FIELD_WORD, .max = 64, .words = &tile_contents, MEMBER(tile, content), REQUIRED,
     ABOUT("A box leaves out a tile of a kind that it does not know")},
    INT("category", 0, 5, tile, category, OPTIONAL),
    CHARS("guide", 0, CONTENT_ID_SIZE - 1, FORM_NAME, tile, guide, OPTIONAL,
          ABOUT("of kind guide; of kind utility the guide to other ways of paying")),
    WORD_IF_KNOWN("utility", utility_kinds, tile, utility, OPTIONAL, ABOUT("of kind utility")),
};
static const struct record_table content_table = {
    .name = "content", FIELDS(content_fields), .size = sizeof(struct tile)};

static const struct record_field tile_fields[] = {
    CHARS("id", 1, TILE_ID_SIZE - 1, FORM_NAME, tile, id, REQUIRED),
    CHARS("icon", 1, TILE_ICON_SIZE - 1, FORM_NAME, tile, icon, REQUIRED),
    INT("digit", 0, 9, tile, digit, OPTIONAL, ABOUT("0 or missing, no digit opens the tile")),
    INT("row", 1, 9, tile, row, REQUIRED),
    INT("column", 1, 3, tile, column, REQUIRED),
    RECORD_INSIDE("name", text_table, tile, name, REQUIRED),
    RECORD_IF_GIVEN("hint", text_table, tile, hint, has_hint, OPTIONAL),
    CHARS("initials", 0, TILE_INITIALS_SIZE - 1, FORM_INITIALS, tile, initials, OPTIONAL,
          ABOUT("of the Chinese name")),
    RECORD_HERE("content", content_table, REQUIRED),
};

/* A tile of a kind from the future is left out, the others still work; so is one that leads to no guide, or
 * to a utility that nobody knows. */
static int tile_is_known(const void *item)
{
    const struct tile *tile = item;
    int content;
    memcpy(&content, (const unsigned char *)item + offsetof(struct tile, content), sizeof content);
    return content >= 0 && (content != TILE_CONTENT_GUIDE || tile->guide[0] != '\0') &&
           (content != TILE_CONTENT_UTILITY || tile->utility >= 0);
}

static const struct record_table tile_table = {.name = "tile",
                                               .schema = "Tile",
                                               FIELDS(tile_fields),
                                               .size = sizeof(struct tile),
                                               .accept = tile_is_known};

static const struct record_field menu_fields[] = {
    INT64("rev", menu, rev, REQUIRED),
    LIFE(menu),
    RECORD_INSIDE("region_name", text_table, menu, region_name, REQUIRED),
    RECORD_INSIDE("hall_name", text_table, menu, hall_name, REQUIRED),
    {NAMED("tiles"), .type = FIELD_RECORDS_INSIDE, .max = TILE_MAX, .record = &tile_table,
     PLACED(menu, tiles), .size = sizeof(struct tile), COUNTED(menu, tile_count), REQUIRED},
};
const struct record_table menu_table = {
    .name = "menu", .schema = "Menu", FIELDS(menu_fields), .size = sizeof(struct menu)};
