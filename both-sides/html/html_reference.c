#include "both-sides/html/html_reference.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/html/html_character_names.h"

enum { NAME_MAX_LENGTH = 31, OLD_NAME_MAX_LENGTH = 6, PLAIN_NAME_MIN_LENGTH = 4, REPLACEMENT = 0xFFFD };

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_value(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The rest of the name's line in the table: " 2014" or " A0!"; NULL: nothing is called so. */
static const char *find_name(const char *name, size_t length)
{
    char wanted[NAME_MAX_LENGTH + 3];
    if (length == 0 || length > NAME_MAX_LENGTH || !is_letter(name[0])) {
        return NULL;
    }
    const char *lines = html_character_names[name[0] >= 'a' ? 26 + name[0] - 'a' : name[0] - 'A'];
    wanted[0] = '\n';
    memcpy(wanted + 1, name, length);
    wanted[length + 1] = ' ';
    wanted[length + 2] = '\0';
    const char *found = strstr(lines, wanted);
    return found != NULL ? found + length + 1 : NULL;
}

static int stands_alone(const char *line)
{
    return line[strcspn(line, "!\n")] == '!';
}

static void read_line(const char *line, struct html_reference *reference)
{
    char *end = NULL;
    reference->code_points[0] = (uint32_t)strtoul(line, &end, 16);
    reference->count = 1;
    if (*end == ' ') {
        reference->code_points[1] = (uint32_t)strtoul(end, NULL, 16);
        reference->count = 2;
    }
}

static uint32_t as_browsers_take_it(uint32_t number)
{
    static const uint16_t windows[] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                       0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    if (number >= 0x80 && number <= 0x9F) {
        return windows[number - 0x80];
    }
    return number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF) ? REPLACEMENT : number;
}

/* "#8212;": `text` begins behind the "&". */
static size_t read_number(const char *text, size_t length, struct html_reference *reference)
{
    int hexadecimal = length > 1 && (text[1] == 'x' || text[1] == 'X');
    uint32_t base = hexadecimal ? 16 : 10;
    size_t start = hexadecimal ? 2 : 1;
    size_t at = start;
    uint32_t number = 0;
    for (; at < length; at++) {
        int digit = hex_value(text[at]);
        if (digit < 0 || (uint32_t)digit >= base) {
            break;
        }
        number = number > 0x10FFFF ? number : number * base + (uint32_t)digit;
    }
    if (at == start) {
        return 0;
    }
    reference->code_points[0] = as_browsers_take_it(number);
    reference->count = 1;
    return at + (at < length && text[at] == ';');
}

/* "nbsp" and its like without a semicolon, and any longer name that is followed by what no name has. */
static size_t read_bare_name(const char *text, size_t name, size_t length, int in_attribute,
                             struct html_reference *reference)
{
    int followed = name < length ? (unsigned char)text[name] : 0;
    const char *line = followed >= 0x80 && name >= PLAIN_NAME_MIN_LENGTH ? find_name(text, name) : NULL;
    size_t taken = name;
    for (size_t i = name < OLD_NAME_MAX_LENGTH ? name : OLD_NAME_MAX_LENGTH; i > 1 && line == NULL; i--) {
        const char *old = find_name(text, i);
        line = old != NULL && stands_alone(old) ? old : NULL;
        taken = i;
    }
    if (line == NULL || (in_attribute && (taken < name || followed == '='))) {
        return 0;
    }
    read_line(line, reference);
    return taken;
}

size_t html_reference_read(const char *text, size_t length, int in_attribute,
                           struct html_reference *reference)
{
    if (length < 2 || text[0] != '&') {
        return 0;
    }
    text++;
    length--;
    size_t taken = 0;
    if (text[0] == '#') {
        taken = read_number(text, length, reference);
    } else {
        size_t name = 0;
        while (name < length && name <= NAME_MAX_LENGTH && (is_letter(text[name]) || is_digit(text[name]))) {
            name++;
        }
        const char *line = name < length && text[name] == ';' ? find_name(text, name) : NULL;
        if (line != NULL) {
            read_line(line, reference);
            taken = name + 1;
        } else {
            taken = read_bare_name(text, name, length, in_attribute, reference);
        }
    }
    return taken > 0 ? taken + 1 : 0;
}
