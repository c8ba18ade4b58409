#include "both-sides/json/json_tree.h"

#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "both-sides/arena.h"
#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_text.h"
#include "both-sides/narrow.h"
#include "both-sides/utf8.h"

/* JSON_TREE_BYTES_MAX hold 32,000 values at most, which with all that is theirs stay well below this limit.
 */
enum { FIRST_BYTES = 16 * 1024, LIMIT_BYTES = 4 * 1024 * 1024 };

struct json_tree {
    struct arena *arena;
    struct json_value *root;
    struct json_value *open[JSON_TREE_DEPTH_MAX]; /* objects and lists around what comes next */
    size_t depth;
    const char *name; /* of what comes next */
    yajl_handle parser;
    size_t end;  /* of the root in the text */
    jmp_buf out; /* of the parser, which does not look whether it was given memory */
};

const struct json_value *json_tree_root(const struct json_tree *tree)
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
    struct json_tree *tree = context;
    union piece *piece = size <= LIMIT_BYTES ? arena_alloc(tree->arena, sizeof *piece + size) : NULL;
    if (piece == NULL) {
        longjmp(tree->out, 1);
    }
    piece->size = size;
    return piece + 1;
}

static void *take_more(void *context, void *old, size_t size)
{
    void *more = take(context, size);
    if (old != NULL) {
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

static struct json_value *add(struct json_tree *tree, enum json_kind kind)
{
    struct json_value *value = arena_alloc(tree->arena, sizeof *value);
    if (value == NULL) {
        return NULL;
    }
    *value = (struct json_value){.kind = kind, .name = tree->name, .text = ""};
    tree->name = "";
    if (tree->depth == 0) {
        tree->root = value;
        return value;
    }
    struct json_value *around = tree->open[tree->depth - 1];
    if (around->last != NULL) {
        around->last->next = value;
    } else {
        around->first = value;
    }
    around->last = value;
    around->count++;
    return value;
}

static int open_value(struct json_tree *tree, enum json_kind kind)
{
    struct json_value *value = tree->depth < JSON_TREE_DEPTH_MAX ? add(tree, kind) : NULL;
    if (value == NULL) {
        return 0;
    }
    tree->open[tree->depth++] = value;
    return 1;
}

static int on_object(void *context)
{
    return open_value(context, JSON_OBJECT);
}

static int on_list(void *context)
{
    return open_value(context, JSON_LIST);
}

static int on_end(void *context)
{
    struct json_tree *tree = context;
    tree->depth--;
    tree->end = yajl_get_bytes_consumed(tree->parser);
    return 1;
}

/* A name with a NUL in it would be read as another. */
static int on_name(void *context, const unsigned char *bytes, size_t length)
{
    struct json_tree *tree = context;
    int is_whole = length == 0 || memchr(bytes, '\0', length) == NULL;
    tree->name = is_whole ? arena_text(tree->arena, bytes, length) : NULL;
    return tree->name != NULL;
}

static int add_text(struct json_tree *tree, enum json_kind kind, const void *bytes, size_t length)
{
    const char *text = arena_text(tree->arena, bytes, length);
    struct json_value *value = text != NULL ? add(tree, kind) : NULL;
    if (value != NULL) {
        value->text = text;
        value->count = length;
    }
    return value != NULL;
}

static int on_text(void *context, const unsigned char *bytes, size_t length)
{
    return add_text(context, JSON_TEXT, bytes, length);
}

static int on_number(void *context, const char *digits, size_t length)
{
    return add_text(context, JSON_NUMBER, digits, length);
}

static int on_null(void *context)
{
    return add(context, JSON_NULL) != NULL;
}

static int on_flag(void *context, int yes)
{
    return add(context, yes ? JSON_TRUE : JSON_FALSE) != NULL;
}

static int parse_within(struct json_tree *tree, const unsigned char *text, size_t length)
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
    yajl_alloc_funcs memory = {.malloc = take, .realloc = take_more, .free = leave, .ctx = tree};
    tree->parser = yajl_alloc(&callbacks, &memory, tree);
    return yajl_parse(tree->parser, text, length) == yajl_status_ok &&
                   yajl_complete_parse(tree->parser) == yajl_status_ok && tree->root->kind == JSON_OBJECT &&
                   json_text_is_blank(text + tree->end, length - tree->end)
               ? 0
               : -1;
}

static int parse(struct json_tree *tree, const unsigned char *text, size_t length)
{
    size_t at = 0;
    if (json_text_problem(text, length, &at) != NULL) {
        return -1;
    }
    return setjmp(tree->out) == 0 ? parse_within(tree, text, length) : -1;
}

static struct json_tree *read_tree(const char *text, size_t length, int may_join)
{
    errno = EINVAL;
    struct arena *arena = length <= JSON_TREE_BYTES_MAX ? arena_new(FIRST_BYTES, LIMIT_BYTES) : NULL;
    struct json_tree *tree = arena != NULL ? arena_alloc(arena, sizeof *tree) : NULL;
    if (tree == NULL) {
        arena_free(arena);
        return NULL;
    }
    *tree = (struct json_tree){.arena = arena, .name = ""};
    const unsigned char *bytes = (const unsigned char *)text;
    if (may_join && utf8_valid_length(bytes, length) < length) {
        unsigned char *copy = arena_alloc(arena, length);
        if (copy != NULL) {
            memcpy(copy, text, length);
            length = utf8_join_surrogates(copy, length, NULL);
        }
        bytes = copy;
    }
    if (bytes == NULL || parse(tree, bytes, length) != 0) {
        json_tree_wipe(tree);
        return NULL;
    }
    return tree;
}

struct json_tree *json_tree_read(const char *text, size_t length)
{
    return read_tree(text, length, 0);
}

struct json_tree *json_tree_read_joining(const char *text, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t skip = length >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;
    return read_tree(text + skip, length - skip, 1);
}

void json_tree_wipe(struct json_tree *tree)
{
    if (tree != NULL) {
        arena_wipe_and_free(tree->arena);
    }
}

/* --- What is read from it --- */

const struct json_value *json_value_part(const struct json_value *object, const char *name)
{
    int is_object = object != NULL && object->kind == JSON_OBJECT;
    const struct json_value *part = is_object ? object->first : NULL;
    while (part != NULL && strcmp(part->name, name) != 0) {
        part = part->next;
    }
    return part != NULL && part->kind != JSON_NULL ? part : NULL;
}

/* A text with a NUL in it would be read as another. */
const char *json_value_text(const struct json_value *object, const char *name, int *wrong)
{
    const struct json_value *part = json_value_part(object, name);
    int is_text = part != NULL && part->kind == JSON_TEXT && strlen(part->text) == part->count;
    *wrong = *wrong || (part != NULL && !is_text);
    return is_text ? part->text : "";
}

/* 1: exactly so many digits. */
static int is_digits(const char *text, size_t count)
{
    return strspn(text, "0123456789") == count && text[count] == '\0';
}

enum { DATE_DIGITS = 8, MOMENT_DIGITS = 14, YEAR_LEAST = 1970 };

/* 0: not a time, or before 1970. */
static int date_of(const char *text)
{
    int date = digits_value(text, DATE_DIGITS);
    return calendar_date_is_real(date) && date / 10000 >= YEAR_LEAST ? date : 0;
}

int json_value_date(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    const char *text = narrow(json_value_text(object, name, wrong), room);
    int date = is_digits(text, DATE_DIGITS) ? date_of(text) : 0;
    *wrong = *wrong || (text[0] != '\0' && date == 0);
    return date;
}

int64_t json_value_moment(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    const char *text = narrow(json_value_text(object, name, wrong), room);
    if (text[0] == '\0') {
        return 0;
    }
    int date = is_digits(text, MOMENT_DIGITS) ? date_of(text) : 0;
    int hour = date != 0 ? digits_value(text + 8, 2) : 0;
    int minute = date != 0 ? digits_value(text + 10, 2) : 0;
    int second = date != 0 ? digits_value(text + 12, 2) : 0;
    if (date == 0 || hour > 23 || minute > 59 || second > 59) {
        *wrong = 1;
        return 0;
    }
    int64_t moment = calendar_date_begins(date) + ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
    return moment > 0 ? moment : 0;
}
