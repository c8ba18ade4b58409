#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article_builder.h"
#include "both-sides/utf8.h"

/* Blanks in the middle of a line that someone drew a picture with are cut to this many. */
enum { SPACES_MAX = 8, TAB_WIDTH = 4 };

enum character_class {
    CHARACTER_TEXT,
    CHARACTER_FOLDING_SPACE,
    CHARACTER_FIRM_SPACE,
    CHARACTER_BREAK,
    CHARACTER_NOTHING
};

static enum character_class classify(uint32_t c)
{
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        return CHARACTER_FOLDING_SPACE;
    }
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
        return CHARACTER_NOTHING;
    }
    if (c < 0xA0) {
        return CHARACTER_TEXT;
    }
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000) {
        return CHARACTER_FIRM_SPACE;
    }
    if (c == 0x2028 || c == 0x2029) {
        return CHARACTER_BREAK;
    }
    /* Soft hyphens, joiners of zero width, marks of direction, byte order marks, characters that are none. */
    if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE) {
        return CHARACTER_NOTHING;
    }
    return CHARACTER_TEXT;
}

/* Word writes the bullets of its symbol font as private characters. */
static uint32_t plain_character(uint32_t c)
{
    return c == 0xF0B7 || c == 0xF06C || c == 0xF0A7 || c == 0xF06E ? 0x2022 : c;
}

int text_is_blank(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t at = 0; at < length;) {
        size_t step;
        if (classify(utf8_decode(bytes + at, length - at, &step)) == CHARACTER_TEXT) {
            return 0;
        }
        at += step;
    }
    return 1;
}

static void write_bytes(struct article_builder *builder, const char *bytes, size_t length)
{
    size_t needed = builder->text_length + length;
    if (needed > builder->text_capacity) {
        size_t capacity = builder->text_capacity == 0 ? 1024 : builder->text_capacity * 2;
        while (capacity < needed) {
            capacity *= 2;
        }
        char *text = realloc(builder->text, capacity);
        if (text == NULL) {
            builder->no_memory = 1;
            return;
        }
        builder->text = text;
        builder->text_capacity = capacity;
    }
    memcpy(builder->text + builder->text_length, bytes, length);
    builder->text_length = needed;
}

static void count_span(struct article_builder *builder)
{
    if (builder->open_cell != NO_CELL) {
        builder->cells[builder->open_cell].cell.span_count++;
    } else {
        builder->blocks[builder->open_block].block.span_count++;
    }
}

static void end_span(struct article_builder *builder)
{
    if (builder->text_length == 0) {
        return;
    }
    if (builder->span_count == builder->span_capacity) {
        size_t capacity = builder->span_capacity == 0 ? 64 : builder->span_capacity * 2;
        struct article_span *spans = realloc(builder->spans, capacity * sizeof *spans);
        if (spans == NULL) {
            builder->no_memory = 1;
            return;
        }
        builder->spans = spans;
        builder->span_capacity = capacity;
    }
    const char *text = arena_text(builder->arena, builder->text, builder->text_length);
    if (text == NULL) {
        builder->no_memory = 1;
        return;
    }
    builder->spans[builder->span_count++] = (struct article_span){.text = text,
                                                                  .bold = builder->look.bold,
                                                                  .link = builder->look.link,
                                                                  .struck = builder->look.struck,
                                                                  .shift = builder->look.shift};
    builder->text_length = 0;
    count_span(builder);
}

void builder_close_text(struct article_builder *builder)
{
    if (builder->open_block != NO_BLOCK || builder->open_cell != NO_CELL) {
        end_span(builder);
    }
    builder->open_block = NO_BLOCK;
    builder->open_cell = NO_CELL;
    builder->preformatted = 0;
    builder->holds_text = 0;
    builder->spaces = 0;
    builder->last_space_folds = 0;
    builder->breaks = 0;
}

