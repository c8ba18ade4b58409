#include "headend/phone_answer.h"

#include <stdlib.h>

#include "headend/phone_page.h"

struct answer *phone_answer_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                 const struct refusal **refusal)
{
    static const struct refusal bad_checklist = {400, "bad_request",
                                                 "outcome, items and exempt are not those of this flow."};
    const struct phone_checklist checklist = {request->outcome, request->items, request->exempt};
    struct answer_content content = {.type = "text/html; charset=utf-8",
                                     .cache_control = request->once ? "no-store" : "public, max-age=60",
                                     .compress = 1,
                                     .made = now,
                                     .valid_until = INT64_MAX};
    struct store *store = answer_maker_store(maker);
    struct answer *answer = NULL;
    *refusal = &refusal_unavailable;
    if (maker->pages == NULL) {
        maker->pages = phone_pages_create(NULL);
    }
    if (store == NULL || maker->pages == NULL) {
        return NULL;
    }
    switch (
        phone_page_make(maker->pages, store, request->key.text, &checklist, &content.body, &content.length)) {
    case PHONE_PAGE_MADE:
        answer = answer_make(&content);
        *refusal = answer != NULL ? NULL : &refusal_unavailable;
        return answer;
    case PHONE_PAGE_NOT_FOUND:
        *refusal = &refusal_not_found;
        break;
    case PHONE_PAGE_BAD:
        *refusal = &bad_checklist;
        break;
    case PHONE_PAGE_FAILED:
        break;
    }
    free(content.body);
    return NULL;
}
