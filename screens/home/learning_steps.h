#ifndef SCREENS_HOME_LEARNING_STEPS_H
#define SCREENS_HOME_LEARNING_STEPS_H

#include "screens/stage/screen.h"

/* Which keys are asked for when a remote is taught, in which order, and what has come. */

enum { LEARNING_STEP_COUNT = 19, LEARNING_LABEL_SIZE = 24, LEARNING_NAME_SIZE = 48 };

struct learning_steps {
    size_t at; /* of the one that is asked for; LEARNING_STEP_COUNT: all were */
    char got[LEARNING_STEP_COUNT][LEARNING_LABEL_SIZE]; /* "": skipped, or not yet asked for */
};

void learning_steps_begin(struct learning_steps *steps);
/* REMOTE_KEY_NONE after the last. */
enum remote_key learning_steps_asked(const struct learning_steps *steps);
void learning_steps_got(struct learning_steps *steps, const char *label);
/* 0: there is no more. A remote without the digit that was asked for first has none of them. */
int learning_steps_next(struct learning_steps *steps);
int learning_steps_nothing_yet(const struct learning_steps *steps);
/* 1 if the one that is asked for has not come, and a remote cannot do without it. */
int learning_steps_lack(const struct learning_steps *steps);
/* "Up", "Digit 5" in the language of the hall. Returns `out`. */
const char *learning_step_name(enum remote_key key, const struct strings *strings, char *out, size_t size);
/* All steps, in the left half of the body. */
void learning_steps_draw(const struct learning_steps *steps, const struct stage *stage, int mark_asked);

#endif
