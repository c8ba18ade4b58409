#include "both-sides/json/upstream_json.h"

#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

const struct upstream_value *upstream_json_part(const struct upstream_value *object, const char *name)
{
    int is_object = object != NULL && object->kind == UPSTREAM_OBJECT;
    const struct upstream_value *part = is_object ? object->first : NULL;
    while (part != NULL && strcmp(part->name, name) != 0) {
        part = part->next;
    }
    return part != NULL && part->kind != UPSTREAM_NULL ? part : NULL;
}

const char *upstream_json_text(const struct upstream_value *object, const char *name, int *wrong)
{
    const struct upstream_value *part = upstream_json_part(object, name);
    *wrong = *wrong || (part != NULL && part->kind != UPSTREAM_TEXT);
    return part != NULL ? part->text : "";
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
    int date = digits_value(text, DATE_DIGITS);
    return calendar_date_is_real(date) && date / 10000 >= YEAR_LEAST ? date : 0;
}

int upstream_json_date(const struct upstream_value *object, const char *name, int *wrong)
{
    const char *text = upstream_json_text(object, name, wrong);
    int date = is_digits(text, DATE_DIGITS) ? date_of(text) : 0;
    *wrong = *wrong || (text[0] != '\0' && date == 0);
    return date;
}

int64_t upstream_json_moment(const struct upstream_value *object, const char *name, int *wrong)
{
    const char *text = upstream_json_text(object, name, wrong);
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
    return calendar_date_begins(date) + ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
}
