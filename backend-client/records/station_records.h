#ifndef BACKEND_CLIENT_RECORDS_STATION_RECORDS_H
#define BACKEND_CLIENT_RECORDS_STATION_RECORDS_H

#include "both-sides/records/station_records.h"

/* The directory of stations: what the headend's answer becomes, names to parents, hours and sets made places
 * in the lists once, when the answer is read. A parent that is not there or not of a smaller level is none;
 * days are in order of date. */
void station_list_free(struct station_list *list);

enum station_takes { STATION_DOES_NOT_TAKE, STATION_TAKES_DIRECTLY, STATION_TAKES_AND_RELAYS };
enum station_takes station_takes(const struct station_list *list, const struct station *station,
                                 const char *guide);

#endif
