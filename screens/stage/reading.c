#include "screens/stage/reading.h"

#include "both-sides/log.h"

void reading_add(struct rich_text *rich_text, const struct rich_text_paragraph *text)
{
    if (rich_text_add_paragraph(rich_text, text) != 0) {
        log_line(LOG_LEVEL_ERROR, "reading", "no memory to lay out a paragraph");
    }
}

void reading_words(struct rich_text *rich_text, const char *text, struct text_style style, int line_height,
                   colour ink, int space_above)
{
    struct text_span span = {text, style.weight, ink, 0};
    struct rich_text_paragraph paragraph = {.spans = &span,
                                            .span_count = 1,
                                            .size = style.size,
                                            .line_height = line_height,
                                            .space_above = space_above};
    if (text[0] != '\0') {
        reading_add(rich_text, &paragraph);
    }
}

static void add_tight(struct rich_text *rich_text, const char *text, struct text_style style, colour ink,
                      int space_above)
{
    reading_words(rich_text, text, style, style.size * 4 / 3, ink, space_above);
}

void reading_heading(struct rich_text *rich_text, const struct stage *stage, const char *text)
{
    add_tight(rich_text, text, style_heading(&stage->kit), stage->kit.theme->ink, 0);
}

void reading_title(struct rich_text *rich_text, const struct stage *stage, const char *text)
{
    add_tight(rich_text, text, style_title(&stage->kit), stage->kit.theme->accent, stage->kit.theme->gap);
}

void reading_note(struct rich_text *rich_text, const struct stage *stage, const char *text)
{
    add_tight(rich_text, text, style_small(&stage->kit), stage->kit.theme->ink_soft, 0);
}

void reading_text(struct rich_text *rich_text, const struct stage *stage, const char *label, const char *text)
{
    const struct theme *theme = stage->kit.theme;
    struct text_span spans[] = {{label != NULL ? label : "", TEXT_BOLD, theme->ink, 0},
                                {text, TEXT_REGULAR, theme->ink, 0}};
    struct rich_text_paragraph paragraph = {.spans = label != NULL ? spans : spans + 1,
                                            .span_count = label != NULL ? 2 : 1,
                                            .size = theme->text_body,
                                            .space_above = theme->gap_small};
    if (text[0] != '\0') {
        reading_add(rich_text, &paragraph);
    }
}

void reading_point(struct rich_text *rich_text, const struct stage *stage, const char *marker,
                   const char *name, const char *first, const char *second)
{
    const struct theme *theme = stage->kit.theme;
    const char *more[] = {first, second};
    struct text_span span = {name, TEXT_BOLD, theme->ink, 0};
    struct rich_text_paragraph paragraph = {.spans = &span,
                                            .span_count = 1,
                                            .size = theme->text_body,
                                            .margin_left = theme->gap_large + theme->gap_small,
                                            .space_above = theme->gap_small,
                                            .marker = marker};
    reading_add(rich_text, &paragraph);
    for (size_t i = 0; i < 2; i++) {
        struct text_span soft = {more[i], TEXT_REGULAR, theme->ink_soft, 0};
        struct rich_text_paragraph below = {.spans = &soft,
                                            .span_count = 1,
                                            .size = theme->text_small,
                                            .line_height = theme->text_small * 4 / 3,
                                            .margin_left = paragraph.margin_left};
        if (more[i] != NULL && more[i][0] != '\0') {
            reading_add(rich_text, &below);
        }
    }
}
