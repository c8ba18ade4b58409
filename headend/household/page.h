#ifndef HEADEND_HOUSEHOLD_PAGE_H
#define HEADEND_HOUSEHOLD_PAGE_H

#include <libxml/xmlwriter.h>

#include "headend/crypto/token.h"
#include "headend/household/user_code.h"
#include "headend/http/request.h"

/* What the room's pages for phones share: making one, sending the phone on, cookies. All words stand in
 * assets/phone/pages.xsl. */

/* Makes <page> with what `write` writes (-1: it cannot) into the reply. NULL, or why not. */
const struct refusal *page_reply(struct request *request,
                                 int (*write)(xmlTextWriter *writer, const void *about), const void *about,
                                 struct reply *reply);

/* For `write`: an attribute, of text or a number. 0, or -1. */
int page_attribute(xmlTextWriter *writer, const char *name, const char *value);
int page_number(xmlTextWriter *writer, const char *name, long long value);
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
