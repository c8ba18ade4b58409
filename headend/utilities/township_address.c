#include "headend/utilities/township_address.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/utf8.h"

enum { COUNTY_CHARACTERS_MAX = 16, TOWNSHIP_CHARACTERS_MAX = 24 };

/* Where the first of the words ends, within so many characters; NULL: none is there. */
static const char *behind_first(const char *text, const char *const *words, size_t characters)
{
    const char *found = NULL;
    for (; *words != NULL; words++) {
        const char *at = strstr(text, *words);
        const char *end = at != NULL && at != text ? at + strlen(*words) : NULL;
        if (end != NULL && (found == NULL || end < found) &&
            utf8_count((const unsigned char *)text, (size_t)(end - text)) <= characters) {
            found = end;
        }
    }
    return found;
}

/* Digits would be of a house: nothing is told of such a text. */
static int has_digits(const char *text, const char *end)
{
    return strcspn(text, "0123456789") < (size_t)(end - text);
}

char *township_address(const char *address)
{
    static const char *const townships[] = {"\u8857\u9053", "\u9547", "\u4e61", NULL}; /* 街道 镇 乡 */
    static const char *const counties[] = {"\u53bf", "\u533a", NULL};                  /* 县 区 */
    static const char *const cities[] = {"\u5e02", NULL};                              /* 市 */
    const char *city = behind_first(address, cities, COUNTY_CHARACTERS_MAX);
    const char *county = behind_first(city != NULL ? city : address, counties, COUNTY_CHARACTERS_MAX);
    const char *begin = county != NULL ? county : city != NULL ? city : address;
    const char *township = behind_first(begin, townships, TOWNSHIP_CHARACTERS_MAX);
    const char *end = township != NULL ? township : county != NULL ? county : city;
    return end == NULL || has_digits(address, end) ? strdup("") : strndup(address, (size_t)(end - address));
}
