#include "headend/providers/provider_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"
#include "both-sides/money.h"

enum { MEMBERS_MAX = 128, NUMBER_LEAST = 6, FEE_DIGITS = 5, YUAN_DIGITS = 12, FEN_OF_YUAN = 100 };

static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
static const char digits[] = "0123456789";

int provider_number_is_good(const char *text)
{
    size_t length = strspn(text, allowed);
    return length >= NUMBER_LEAST && length < PROVIDER_NUMBER_SIZE && text[length] == '\0';
}

int provider_transaction_is_good(const char *text)
{
    size_t length = strspn(text, allowed);
    return length > 0 && length < PROVIDER_TRANSACTION_SIZE && text[length] == '\0';
}

int provider_is_distinct(const struct json_value *value)
{
    if (value == NULL || (value->kind == JSON_OBJECT && value->count > MEMBERS_MAX)) {
        return 0;
    }
    for (const struct json_value *one = value->first; one != NULL; one = one->next) {
        for (const struct json_value *other = one->next; value->kind == JSON_OBJECT && other != NULL;
             other = other->next) {
            if (strcmp(one->name, other->name) == 0) {
                return 0;
            }
        }
        if (one->first != NULL && !provider_is_distinct(one)) {
            return 0;
        }
    }
    return 1;
}

static int is_printable(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text <= ' ' || *text > '~') {
            return 0;
        }
    }
    return 1;
}

void provider_text(const struct json_value *object, const char *name, char *out, size_t size, int *wrong)
{
    const char *text = json_value_text(object, name, wrong);
    size_t length = strlen(text);
    out[0] = '\0';
    if (length == 0 || length >= size || !is_printable(text)) {
        *wrong = 1;
        return;
    }
    memcpy(out, text, length + 1);
}

int provider_says(const struct json_value *object, const char *name, const char *text)
{
    int wrong = 0;
    const char *said = json_value_text(object, name, &wrong);
    return !wrong && strcmp(said, text) == 0;
}

int64_t provider_fen(const struct json_value *object, const char *name, int *wrong)
{
    const struct json_value *part = json_value_part(object, name);
    int64_t fen = 0;
    if (part == NULL || part->kind != JSON_NUMBER || (part->text[0] == '0' && part->text[1] != '\0') ||
        digits_read(part->text, 0, PROVIDER_FEN_MAX, &fen) != 0) {
        *wrong = 1;
        return 0;
    }
    return fen;
}

int yuan_read(const char *text, int64_t *fen)
{
    return strchr(text, ' ') == NULL && money_read(text, fen) == 0 && *fen >= 0 && *fen <= PROVIDER_FEN_MAX
               ? 0
               : -1;
}

int64_t provider_yuan(const struct json_value *object, const char *name, int *wrong)
{
    int64_t fen = 0;
    if (yuan_read(json_value_text(object, name, wrong), &fen) != 0) {
        *wrong = 1;
        return 0;
    }
    return fen;
}

void yuan_write(int64_t fen, char out[YUAN_SIZE])
{
    (void)snprintf(out, YUAN_SIZE, "%" PRId64 ".%02d", fen / FEN_OF_YUAN, (int)(fen % FEN_OF_YUAN));
}

int fee_read(const char *text, int64_t *fee)
{
    int is_negative = *text == '-';
    int64_t whole = 0;
    int64_t part = 0;
    text += is_negative;
    if (digits_take(&text, 1, YUAN_DIGITS, &whole) != 0) {
        return -1;
    }
    if (*text == '.') {
        size_t count = strspn(++text, digits);
        if (count == 0 || count > FEE_DIGITS) {
            return -1;
        }
        for (size_t i = 0; i < FEE_DIGITS; i++) {
            part = part * 10 + (i < count ? text[i] - '0' : 0);
        }
        text += count;
    }
    if (*text != '\0') {
        return -1;
    }
    *fee = (is_negative ? -1 : 1) * (whole * FEN_OF_YUAN * FEE_OF_FEN + part);
    return 0;
}

/* "+08:00", "Z", or nothing: +08:00. */
static int take_zone(const char **at, int *minutes)
{
    int64_t hour = 8;
    int64_t minute = 0;
    int sign = **at == '-' ? -1 : 1;
    if (**at == 'Z') {
        (*at)++;
        *minutes = 0;
        return 0;
    }
    if (**at == '+' || **at == '-') {
        (*at)++;
        if (digits_take(at, 2, 2, &hour) != 0 || *(*at)++ != ':' || digits_take(at, 2, 2, &minute) != 0 ||
            hour > 23 || minute > 59) {
            return -1;
        }
    }
    *minutes = sign * (int)(hour * 60 + minute);
    return 0;
}

int provider_moment_read(const char *text, int64_t *ms)
{
    int64_t parts[6] = {0}; /* year, month, day, hour, minute, second */
    static const char ends[] = "--T::";
    int zone = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t width = i == 0 ? 4 : 2;
        if (digits_take(&text, width, width, &parts[i]) != 0) {
            return -1;
        }
        if (i < sizeof ends - 1 && *text != ends[i] && !(i == 2 && *text == ' ')) {
            return -1;
        }
        text += i < sizeof ends - 1;
    }
    if (*text == '.') {
        text += 1 + strspn(text + 1, digits);
    }
    int date = (int)(parts[0] * 10000 + parts[1] * 100 + parts[2]);
    if (take_zone(&text, &zone) != 0 || *text != '\0' || parts[0] < 1970 || !calendar_date_is_real(date) ||
        parts[3] > 23 || parts[4] > 59 || parts[5] > 59) {
        return -1;
    }
    *ms = calendar_date_begins(date) + (parts[3] * 3600 + parts[4] * 60 + parts[5]) * 1000 +
          (int64_t)(8 * 60 - zone) * 60000;
    return *ms > 0 ? 0 : -1;
}

void provider_date_write(int date, char out[PROVIDER_MOMENT_SIZE])
{
    (void)snprintf(out, PROVIDER_MOMENT_SIZE, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
}

void provider_moment_write(int64_t ms, char separator, char out[PROVIDER_MOMENT_SIZE])
{
    char day[PROVIDER_MOMENT_SIZE];
    int date = calendar_date_at(ms);
    int second = (int)((ms - calendar_date_begins(date)) / 1000);
    provider_date_write(date, day);
    (void)snprintf(out, PROVIDER_MOMENT_SIZE, "%.10s%c%02d:%02d:%02d%s", day, separator, second / 3600 % 24,
                   second / 60 % 60, second % 60, separator == 'T' ? "+08:00" : "");
}

enum provider_outcome provider_say(enum provider_outcome outcome, const char *text,
                                   struct provider_word *word)
{
    size_t length = 0;
    while (length < sizeof word->text - 1 && text[length] >= ' ' && text[length] <= '~') {
        word->text[length] = text[length];
        length++;
    }
    word->text[length] = '\0';
    return outcome;
}
