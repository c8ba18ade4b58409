#include "headend/http/route.h"

#include <stdlib.h>
#include <string.h>

enum { FIXED_LENGTH_MAX = 63 };

/* Row 0 is that of no route. A path without parts is found by its length (few have the same), one with parts
 * by what stands before the first of them. Rows in a list are linked by their numbers, 0 being its end. */
struct route_table {
    struct route rows[ROUTES_MAX + 1];
    size_t heads[ROUTES_MAX + 1]; /* bytes before the first part */
    uint8_t next[ROUTES_MAX + 1];
    uint8_t fixed[FIXED_LENGTH_MAX + 1];
    uint8_t with_parts;
    uint8_t name_of[ROUTES_MAX + 1];
    const char *names[ROUTES_MAX + 1];
    size_t name_count;
};

static void add_name(struct route_table *table, size_t row)
{
    size_t number = 0;
    while (number < table->name_count && strcmp(table->names[number], table->rows[row].name) != 0) {
        number++;
    }
    if (number == table->name_count) {
        table->names[table->name_count++] = table->rows[row].name;
    }
    table->name_of[row] = (uint8_t)number;
}

/* At the end: rows that stand further up come first. */
static void append(struct route_table *table, uint8_t *list, size_t row)
{
    while (*list != 0) {
        list = &table->next[*list];
    }
    *list = (uint8_t)row;
}

struct route_table *route_table_create(const struct route *routes, size_t count)
{
    struct route_table *table = count <= ROUTES_MAX ? calloc(1, sizeof *table) : NULL;
    if (table == NULL) {
        return NULL;
    }
    table->rows[0] = (struct route){.path = "", .name = "other"};
    add_name(table, 0);
    for (size_t row = 1; row <= count; row++) {
        table->rows[row] = routes[row - 1];
        table->heads[row] = strcspn(table->rows[row].path, "{");
        int is_fixed = table->rows[row].path[table->heads[row]] == '\0';
        if (is_fixed && table->heads[row] > FIXED_LENGTH_MAX) {
            free(table);
            return NULL;
        }
        append(table, is_fixed ? &table->fixed[table->heads[row]] : &table->with_parts, row);
        add_name(table, row);
    }
    return table;
}

void route_table_free(struct route_table *table)
{
    free(table);
}

/* `pattern` begins with a brace, `path` with what may stand for it. The parts go into the key's bytes, one
 * behind the other. */
static int match_parts(const struct route *route, const char *pattern, const char *path,
                       struct response_key *key, const char *parts[ROUTE_PARTS_MAX])
{
    size_t used = 0;
    for (size_t i = 0; i < ROUTE_PARTS_MAX && *pattern == '{' && route->is_valid[i] != NULL; i++) {
        char *part = key->bytes + used;
        size_t length = strcspn(path, "/");
        if (length >= sizeof key->bytes - used) {
            return 0;
        }
        memcpy(part, path, length);
        part[length] = '\0';
        used += length + 1;
        if (!route->is_valid[i](part)) {
            return 0;
        }
        parts[i] = part;
        path += length;
        pattern += strcspn(pattern, "}") + 1;
        size_t between = strcspn(pattern, "{");
        if (strncmp(path, pattern, between) != 0) {
            return 0;
        }
        path += between;
        pattern += between;
    }
    return *path == '\0' && *pattern == '\0';
}

const struct route *route_table_find(const struct route_table *table, const char *path,
                                     struct response_key *key, const char *parts[ROUTE_PARTS_MAX], int *found)
{
    size_t length = strlen(path);
    size_t nearest = 0;
    *found = 1;
    for (size_t row = length <= FIXED_LENGTH_MAX ? table->fixed[length] : 0; row != 0;
         row = table->next[row]) {
        if (memcmp(path, table->rows[row].path, length) == 0) {
            key->route = (uint16_t)row;
            return &table->rows[row];
        }
    }
    for (size_t row = table->with_parts; row != 0; row = table->next[row]) {
        const struct route *route = &table->rows[row];
        size_t head = table->heads[row];
        if (strncmp(path, route->path, head) != 0) {
            continue;
        }
        if (match_parts(route, route->path + head, path + head, key, parts)) {
            key->route = (uint16_t)row;
            return route;
        }
        memset(key->bytes, 0, sizeof key->bytes);
        nearest = nearest == 0 ? row : nearest;
    }
    *found = 0;
    return &table->rows[nearest];
}

const struct route *route_table_none(const struct route_table *table)
{
    return &table->rows[0];
}

size_t route_table_names(const struct route_table *table)
{
    return table->name_count;
}

const char *route_table_name(const struct route_table *table, size_t number)
{
    return table->names[number];
}

size_t route_table_name_of(const struct route_table *table, const struct route *route)
{
    return table->name_of[route - table->rows];
}

const char *route_methods(const struct route *route)
{
    int is_read = route->get != NULL || route->get_once != NULL;
    return !is_read ? "POST" : route->post != NULL ? "GET, HEAD, POST" : "GET, HEAD";
}
