#ifndef SCREENS_CANVAS_FACE_H
#define SCREENS_CANVAS_FACE_H

#include <ft2build.h>
#include FT_FREETYPE_H

#include "screens/canvas/text.h"

/* One face of a font file. Its tables are used where they lie in the mapped file, its outlines are read with
 * pread: so neither copies of tables (1.3 MB a Chinese face) nor the pages around every outline count as our
 * memory. Opened at its first use; one that cannot be opened is logged once and has no characters from then
 * on. */
struct face {
    char *file;
    int face_index;
    enum text_weight weight;
    int fallback;
    enum { FACE_CLOSED, FACE_OPEN, FACE_FAILED } state;
    int fd;
    FT_Face freetype;
    struct FT_StreamRec_ stream;
    void *map;
    size_t map_size;
    int size; /* that is set now */
};

/* 0 if it is open after this. */
int face_open(struct face *face, FT_Library library);
void face_close(struct face *face);

/* The glyph's number at that size, ready to be loaded; 0: the face does not have the character. */
FT_UInt face_find(struct face *face, FT_Library library, uint32_t character);
int face_set_size(struct face *face, int size);
/* Gives back the pages of the file that were touched; they come again from the system's cache. */
void face_rest(struct face *face);

/* The part of the em box above the baseline, in thousandths of it. */
int face_ascent_permille(const struct face *face);

#endif
