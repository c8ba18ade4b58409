#ifndef HEADEND_PAGES_PHONE_PAGE_H
#define HEADEND_PAGES_PHONE_PAGE_H

#include <stddef.h>

#include "headend/database/store.h"

/* The pages behind the television's QR codes: a record of the store, as the XML of content files, through the
 * stylesheet assets/phone/pages.xsl, in which all words and all looks stand. */

struct phone_pages;

/* `stylesheet` NULL: the installed one. NULL: logged. One a thread. */
struct phone_pages *phone_pages_create(const char *stylesheet);
void phone_pages_free(struct phone_pages *pages);

/* Of a checklist: which items of the flow's list are needed and which exempt, a hexadecimal digit for each
 * four of them, the highest bit first (docs/openapi.yaml, Flow.page). NULL: not given. */
struct phone_checklist {
    const char *outcome, *items, *exempt;
};

enum phone_page_result {
    PHONE_PAGE_MADE,
    PHONE_PAGE_NOT_FOUND,
    PHONE_PAGE_BAD,     /* the checklist is none of this flow's */
    PHONE_PAGE_CHANGED, /* the checklist is of another revision of the flow */
    PHONE_PAGE_FAILED,  /* logged */
};

/* `address` is what follows "/p/" (phone_path.h). *body is malloc'ed HTML. */
enum phone_page_result phone_page_make(struct phone_pages *pages, struct store *store, const char *address,
                                       const struct phone_checklist *checklist, char **body, size_t *length);

/* The page that tells a person `why` (not PHONE_PAGE_MADE) there is no other, likewise. -1: logged. */
int phone_page_refusal(struct phone_pages *pages, enum phone_page_result why, char **body, size_t *length);

/* "c0" for nine items → "110000000" in `bits`, which has room for count + 1. -1: not a digit for each four
 * items, or a bit beyond the last. NULL is no bit at all. */
int phone_bits_read(const char *hex, size_t count, char *bits);

#endif
