#ifndef HEADEND_HTTP_ANSWER_MAKER_H
#define HEADEND_HTTP_ANSWER_MAKER_H

#include "headend/config/config_in_use.h"
#include "headend/database/store.h"
#include "headend/http/answer.h"
#include "headend/http/request.h"

/* Makes the answer to a request that is not in the cache. One a thread, as the store's handle is. */
struct answer_maker {
    const char *store_path;
    const struct store_schema *store_schema;
    const char *picture_directory;
    struct config_in_use *config;
    struct store *store;       /* opened when first needed */
    struct phone_pages *pages; /* likewise */
};

/* NULL: *refusal says why. Trouble of the headend's own is logged. */
struct answer *answer_maker_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                 const struct refusal **refusal);

/* Opens the store if it is not open. NULL: logged. */
struct store *answer_maker_store(struct answer_maker *maker);

#endif
