#ifndef BACKEND_CLIENT_RECORDS_RECORDS_H
#define BACKEND_CLIENT_RECORDS_RECORDS_H

#include "both-sides/records/menu_records.h"
#include "both-sides/records/notice_records.h"

/* What the headend's answers become: the menu and the notices. */

void menu_free(struct menu *menu);
void notice_list_free(struct notice_list *list);
void notice_free(struct notice *notice);

/* 1 if the notice is in its time at `now_ms`. (Withdrawn ones never leave the client: see hall_client.h.) */
int notice_is_current(const struct notice_summary *summary, int64_t now_ms);

#endif
