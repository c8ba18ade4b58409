#ifndef SCREENS_QUESTIONS_QUESTION_ENTRY_H
#define SCREENS_QUESTIONS_QUESTION_ENTRY_H

#include "screens/questions/question_number.h"
#include "screens/questions/question_words.h"
#include "screens/stage/places.h"
#include "screens/stage/screen.h"
#include "screens/widgets/choices.h"
#include "screens/widgets/number_field.h"

/* Where one answers a question: options, digits, or a place chosen step by step (by its code where the box
 * knows no places). */

struct question_entry {
    const struct stage *stage;
    const struct flow_node *node;
    struct flow_answer_value answer; /* what is chosen or typed so far; `given` once it was answered before */
    struct rect area;
    struct choices choices;
    struct question_number number; /* of digits; the entry may not move while they are typed */
    struct number_field field;
    char words[QUESTION_WORDS_SIZE];
    /* of an area */
    const struct station_list *stations; /* borrowed; NULL: none */
    int wants_township;
    int by_code;
    char county[7]; /* chosen; "": not yet */
    struct places places;
};

/* `before`: what was answered here; not given: nothing. */
void question_entry_open(struct question_entry *entry, const struct stage *stage,
                         const struct service_flow *flow, const struct flow_node *node,
                         const struct flow_answer_value *before, const struct station_list *stations);
/* Wipes what was typed. */
void question_entry_close(struct question_entry *entry);
/* Something is typed, ticked or chosen here that does not count as an answer yet. */
int question_entry_is_begun(const struct question_entry *entry);
/* Puts the focus where question_entry_focus said that it was, if that is there. */
void question_entry_focus_on(struct question_entry *entry, const char *focus);
/* The directory has come, or another: an area is asked anew, unless something is typed or chosen. */
void question_entry_set_stations(struct question_entry *entry, const struct station_list *stations);
/* The least height that shows all of it at this width. */
int question_entry_height(const struct question_entry *entry, int width);
void question_entry_place(struct question_entry *entry, struct rect area);
/* KEY_PRESSED: `answer` is the answer. KEY_STAYED to an arrow: it may lead out of the entry. */
enum key_result question_entry_key(struct question_entry *entry, const struct remote_event *event);
/* 1 if Back only went one step back in here. */
int question_entry_back(struct question_entry *entry);
void question_entry_set_focus(struct question_entry *entry, int focused);
void question_entry_update(struct question_entry *entry);
int64_t question_entry_deadline(const struct question_entry *entry);
void question_entry_draw(const struct question_entry *entry);
/* Which step of several is asked: "请选县市区"; NULL: there is only one. */
const char *question_entry_step(const struct question_entry *entry);
/* For the test port: an option's id, an area code, a key of the pad, or "number". */
const char *question_entry_focus(const struct question_entry *entry);
void question_entry_say(const struct question_entry *entry, struct spoken *spoken);

#endif
