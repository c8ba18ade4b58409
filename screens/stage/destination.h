#ifndef SCREENS_STAGE_DESTINATION_H
#define SCREENS_STAGE_DESTINATION_H

#include "backend-client/records/records.h"
#include "both-sides/records/tile.h"

/* Where a screen leads: a small value that names another screen without knowing it. Its text form, "guides"
 * or "guide/retirement", is a deep link; it is read and written, and screens are made of it, in
 * screens/destinations.h. */

enum { DESTINATION_ID_SIZE = NOTICE_ID_SIZE, DESTINATION_TEXT_SIZE = 20 + DESTINATION_ID_SIZE };

enum destination_kind {
    DESTINATION_NONE, /* a part of the screen below it, which can only be opened there */
    DESTINATION_HOME,
    DESTINATION_HELP,
    DESTINATION_LEARNING, /* of a remote's keys; id "at-once": it asks for the first key at once */
    DESTINATION_SEARCH,
    DESTINATION_NOTICES, /* id: the category that is shown first, 1 … 5; "": all */
    DESTINATION_NOTICE,
    DESTINATION_GUIDES,
    DESTINATION_GUIDE,
    DESTINATION_QUESTIONS, /* id of the flow */
    DESTINATION_POLICIES,
    DESTINATION_POLICY,
    DESTINATION_STATIONS,
    DESTINATION_GUIDE_STATIONS, /* those that take a matter, nearest first; id of the guide */
    DESTINATION_STATION,
    DESTINATION_TOWNSHIP,    /* where the household lives */
    DESTINATION_CASES,       /* one's own where one has signed in, else the look-up; a case itself has none */
    DESTINATION_CASE_LOOKUP, /* by number, for anybody */
    DESTINATION_OWN_CASES,   /* of who signs in for it */
    DESTINATION_RETIREMENT,
    DESTINATION_HOUSEHOLD, /* who is bound to this television */
    DESTINATION_HOUSING_FUND,
    DESTINATION_OWN_RETIREMENT,
    DESTINATION_SOCIAL_SECURITY,
    DESTINATION_UTILITY,     /* bills; id: gas, water or electricity */
    DESTINATION_OWN_UTILITY, /* likewise, the accounts that the household has kept first */
    DESTINATION_PAYMENT,     /* of what `payment` asks for; or an order of this box, by its id */
    DESTINATION_COUNT
};

struct destination {
    enum destination_kind kind;
    char id[DESTINATION_ID_SIZE]; /* "": none */
    /* What is known of it before its content has come, or NULL. Valid until it is opened; no part of what the
     * destination is. */
    const char *title;
    const struct notice_summary *notice;
    const struct payment_request *payment; /* payment_request.h */
};

struct stage;
struct payment_request;

/* Opens a screen by its destination. `title` NULL: not known. */
void stage_open(struct stage *stage, enum destination_kind kind, const char *id, const char *title);
void stage_open_notice(struct stage *stage, const struct notice_summary *notice);
void stage_open_tile(struct stage *stage, const struct tile *tile);

/* The service behind a tile. */
enum destination_kind destination_of_tile(const struct tile *tile);

#endif
