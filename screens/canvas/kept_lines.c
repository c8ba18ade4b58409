#include "screens/canvas/kept_lines.h"

#include <stdlib.h>
#include <string.h>

#include "screens/canvas/characters.h"

static struct kept_line **set_of(struct kept_lines *lines, struct text_style style, const char *utf8)
{
    uint32_t mixed = 2166136261u ^ (uint32_t)style.size ^ (uint32_t)style.weight << 16; /* FNV-1a */
    for (const char *at = utf8; *at != '\0'; at++) {
        mixed = (mixed ^ (unsigned char)*at) * 16777619u;
    }
    return lines->sets[(mixed ^ mixed >> 16) % KEPT_LINE_SETS];
}

static int is_of(const struct kept_line *line, struct text_style style, int width, const char *utf8)
{
    return line->width == width && line->style.size == style.size && line->style.weight == style.weight &&
           strcmp(line->words, utf8) == 0;
}

struct kept_line *kept_lines_find(struct kept_lines *lines, struct text_style style, int width,
                                  const char *utf8)
{
    if (strnlen(utf8, KEPT_LINE_BYTES_MAX + 1) > KEPT_LINE_BYTES_MAX) {
        return NULL;
    }
    struct kept_line **set = set_of(lines, style, utf8);
    for (size_t i = 0; i < KEPT_LINE_WAYS; i++) {
        if (set[i] != NULL && is_of(set[i], style, width, utf8)) {
            set[i]->last_use = ++lines->uses;
            return set[i];
        }
    }
    return NULL;
}

static void line_free(struct kept_line *line)
{
    if (line != NULL) {
        free(line->letters);
        free(line);
    }
}

static struct kept_line **oldest_of(struct kept_line **set)
{
    struct kept_line **oldest = set;
    for (size_t i = 0; i < KEPT_LINE_WAYS && *oldest != NULL; i++) {
        if (set[i] == NULL || set[i]->last_use < (*oldest)->last_use) {
            oldest = &set[i];
        }
    }
    return oldest;
}

struct kept_line *kept_lines_add(struct kept_lines *lines, struct text_style style, int width,
                                 const char *utf8, struct line_fit fit)
{
    size_t length = strnlen(utf8, KEPT_LINE_BYTES_MAX + 1);
    struct kept_line *line = length <= KEPT_LINE_BYTES_MAX ? malloc(sizeof *line + length + 1) : NULL;
    if (line == NULL) {
        return NULL;
    }
    *line = (struct kept_line){.style = style, .width = width, .fit = fit, .last_use = ++lines->uses};
    memcpy(line->words, utf8, length + 1);
    struct kept_line **place = oldest_of(set_of(lines, style, utf8));
    line_free(*place);
    *place = line;
    return line;
}

void kept_lines_forget(struct kept_lines *lines)
{
    for (size_t i = 0; i < KEPT_LINE_SETS * KEPT_LINE_WAYS; i++) {
        struct kept_line **place = &lines->sets[i / KEPT_LINE_WAYS][i % KEPT_LINE_WAYS];
        line_free(*place);
        *place = NULL;
    }
}

/* Room for each character's letter, and for the ellipsis. */
static int make_room(struct kept_line *line)
{
    size_t capacity = 1;
    const char *at = line->words;
    while (at < line->words + line->fit.end && character_next(&at) != 0) {
        capacity++;
    }
    line->letters = calloc(capacity, sizeof *line->letters);
    line->letter_capacity = line->letters != NULL ? capacity : 0;
    return line->letters != NULL ? 0 : -1;
}

int kept_line_begin(struct kept_line *line)
{
    line->has_letters = 0;
    line->letter_count = 0;
    return line->letters != NULL ? 0 : make_room(line);
}

void kept_line_add(struct kept_line *line, struct kept_letter letter)
{
    if (line->letter_count < line->letter_capacity) {
        line->letters[line->letter_count++] = letter;
    }
}

void kept_line_end(struct kept_line *line, unsigned emptied_before, unsigned emptied)
{
    line->has_letters = emptied_before == emptied;
    line->emptied = emptied;
}

int kept_line_is_whole(const struct kept_line *line, unsigned emptied)
{
    return line->has_letters && line->emptied == emptied;
}
