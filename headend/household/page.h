#ifndef HEADEND_HOUSEHOLD_PAGE_H
#define HEADEND_HOUSEHOLD_PAGE_H

#include <libxml/xmlwriter.h>

#include "headend/crypto/token.h"
#include "headend/household/user_code.h"
#include "headend/http/request.h"
#include "headend/pages/page_reply.h"

/* What the room's pages for phones share besides page_reply.h: sending the phone on, cookies. */

/* <scope word="…"/> for each. */
int page_scopes(xmlTextWriter *writer, unsigned scopes);

/* 303: the phone opens `location` instead. */
const struct refusal *page_go(struct reply *reply, const char *location);

/* --- Cookies --- */

#define COOKIE_BIND "bind"
#define COOKIE_MY   "my"

/* Until the phone's browser ends, and sent when the provider of identities sends the phone back to us. "" as
 * value: forgotten. -1: out of memory. */
int page_set_cookie(struct reply *reply, const char *name, const char *value);
/* The phone's token; "": it has none. `code`: what stands behind it until it was used (NULL: of no interest).
 */
void page_read_cookie(const struct request *request, const char *name, char phone[TOKEN_SIZE],
                      char code[USER_CODE_SIZE]);

#endif
