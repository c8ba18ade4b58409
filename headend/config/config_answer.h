#ifndef HEADEND_CONFIG_CONFIG_ANSWER_H
#define HEADEND_CONFIG_CONFIG_ANSWER_H

#include "headend/http/request.h"

/* What the routes of the configuration answer (route.get). */
struct answer *config_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *menu_answer(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
