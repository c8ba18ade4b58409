#include "screens/stage/spoken.h"

#include <string.h>

#include "screens/stage/frame.h"
#include "screens/stage/spoken_words.h"

enum { HINT_SIZE = 256 };

static size_t whole_characters(const char *words, size_t room)
{
    size_t length = strlen(words);
    if (length <= room) {
        return length;
    }
    while (room > 0 && ((unsigned char)words[room] & 0xC0) == 0x80) {
        room--;
    }
    return room;
}

void spoken_add(char part[SPOKEN_SIZE], const char *words)
{
    size_t used = strlen(part);
    if (words == NULL || words[0] == '\0' || used + 2 >= SPOKEN_SIZE) {
        return;
    }
    if (used > 0) {
        part[used++] = '\n'; /* the pause, until all of it is written out */
    }
    size_t length = whole_characters(words, SPOKEN_SIZE - 1 - used);
    memcpy(part + used, words, length);
    part[used + length] = '\0';
}

void spoken_add_string(char part[SPOKEN_SIZE], const struct stage *stage, enum string_id words)
{
    spoken_add(part, string_get(stage->strings, words));
}

/* --- What is the same for all --- */

/* How a key of the hints is called where its name is written in signs. */
static enum string_id spoken_key(enum string_id key)
{
    static const struct {
        enum string_id key, spoken;
    } keys[] = {
        {STRING_KEY_OK, STRING_SPOKEN_KEY_OK},
        {STRING_KEY_BACK, STRING_SPOKEN_KEY_BACK},
        {STRING_KEY_HOME, STRING_SPOKEN_KEY_HOME},
        {STRING_KEY_DIGITS, STRING_SPOKEN_KEY_DIGITS},
        {STRING_KEY_ARROWS, STRING_SPOKEN_KEY_ARROWS},
        {STRING_KEY_LEFT_RIGHT, STRING_SPOKEN_KEY_LEFT_RIGHT},
        {STRING_KEY_UP_DOWN, STRING_SPOKEN_KEY_UP_DOWN},
        {STRING_KEY_PAGE, STRING_SPOKEN_KEY_PAGE},
        {STRING_KEY_UP, STRING_SPOKEN_KEY_UP},
        {STRING_KEY_LEFT, STRING_SPOKEN_KEY_LEFT},
        {STRING_KEY_RIGHT, STRING_SPOKEN_KEY_RIGHT},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].key == key) {
            return keys[i].spoken;
        }
    }
    return key;
}

/* "按确定键打开" for each key that the remote reaches. */
static void add_hints(struct spoken *spoken, const struct frame *frame, const struct stage *stage)
{
    for (size_t i = 0; i < frame->hint_count; i++) {
        char key[FRAME_HINT_KEY_SIZE];
        char hint[HINT_SIZE];
        enum string_id shown = frame->hints[i].key;
        if (!frame_hint_is_reached(stage, shown)) {
            continue;
        }
        int has_stand_in = frame_hint_key_words(stage, shown, key);
        const char *values[] = {has_stand_in ? key : string_get(stage->strings, spoken_key(shown)),
                                string_get(stage->strings, frame->hints[i].does)};
        spoken_add(spoken->hint,
                   string_format(hint, sizeof hint, stage->strings, STRING_SPOKEN_HINT, values, 2));
    }
}

static void add_frame(struct spoken *spoken, const struct frame *frame, const struct stage *stage)
{
    if (spoken->title[0] == '\0') {
        spoken_add(spoken->title, frame->title);
        spoken_add(spoken->title, frame->subtitle);
    }
    spoken_add(spoken->value, frame->status);
    add_hints(spoken, frame, stage);
}

/* In place. */
static void write_out(char part[SPOKEN_SIZE], const struct stage *stage)
{
    const struct spoken_language language = {stage->strings, stage->english};
    char shown[SPOKEN_SIZE];
    memcpy(shown, part, sizeof shown);
    spoken_words_write(part, SPOKEN_SIZE, shown, &language);
    explicit_bzero(shown, sizeof shown);
}

void spoken_write_out(struct spoken *spoken, const struct stage *stage)
{
    write_out(spoken->title, stage);
    write_out(spoken->focus, stage);
    write_out(spoken->value, stage);
    write_out(spoken->hint, stage);
}

void screen_say(const struct screen *screen, struct spoken *spoken)
{
    const struct stage *stage = screen->stage;
    struct screen_report report = {.focus = "", .title = "", .notice = ""};
    memset(spoken, 0, sizeof *spoken);
    spoken_add(spoken->value, stage->notice); /* why the last key did nothing comes first */
    screen->operations->say(screen, spoken);
    screen->operations->report(screen, &report);
    if (report.frame != NULL) {
        add_frame(spoken, report.frame, stage);
    }
    if (spoken->title[0] == '\0') { /* of something that is gone, or not there yet */
        spoken_add(spoken->title, stage_text(stage, &stage->config->hall_name));
    }
    if (spoken->hint[0] == '\0') {
        spoken_add_string(spoken->hint, stage, STRING_SPOKEN_NO_HINT);
    }
    spoken_write_out(spoken, stage);
}

void spoken_wipe(struct spoken *spoken)
{
    explicit_bzero(spoken, sizeof *spoken);
}
