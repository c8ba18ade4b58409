#ifndef HEADEND_NOTICES_IMPORT_FEED_REPAIR_H
#define HEADEND_NOTICES_IMPORT_FEED_REPAIR_H

#include "headend/notices/import/feed_buffer.h"
#include "headend/notices/import/feed_notes.h"

/* A feed as it came (strict UTF-8, feed_decode.h) written anew as XML that a parser takes, with a note of
 * each slip. Lines stay where they are. */

enum {
    REPAIR_DEPTH_MAX = 200,     /* of elements; what is deeper has no place in a feed */
    REPAIR_NAMESPACES_MAX = 256 /* declared around any element */
};

enum feed_repair_way {
    REPAIR_TEXT,     /* what stands before and behind the feed, references, raw "&" and "<", attributes */
    REPAIR_STRUCTURE /* besides: missing and superfluous end tags, HTML that was not escaped, a cut end */
};

/* How the note of a feed that was cut off begins. */
extern const char *const feed_repair_broke_off;

/* Returns 0, or -1 with the reason (FEED_NOTE_SIZE) why it is no feed. REPAIR_TEXT may leave what is no XML;
 * what REPAIR_STRUCTURE writes always is. */
int feed_repair(const struct feed_buffer *text, enum feed_repair_way way, struct feed_notes *notes,
                struct feed_buffer *out, char problem[FEED_NOTE_SIZE]);

#endif
