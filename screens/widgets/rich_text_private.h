#ifndef SCREENS_WIDGETS_RICH_TEXT_PRIVATE_H
#define SCREENS_WIDGETS_RICH_TEXT_PRIVATE_H

#include "screens/widgets/rich_text.h"
#include "screens/widgets/rich_text_table.h"

/* Of what a rich text is made (rich_text.c), for how it moves and is drawn (rich_text_sight.c). */

enum block_kind { BLOCK_PARAGRAPH, BLOCK_TABLE, BLOCK_CHART, BLOCK_PICTURE, BLOCK_RULE };

enum picture_state { PICTURE_UNKNOWN, PICTURE_ASKED, PICTURE_SHOWN, PICTURE_DROPPED, PICTURE_FAILED };

struct rich_text_block {
    enum block_kind kind;
    int top, height; /* within the rich text */
    int space_above;
    /* text, a picture's caption, a chart's title */
    struct text_layout *layout;
    struct text_layout *marker;
    int margin_left;
    int bar;
    struct rich_text_table *table;
    struct chart *chart;
    char *words; /* of the chart */
    int title_height;
    /* picture */
    size_t key;
    enum picture_state state;
    struct picture *picture;
};

struct rich_text {
    const struct kit *kit;
    struct rect area;
    struct rich_text_block *blocks;
    size_t count, capacity;
    int height;
    int scroll;
    rich_text_picture_wanted wanted;
    void *context;
};

/* Of a line of words of this size in an article. */
int rich_text_line_height(const struct rich_text *rich_text, int size);
/* How far a block is from what is in sight while the text stands at `scroll`; 0: some of it is in sight. */
int rich_text_distance(const struct rich_text *rich_text, const struct rich_text_block *block, int scroll);
/* The chart that is whole in sight; NULL: none. */
struct rich_text_block *rich_text_chart_block(const struct rich_text *rich_text);
/* After a page was turned: a chart other than `before` gets the focus at the point at which the same keys
 * turn the next page. */
void rich_text_focus_page_end(const struct rich_text *rich_text, const struct rich_text_block *before,
                              int direction);

#endif
