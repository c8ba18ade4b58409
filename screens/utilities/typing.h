#ifndef SCREENS_UTILITIES_TYPING_H
#define SCREENS_UTILITIES_TYPING_H

#include "screens/stage/frame.h"
#include "screens/utilities/utility_words.h"
#include "screens/widgets/number_field.h"

/* A screen on which one number is typed: an account's, or an amount. Its struct begins with a struct typing.
 */

struct typing;

struct typing_kind {
    /* Sets the words of the field's states, and `heading` and `why` above it. */
    void (*set_words)(struct typing *typing);
    /* The number is good, and was confirmed. */
    void (*done)(struct typing *typing);
};

struct typing {
    struct screen screen;
    const struct typing_kind *kind;
    struct frame frame;
    const char *title;
    const char *heading; /* borrowed */
    char why[UTILITY_WORDS_SIZE];
    char range[UTILITY_WORDS_SIZE]; /* for words of the field */
    struct number_format format;
    struct number_field field;
};

/* `size`: of the screen's struct, zeroed but for the part here; `begin`: what stands in the field already.
 * NULL without memory. To be placed once the rest of it is set. */
void *typing_new(size_t size, const struct screen_operations *operations, const struct typing_kind *kind,
                 struct stage *stage, const struct number_format *format);

/* For a table of operations, which names `say` besides. */
void typing_enter(struct screen *base);
void typing_place(struct screen *base);
enum key_result typing_key(struct screen *base, const struct remote_event *event);
void typing_update(struct screen *base);
int64_t typing_deadline(const struct screen *base);
void typing_draw(struct screen *base, struct rect clip);
void typing_report(const struct screen *base, struct screen_report *report);
void typing_say(const struct screen *base, struct spoken *spoken);
/* Wipes what was typed. `size` as in typing_new. */
void typing_free(struct screen *base, size_t size);

#define TYPING_OPERATIONS                                                                                    \
    .enter = typing_enter, .place = typing_place, .key = typing_key, .update = typing_update,                \
    .deadline = typing_deadline, .draw = typing_draw, .report = typing_report

#endif
