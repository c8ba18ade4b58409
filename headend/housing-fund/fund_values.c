#include "headend/housing-fund/fund_values.h"

#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"
#include "both-sides/money.h"
#include "headend/upstream/plain_value.h"

enum { DAY_DIGITS = 8, RATE_DIGITS_MAX = 3, RATE_PARTS = 3, RATE_ONE = 1000 };

static const char digits[] = "0123456789";

/* As it was written; "" where it is not said or wrong. */
static const char *written(const struct json_value *object, const char *name, int *wrong)
{
    const struct json_value *part = json_value_part(object, name);
    int is_plain = part != NULL && (part->kind == JSON_TEXT || part->kind == JSON_NUMBER) &&
                   strlen(part->text) == part->count;
    *wrong = *wrong || (part != NULL && !is_plain);
    return is_plain ? part->text : "";
}

int64_t fund_fen(const struct json_value *object, const char *name, int *wrong)
{
    int64_t fen = 0;
    const char *text = written(object, name, wrong);
    if (text[0] != '\0' && money_read(text, &fen) != 0) {
        *wrong = 1;
        return 0;
    }
    return fen;
}

int fund_day(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    const char *text = plain_text(object, name, room, wrong);
    int is_digits = strlen(text) == DAY_DIGITS && strspn(text, digits) == DAY_DIGITS;
    int day = is_digits ? digits_value(text, DAY_DIGITS) : 0;
    if (text[0] != '\0' && !calendar_date_is_real(day)) {
        *wrong = 1;
        return 0;
    }
    return day;
}

int fund_count(const struct json_value *object, const char *name, int most, int *wrong)
{
    char room[NARROW_SIZE];
    int64_t count = 0;
    const char *text = plain_text(object, name, room, wrong);
    if (text[0] != '\0' && digits_read(text, 0, most, &count) != 0) {
        *wrong = 1;
        return 0;
    }
    return (int)count;
}

/* Up to three decimals that count, then zeros. -1: something else. */
static int parts_behind_point(const char *text)
{
    size_t count = strspn(text, digits);
    int parts = 0;
    if (count == 0 || text[count] != '\0') {
        return -1;
    }
    for (size_t i = 0; i < RATE_PARTS; i++) {
        parts = parts * 10 + (i < count ? text[i] - '0' : 0);
    }
    return count <= RATE_PARTS || strspn(text + RATE_PARTS, "0") == count - RATE_PARTS ? parts : -1;
}

int fund_rate(const struct json_value *object, const char *name, int most, int *wrong)
{
    char room[NARROW_SIZE];
    int64_t percent = 0;
    const char *at = plain_text(object, name, room, wrong);
    if (at[0] == '\0') {
        return 0;
    }
    int is_number = digits_take(&at, 1, RATE_DIGITS_MAX, &percent) == 0 && (*at == '\0' || *at == '.');
    int parts = is_number && *at == '.' ? parts_behind_point(at + 1) : 0;
    int64_t rate = percent * RATE_ONE + parts;
    if (!is_number || parts < 0 || rate > most) {
        *wrong = 1;
        return 0;
    }
    return (int)rate;
}
