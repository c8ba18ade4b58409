#include "headend/notices/import/feed_notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/printable.h"

enum { TOLD_APART_MAX = 100 };

void feed_note(struct feed_notes *notes, size_t line, const char *format, ...)
{
    char raw[FEED_NOTE_SIZE];
    char text[FEED_NOTE_SIZE];
    if (notes->last_format == format && notes->notes[notes->last].times >= TOLD_APART_MAX) {
        notes->notes[notes->last].times++;
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(raw, sizeof raw, format, arguments);
    va_end(arguments);
    if (length < 0) {
        return;
    }
    (void)printable_copy(text, sizeof text, raw, strlen(raw), NULL);
    for (size_t i = 0; i < notes->count; i++) {
        if (strcmp(notes->notes[i].text, text) == 0) {
            notes->notes[i].times++;
            notes->last_format = format;
            notes->last = i;
            return;
        }
    }
    if (notes->count < FEED_NOTES_MAX) {
        struct feed_note *note = &notes->notes[notes->count++];
        memcpy(note->text, text, sizeof text);
        note->line = line;
        note->times = 1;
    }
}

void feed_note_write(const struct feed_note *note, char out[FEED_NOTE_LINE_SIZE])
{
    char where[30] = "";
    char often[30] = "";
    if (note->line > 0) {
        (void)snprintf(where, sizeof where, "line %zu: ", note->line);
    }
    if (note->times > 1) {
        (void)snprintf(often, sizeof often, " (%zu times)", note->times);
    }
    (void)snprintf(out, FEED_NOTE_LINE_SIZE, "%s%s%s", where, note->text, often);
}
