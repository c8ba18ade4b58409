#ifndef BOTH_SIDES_RECORDS_CONTENT_ID_H
#define BOTH_SIDES_RECORDS_CONTENT_ID_H

#include "both-sides/flow/service_flow.h"

/* Of guides, flows, policies, stations and what they hold: [a-z0-9-], 1 to 40. */
enum { CONTENT_ID_SIZE = FLOW_ID_SIZE };

#endif
