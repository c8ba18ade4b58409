/* Paragraphs: spans of text into lines. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "screens/canvas/fonts_private.h"
#include "screens/canvas/line_breaks.h"
#include "screens/canvas/text_layout.h"

enum { ELLIPSIS = 0x2026, ZERO_WIDTH_SPACE = 0x200B, WORD_JOINER = 0x2060, NO_BREAK_MARK = 0xFEFF };
/* 4 MB of text, and lines up to what a picture of them could have. */
/* The size of what is raised or lowered. */
enum { SHIFTED_PERCENT = 65 };
enum { TEXT_BYTES_MAX = 4 * 1024 * 1024, LINES_MAX = 100000 };

/* --- Copying the text --- */

static int is_kept(uint32_t character)
{
    /* These are not drawn, but they say where a line may end. */
    return character_kind(character) != CHARACTER_HIDDEN || character == ZERO_WIDTH_SPACE ||
           character == WORD_JOINER || character == NO_BREAK_MARK;
}

static uint32_t as_laid_out(uint32_t character)
{
    /* A carriage return alone, a form feed and a vertical tab would force breaks that nobody asked for. */
    return character == '\t' || character == '\v' || character == '\f' || character == '\r' ? ' ' : character;
}

/* Copies one span's text behind what is there. A byte that is not UTF-8 becomes a character of three. */
static void copy_span(struct text_layout *layout, const char *text, size_t room)
{
    uint32_t character;
    while ((character = character_next(&text)) != 0 && layout->text_length + 4 <= room) {
        if (character == '\r' && *text == '\n') {
            continue;
        }
        character = as_laid_out(character);
        if (is_kept(character)) {
            layout->text_length += character_put(character, layout->text + layout->text_length);
        }
    }
}

static void free_text(char *text, size_t length)
{
    explicit_bzero(text, length); /* it may be somebody's own */
    free(text);
}

/* To what it holds. realloc could leave a copy behind. */
static void shrink_text(struct text_layout *layout)
{
    size_t size = layout->text_length + 1;
    char *fitting = malloc(size);
    if (fitting) {
        memcpy(fitting, layout->text, size);
        free_text(layout->text, size);
        layout->text = fitting;
    }
}

static int copy_spans(struct text_layout *layout, const struct text_span *spans, size_t count)
{
    size_t room = 4;
    for (size_t i = 0; i < count; i++) {
        room += 3 * strnlen(spans[i].text, TEXT_BYTES_MAX);
    }
    room = room > TEXT_BYTES_MAX ? TEXT_BYTES_MAX : room;
    layout->text = malloc(room + 1);
    layout->spans = calloc(count > 0 ? count : 1, sizeof *layout->spans);
    if (!layout->text || !layout->spans) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        copy_span(layout, spans[i].text, room);
        layout->spans[i] =
            (struct layout_span){layout->text_length, spans[i].weight, spans[i].ink, spans[i].marks};
    }
    layout->span_count = count;
    layout->text[layout->text_length] = '\0';
    shrink_text(layout);
    return 0;
}

/* --- Breaking it into lines --- */

struct breaker {
    struct text_layout *layout;
    const struct text_layout_options *options;
    struct fonts *fonts;
    const char *breaks;
    size_t span; /* that the reading stands in */
};

/* A place in the text where a line could end. */
struct stop {
    size_t end;  /* of the line */
    size_t next; /* where the next line begins */
    int width;   /* up to end */
    size_t span; /* of `next` */
};

struct text_style layout_span_style(const struct text_layout *layout, const struct layout_span *span)
{
    int size = (span->marks & (TEXT_RAISED | TEXT_LOWERED)) != 0 ? layout->size * SHIFTED_PERCENT / 100
                                                                 : layout->size;
    return fonts_clamp((struct text_style){size, span->weight});
}

static struct text_style style_at(struct breaker *breaker, size_t at)
{
    const struct text_layout *layout = breaker->layout;
    while (breaker->span + 1 < layout->span_count && layout->spans[breaker->span].end <= at) {
        breaker->span++;
    }
    return layout_span_style(layout, &layout->spans[breaker->span]);
}

static int line_width(const struct breaker *breaker)
{
    int indent = breaker->layout->line_count == 0 ? breaker->options->indent : 0;
    int width = breaker->options->width - indent;
    return width > 0 ? width : 0;
}

