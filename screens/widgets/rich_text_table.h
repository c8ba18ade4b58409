#ifndef SCREENS_WIDGETS_RICH_TEXT_TABLE_H
#define SCREENS_WIDGETS_RICH_TEXT_TABLE_H

#include "screens/widgets/rich_text.h"

/* The layout of one table of a rich text: column widths from what the cells need, row heights from what they
 * became. */

struct rich_text_table;

/* NULL without memory. Cells that overlap or lie outside are kept inside the table's bounds. */
struct rich_text_table *rich_text_table_new(const struct kit *kit, const struct rich_text_cell *cells,
                                            size_t count, int rows, int columns, int width);
void rich_text_table_free(struct rich_text_table *table);
int rich_text_table_height(const struct rich_text_table *table);
/* Narrows from … to (pixels from the table's top) to whole rows; leaves it as it is where not one row fits.
 */
void rich_text_table_whole_rows(const struct rich_text_table *table, int *from, int *to);
/* Adds the words of all cells, a line each. */
void rich_text_table_words(const struct rich_text_table *table, char *out, size_t size);
void rich_text_table_draw(const struct rich_text_table *table, const struct kit *kit, int x, int y);

#endif
