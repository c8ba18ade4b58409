#ifndef HEADEND_TARIFFS_TARIFF_WANTED_H
#define HEADEND_TARIFFS_TARIFF_WANTED_H

#include "both-sides/records/tariff_records.h"

/* By what a bill names its tariff, for whoever keeps tariffs. */
struct tariff_wanted {
    int kind;                  /* enum tariff_kind */
    const char *operator_name; /* a tariff that names another is none; one that names nobody is everybody's */
    const char *called;        /* its id, or its name */
    /* Called with the one tariff that is meant, which is good for as long as it takes; not at all where none
     * is, or several are. */
    void (*use)(void *context, const struct tariff *tariff);
    void *context;
};

#endif
