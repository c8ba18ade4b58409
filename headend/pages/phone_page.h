#ifndef HEADEND_PAGES_PHONE_PAGE_H
#define HEADEND_PAGES_PHONE_PAGE_H

#include <libxml/tree.h>
#include <stddef.h>

#include "headend/config/worker.h"

/* The pages behind the television's QR codes: XML through the stylesheet assets/phone/pages.xsl, in which all
 * words and all looks stand. Which pages there are is known to the services. */

struct phone_pages;

/* The thread's own. NULL: logged. */
struct phone_pages *phone_pages_of(struct worker *worker);
void phone_pages_free(struct phone_pages *pages);

/* `parameters`: names and values of the stylesheet's parameters, ended by NULL. Malloc'ed HTML. NULL: logged.
 */
char *phone_page_make(struct phone_pages *pages, xmlDoc *document, const char **parameters, size_t *length);

/* What a person sees of a refusal of this status (route.write_refusal). NULL: there is nothing for it, or it
 * cannot be made (logged). */
char *phone_page_refusal(void *worker, unsigned status, size_t *length);

#endif
