#include "sandbox/wrong_types.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/json/json_writer.h"

enum { NAME_SIZE = 24 };

/* A list has become an object: its elements are named by their number. */
static const char *name_of(const struct json_value *value, int is_element, long long *element,
                           char made[NAME_SIZE])
{
    if (!is_element) {
        return value->name;
    }
    (void)snprintf(made, NAME_SIZE, "%lld", (*element)++);
    return made;
}

static void write_other(struct json_writer *json, const char *name, const struct json_value *value)
{
    switch (value->kind) {
    case JSON_OBJECT:
    case JSON_LIST:
        json_open_map(json, name);
        break;
    case JSON_TEXT:
        json_number(json, name, (int64_t)value->count);
        break;
    case JSON_NUMBER:
        json_text(json, name, value->text);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        json_number(json, name, value->kind == JSON_TRUE);
        break;
    case JSON_NULL:
        json_flag(json, name, 1);
        break;
    }
}

/* Depth first; `open` are the objects and lists around. */
static void write_all(struct json_writer *json, const struct json_value *root)
{
    const struct json_value *open[JSON_TREE_DEPTH_MAX] = {root};
    const struct json_value *value = root->first;
    char made[NAME_SIZE];
    long long element = 0;
    size_t depth = 1;
    json_open_map(json, NULL);
    while (depth > 0) {
        if (value == NULL) {
            json_close_map(json);
            value = open[--depth]->next;
            continue;
        }
        write_other(json, name_of(value, open[depth - 1]->kind == JSON_LIST, &element, made), value);
        if (value->kind == JSON_OBJECT || value->kind == JSON_LIST) {
            open[depth++] = value;
            value = value->first;
        } else {
            value = value->next;
        }
    }
}

char *wrong_types(const char *text, size_t length, size_t *out_length)
{
    struct json_writer json;
    struct json_tree *tree = json_tree_read(text, length);
    if (json_begin(&json) == 0) {
        if (tree != NULL) {
            write_all(&json, json_tree_root(tree));
        } else {
            json.failed = 1;
        }
    }
    json_tree_wipe(tree);
    return json_take(&json, out_length);
}
