#ifndef HEADEND_HOUSEHOLD_SESSION_ANSWER_H
#define HEADEND_HOUSEHOLD_SESSION_ANSWER_H

#include "both-sides/records/household_records.h"
#include "headend/household/sessions.h"
#include "headend/http/request.h"

/* What a box is told of a session. `session` points into `about`. */
void session_answer_fill(struct household_session *session, const struct session_about *about,
                         const struct session_left *left);

/* The session that came along, of the box that sent it; not counted as used unless `is_used`. 1: it holds. */
struct households;
int session_answer_read(struct households *households, const struct request *request, int is_used,
                        struct session_about *about, struct session_left *left);

#endif
