#ifndef STB_APP_LOOP_H
#define STB_APP_LOOP_H

#include "stb-app/hall.h"

/* Runs until the hall is told to stop: waits in one hall_client_wait for transfers, remotes, the window,
 * signals, the test port and the next deadline. Keys come first, drawing last. */
void loop_run(struct hall *hall);

#endif
