#ifndef SCREENS_STAGE_FRAME_H
#define SCREENS_STAGE_FRAME_H

#include "screens/stage/screen.h"

/* What all screens have in common: the ground, the header (title, date, clock), the footer (which keys work
 * here, and what is wrong just now), and the message that stands where content is missing. */

enum { FRAME_HINT_MAX = 5, FRAME_STATUS_SIZE = 160, FRAME_HINT_KEY_SIZE = 64 };
enum { FRAME_CARD_PERCENT = 25, FRAME_WIDE_CARD_PERCENT = 30 };

struct frame_hint {
    enum string_id key;
    enum string_id does;
};

struct frame {
    const char *title;    /* borrowed */
    const char *subtitle; /* after the title, soft; NULL: none */
    struct frame_hint hints[FRAME_HINT_MAX];
    size_t hint_count;
    char status[FRAME_STATUS_SIZE]; /* "": all is well */
    int status_is_trouble;          /* marked by the crossed cloud; else it is only information */
};

/* Between header and footer. */
struct rect frame_body(const struct stage *stage);
/* A card at the right, so wide. */
struct rect frame_card(const struct stage *stage, int percent);
/* What a card at the right leaves of it for a text with its position bar. */
struct rect frame_body_beside(const struct stage *stage, struct rect card);
void frame_hint_add(struct frame *frame, enum string_id key, enum string_id does);
void frame_draw(const struct frame *frame, const struct stage *stage);
/* 0: the remote used last cannot send the key that a hint names, and the hint is left out. */
int frame_hint_is_reached(const struct stage *stage, enum string_id key);
/* The name of a hint's key on the remote used last. 1: another key stands in for it. */
int frame_hint_key_words(const struct stage *stage, enum string_id key, char out[FRAME_HINT_KEY_SIZE]);
/* The hints alone, from the left of `line`, as many as fit. */
void frame_draw_hints(const struct frame *frame, const struct stage *stage, struct rect line);
/* Where the clock stands: damaged each minute. */
void frame_damage_clock(const struct stage *stage);
void frame_damage_footer(const struct stage *stage);
/* Damages the footer only if the hints are not those of `before`. */
void frame_damage_changed_hints(const struct frame *frame, const struct frame *before,
                                const struct stage *stage);
/* Sets the status line; damages the footer only if it changed. */
void frame_set_status(struct frame *frame, const struct stage *stage, const char *text, int is_trouble);
/* Likewise, of up to two numbers: "{0} of {1}". */
void frame_set_count(struct frame *frame, const struct stage *stage, enum string_id id, int64_t first,
                     int64_t second);

/* What the status line says while content from before is shown, after `response` has failed. */
void frame_status_for_failure(struct frame *frame, const struct stage *stage,
                              const struct response *response);

/* Where there is no content: an icon, what is the matter, what to do. */
struct message {
    const char *icon;
    enum string_id says;
    enum string_id what_to_do;
};
struct message message_for_failure(enum failure failure);
void message_draw(const struct message *message, const struct stage *stage, struct rect area);

#endif
