#include "headend/household/put_off.h"

#include <stdlib.h>
#include <string.h>

struct put_off *put_off_new(struct request *request,
                            const struct refusal *(*answer)(struct households *, struct put_off *))
{
    struct put_off *put_off = calloc(1, sizeof *put_off);
    if (put_off != NULL) {
        put_off->request = request;
        put_off->answer = answer;
        put_off->kind = request->route->kind;
    }
    return put_off;
}

void put_off_free(struct put_off *put_off)
{
    explicit_bzero(put_off, sizeof *put_off);
    free(put_off);
}

static void run(struct households *households, struct work *work)
{
    struct put_off *put_off = (struct put_off *)work;
    const struct refusal *refusal = put_off->answer(households, put_off);
    if (refusal != NULL) {
        put_off->reply.status = refusal->status;
        put_off->reply.body = refusal_json(refusal, &put_off->reply.length);
    }
    request_reply_later(put_off->request, &put_off->reply);
    put_off_free(put_off);
}

/* There is too much to do: without a body, the headend cannot answer now. */
static void give_up(struct put_off *put_off)
{
    const struct reply none = {.status = 0};
    request_reply_later(put_off->request, &none);
    put_off_free(put_off);
}

const struct refusal *put_off_hand_in(struct households *households, struct put_off *put_off)
{
    put_off->work.run = run;
    request_defer(put_off->request);
    if (households_put_off(households, &put_off->work) != 0) {
        give_up(put_off);
    }
    return NULL;
}
