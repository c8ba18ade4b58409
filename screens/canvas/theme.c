/* A theme file: <colour>, <length> and <percent> elements, each with name and value, each name once. */
#include "screens/canvas/theme.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "both-sides/xml/config_document.h"

static const char where[] = "theme";

enum kind { KIND_COLOUR, KIND_LENGTH, KIND_PERCENT, KINDS };

static const char *const kind_elements[KINDS] = {"colour", "length", "percent"};
static const char *const kind_allowed[KINDS] = {"the value has to be #RRGGBB or #AARRGGBB",
                                                "the value has to be 0..1000, pixels at 1080 lines",
                                                "the value has to be 100..300, percent"};
enum { LENGTH_MAX = 1000, PERCENT_MIN = 100, PERCENT_MAX = 300, DESIGN_LINES = 1080 };

struct field {
    const char *name;
    enum kind kind;
    size_t offset;
};

#define COLOUR(name)                                                                                         \
    {                                                                                                        \
#name, KIND_COLOUR, offsetof(struct theme, name)                                                     \
    }
#define TINT(number)                                                                                         \
    {                                                                                                        \
        "tile_tint_" #number, KIND_COLOUR, offsetof(struct theme, tile_tints[(number)-1])                    \
    }
#define LENGTH(name)                                                                                         \
    {                                                                                                        \
#name, KIND_LENGTH, offsetof(struct theme, name)                                                     \
    }

static const struct field fields[] = {
    COLOUR(background),
    COLOUR(background_band),
    COLOUR(surface),
    COLOUR(surface_focused),
    COLOUR(surface_raised),
    COLOUR(ink_on_tint),
    COLOUR(ink),
    COLOUR(ink_soft),
    COLOUR(ink_on_focus),
    COLOUR(ink_soft_on_focus),
    COLOUR(accent),
    COLOUR(accent_soft),
    COLOUR(focus_ring),
    COLOUR(rule),
    COLOUR(urgent),
    COLOUR(on_urgent),
    COLOUR(important),
    COLOUR(on_important),
    COLOUR(notice_bar),
    COLOUR(on_notice_bar),
    COLOUR(link),
    COLOUR(key_red),
    COLOUR(key_green),
    COLOUR(key_yellow),
    COLOUR(key_blue),
    TINT(1),
    TINT(2),
    TINT(3),
    TINT(4),
    TINT(5),
    TINT(6),
    TINT(7),
    TINT(8),
    TINT(9),
    LENGTH(text_small),
    LENGTH(text_body),
    LENGTH(text_title),
    LENGTH(text_heading),
    LENGTH(text_display),
    {"article_line", KIND_PERCENT, offsetof(struct theme, article_line)},
    LENGTH(gap_small),
    LENGTH(gap),
    LENGTH(gap_large),
    LENGTH(radius_small),
    LENGTH(radius),
    LENGTH(ring),
    LENGTH(row_height),
    LENGTH(header_height),
    LENGTH(footer_height),
    LENGTH(icon),
    LENGTH(icon_tile),
    LENGTH(scroll_bar),
};
enum { FIELDS = sizeof fields / sizeof *fields };

struct reading {
    const char *path;
    int screen_lines;
    struct theme *theme;
    unsigned char seen[FIELDS];
    int problems;
};

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static int read_colour(const char *value, colour *result)
{
    size_t length = strlen(value);
    colour c = length == 7 ? 0xFF : 0;
    if (value[0] != '#' || (length != 7 && length != 9)) {
        return -1;
    }
    for (size_t i = 1; i < length; i++) {
        int digit = hex_digit(value[i]);
        if (digit < 0) {
            return -1;
        }
        c = c << 4 | (colour)digit;
    }
    *result = c;
    return 0;
}

static int read_number(const char *value, int least, int most, int *result)
{
    int number = 0;
    if (*value == '\0') {
        return -1;
    }
    for (; *value; value++) {
        if (*value < '0' || *value > '9') {
            return -1;
        }
        number = number * 10 + (*value - '0');
        if (number > most) {
            return -1;
        }
    }
    *result = number;
    return number < least ? -1 : 0;
}

