#include "headend/notices/notice_index.h"

#include <stdlib.h>
#include <string.h>

#include "headend/database/statement.h"

struct indexed {
    int64_t published, valid_from, valid_to;
    char id[NOTICE_ID_SIZE];
    char area_prefix[AREA_CODE_SIZE];
    uint8_t area_length, urgent, category;
};

struct notice_index {
    struct store_moment moment; /* whose content it is */
    size_t count, room;
    struct indexed *notices;
};

static void free_index(void *index)
{
    struct notice_index *all = index;
    free(all->notices);
    free(all);
}

/* --- Reading it --- */

static int add(struct notice_index *index, struct store_rows *row)
{
    if (index->count == index->room) {
        size_t room = index->room > 0 ? 2 * index->room : 256;
        struct indexed *notices = realloc(index->notices, room * sizeof *notices);
        if (notices == NULL) {
            return -1;
        }
        index->notices = notices;
        index->room = room;
    }
    struct indexed *notice = &index->notices[index->count++];
    memset(notice, 0, sizeof *notice);
    store_column_fixed(row, 0, notice->id, sizeof notice->id);
    store_column_fixed(row, 1, notice->area_prefix, sizeof notice->area_prefix);
    notice->area_length = (uint8_t)strlen(notice->area_prefix);
    notice->urgent = (uint8_t)store_column_integer(row, 2);
    notice->category = (uint8_t)store_column_integer(row, 3);
    notice->published = store_column_integer(row, 4);
    notice->valid_from = store_column_integer(row, 5);
    notice->valid_to = store_column_integer(row, 6);
    return 0;
}

static int read_all(struct store *store, struct notice_index *index)
{
    struct store_rows *rows = store_query(store,
                                          "SELECT n.id, n.area_prefix, n.urgent, n.category, n.published, "
                                          "n.valid_from, n.valid_to FROM notices n "
                                          "WHERE NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.id = n.id) "
                                          "ORDER BY n.urgent DESC, n.published "
                                          "DESC, n.id",
                                          STORE_NO_VALUES);
    int step;
    while ((step = store_next(rows)) == 1) {
        if (add(index, rows) != 0) {
            step = store_failed(store, "listing notices: out of memory");
            break;
        }
    }
    store_done(rows);
    return step;
}

const struct notice_index *notice_index_of(struct store *store)
{
    struct notice_index *index = store_attached(store);
    struct store_moment now;
    if (store_moment_read(store, &now) != 0) {
        return NULL;
    }
    if (index != NULL && index->moment.version == now.version && index->moment.changes == now.changes) {
        return index;
    }
    index = calloc(1, sizeof *index);
    if (index == NULL) {
        (void)store_failed(store, "listing notices: out of memory");
        return NULL;
    }
    index->moment = now;
    if (read_all(store, index) != 0) {
        free_index(index);
        return NULL;
    }
    store_attach(store, index, free_index);
    return index;
}

/* --- Asking it --- */

static int holds(const struct indexed *notice, int64_t now)
{
    return notice->valid_from <= now && (notice->valid_to == 0 || notice->valid_to > now);
}

/* The rule of area.h: one lies in the other. */
static int concerns(const struct indexed *notice, const char *prefix, size_t length)
{
    return memcmp(notice->area_prefix, prefix, length < notice->area_length ? length : notice->area_length) ==
           0;
}

static int is_after(const struct indexed *notice, const struct cursor *cursor)
{
    if (notice->urgent != cursor->urgent) {
        return notice->urgent < cursor->urgent;
    }
    if (notice->published != cursor->published) {
        return notice->published < cursor->published;
    }
    return strcmp(notice->id, cursor->id) > 0;
}

int notice_index_list(const struct notice_index *index, const struct notice_query *query, const char *ids[],
                      int64_t *total, int *more)
{
    char prefix[AREA_CODE_SIZE] = "";
    int count = 0;
    if (query->area_code[0] != '\0') {
        area_prefix(query->area_code, prefix);
    }
    size_t length = strlen(prefix);
    *total = 0;
    *more = 0;
    for (size_t i = 0; i < index->count; i++) {
        const struct indexed *notice = &index->notices[i];
        if (!holds(notice, query->now) || (query->category != 0 && query->category != notice->category) ||
            !concerns(notice, prefix, length)) {
            continue;
        }
        (*total)++;
        if (!query->has_cursor || is_after(notice, &query->cursor)) {
            *more = count == query->limit;
            if (!*more) {
                ids[count++] = notice->id;
            }
        }
    }
    return count;
}

int64_t notice_index_count(const struct notice_index *index, int64_t now)
{
    int64_t count = 0;
    for (size_t i = 0; i < index->count; i++) {
        count += holds(&index->notices[i], now);
    }
    return count;
}
