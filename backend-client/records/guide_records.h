#ifndef BACKEND_CLIENT_RECORDS_GUIDE_RECORDS_H
#define BACKEND_CLIENT_RECORDS_GUIDE_RECORDS_H

#include "both-sides/records/flow_records.h"
#include "both-sides/records/guide_records.h"
#include "both-sides/records/policy_records.h"

/* 一件事一次办, its questions, and policies: what the headend's answers become, each with an arena of its
 * own. */

void guide_list_free(struct guide_list *list);
void guide_free(struct guide *guide);
/* Its flow was found good by service_flow_check. */
void flow_record_free(struct flow_record *record);
void policy_list_free(struct policy_list *list);

#endif
