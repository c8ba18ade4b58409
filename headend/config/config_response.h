#ifndef HEADEND_CONFIG_CONFIG_RESPONSE_H
#define HEADEND_CONFIG_CONFIG_RESPONSE_H

#include "headend/http/request.h"

/* What the routes of the configuration answer (route.get). */
struct response *config_response(const struct request *request, int64_t now, const struct refusal **refusal);
struct response *menu_response(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
