#include "both-sides/config/config_value.h"

#include <arpa/inet.h>
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/config/hall_config.h"
#include "both-sides/printable.h"

/* The same expression as in headend.rng: no user name, no query, no closing slash. */
static const char url_pattern[] =
    "^https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[1-9][0-9]{0,4})?"
    "(/[A-Za-z0-9._~-]+)*$";

/* Likewise. */
static const char key_code_pattern[] = "^(KEY_[A-Z0-9_]{1,40}|[1-9][0-9]{0,2})$";
static const char scancode_pattern[] = "^0x[0-9A-Fa-f]{1,8}$";

static int number_good(const char *text, int low, int high)
{
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length > 6 || text[length] != '\0') {
        return 0;
    }
    long value = strtol(text, NULL, 10);
    return value >= low && value <= high;
}

static int name_good(const char *text, int low, int high)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return text[length] == '\0' && length >= (size_t)low && length <= (size_t)high;
}

static int choice_of(const struct value_shape *shape, const char *text)
{
    for (int i = 0; shape->choices[i] != NULL; i++) {
        if (strcmp(shape->choices[i], text) == 0) {
            return i;
        }
    }
    return -1;
}

static int matches(const char *text, const char *pattern_text)
{
    regex_t pattern;
    if (regcomp(&pattern, pattern_text, REG_EXTENDED | REG_NOSUB) != 0) {
        return 0;
    }
    int good = regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    return good;
}

static int url_good(const char *text)
{
    return strlen(text) < CONFIG_URL_SIZE && matches(text, url_pattern);
}

static int area_good(const char *text)
{
    size_t length = strspn(text, "0123456789");
    return text[length] == '\0' && (length == 6 || length == 9 || length == 12);
}

static int address_good(const char *text)
{
    unsigned char address[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1;
}

int config_words_length(const char *text)
{
    int characters = 0;
    for (size_t at = 0, length = strlen(text); at < length; characters++) {
        uint32_t code_point = 0;
        size_t taken = utf8_character(text + at, length - at, &code_point);
        if (taken == 0 || is_control_character(code_point)) {
            return -1;
        }
        at += taken;
    }
    return characters;
}

/* Bytes are what has to fit; the schema counts characters, so a path of many wide ones is refused here only.
 */
static int path_good(const char *text, int low, int high)
{
    size_t length = strlen(text);
    return length >= (size_t)low && length <= (size_t)high && config_words_length(text) > 0;
}

int config_value_good(const struct value_shape *shape, const char *text)
{
    switch (shape->kind) {
    case VALUE_NUMBER:
        return number_good(text, shape->low, shape->high);
    case VALUE_NAME:
        return name_good(text, shape->low, shape->high);
    case VALUE_PATH:
    case VALUE_DEVICE:
        return path_good(text, shape->low, shape->high);
    case VALUE_CHOICE:
    case VALUE_REMOTE_KEY:
        return choice_of(shape, text) >= 0;
    case VALUE_KEY_CODE:
        return matches(text, key_code_pattern);
    case VALUE_SCANCODE:
        return matches(text, scancode_pattern);
    case VALUE_URL:
        return url_good(text);
    case VALUE_AREA:
        return area_good(text);
    case VALUE_ADDRESS:
        return address_good(text);
    }
    return 0;
}

void config_value_store(const struct value_shape *shape, const char *text, void *target)
{
    if (shape->offset == SIZE_MAX) {
        return;
    }
    char *place = (char *)target + shape->offset;
    if (shape->size > 0) {
        (void)snprintf(place, shape->size, "%s", text);
        return;
    }
    int value = shape->kind == VALUE_CHOICE ? choice_of(shape, text) : (int)strtol(text, NULL, 10);
    memcpy(place, &value, sizeof value);
}

static void choices_in_words(const struct value_shape *shape, char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; shape->choices[i] != NULL && used < size; i++) {
        const char *between = i == 0 ? "" : shape->choices[i + 1] == NULL ? " or " : ", ";
        int written = snprintf(out + used, size - used, "%s%s", between, shape->choices[i]);
        used += written > 0 ? (size_t)written : 0;
    }
}

void config_value_allowed(const struct value_shape *shape, char *out, size_t size)
{
    switch (shape->kind) {
    case VALUE_NUMBER:
        (void)snprintf(out, size, "a whole number from %d to %d", shape->low, shape->high);
        break;
    case VALUE_NAME:
        (void)snprintf(out, size, "small letters a-z, digits and hyphens, %d to %d of them", shape->low,
                       shape->high);
        break;
    case VALUE_PATH:
        (void)snprintf(out, size, "a path of at most %d bytes without control characters", shape->high);
        break;
    case VALUE_CHOICE:
    case VALUE_REMOTE_KEY:
        choices_in_words(shape, out, size);
        break;
    case VALUE_DEVICE:
        (void)snprintf(out, size,
                       "the name of an input device, * ? and [ ] as in file names, at most %d bytes",
                       shape->high);
        break;
    case VALUE_KEY_CODE:
        (void)snprintf(out, size, "KEY_ and a name of the Linux kernel, such as KEY_PROG1, or its number");
        break;
    case VALUE_SCANCODE:
        (void)snprintf(out, size, "0x and up to 8 hexadecimal digits, as tv-hall --keys prints it");
        break;
    case VALUE_URL:
        (void)snprintf(
            out, size,
            "http:// or https://, a host, perhaps :port and a path; no user name, no '?', no closing slash; "
            "at most %d bytes",
            CONFIG_URL_SIZE - 1);
        break;
    case VALUE_AREA:
        (void)snprintf(out, size, "an area code of 6, 9 or 12 digits, such as 431000");
        break;
    case VALUE_ADDRESS:
        (void)snprintf(out, size, "an IPv4 or IPv6 address such as 127.0.0.1, 0.0.0.0 or ::1");
        break;
    }
}
