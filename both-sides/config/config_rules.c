#include "both-sides/config/config_rules.h"

#include <string.h>

#include "both-sides/config/config_error.h"

/* A value that was refused is 0 or empty in `config`: it was reported already and is not compared. */
static void check_tile_pair(const struct tile *tile, int line, const struct tile *other, int other_line,
                            struct config_errors *errors)
{
    if (tile->id[0] != '\0' && strcmp(tile->id, other->id) == 0) {
        config_error_add(errors, line, "tile", "an id of its own for every tile",
                         "id=\"%s\" is taken by the tile of line %d", tile->id, other_line);
    }
    if (tile->digit != 0 && tile->digit == other->digit) {
        config_error_add(errors, line, "tile", "a digit of its own for every tile, or none",
                         "digit=\"%d\" is taken by the tile \"%s\" of line %d", tile->digit, other->id,
                         other_line);
    }
    if (tile->row != 0 && tile->column != 0 && tile->row == other->row && tile->column == other->column) {
        config_error_add(errors, line, "tile", "a place of its own for every tile",
                         "row %d, column %d is taken by the tile \"%s\" of line %d", tile->row, tile->column,
                         other->id, other_line);
    }
}

static void check_tiles(const struct box_config *box, const struct config_lines *lines,
                        struct config_errors *errors)
{
    for (size_t i = 0; i < box->tile_count; i++) {
        for (size_t j = 0; j < i; j++) {
            check_tile_pair(&box->tiles[i], lines->tile[i], &box->tiles[j], lines->tile[j], errors);
        }
        if (box->tiles[i].content != TILE_CONTENT_NOTICES && box->tiles[i].category != 0) {
            config_error_add(errors, lines->tile[i], "content", "no category, or 0, with another kind",
                             "category=\"%d\" goes with kind=\"notices\" only", box->tiles[i].category);
        }
    }
}

static void check_fonts(const struct box_config *box, const struct config_lines *lines,
                        struct config_errors *errors)
{
    int regular = 0;
    for (size_t i = 0; i < box->font_count; i++) {
        regular += box->fonts[i].role == FONT_ROLE_REGULAR;
    }
    if (box->font_count > 0 && regular == 0) {
        config_error_add(errors, lines->fonts, "fonts", "at least one <font role=\"regular\" .../>",
                         "no regular font is named");
    }
}

static void check_remotes(const struct box_config *box, struct config_errors *errors)
{
    size_t count = 0;
    for (size_t i = 0; i < box->remote_count; i++) {
        for (size_t j = 0; j < box->remotes[i].key_count; j++) {
            const struct config_remote_key *key = &box->remotes[i].keys[j];
            if ((key->code[0] == '\0') == (key->scancode[0] == '\0')) {
                config_error_add(errors, key->line, "key", "either code=\"KEY_...\" or scancode=\"0x...\"",
                                 key->code[0] == '\0' ? "neither a code nor a scancode is given"
                                                      : "both a code and a scancode are given");
            }
            if (++count == CONFIG_REMOTE_KEY_ALL_MAX + 1) {
                config_error_add(errors, key->line, "key", "at most 128 in all <remote> elements together",
                                 "one <key> too many");
            }
        }
    }
}

void config_check_rules(const struct hall_config *config, const struct config_lines *lines,
                        struct config_errors *errors)
{
    const struct box_config *box = &config->box;
    check_tiles(box, lines, errors);
    check_fonts(box, lines, errors);
    check_remotes(box, errors);
    if ((box->display_width == 0) != (box->display_height == 0)) {
        config_error_add(errors, lines->display, "display",
                         "both, or neither: then the screen's own size holds",
                         "width and height belong together");
    }
}
