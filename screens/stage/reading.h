#ifndef SCREENS_STAGE_READING_H
#define SCREENS_STAGE_READING_H

#include "screens/stage/screen.h"
#include "screens/widgets/rich_text.h"

/* Paragraphs for a rich text, in the hall's sizes. Without memory one is left out, which the log says. */

void reading_add(struct rich_text *rich_text, const struct rich_text_paragraph *text);
/* In one style; `line_height` 0: the article's. "": nothing is added, as everywhere below. */
void reading_words(struct rich_text *rich_text, const char *text, struct text_style style, int line_height,
                   colour ink, int space_above);
void reading_heading(struct rich_text *rich_text, const struct stage *stage, const char *text);
/* A title over a part: bold, with space above. */
void reading_title(struct rich_text *rich_text, const struct stage *stage, const char *text);
/* "标签：文字", the label bold; `label` NULL: none; `text` "": nothing is added. */
void reading_text(struct rich_text *rich_text, const struct stage *stage, const char *label,
                  const char *text);
/* Small and soft. */
void reading_note(struct rich_text *rich_text, const struct stage *stage, const char *text);
/* A point of a list: the name bold, below it up to two soft paragraphs ("" or NULL: none). */
void reading_point(struct rich_text *rich_text, const struct stage *stage, const char *marker,
                   const char *name, const char *first, const char *second);

#endif
