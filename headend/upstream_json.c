#include "headend/upstream_json.h"

#include <string.h>

#include "both-sides/calendar_date.h"

/* yajl frees trees by recursion, so that depth has to be known before. */
static int is_too_deep(const char *text, size_t length)
{
    int depth = 0;
    int in_string = 0;
    for (size_t i = 0; i < length; i++) {
        if (in_string) {
            in_string = text[i] != '"';
            i += text[i] == '\\' ? 1 : 0;
        } else if (text[i] == '"') {
            in_string = 1;
        } else if (text[i] == '{' || text[i] == '[') {
            if (++depth > UPSTREAM_DEPTH_MAX) {
                return 1;
            }
        } else if (text[i] == '}' || text[i] == ']') {
            depth--;
        }
    }
    return 0;
}

yajl_val upstream_json_read(const char *text, size_t length)
{
    /* The tree reader takes a C string. */
    if (memchr(text, '\0', length) != NULL || is_too_deep(text, length)) {
        return NULL;
    }
    yajl_val tree = yajl_tree_parse(text, NULL, 0);
    if (tree != NULL && !YAJL_IS_OBJECT(tree)) {
        yajl_tree_free(tree);
        tree = NULL;
    }
    return tree;
}

static void wipe(yajl_val value)
{
    if (YAJL_IS_STRING(value)) {
        explicit_bzero(value->u.string, strlen(value->u.string));
    } else if (YAJL_IS_NUMBER(value)) {
        explicit_bzero(value->u.number.r, strlen(value->u.number.r));
    } else if (YAJL_IS_OBJECT(value)) {
        for (size_t i = 0; i < value->u.object.len; i++) {
            wipe(value->u.object.values[i]);
        }
    } else if (YAJL_IS_ARRAY(value)) {
        for (size_t i = 0; i < value->u.array.len; i++) {
            wipe(value->u.array.values[i]);
        }
    }
}

void upstream_json_wipe(yajl_val tree)
{
    if (tree != NULL) {
        wipe(tree);
        yajl_tree_free(tree);
    }
}

yajl_val upstream_json_part(yajl_val object, const char *name)
{
    const char *path[] = {name, NULL};
    yajl_val part = object != NULL ? yajl_tree_get(object, path, yajl_t_any) : NULL;
    return part != NULL && !YAJL_IS_NULL(part) ? part : NULL;
}

const char *upstream_json_text(yajl_val object, const char *name, int *wrong)
{
    yajl_val part = upstream_json_part(object, name);
    const char *text = part != NULL ? YAJL_GET_STRING(part) : "";
    *wrong = *wrong || text == NULL;
    return text != NULL ? text : "";
}

static int number_of(const char *digits, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        number = number * 10 + (digits[i] - '0');
    }
    return number;
}

/* 1: so many digits and no more. */
static int is_digits(const char *text, size_t count)
{
    return strspn(text, "0123456789") == count && text[count] == '\0';
}

enum { DATE_DIGITS = 8, MOMENT_DIGITS = 14, YEAR_LEAST = 1970 };

/* 0: it is none, or before 1970. */
static int date_of(const char *text)
{
    int date = number_of(text, DATE_DIGITS);
    return calendar_date_is_real(date) && date / 10000 >= YEAR_LEAST ? date : 0;
}

int upstream_json_date(yajl_val object, const char *name, int *wrong)
{
    const char *text = upstream_json_text(object, name, wrong);
    int date = is_digits(text, DATE_DIGITS) ? date_of(text) : 0;
    *wrong = *wrong || (text[0] != '\0' && date == 0);
    return date;
}

int64_t upstream_json_moment(yajl_val object, const char *name, int *wrong)
{
    const char *text = upstream_json_text(object, name, wrong);
    if (text[0] == '\0') {
        return 0;
    }
    int date = is_digits(text, MOMENT_DIGITS) ? date_of(text) : 0;
    int hour = date != 0 ? number_of(text + 8, 2) : 0;
    int minute = date != 0 ? number_of(text + 10, 2) : 0;
    int second = date != 0 ? number_of(text + 12, 2) : 0;
    if (date == 0 || hour > 23 || minute > 59 || second > 59) {
        *wrong = 1;
        return 0;
    }
    return calendar_date_begins(date) + ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
}
