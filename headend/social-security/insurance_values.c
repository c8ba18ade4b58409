#include "headend/social-security/insurance_values.h"

#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"
#include "headend/upstream/plain_value.h"

enum {
    YUAN_DIGITS_MAX = 11,
    FEN_OF_YUAN = 100,
    FEN_DIGITS = 2,
    MONTH_DIGITS = 6,
    DAY_DIGITS = 8,
    YEAR_DIGITS = 4,
    YEAR_LEAST = 1900,
    YEAR_MOST = 2999
};

static const char digits[] = "0123456789";

static int is_digits(const char *text, size_t count)
{
    return strlen(text) == count && strspn(text, digits) == count;
}

int insurance_value_count(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    int64_t count = FIELD_NOT_SAID;
    const char *text = plain_text(object, name, room, wrong);
    if (text[0] != '\0' && digits_read(text, 0, INSURANCE_COUNT_MAX, &count) != 0) {
        *wrong = 1;
        return FIELD_NOT_SAID;
    }
    return (int)count;
}

int insurance_value_month(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    const char *text = plain_text(object, name, room, wrong);
    if (is_digits(text, MONTH_DIGITS) || is_digits(text, DAY_DIGITS)) {
        return digits_value(text, MONTH_DIGITS);
    }
    *wrong = *wrong || text[0] != '\0';
    return 0;
}

int insurance_value_year(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    const char *text = plain_text(object, name, room, wrong);
    int year = is_digits(text, YEAR_DIGITS) ? digits_value(text, YEAR_DIGITS) : 0;
    *wrong = *wrong || (text[0] != '\0' && !is_digits(text, YEAR_DIGITS));
    return year >= YEAR_LEAST && year <= YEAR_MOST ? year : 0;
}

int insurance_value_day(const struct json_value *object, const char *name, int *wrong)
{
    char room[NARROW_SIZE];
    const char *text = plain_text(object, name, room, wrong);
    int day = is_digits(text, DAY_DIGITS) ? digits_value(text, DAY_DIGITS) : 0;
    explicit_bzero(room, sizeof room);
    return day != 0 && calendar_date_is_real(day) ? day : 0;
}

/* What stands behind the point: up to two digits that count, then zeros. -1: something else. */
static int fen_behind_point(const char *text)
{
    int fen = 0;
    size_t count = strspn(text, digits);
    if (text[count] != '\0' || count == 0) {
        return -1;
    }
    for (size_t i = 0; i < FEN_DIGITS; i++) {
        fen = fen * 10 + (i < count ? text[i] - '0' : 0);
    }
    return count <= FEN_DIGITS || strspn(text + FEN_DIGITS, "0") == count - FEN_DIGITS ? fen : -1;
}

/* -1: it is no amount. */
static int read_fen(const char *text, int64_t *fen)
{
    int64_t yuan = 0;
    int is_negative = *text == '-';
    const char *at = text + is_negative;
    if (digits_take(&at, 1, YUAN_DIGITS_MAX, &yuan) != 0 || (*at != '\0' && *at != '.')) {
        return -1;
    }
    int behind = *at == '.' ? fen_behind_point(at + 1) : 0;
    if (behind < 0) {
        return -1;
    }
    *fen = yuan * FEN_OF_YUAN + behind;
    *fen = is_negative ? -*fen : *fen;
    return *fen > INSURANCE_FEN_MOST || *fen < -INSURANCE_FEN_MOST ? -1 : 0;
}

int64_t insurance_value_fen(const struct json_value *object, const char *name, int64_t otherwise, int *wrong)
{
    char room[NARROW_SIZE];
    int64_t fen = 0;
    const char *text = plain_text(object, name, room, wrong);
    int is_said = text[0] != '\0';
    int is_good = is_said && read_fen(text, &fen) == 0;
    *wrong = *wrong || (is_said && !is_good);
    explicit_bzero(room, sizeof room);
    return is_good ? fen : otherwise;
}
