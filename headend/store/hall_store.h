#ifndef HEADEND_STORE_HALL_STORE_H
#define HEADEND_STORE_HALL_STORE_H

#include "headend/database/store.h"

/* The store of <server><store>: what all services that write into it keep there. */
extern const struct store_schema hall_store;

#endif
