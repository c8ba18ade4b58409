#ifndef SANDBOX_IDENTITY_PROVIDER_H
#define SANDBOX_IDENTITY_PROVIDER_H

#include "sandbox/login_page.h"
#include "sandbox/upstream.h"

/* An OpenID Connect provider of sample persons: docs/upstreams.md. `path`: the page on which one is picked.
 * What can be turned: the words of login_fault.h; rotate; ES256, RS256, PS256. -1: `problem`. */
int identity_provider_open(struct upstream *upstream, const char *path, int today,
                           char problem[LOGIN_PAGE_PROBLEM_SIZE]);
void identity_provider_free(struct upstream *upstream);

#endif
