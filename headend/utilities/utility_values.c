#include "headend/utilities/utility_values.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"
#include "both-sides/money.h"
#include "both-sides/narrow.h"
#include "both-sides/records/utility_records.h"
#include "headend/masking/masking.h"
#include "headend/upstream/plain_value.h"

enum { DAY_DIGITS = 8, WHOLE_DIGITS_MAX = 12 };

static const char digits[] = "0123456789";

void utility_wrong(struct utility_values *values, const char *name)
{
    values->wrong = values->wrong != NULL ? values->wrong : name;
}

/* What is too long to be narrowed is none, and not "not said". */
static const char *plain(struct utility_values *values, const struct json_value *object, const char *name,
                         char room[NARROW_SIZE])
{
    int wrong = 0;
    const char *text = plain_text(object, name, room, &wrong);
    const struct json_value *part = json_value_part(object, name);
    if (wrong || (text[0] == '\0' && part != NULL && part->count >= NARROW_SIZE)) {
        utility_wrong(values, name);
        return "";
    }
    return text;
}

static int is_plain(const struct json_value *part)
{
    return part->kind == JSON_TEXT || part->kind == JSON_NUMBER;
}

void utility_needed(struct utility_values *values, const struct json_value *object, const char *name)
{
    char room[NARROW_SIZE];
    int wrong = 0;
    const struct json_value *part = json_value_part(object, name);
    /* Of a text that is too long to be a number its reader says whether it is wrong. */
    int says_nothing = part == NULL || (is_plain(part) && part->count < NARROW_SIZE &&
                                        plain_text(object, name, room, &wrong)[0] == '\0');
    if (says_nothing) {
        utility_wrong(values, name);
    }
}

static int64_t amount(struct utility_values *values, const struct json_value *object, const char *name,
                      int64_t most)
{
    char room[NARROW_SIZE];
    int64_t fen = 0;
    const char *text = plain(values, object, name, room);
    if (text[0] != '\0' && (money_read(text, &fen) != 0 || fen > most || fen < -most)) {
        utility_wrong(values, name);
        return 0;
    }
    return fen;
}

int64_t utility_fen(struct utility_values *values, const struct json_value *object, const char *name)
{
    return amount(values, object, name, UTILITY_FEN_MOST);
}

int64_t utility_sum(struct utility_values *values, const struct json_value *object, const char *name)
{
    return amount(values, object, name, MONEY_FEN_MAX);
}

/* What stands behind the point as `places` digits; -1: it is more than that, or no digits. */
static int64_t behind_point(const char *text, int places)
{
    size_t count = strspn(text, digits);
    int64_t value = 0;
    if (count == 0 || text[count] != '\0') {
        return -1;
    }
    for (int i = 0; i < places; i++) {
        value = value * 10 + ((size_t)i < count ? text[i] - '0' : 0);
    }
    return count <= (size_t)places || strspn(text + places, "0") == count - (size_t)places ? value : -1;
}

int64_t utility_decimal(struct utility_values *values, const struct json_value *object, const char *name,
                        int places, int64_t most)
{
    char room[NARROW_SIZE];
    int64_t whole = 0;
    int64_t one = 1;
    const char *at = plain(values, object, name, room);
    int is_negative = at[0] == '-';
    if (at[0] == '\0') {
        return 0;
    }
    at += is_negative;
    for (int i = 0; i < places; i++) {
        one *= 10;
    }
    int is_number = digits_take(&at, 1, WHOLE_DIGITS_MAX, &whole) == 0 && (*at == '\0' || *at == '.');
    int64_t part = is_number && *at == '.' ? behind_point(at + 1, places) : 0;
    int64_t value = is_number && part >= 0 ? whole * one + part : 0;
    if (!is_number || part < 0 || value > most) {
        utility_wrong(values, name);
        return 0;
    }
    return is_negative ? -value : value;
}

int utility_count(struct utility_values *values, const struct json_value *object, const char *name, int least,
                  int most)
{
    char room[NARROW_SIZE];
    int64_t count = 0;
    const char *text = plain(values, object, name, room);
    if (text[0] != '\0' && digits_read(text, least, most, &count) != 0) {
        utility_wrong(values, name);
        return least;
    }
    return (int)count;
}

int utility_date(struct utility_values *values, const struct json_value *object, const char *name)
{
    char room[NARROW_SIZE];
    const char *text = plain(values, object, name, room);
    int is_digits = strlen(text) == DAY_DIGITS && strspn(text, digits) == DAY_DIGITS;
    int day = is_digits ? digits_value(text, DAY_DIGITS) : 0;
    if (text[0] != '\0' && (!calendar_date_is_real(day) || day < 20000101)) {
        utility_wrong(values, name);
        return 0;
    }
    return day;
}

int64_t utility_moment(struct utility_values *values, const struct json_value *object, const char *name)
{
    int wrong = 0;
    int64_t moment = json_value_moment(object, name, &wrong);
    if (wrong) {
        utility_wrong(values, name);
    }
    return wrong ? 0 : moment;
}

int utility_flag(struct utility_values *values, const struct json_value *object, const char *name)
{
    return utility_count(values, object, name, 0, 1);
}

void utility_number(struct utility_values *values, const struct json_value *object, const char *name,
                    char *out, size_t size)
{
    static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    char room[NARROW_SIZE];
    const char *text = plain(values, object, name, room);
    size_t length = strlen(text);
    if (length >= size || strspn(text, allowed) != length) {
        utility_wrong(values, name);
        length = 0;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    explicit_bzero(room, sizeof room);
}

const char *utility_text(struct utility_values *values, const struct json_value *object, const char *name,
                         size_t characters)
{
    int wrong = 0;
    const char *text = json_value_text(object, name, &wrong);
    if (wrong) {
        utility_wrong(values, name);
        return "";
    }
    char *masked = mask_text(text, "", characters);
    char *kept = masked != NULL ? arena_text(values->arena, masked, strlen(masked)) : NULL;
    if (masked != NULL) {
        explicit_bzero(masked, strlen(masked));
        free(masked);
    }
    values->no_memory |= kept == NULL;
    return kept != NULL ? kept : "";
}

const struct json_value *utility_list(struct utility_values *values, const struct json_value *object,
                                      const char *name, size_t most)
{
    const struct json_value *list = json_value_part(object, name);
    if (list != NULL && (list->kind != JSON_LIST || list->count > most)) {
        utility_wrong(values, name);
        return NULL;
    }
    return list;
}
