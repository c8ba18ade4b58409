#ifndef HEADEND_NOTICES_IMPORT_FEED_NOTES_H
#define HEADEND_NOTICES_IMPORT_FEED_NOTES_H

#include <stddef.h>

/* What was tolerated in a feed, for the operator: each kind once, with the line of the first. */

enum { FEED_NOTES_MAX = 24, FEED_NOTE_SIZE = 200, FEED_NOTE_LINE_SIZE = FEED_NOTE_SIZE + 60 };

struct feed_notes {
    struct feed_note {
        char text[FEED_NOTE_SIZE];
        size_t line; /* 0: of the whole */
        size_t times;
    } notes[FEED_NOTES_MAX];
    size_t count;
    const char
        *last_format; /* of `last`: a slip that comes a million times is not put into words each time */
    size_t last;
};

void feed_note(struct feed_notes *notes, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "line 3: a raw & is taken as it stands (12 times)" */
void feed_note_write(const struct feed_note *note, char out[FEED_NOTE_LINE_SIZE]);

#endif
