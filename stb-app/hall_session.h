#ifndef STB_APP_HALL_SESSION_H
#define STB_APP_HALL_SESSION_H

#include <stdint.h>

#include "screens/stage/screen.h"

/* What a session means for the hall: who begins and ends it, what is said before its end, and that nothing of
 * it is left for the next person: screens closed, answers on their way dropped, picture drawn anew, memory
 * wiped (docs/decisions/0109). */

struct hall;

void hall_session_open(struct hall *hall);
/* Last: the picture of somebody's own is not left on the screen either. */
void hall_session_close(struct hall *hall);

/* stage.sign_in and stage.sign_out. */
void hall_sign_in(void *application, struct screen *screen, const struct signed_in *signed_in,
                  const struct destination *next);
void hall_sign_out(void *application);
/* stage.consent_withdrawn. */
void hall_consent_withdrawn(void *application, unsigned scope);
/* Another client is in use. */
void hall_session_use_client(struct hall *hall);

/* A key was pressed, whichever. */
void hall_session_touch(struct hall *hall);
/* From every pass of the loop, before closed screens are freed; after it. */
void hall_session_service(struct hall *hall);
void hall_session_swept(struct hall *hall);
int64_t hall_session_deadline(const struct hall *hall);
/* Over everything else: that the session is about to end. */
void hall_session_draw(const struct hall *hall);
/* The words of it; "": nothing is said. Returns `out`. */
char *hall_session_words(const struct hall *hall, char *out, size_t size);

#endif
