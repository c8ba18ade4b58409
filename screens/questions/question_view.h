#ifndef SCREENS_QUESTIONS_QUESTION_VIEW_H
#define SCREENS_QUESTIONS_QUESTION_VIEW_H

#include "screens/questions/question_entry.h"
#include "screens/questions/question_trail.h"
#include "screens/stage/frame.h"
#include "screens/widgets/buttons.h"

/* One question, all over the screen's body: how far one is and what was answered, the question in large
 * letters, help, where to answer; with several to tick also what goes on. */

enum question_zone { QUESTION_ZONE_TRAIL, QUESTION_ZONE_ENTRY, QUESTION_ZONE_NEXT };

struct question_view {
    const struct stage *stage;
    const struct question_trail *trail;
    struct question_entry entry;
    enum question_zone zone;
    struct rect strip;
    struct buttons answers, next;
    char next_words[QUESTION_WORDS_SIZE];
    char number[QUESTION_WORDS_SIZE];
    struct text_layout *question, *help;
    int question_y, help_y;
};

/* The question at which the trail stands. */
void question_view_open(struct question_view *view, const struct stage *stage,
                        const struct question_trail *trail, const struct station_list *stations);
/* One has begun to answer, or gone to what goes on. */
int question_view_is_begun(const struct question_view *view);
void question_view_close(struct question_view *view);
void question_view_place(struct question_view *view);
/* KEY_PRESSED: on QUESTION_ZONE_TRAIL the answers so far are wanted; else entry.answer is the answer. */
enum key_result question_view_key(struct question_view *view, const struct remote_event *event);
void question_view_update(struct question_view *view);
int64_t question_view_deadline(const struct question_view *view);
void question_view_draw(const struct question_view *view);
/* All but Back. */
void question_view_hints(const struct question_view *view, struct frame *frame);
const char *question_view_focus(const struct question_view *view);
void question_view_say(const struct question_view *view, struct spoken *spoken);
void question_view_report(const struct question_view *view, struct screen_report *report);

#endif
