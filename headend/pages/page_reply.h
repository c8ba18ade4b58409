#ifndef HEADEND_PAGES_PAGE_REPLY_H
#define HEADEND_PAGES_PAGE_REPLY_H

#include <libxml/xmlwriter.h>

#include "headend/http/request.h"

/* A page for phones as the answer of one request alone (route.get_once, route.post). All words stand in
 * assets/phone. */

/* Makes <page> with what `write` writes (-1: it cannot) into the reply. NULL, or why not. */
const struct refusal *page_reply(struct request *request,
                                 int (*write)(xmlTextWriter *writer, const void *about), const void *about,
                                 struct reply *reply);

/* For `write`: an attribute, of text or a number. 0, or -1. */
int page_attribute(xmlTextWriter *writer, const char *name, const char *value);
int page_number(xmlTextWriter *writer, const char *name, long long value);

#endif
