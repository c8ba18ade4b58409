#include "screens/guides/guide_words.h"

#include <stdio.h>

char *term_words(char out[TERM_WORDS_SIZE], const struct strings *strings, const struct term *term)
{
    static const enum string_id many[] = {STRING_TERM_WORKDAYS, STRING_TERM_DAYS, STRING_TERM_HOURS};
    static const enum string_id one[] = {STRING_TERM_WORKDAY, STRING_TERM_DAY, STRING_TERM_HOUR};
    out[0] = '\0';
    if (!term->given || term->unit < TERM_WORKDAY || term->unit > TERM_HOUR) {
        return out;
    }
    if (term->count == 0) {
        (void)snprintf(out, TERM_WORDS_SIZE, "%s", string_get(strings, STRING_TERM_AT_ONCE));
        return out;
    }
    return string_format_numbers(out, TERM_WORDS_SIZE, strings, (term->count == 1 ? one : many)[term->unit],
                                 term->count, 0);
}

struct need_mark need_mark_of(const struct stage *stage, int need)
{
    const struct theme *theme = stage->kit.theme;
    switch (need) {
    case FLOW_OPTIONAL:
        return (struct need_mark){string_get(stage->strings, STRING_NEED_OPTIONAL), "need-optional",
                                  theme->notice_bar, theme->on_notice_bar};
    case FLOW_LATER:
        return (struct need_mark){string_get(stage->strings, STRING_NEED_LATER), "clock",
                                  theme->tile_tints[0], theme->ink_on_tint};
    default:
        return (struct need_mark){string_get(stage->strings, STRING_NEED_NECESSARY), "need-necessary",
                                  theme->tile_tints[1], theme->ink_on_tint};
    }
}

void material_piece_words(const struct strings *strings, const struct guide_material *material, char *out,
                          size_t size)
{
    static const enum string_id pieces[] = {STRING_PIECE_ORIGINAL, STRING_PIECE_COPY, STRING_PIECE_BOTH};
    char copies[32];
    const char *piece = "";
    if (material->piece >= MATERIAL_ORIGINAL && material->piece <= MATERIAL_BOTH) {
        piece = string_get(strings, pieces[material->piece]);
    }
    if (material->copies <= 0) {
        (void)snprintf(out, size, "%s", piece);
        return;
    }
    string_format_numbers(copies, sizeof copies, strings,
                          material->copies == 1 ? STRING_PIECE_ONE : STRING_PIECE_MANY, material->copies, 0);
    const char *values[] = {piece, copies};
    if (piece[0] != '\0') {
        string_format(out, size, strings, STRING_PIECE_COUNTED, values, 2);
    } else {
        (void)snprintf(out, size, "%s", copies);
    }
}

const char *material_format_words(const struct strings *strings, const struct guide_material *material)
{
    switch (material->format) {
    case MATERIAL_PAPER:
        return string_get(strings, STRING_FORMAT_PAPER);
    case MATERIAL_ELECTRONIC:
        return string_get(strings, STRING_FORMAT_ELECTRONIC);
    case MATERIAL_EITHER:
        return string_get(strings, STRING_FORMAT_EITHER);
    default:
        return "";
    }
}
