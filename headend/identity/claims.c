#include "headend/identity/claims.h"

#include <string.h>

enum { SECOND_DIGITS_MAX = 11 };

int claims_are_distinct(const struct json_value *claims)
{
    if (claims == NULL || claims->count > CLAIMS_MAX) {
        return 0;
    }
    for (const struct json_value *one = claims->first; one != NULL; one = one->next) {
        for (const struct json_value *other = one->next; other != NULL; other = other->next) {
            if (strcmp(one->name, other->name) == 0) {
                return 0;
            }
        }
    }
    return 1;
}

/* A number may have a fraction, which says nothing here; an exponent has none of those who write moments. */
int64_t claims_moment(const struct json_value *claims, const char *name)
{
    const struct json_value *claim = json_value_part(claims, name);
    if (claim == NULL) {
        return 0;
    }
    size_t digits = strspn(claim->text, "0123456789");
    const char *rest = claim->text + digits;
    if (*rest == '.') {
        rest += 1 + strspn(rest + 1, "0123456789");
    }
    if (claim->kind != JSON_NUMBER || digits == 0 || digits > SECOND_DIGITS_MAX || *rest != '\0') {
        return -1;
    }
    int64_t seconds = 0;
    for (size_t i = 0; i < digits; i++) {
        seconds = seconds * 10 + (claim->text[i] - '0');
    }
    return seconds > 0 ? seconds * 1000 : -1;
}

static int is_text(const struct json_value *value, const char *text)
{
    return value->kind == JSON_TEXT && strlen(value->text) == value->count && strcmp(value->text, text) == 0;
}

int claims_have(const struct json_value *claims, const char *name, const char *text)
{
    const struct json_value *claim = json_value_part(claims, name);
    if (claim == NULL || claim->kind != JSON_LIST) {
        return claim != NULL && is_text(claim, text);
    }
    for (const struct json_value *item = claim->first; item != NULL; item = item->next) {
        if (is_text(item, text)) {
            return 1;
        }
    }
    return 0;
}

int words_have(const char *words, const char *word)
{
    size_t length = strlen(word);
    while (*words != '\0') {
        size_t one = strcspn(words, " ");
        if (one == length && length > 0 && memcmp(words, word, length) == 0) {
            return 1;
        }
        words += one;
        words += strspn(words, " ");
    }
    return 0;
}
