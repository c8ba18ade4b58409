#ifndef SCREENS_CASES_CASE_SUMMARY_H
#define SCREENS_CASES_CASE_SUMMARY_H

#include "backend-client/records/case_records.h"
#include "screens/cases/case_words.h"
#include "screens/stage/screen.h"

/* A case as it is seen: the words of its way, ticked up to the one it stands at, what to do now in full, the
 * steps on a line, and a card of facts. */

struct case_summary;

/* The record is read here and not kept. NULL without memory. */
struct case_summary *case_summary_new(const struct stage *stage, const struct case_record *record,
                                      struct rect area);
void case_summary_free(struct case_summary *view);
/* Up and Down move along the steps. */
enum key_result case_summary_key(struct case_summary *view, enum remote_key key);
/* 1: Up and Down have a use. */
int case_summary_scrolls(const struct case_summary *view);
/* What stands at the top of what is scrolled. */
size_t case_summary_first(const struct case_summary *view);
/* Where it stands, what to do, the facts, the steps in sight. */
void case_summary_say(const struct case_summary *view, struct spoken *spoken);
void case_summary_draw(const struct case_summary *view);

/* "11-24 10:32", at +08:00; "" for 0. */
char *case_moment(char out[CASE_WORDS_SIZE], int64_t time_ms);

#endif