static int add_line(struct breaker *breaker, size_t start, const struct stop *stop, int ellipsis_width)
{
    struct text_layout *layout = breaker->layout;
    if (layout->line_count == layout->line_capacity) {
        size_t capacity = layout->line_capacity ? layout->line_capacity * 2 : 4;
        struct layout_line *lines = realloc(layout->lines, capacity * sizeof *lines);
        if (!lines) {
            return -1;
        }
        layout->lines = lines;
        layout->line_capacity = capacity;
    }
    int indent = layout->line_count == 0 ? breaker->options->indent : 0;
    int width = stop->width + ellipsis_width;
    int spare = line_width(breaker) - width;
    spare = spare < 0 ? 0 : spare;
    int x = indent + (breaker->options->align == TEXT_ALIGN_END      ? spare
                      : breaker->options->align == TEXT_ALIGN_CENTRE ? spare / 2
                                                                     : 0);
    layout->lines[layout->line_count++] =
        (struct layout_line){start, stop->end, x, width, ellipsis_width > 0};
    layout->width = x + width > layout->width ? x + width : layout->width;
    return 0;
}

/* One line while it is read. */
struct reading {
    size_t start;
    int limit;
    int pen;
    size_t ink_end; /* after the last character that is not blank, and the width up to there */
    int ink_width;
    uint32_t previous;
    struct stop last;      /* after the last character that fits */
    struct stop allowed;   /* the last place where the rules allow a break */
    struct stop emergency; /* the last place to break a word that is longer than the line */
};

/* A mark over a blank stands alone, so that a row of blanks cannot carry it out of the line. */
static int joins_previous(uint32_t previous, uint32_t character)
{
    return character_kind(character) == CHARACTER_COMBINING && character_kind(previous) != CHARACTER_SPACE;
}

/* Takes the character that ends at `after`. 0: it does not fit, the line ends before it. */
static int take_character(struct breaker *breaker, struct reading *line, uint32_t character, int advance,
                          size_t after)
{
    int is_blank = character_kind(character) == CHARACTER_SPACE;
    /* A mark that is squeezed ends the line: whatever follows it sees the pen at its full width. */
    int taken = line_end_half_width(character) ? (advance + 1) / 2 : advance;
    int is_separable = line->previous != 0 && !joins_previous(line->previous, character);
    if (is_separable && line_may_be_broken_between(line->previous, character)) {
        line->emergency = line->last;
    }
    if (is_separable && !is_blank && line->pen + taken > line->limit) {
        return 0;
    }
    line->pen += advance;
    if (!is_blank) {
        line->ink_width = line->pen > line->limit ? line->pen - advance + taken : line->pen;
        line->ink_end = after;
    }
    line->last = (struct stop){line->ink_end, after, line->ink_width, breaker->span};
    if (breaker->breaks[after - 1] != LINE_BREAK_NONE) {
        line->allowed = line->last;
    }
    line->previous = character;
    return 1;
}

/* Reads one line from `start`; *stop is where it ends. Returns 1 if text is left behind it. */
static int read_line(struct breaker *breaker, size_t start, struct stop *stop)
{
    const struct text_layout *layout = breaker->layout;
    struct stop none = {start, start, 0, breaker->span};
    struct reading line = {.start = start,
                           .limit = line_width(breaker),
                           .ink_end = start,
                           .last = none,
                           .allowed = none,
                           .emergency = none};
    const char *at = layout->text + start;
    while ((size_t)(at - layout->text) < layout->text_length) {
        struct text_style style = style_at(breaker, (size_t)(at - layout->text));
        uint32_t character = character_next(&at);
        size_t after = (size_t)(at - layout->text);
        int is_hidden = character_kind(character) == CHARACTER_HIDDEN;
        if (character == '\n') {
            *stop = (struct stop){line.ink_end, after, line.ink_width, breaker->span};
            return after < layout->text_length;
        }
        int advance = is_hidden ? 0 : fonts_advance(breaker->fonts, style, character);
        if (!take_character(breaker, &line, character, advance, after)) {
            *stop = line.allowed.next > start     ? line.allowed
                    : line.emergency.next > start ? line.emergency
                                                  : line.last;
            breaker->span = stop->span;
            return 1;
        }
    }
    *stop = (struct stop){line.ink_end, layout->text_length, line.ink_width, breaker->span};
    return 0;
}

