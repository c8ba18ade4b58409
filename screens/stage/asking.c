#include "screens/stage/asking.h"

enum { EVERY_US = 300 * 1000000, ON_RETURN_US = 30 * 1000000 };
#define NEVER_US (INT64_MAX / 4)
enum { SELDOM_US = 900 * 1000000, SELDOM_ON_RETURN_US = 60 * 1000000 };

void asking_start(struct asking *asking, const struct stage *stage, asking_ask ask, void *screen)
{
    *asking = (struct asking){
        .stage = stage,
        .ask = ask,
        .screen = screen,
        .every_us = EVERY_US,
        .on_return_us = ON_RETURN_US,
        .last = {.state = RESPONSE_CACHED},
    };
}

void asking_start_endpoint(struct asking *asking, const struct stage *stage, enum endpoint endpoint,
                           const char *about, any_callback callback, void *screen)
{
    asking_start(asking, stage, NULL, screen);
    asking->endpoint = endpoint;
    asking->about = about;
    asking->callback = callback;
}

void asking_start_person(struct asking *asking, const struct stage *stage, enum endpoint endpoint,
                         const char *body, any_callback callback, void *screen)
{
    asking_start_endpoint(asking, stage, endpoint, body, callback, screen);
    asking->is_personal = 1;
    asking->every_us = NEVER_US;
    asking->on_return_us = NEVER_US;
}

static int asks(const struct asking *asking)
{
    return asking->ask != NULL || asking->callback != NULL;
}

void asking_seldom(struct asking *asking)
{
    asking->every_us = SELDOM_US;
    asking->on_return_us = SELDOM_ON_RETURN_US;
}

void asking_stop(struct asking *asking)
{
    hall_client_cancel(asking->stage->client, asking->request);
    asking->request = 0;
}

static request_id ask(const struct asking *asking)
{
    struct hall_client *client = asking->stage->client;
    if (asking->ask != NULL) {
        return asking->ask(asking->screen);
    }
    return asking->is_personal
               ? hall_client_ask_person(client, asking->endpoint, asking->about, asking->callback,
                                        asking->screen)
               : hall_client_get(client, asking->endpoint, asking->about, asking->callback, asking->screen);
}

void asking_now(struct asking *asking)
{
    asking_stop(asking);
    asking->asked_us = asking->stage->now_us;
    request_id request = ask(asking); /* what is cached is heard in there */
    asking->request = request;
}

void asking_enter(struct asking *asking)
{
    if (!asks(asking)) {
        return;
    }
    if (asking->asked_us == 0 || asking->stage->now_us - asking->asked_us > asking->on_return_us) {
        asking_now(asking);
    }
}

void asking_update(struct asking *asking)
{
    if (asks(asking) && asking->stage->now_us >= asking_deadline(asking, INT64_MAX)) {
        asking_now(asking);
    }
}

int64_t asking_deadline(const struct asking *asking, int64_t other_us)
{
    int64_t again_us = asks(asking) ? asking->asked_us + asking->every_us : INT64_MAX;
    return again_us < other_us ? again_us : other_us;
}

void asking_heard(struct asking *asking, const struct response *response)
{
    if (response->state != RESPONSE_CACHED || !asking_failed(asking)) {
        asking->last = *response;
        asking->last.note = NULL; /* the callback's only */
    }
    if (response->final) {
        asking->request = 0;
    }
}

int asking_failed(const struct asking *asking)
{
    return asking->last.state == RESPONSE_FAILED;
}

int asking_is_gone(const struct asking *asking)
{
    return asking_failed(asking) && asking->last.failure == FAILURE_NOT_FOUND;
}

int asking_retry(struct asking *asking)
{
    if (!asking_failed(asking)) {
        return 0;
    }
    asking->last = (struct response){.state = RESPONSE_CACHED};
    asking_now(asking);
    return 1;
}

struct message asking_message(const struct asking *asking)
{
    return asking_failed(asking) ? message_for_failure(asking->last.failure)
                                 : (struct message){NULL, STRING_MESSAGE_LOADING, STRING_MESSAGE_LOADING};
}
