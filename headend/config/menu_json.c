#include "headend/config/menu_json.h"

#include <stdio.h>
#include <stdlib.h>

#include "both-sides/records/menu_records.h"
#include "both-sides/records/record_json.h"
#include "headend/pinyin/pinyin.h"

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

static void add_tile(struct menu *menu, const struct tile *from)
{
    struct tile *tile = &menu->tiles[menu->tile_count++];
    *tile = *from;
    tile->has_hint = from->hint.zh[0] != '\0';
    (void)pinyin_initials(from->name.zh, tile->initials, sizeof tile->initials);
}

char *json_of_menu(const struct box_config *box, int64_t rev, const char *life, size_t *length)
{
    struct menu *menu = calloc(1, sizeof *menu);
    if (menu == NULL) {
        return NULL;
    }
    menu->rev = rev;
    (void)snprintf(menu->life, sizeof menu->life, "%s", life);
    menu->region_name = box->region_name;
    menu->hall_name = box->hall_name;
    int place = 0;
    for (const struct tile *next = next_tile(box, 0, &place); next != NULL;
         next = next_tile(box, place, &place)) {
        add_tile(menu, next);
    }
    char *text = record_encode_text(&menu_table, menu, length);
    free(menu);
    return text;
}
