#ifndef HEADEND_ROUTES_H
#define HEADEND_ROUTES_H

#include <stdatomic.h>

#include "headend/cases/cases.h"
#include "headend/config/config_in_use.h"
#include "headend/content/area_names.h"
#include "headend/content/tariffs_in_use.h"
#include "headend/content/task_guides.h"
#include "headend/household/households.h"
#include "headend/housing-fund/housing_fund.h"
#include "headend/http/server.h"
#include "headend/payment/payments.h"
#include "headend/social-security/social_security.h"
#include "headend/store/household_store.h"
#include "headend/utilities/utility_service.h"

/* What the headend serves, one row a route. With main.c the only file that knows all services. */

/* The application: what services have in common. */
struct headend {
    struct config_in_use *config;
    char household_path[HOUSEHOLD_STORE_PATH_SIZE];
    struct task_guides *task_guides;
    struct certificate *certificate;       /* NULL: it is served in plain */
    struct cases *cases;                   /* NULL: none are looked up */
    struct person_lookup *social_security; /* NULL: likewise */
    struct person_lookup *housing_fund;    /* NULL: likewise */
    struct area_names *area_names;
    struct identity *identity;     /* NULL: nobody signs in */
    struct households *households; /* NULL: nobody is bound */
    struct tariffs_in_use *tariffs;
    struct utilities *utilities;             /* NULL: they could not be read, and nothing is asked of them */
    struct utility_accounts *accounts;       /* NULL: likewise */
    struct utility_service *utility_service; /* NULL: likewise */
    struct payments *payments;               /* NULL: nobody can pay */
    atomic_uint_least64_t reloads_good, reloads_bad;
};

/* Starts a server of all routes; the options say the rest. `headend` outlives it. NULL: logged. */
struct server *routes_serve(const struct server_options *options, struct headend *headend);

#endif
