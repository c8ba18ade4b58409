#include "both-sides/json/upstream_json.h"

#include <stddef.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "both-sides/arena.h"

/* The parser does not look whether it was given memory: UPSTREAM_BYTES_MAX hold 32,000 values at most, which
 * with all that is theirs stay well below this limit. */
enum { FIRST_BYTES = 16 * 1024, LIMIT_BYTES = 4 * 1024 * 1024 };

struct upstream_tree {
    struct arena *arena;
    struct upstream_value *root;
    struct upstream_value *open[UPSTREAM_DEPTH_MAX]; /* objects and lists around what comes next */
    size_t depth;
    const char *name; /* of what comes next */
};

const struct upstream_value *upstream_json_root(const struct upstream_tree *tree)
{
    return tree != NULL ? tree->root : NULL;
}

/* --- The parser's memory: pieces of the arena, each behind its size --- */

union piece {
    size_t size;
    max_align_t aligned;
};

static void *take(void *context, size_t size)
{
    union piece *piece = size <= LIMIT_BYTES ? arena_alloc(context, sizeof *piece + size) : NULL;
    if (piece == NULL) {
        return NULL;
    }
    piece->size = size;
    return piece + 1;
}

static void *take_more(void *context, void *old, size_t size)
{
    void *more = take(context, size);
    if (more != NULL && old != NULL) {
        size_t old_size = ((union piece *)old - 1)->size;
        memcpy(more, old, old_size < size ? old_size : size);
    }
    return more;
}

static void leave(void *context, void *piece)
{
    (void)context;
    (void)piece;
}

/* --- What the parser finds --- */

static struct upstream_value *add(struct upstream_tree *tree, enum upstream_kind kind)
{
    struct upstream_value *value = arena_alloc(tree->arena, sizeof *value);
    if (value == NULL) {
        return NULL;
    }
    *value = (struct upstream_value){.kind = kind, .name = tree->name, .text = ""};
    tree->name = "";
    if (tree->depth == 0) {
        tree->root = value;
        return value;
    }
    struct upstream_value *around = tree->open[tree->depth - 1];
    if (around->last != NULL) {
        around->last->next = value;
    } else {
        around->first = value;
    }
    around->last = value;
    around->count++;
    return value;
}

static int open_value(struct upstream_tree *tree, enum upstream_kind kind)
{
    struct upstream_value *value = tree->depth < UPSTREAM_DEPTH_MAX ? add(tree, kind) : NULL;
    if (value == NULL) {
        return 0;
    }
    tree->open[tree->depth++] = value;
    return 1;
}

static int on_object(void *context)
{
    return open_value(context, UPSTREAM_OBJECT);
}

static int on_list(void *context)
{
    return open_value(context, UPSTREAM_LIST);
}

static int on_end(void *context)
{
    struct upstream_tree *tree = context;
    tree->depth--;
    return 1;
}

/* A text with a NUL in it would be read as another. */
static const char *keep(struct upstream_tree *tree, const unsigned char *bytes, size_t length)
{
    return length > 0 && memchr(bytes, '\0', length) != NULL ? NULL : arena_text(tree->arena, bytes, length);
}

static int on_name(void *context, const unsigned char *bytes, size_t length)
{
    struct upstream_tree *tree = context;
    tree->name = keep(tree, bytes, length);
    return tree->name != NULL;
}

static int on_text(void *context, const unsigned char *bytes, size_t length)
{
    struct upstream_tree *tree = context;
    const char *text = keep(tree, bytes, length);
    struct upstream_value *value = text != NULL ? add(tree, UPSTREAM_TEXT) : NULL;
    if (value != NULL) {
        value->text = text;
    }
    return value != NULL;
}

static int on_null(void *context)
{
    return add(context, UPSTREAM_NULL) != NULL;
}

static int on_flag(void *context, int yes)
{
    (void)yes;
    return add(context, UPSTREAM_OTHER) != NULL;
}

static int on_number(void *context, const char *digits, size_t length)
{
    (void)digits;
    (void)length;
    return add(context, UPSTREAM_OTHER) != NULL;
}

/* --- --- */

static int parse(struct upstream_tree *tree, const char *text, size_t length)
{
    static const yajl_callbacks callbacks = {.yajl_null = on_null,
                                             .yajl_boolean = on_flag,
                                             .yajl_number = on_number,
                                             .yajl_string = on_text,
                                             .yajl_start_map = on_object,
                                             .yajl_map_key = on_name,
                                             .yajl_end_map = on_end,
                                             .yajl_start_array = on_list,
                                             .yajl_end_array = on_end};
    yajl_alloc_funcs memory = {.malloc = take, .realloc = take_more, .free = leave, .ctx = tree->arena};
    yajl_handle parser = yajl_alloc(&callbacks, &memory, tree);
    return parser != NULL && yajl_parse(parser, (const unsigned char *)text, length) == yajl_status_ok &&
                   yajl_complete_parse(parser) == yajl_status_ok && tree->root->kind == UPSTREAM_OBJECT
               ? 0
               : -1;
}

struct upstream_tree *upstream_json_read(const char *text, size_t length)
{
    struct arena *arena = length <= UPSTREAM_BYTES_MAX ? arena_new(FIRST_BYTES, LIMIT_BYTES) : NULL;
    struct upstream_tree *tree = arena != NULL ? arena_alloc(arena, sizeof *tree) : NULL;
    if (tree == NULL) {
        arena_free(arena);
        return NULL;
    }
    *tree = (struct upstream_tree){.arena = arena, .name = ""};
    if (parse(tree, text, length) != 0) {
        upstream_json_wipe(tree);
        return NULL;
    }
    return tree;
}

void upstream_json_wipe(struct upstream_tree *tree)
{
    if (tree != NULL) {
        arena_wipe_and_free(tree->arena);
    }
}
