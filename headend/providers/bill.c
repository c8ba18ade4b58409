#include "headend/providers/bill.h"

#include <stdlib.h>
#include <string.h>

#include "headend/providers/provider_value.h"

enum { FIRST_ROWS = 256 };

char *bill_next_line(char **at, const char *end)
{
    char *line = *at;
    if (line >= end) {
        return NULL;
    }
    char *stop = memchr(line, '\n', (size_t)(end - line));
    *at = stop != NULL ? stop + 1 : line + (end - line);
    stop = stop != NULL ? stop : line + (end - line);
    while (stop > line && stop[-1] == '\r') {
        stop--;
    }
    *stop = '\0';
    return line;
}

int bill_split(char *line, const char *separator, struct bill_line *out)
{
    size_t width = strlen(separator);
    out->count = 0;
    for (char *at = line; at != NULL;) {
        if (out->count == BILL_CELLS_MAX) {
            return -1;
        }
        out->cells[out->count++] = at;
        at = strstr(at, separator);
        if (at != NULL) {
            *at = '\0';
            at += width;
        }
    }
    return 0;
}

size_t bill_column(const struct bill_line *names, const char *name)
{
    size_t found = BILL_NO_COLUMN;
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->cells[i], name) == 0) {
            if (found != BILL_NO_COLUMN) {
                return BILL_NO_COLUMN;
            }
            found = i;
        }
    }
    return found;
}

const char *bill_cell(const struct bill_line *line, size_t column)
{
    return column < line->count ? line->cells[column] : "";
}

int bill_add(struct bill_day *bill, const struct provider_row *row)
{
    if (bill->day.count == bill->size) {
        size_t size = bill->size == 0 ? FIRST_ROWS : bill->size * 2;
        size = size > PROVIDER_ROWS_MAX ? PROVIDER_ROWS_MAX : size;
        struct provider_row *rows = size > bill->size ? realloc(bill->day.rows, size * sizeof *rows) : NULL;
        if (rows == NULL) {
            return -1;
        }
        bill->day.rows = rows;
        bill->size = size;
    }
    bill->day.rows[bill->day.count++] = *row;
    return 0;
}

void bill_number(const char *cell, char out[PROVIDER_NUMBER_SIZE])
{
    out[0] = '\0';
    if (provider_number_is_good(cell)) {
        memcpy(out, cell, strlen(cell) + 1);
    }
}