/* The last line that is allowed, though there is more: ends where an ellipsis still fits. */
static int add_cut_line(struct breaker *breaker, size_t start)
{
    const struct text_layout *layout = breaker->layout;
    struct text_style style = style_at(breaker, start);
    int ellipsis = fonts_advance(breaker->fonts, style, ELLIPSIS);
    int limit = line_width(breaker) - ellipsis;
    struct stop stop = {start, start, 0, breaker->span};
    int pen = 0;
    const char *at = layout->text + start;
    while ((size_t)(at - layout->text) < layout->text_length) {
        size_t before = (size_t)(at - layout->text);
        uint32_t character = character_next(&at);
        enum character_kind kind = character_kind(character);
        if (character == '\n') {
            break;
        }
        if (kind != CHARACTER_HIDDEN) {
            pen += fonts_advance(breaker->fonts, style_at(breaker, before), character);
        }
        if (pen > limit) {
            break;
        }
        if (kind != CHARACTER_SPACE) {
            stop.end = (size_t)(at - layout->text);
            stop.width = pen;
        }
    }
    return add_line(breaker, start, &stop, limit >= 0 ? ellipsis : 0);
}

/* Blanks at which a line was broken do not indent the next one. */
static size_t behind_blanks(const struct text_layout *layout, size_t start)
{
    const char *at = layout->text + start;
    const char *next = at;
    uint32_t character;
    while ((character = character_next(&next)) != '\n' && character_kind(character) == CHARACTER_SPACE) {
        at = next;
    }
    return (size_t)(at - layout->text);
}

static int break_into_lines(struct breaker *breaker)
{
    struct text_layout *layout = breaker->layout;
    size_t start = 0;
    int line_limit = breaker->options->line_limit;
    size_t most = line_limit > 0 && line_limit < LINES_MAX ? (size_t)line_limit : LINES_MAX;
    int more = layout->text_length > 0;
    while (more) {
        struct stop stop;
        size_t span = breaker->span;
        more = read_line(breaker, start, &stop);
        if (more && layout->line_count + 1 == most) {
            breaker->span = span;
            return add_cut_line(breaker, start);
        }
        if (add_line(breaker, start, &stop, 0) < 0) {
            return -1;
        }
        start = stop.next;
        if (more && start > 0 && layout->text[start - 1] != '\n') {
            start = behind_blanks(layout, start);
            more = start < layout->text_length;
        }
    }
    return 0;
}

struct text_layout *text_layout_new(struct fonts *fonts, const struct text_span *spans, size_t span_count,
                                    const struct text_layout_options *options)
{
    struct text_layout *layout = calloc(1, sizeof *layout);
    struct breaker breaker = {.layout = layout, .options = options, .fonts = fonts};
    char *breaks = NULL;
    if (!layout) {
        return NULL;
    }
    struct text_style style = fonts_clamp((struct text_style){options->size, TEXT_REGULAR});
    layout->size = style.size;
    layout->line_height = options->line_height > 0 ? options->line_height : text_line_height(fonts, style);
    if (copy_spans(layout, spans, span_count) < 0) {
        goto fail;
    }
    breaks = line_breaks_find(layout->text, layout->text_length);
    if (!breaks) {
        goto fail;
    }
    breaker.breaks = breaks;
    if (break_into_lines(&breaker) < 0) {
        goto fail;
    }
    free(breaks);
    return layout;
fail:
    free(breaks);
    text_layout_free(layout);
    return NULL;
}

void text_layout_free(struct text_layout *layout)
{
    if (layout) {
        if (layout->text) {
            free_text(layout->text, layout->text_length);
        }
        free(layout->spans);
        free(layout->lines);
        free(layout);
    }
}

int text_layout_height(const struct text_layout *layout)
{
    int64_t height = layout != NULL ? (int64_t)layout->line_count * layout->line_height : 0;
    return height > INT32_MAX / 2 ? INT32_MAX / 2 : (int)height;
}

int text_layout_width(const struct text_layout *layout)
{
    return layout->width;
}

int text_layout_line_count(const struct text_layout *layout)
{
    return (int)layout->line_count;
}

const char *text_layout_words(const struct text_layout *layout)
{
    return layout != NULL ? layout->text : "";
}
