#ifndef HEADEND_HOUSEHOLD_BIND_PAGE_H
#define HEADEND_HOUSEHOLD_BIND_PAGE_H

#include "headend/http/request.h"

/* The pages of a phone that signs its holder in on a television: /bind, where the QR code leads and a code is
 * typed; and IDENTITY_RETURN_PATH, where the provider sends the phone back to, of my_page.h too. The route's
 * context is the struct households, or NULL.
 *
 * GET /bind?code=… remembers the code in the phone's cookie and goes on to /bind?opened=1, where it is
 * opened: so a phone without cookies opens none, and no address that stays in the phone has a code in it.
 * From then on /bind shows how far it has come. */

enum { BIND_FORM_MAX = 1024 };

const struct refusal *bind_page_get(struct request *request, struct reply *reply);
const struct refusal *bind_page_post(struct request *request, struct reply *reply);

const struct refusal *login_return_get(struct request *request, struct reply *reply);

#endif
