#include "headend/pages/phone_answer.h"

#include <stdlib.h>

#include "headend/pages/phone_page.h"

/* NULL: logged. */
static struct phone_pages *pages_of(struct answer_maker *maker)
{
    if (maker->pages == NULL) {
        maker->pages = phone_pages_create(NULL);
    }
    return maker->pages;
}

struct answer *phone_answer_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                 const struct refusal **refusal)
{
    static const struct refusal bad_checklist = {400, "bad_request",
                                                 "outcome, items and exempt are not those of this flow."};
    static const struct refusal changed = {410, "gone", "These are marks of another revision of the list."};
    const struct phone_checklist checklist = {request->outcome, request->items, request->exempt};
    struct answer_content content = {.type = "text/html; charset=utf-8",
                                     .cache_control = request->once ? "no-store" : "public, max-age=60",
                                     .compress = 1,
                                     .made = now,
                                     .valid_until = INT64_MAX};
    struct store *store = answer_maker_store(maker);
    struct phone_pages *pages = pages_of(maker);
    struct answer *answer = NULL;
    *refusal = &refusal_unavailable;
    if (store == NULL || pages == NULL) {
        return NULL;
    }
    switch (phone_page_make(pages, store, request->key.text, &checklist, &content.body, &content.length)) {
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
    case PHONE_PAGE_CHANGED:
        *refusal = &changed;
        break;
    case PHONE_PAGE_FAILED:
        break;
    }
    free(content.body);
    return NULL;
}

char *phone_answer_refusal(struct answer_maker *maker, unsigned status, size_t *length)
{
    static const struct {
        unsigned status;
        enum phone_page_result why;
    } pages_for[] = {{400, PHONE_PAGE_BAD},
                     {404, PHONE_PAGE_NOT_FOUND},
                     {410, PHONE_PAGE_CHANGED},
                     {503, PHONE_PAGE_FAILED}};
    struct phone_pages *pages = pages_of(maker);
    char *body = NULL;
    for (size_t i = 0; pages != NULL && i < sizeof pages_for / sizeof pages_for[0]; i++) {
        if (pages_for[i].status == status) {
            (void)phone_page_refusal(pages, pages_for[i].why, &body, length);
        }
    }
    return body;
}
