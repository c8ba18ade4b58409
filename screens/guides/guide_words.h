#ifndef SCREENS_GUIDES_GUIDE_WORDS_H
#define SCREENS_GUIDES_GUIDE_WORDS_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/screen.h"

/* What the codes of a guide are called on the television. */

enum { TERM_WORDS_SIZE = 64 };

/* "10个工作日", "当场办结"; "" if none is given. Returns `out`. */
char *term_words(char out[TERM_WORDS_SIZE], const struct strings *strings, const struct term *term);

/* 必要, 可选, 可后补: a word and a shape, in colours that tell them apart as well. */
struct need_mark {
    const char *word;
    const char *icon;
    colour fill, ink;
};
struct need_mark need_mark_of(const struct stage *stage, int need);

/* "原件", "复印件 2份"; "" if nothing is said. Cut at `size`. */
void material_piece_words(const struct strings *strings, const struct guide_material *material, char *out,
                          size_t size);
/* "纸质"; "" if not said. */
const char *material_format_words(const struct strings *strings, const struct guide_material *material);

#endif