/* What is something at 1080 lines is at least one pixel on any screen. */
static int scaled(int length, int screen_lines)
{
    int pixels = (int)(((long)length * screen_lines + DESIGN_LINES / 2) / DESIGN_LINES);
    return length > 0 && pixels < 1 ? 1 : pixels;
}

static int store(struct reading *reading, const struct field *field, const char *value)
{
    char *place = (char *)reading->theme + field->offset;
    colour c;
    int number;
    switch (field->kind) {
    case KIND_COLOUR:
        if (read_colour(value, &c) < 0) {
            return -1;
        }
        memcpy(place, &c, sizeof c);
        return 0;
    case KIND_LENGTH:
        if (read_number(value, 0, LENGTH_MAX, &number) < 0) {
            return -1;
        }
        number = scaled(number, reading->screen_lines);
        break;
    default: /* all other numbers are percents */
        if (read_number(value, PERCENT_MIN, PERCENT_MAX, &number) < 0) {
            return -1;
        }
        break;
    }
    memcpy(place, &number, sizeof number);
    return 0;
}

static void problem(struct reading *reading, long line, const char *what, const char *detail)
{
    reading->problems++;
    log_line(LOG_LEVEL_ERROR, where, "%s:%ld: %.60s: %s", reading->path, line, detail, what);
}

static size_t find_field(const char *element, const char *name)
{
    size_t i = 0;
    while (i < FIELDS &&
           (strcmp(fields[i].name, name) != 0 || strcmp(kind_elements[fields[i].kind], element) != 0)) {
        i++;
    }
    return i;
}

static void read_entry(struct reading *reading, xmlNode *node)
{
    const char *element = (const char *)node->name;
    xmlChar *name = xmlGetNoNsProp(node, BAD_CAST "name");
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST "value");
    long line = xmlGetLineNo(node);
    if (!name || !value) {
        problem(reading, line, "has to have a name and a value", element);
    } else {
        size_t i = find_field(element, (const char *)name);
        if (i == FIELDS) {
            problem(reading, line, "no such entry in a theme (colour, length or percent)",
                    (const char *)name);
        } else if (reading->seen[i]) {
            problem(reading, line, "stands twice", (const char *)name);
        } else {
            reading->seen[i] = 1;
            if (store(reading, &fields[i], (const char *)value) < 0) {
                problem(reading, line, kind_allowed[fields[i].kind], (const char *)name);
            }
        }
    }
    xmlFree(name);
    xmlFree(value);
}

static void read_entries(struct reading *reading, xmlDoc *document)
{
    xmlNode *root = xmlDocGetRootElement(document);
    if (!root || strcmp((const char *)root->name, "theme") != 0) {
        problem(reading, 1, "the outermost element has to be this", "theme");
        return;
    }
    for (xmlNode *node = root->children; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            read_entry(reading, node);
        }
    }
    for (size_t i = 0; i < FIELDS; i++) {
        if (!reading->seen[i]) {
            problem(reading, xmlGetLineNo(root), "is missing", fields[i].name);
        }
    }
}

static void log_errors(const char *path, const struct config_errors *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        log_line(LOG_LEVEL_ERROR, where, "%s:%d: %s: %s", path, errors->items[i].line,
                 errors->items[i].problem, errors->items[i].allowed);
    }
}

int theme_read(const char *path, int screen_lines, struct theme *theme)
{
    struct theme fresh = {0};
    struct reading reading = {.path = path, .screen_lines = screen_lines, .theme = &fresh};
    struct config_errors *errors = calloc(1, sizeof *errors);
    size_t length = 0;
    xmlDoc *document = NULL;
    if (!errors) {
        log_line(LOG_LEVEL_ERROR, where, "%s: out of memory", path);
        return -1;
    }
    char *text = config_file_read(path, &length, errors);
    if (text) {
        document = config_document_read(text, length, errors);
    }
    if (document) {
        read_entries(&reading, document);
    }
    log_errors(path, errors);
    int good = document && reading.problems == 0;
    xmlFreeDoc(document);
    free(text);
    free(errors);
    if (!good) {
        return -1;
    }
    *theme = fresh;
    return 0;
}
