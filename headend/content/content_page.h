#ifndef HEADEND_CONTENT_CONTENT_PAGE_H
#define HEADEND_CONTENT_CONTENT_PAGE_H

#include "headend/http/request.h"

/* The pages of content for phones (headend/pages): route.get, where route.kind is an enum content_kind. A
 * guide's second part is a form; a flow's the revision that marks of a checklist are of. */
struct response *content_page(const struct request *request, int64_t now, const struct refusal **refusal);

/* The marks of a checklist behind "?" (route.read_query): a page with them is made anew each time. */
const struct refusal *flow_page_query(struct request *request);

/* 1 for a revision as it stands in a path: digits. */
int content_revision_is_valid(const char *part);

/* "c0" for nine items → "110000000" in `bits`, which has room for count + 1. -1: not a digit for each four
 * items, or a bit beyond the last. NULL is no bit at all. */
int phone_bits_read(const char *hex, size_t count, char *bits);

#endif