void builder_add_break(struct article_builder *builder)
{
    if (builder->holds_text) {
        builder->breaks++;
    }
    builder->spaces = 0;
    builder->last_space_folds = 0;
}

/* Changes the look from here on; beyond the bound everything is written in the look that stands. */
static void set_look(struct article_builder *builder, struct text_look look)
{
    if (look.bold == builder->look.bold && look.link == builder->look.link &&
        look.struck == builder->look.struck && look.shift == builder->look.shift) {
        return;
    }
    if (builder->span_count >= BUILDER_SPAN_MAX) {
        builder->cut = 1;
        return;
    }
    end_span(builder);
    builder->look = look;
}

static void write_character(struct article_builder *builder, uint32_t c, struct text_look look)
{
    set_look(builder, look);
    if (builder->breaks > 0) {
        /* Empty lines are kept where the author laid out every line, otherwise they are space that a screen
         * does not have. */
        int lines = builder->preformatted ? builder->breaks : 1;
        for (int i = 0; i < lines; i++) {
            write_bytes(builder, "\n", 1);
        }
    }
    for (int i = 0; i < builder->spaces; i++) {
        write_bytes(builder, " ", 1);
    }
    builder->breaks = 0;
    builder->spaces = 0;
    builder->last_space_folds = 0;
    builder->holds_text = 1;
    char bytes[4];
    write_bytes(builder, bytes, utf8_encode(c, bytes));
}

static void fold_space(struct article_builder *builder, int folds)
{
    int at_line_start = !builder->holds_text || builder->breaks > 0;
    if (at_line_start || (folds && builder->last_space_folds) || builder->spaces >= SPACES_MAX) {
        return;
    }
    builder->spaces++;
    builder->last_space_folds = folds;
}

static void keep_space(struct article_builder *builder, uint32_t c)
{
    if (c == '\n') {
        builder_add_break(builder);
    } else if (c == '\t') {
        builder->spaces += TAB_WIDTH;
    } else if (c != '\r') {
        builder->spaces++;
    }
}

void builder_add_text(struct article_builder *builder, const char *text, size_t length, struct text_look look)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t at = 0; at < length && !builder->no_memory;) {
        size_t step;
        uint32_t c = utf8_decode(bytes + at, length - at, &step);
        at += step;
        switch (classify(c)) {
        case CHARACTER_TEXT:
            write_character(builder, plain_character(c), look);
            break;
        case CHARACTER_FOLDING_SPACE:
            if (builder->preformatted) {
                keep_space(builder, c);
            } else {
                fold_space(builder, 1);
            }
            break;
        case CHARACTER_FIRM_SPACE:
            if (builder->preformatted) {
                keep_space(builder, ' ');
            } else {
                fold_space(builder, 0);
            }
            break;
        case CHARACTER_BREAK:
            builder_add_break(builder);
            break;
        case CHARACTER_NOTHING:
            break;
        }
    }
}

const char *builder_plain_text(struct article_builder *builder, const char *text)
{
    char line[BUILDER_PLAIN_MAX];
    size_t kept = 0;
    size_t left = strnlen(text, BUILDER_PLAIN_MAX);
    const unsigned char *bytes = (const unsigned char *)text;
    int space = 0;
    while (left > 0) {
        size_t step;
        uint32_t c = plain_character(utf8_decode(bytes, left, &step));
        enum character_class class = classify(c);
        bytes += step;
        left -= step;
        space |= class != CHARACTER_TEXT && class != CHARACTER_NOTHING;
        if (class != CHARACTER_TEXT) {
            continue;
        }
        if (kept + 5 > sizeof line) {
            break;
        }
        if (space && kept > 0) {
            line[kept++] = ' ';
        }
        space = 0;
        kept += utf8_encode(c, line + kept);
    }
    if (kept == 0) {
        return "";
    }
    const char *copy = arena_text(builder->arena, line, kept);
    builder->no_memory |= copy == NULL;
    return copy;
}
