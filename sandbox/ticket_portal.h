#ifndef SANDBOX_TICKET_PORTAL_H
#define SANDBOX_TICKET_PORTAL_H

#include "sandbox/login_page.h"
#include "sandbox/upstream.h"

/* A provincial portal that gives tickets for sample persons: docs/upstreams.md. `path`: the page on which one
 * is picked. What can be turned: the words of login_fault.h. -1: `problem`. */
int ticket_portal_open(struct upstream *upstream, const char *path, int today,
                       char problem[LOGIN_PAGE_PROBLEM_SIZE]);
void ticket_portal_free(struct upstream *upstream);

#endif
