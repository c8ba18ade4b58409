#ifndef SCREENS_GUIDES_GUIDE_TEXT_H
#define SCREENS_GUIDES_GUIDE_TEXT_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/screen.h"
#include "screens/widgets/rich_text.h"

/* The parts of a guide that are read as text. What cannot be laid out (no memory) is left out and logged. */

/* A heading with its words below; nothing at all when the words are "". */
void guide_text_part(struct rich_text *rich_text, const struct stage *stage, enum string_id heading,
                     const char *words);
/* Likewise, the words set off as they would stand on a paper. */
void guide_text_example(struct rich_text *rich_text, const struct stage *stage, enum string_id heading,
                        const char *words);
/* What the text below is about: a material, a field. */
void guide_text_title(struct rich_text *rich_text, const struct stage *stage, const char *words);
/* Words on their own, larger where they say what all is about. */
void guide_text_lead(struct rich_text *rich_text, const struct stage *stage, const char *words);

/* What the matter is, who may, where, which single items it joins, what it costs, what comes out of it. */
void guide_overview_fill(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide);
void guide_faq_fill(struct rich_text *rich_text, const struct stage *stage, const struct guide *guide);

#endif
