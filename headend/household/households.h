#ifndef HEADEND_HOUSEHOLD_HOUSEHOLDS_H
#define HEADEND_HOUSEHOLD_HOUSEHOLDS_H

#include <stdint.h>
#include <stdio.h>

#include "headend/database/store.h"
#include "headend/http/request.h"
#include "headend/identity/identity.h"

/* Who is bound to which box, and who may see what on it for how long: docs/decisions/0100 and 0104. What is
 * secret or a person's is in memory only; what survives a restart is members.h and pins.h. */

struct households;

enum { HOUSEHOLD_AREA_SIZE = 129 };

struct households_options {
    struct identity *identity; /* outlives it. NULL: nobody can sign in with a phone */
    const struct store_schema *schema;
    const char *path;          /* STORE.household; the key of its hashes stands beside it, with "-key" */
    const char *consents_path; /* assets/phone/consents.xml */
    /* The box with this number, for a phone's page: 1; 0: there is none; -1: it cannot be said. Asked with
     * the worker of the thread that answers. */
    int (*find_box)(void *worker, const char *number, struct known_box *box);
    /* 0: there is no such box any more, or it was revoked; 1; -1: it cannot be said. Asked by the room's own
     * thread, of its store. NULL: every box holds. */
    int (*box_holds)(struct store *store, const char *number);
    /* County and township of a code; "": not known. Any thread asks. NULL: none is. */
    void (*name_area)(void *areas, const char *area_code, char name[HOUSEHOLD_AREA_SIZE]);
    void *areas;
    int shorter;         /* everything lasts so many times shorter, to try; 0: once */
    int box_persons_max; /* different persons a box may sign in a day; 0: BOX_PERSONS_A_DAY */
};

/* NULL: logged. */
struct households *households_start(const struct households_options *options);
/* Answers every request that was put off, and ends the thread; from then on none is put off. */
void households_stop(struct households *households);
/* After households_stop, and when nobody asks any more. NULL is allowed for both. */
void households_free(struct households *households);

/* What another service writes into STORE.household: `run` gets the store, in the room's thread, which is the
 * one that waits for the disk; also when the room is told to stop. -1: there is too much to do, or it has
 * stopped; `run` is not called. */
int households_write(struct households *households, void (*run)(struct store *store, void *what), void *what);

/* As server_options.find_session. */
int households_find_session(struct households *households, const struct known_box *box, const char *token,
                            struct session_person *person);

void households_write_metrics(struct households *households, FILE *page);

#endif
