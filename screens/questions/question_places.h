#ifndef SCREENS_QUESTIONS_QUESTION_PLACES_H
#define SCREENS_QUESTIONS_QUESTION_PLACES_H

#include "both-sides/flow/service_flow.h"

/* 1 if the flow tells townships apart in what it makes of this node's answer. */
int question_places_need_townships(const struct service_flow *flow, const char *node);

#endif
