#ifndef SCREENS_WIDGETS_GRID_H
#define SCREENS_WIDGETS_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/tile.h"
#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* Tiles in pages of at most three by three, with one focus. The focus belongs to the item's id: it survives
 * new items. */

enum { GRID_SIDE = 3, GRID_MAX = TILE_MAX, GRID_ID_SIZE = TILE_ID_SIZE };

/* Strings and icons are borrowed until the next grid_set_items; they may be gone when it is called. */
struct grid_item {
    const char *id;
    const char *title;
    int digit;               /* shown in the corner; 0: none */
    const struct icon *icon; /* NULL: none */
    colour tint;             /* of the field behind the icon */
    int row, column;         /* from 1; rows beyond three are further pages */
};

struct grid {
    struct rect area;
    struct grid_item items[GRID_MAX];
    size_t count;
    int rows, columns; /* that are used */
    size_t focus;      /* index; meaningless while count is 0 */
    char focus_id[GRID_ID_SIZE];
    int focus_row, focus_column;
    struct settle settle;
    int unfocused; /* another part of the screen has the focus: no tile shows it */
};

void grid_place(struct grid *grid, struct rect area);
/* Keeps the focus on the item with the same id; if that is gone, on the one at the same place. More than
 * GRID_MAX items or items that stand outside the grid are left out. */
void grid_set_items(struct grid *grid, const struct grid_item *items, size_t count);
/* NULL while there are no items. */
const struct grid_item *grid_focused(const struct grid *grid);
void grid_focus_index(struct grid *grid, size_t index);

/* Arrows move to the nearest tile in that direction, digits jump and open, OK opens, page keys change the
 * page. Damages what changed. */
enum key_result grid_key(struct grid *grid, const struct kit *kit, enum remote_key key, int64_t now_us);
void grid_damage_focus(const struct grid *grid, const struct kit *kit);
/* Before the ground is drawn: the tiles are opaque. */
void grid_cover(const struct grid *grid, const struct kit *kit);
void grid_draw(const struct grid *grid, const struct kit *kit, int64_t now_us);
int grid_page_count(const struct grid *grid);
int grid_page(const struct grid *grid);

#endif
