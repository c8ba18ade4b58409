#ifndef HEADEND_HOUSEHOLD_MY_PAGE_H
#define HEADEND_HOUSEHOLD_MY_PAGE_H

#include "headend/http/request.h"

/* /my: after logging in, on which televisions one is bound and what one agreed to; there it is withdrawn,
 * unbound, and a forgotten PIN reset. The route's context is the struct households, or NULL. */

enum { MY_FORM_MAX = 512 };

const struct refusal *my_page_get(struct request *request, struct reply *reply);
const struct refusal *my_page_post(struct request *request, struct reply *reply);

#endif
