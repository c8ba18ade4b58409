#ifndef HEADEND_ADMIN_CHECK_ONLINE_H
#define HEADEND_ADMIN_CHECK_ONLINE_H

#include "both-sides/config/hall_config.h"

/* check --online: whoever takes and enters money is asked something that changes nothing. Prints a line for
 * each key file, provider and utility: "ok", "wrong" or "later", who, what; tabs between. An exit code:
 * ADMIN_DONE; ADMIN_REFUSED: something is wrong; ADMIN_LATER: somebody gave no answer. */
int check_online(const struct server_config *server);

#endif
