#include "headend/http/cookie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "__Host-";
static const char name_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
static const char value_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

/* What stands behind "__Host-NAME=" at `at`; NULL: another cookie does. */
static const char *value_at(const char *at, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(at, prefix, sizeof prefix - 1) != 0) {
        return NULL;
    }
    at += sizeof prefix - 1;
    return strncmp(at, name, length) == 0 && at[length] == '=' ? at + length + 1 : NULL;
}

int cookie_read(const char *header, const char *name, char value[COOKIE_VALUE_SIZE])
{
    const char *found = NULL;
    for (const char *at = header != NULL ? header : ""; *at != '\0';) {
        at += strspn(at, " \t");
        const char *here = value_at(at, name);
        if (here != NULL && found != NULL) {
            return -1;
        }
        found = here != NULL ? here : found;
        at += strcspn(at, ";");
        at += *at == ';';
    }
    size_t length = found != NULL ? strspn(found, value_characters) : 0;
    if (length == 0 || length >= COOKIE_VALUE_SIZE) {
        return -1;
    }
    if (found[length + strspn(found + length, " \t")] != '\0' && found[length] != ';') {
        return -1;
    }
    memcpy(value, found, length);
    value[length] = '\0';
    return 0;
}

char *cookie_write(const struct cookie *cookie)
{
    enum { AGE_SIZE = 32 };
    static const char *const same_site[] = {[COOKIE_STRICT] = "Strict", [COOKIE_LAX] = "Lax"};
    char age[AGE_SIZE] = "";
    size_t length = strlen(cookie->value);
    int forget = length == 0;
    if (cookie->name[0] == '\0' || cookie->name[strspn(cookie->name, name_characters)] != '\0' ||
        length >= COOKIE_VALUE_SIZE || strspn(cookie->value, value_characters) != length ||
        cookie->max_age_s < 0) {
        return NULL;
    }
    if (forget || cookie->max_age_s > 0) {
        (void)snprintf(age, sizeof age, "; Max-Age=%d", forget ? 0 : cookie->max_age_s);
    }
    size_t size = sizeof prefix + strlen(cookie->name) + length + sizeof age + 64;
    char *text = malloc(size);
    if (text != NULL) {
        (void)snprintf(text, size, "%s%s=%s; Path=/; Secure; HttpOnly; SameSite=%s%s", prefix, cookie->name,
                       cookie->value, same_site[cookie->same_site], age);
    }
    return text;
}
