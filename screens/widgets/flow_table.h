#ifndef SCREENS_WIDGETS_FLOW_TABLE_H
#define SCREENS_WIDGETS_FLOW_TABLE_H

#include "screens/widgets/flow.h"

/* The layout of one table of a flow: column widths from what the cells need, row heights from what they
 * became. */

struct flow_table;

/* NULL without memory. Cells that overlap or lie outside are kept inside the table's bounds. */
struct flow_table *flow_table_new(const struct kit *kit, const struct flow_cell *cells, size_t count,
                                  int rows, int columns, int width);
void flow_table_free(struct flow_table *table);
int flow_table_height(const struct flow_table *table);
/* Narrows from … to (pixels from the table's top) to whole rows; leaves it as it is where not one row fits.
 */
void flow_table_whole_rows(const struct flow_table *table, int *from, int *to);
void flow_table_draw(const struct flow_table *table, const struct kit *kit, int x, int y);

#endif
