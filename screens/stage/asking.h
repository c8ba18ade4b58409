#ifndef SCREENS_STAGE_ASKING_H
#define SCREENS_STAGE_ASKING_H

#include "screens/stage/frame.h"

/* What a screen shows of the headend is asked for when the screen comes on top, and again while it stands.
 * One of these for each collection or record; how often, and what a failure leaves marked, is decided here.
 */

/* For what is more than one request. 0: nothing is open, or who is asked holds the requests itself. */
typedef request_id (*asking_ask)(void *screen);

struct asking {
    const struct stage *stage;
    asking_ask ask;         /* NULL: what is asked is … */
    enum endpoint endpoint; /* … this … */
    const char *about;      /* … of that; of what is PERSONAL the body, or NULL: the screen's */
    any_callback callback;  /* NULL, too: nothing is asked */
    int is_personal;        /* posted, once: neither again while it stands nor when it comes on top again */
    void *screen;
    int64_t every_us;     /* while the screen stands */
    int64_t on_return_us; /* older than this it is asked for when the screen comes on top again */
    struct response last; /* how it went; RESPONSE_CACHED until something is heard */
    request_id request;
    int64_t asked_us; /* 0: never */
};

/* `ask` NULL: the screen asks for nothing, and nothing below does. */
void asking_start(struct asking *asking, const struct stage *stage, asking_ask ask, void *screen);
void asking_start_endpoint(struct asking *asking, const struct stage *stage, enum endpoint endpoint,
                           const char *about, any_callback callback, void *screen);
/* Of the person of the session. `body`: JSON that the screen holds, NULL: {}. It is asked when the screen is
 * opened and by asking_retry or asking_now, not by itself again: each answer is a look into somebody's life.
 */
void asking_start_person(struct asking *asking, const struct stage *stage, enum endpoint endpoint,
                         const char *body, any_callback callback, void *screen);

/* The same with the types checked: asking_for_policies(asking, stage, callback, screen),
 * asking_for_guide(asking, stage, id, callback, screen) and so on; `callback` is called with `screen`. */
#define ASKING_FOR_COLLECTION(NAME, name, record)                                                            \
    static inline void asking_for_##name(struct asking *asking, const struct stage *stage,                   \
                                         name##_callback callback, void *screen)                             \
    {                                                                                                        \
        asking_start_endpoint(asking, stage, ENDPOINT_##NAME, NULL, (any_callback)callback, screen);         \
    }
#define ASKING_FOR_ITEM(NAME, name, record)                                                                  \
    static inline void asking_for_##name(struct asking *asking, const struct stage *stage, const char *id,   \
                                         name##_callback callback, void *screen)                             \
    {                                                                                                        \
        asking_start_endpoint(asking, stage, ENDPOINT_##NAME, id, (any_callback)callback, screen);           \
    }
#define ASKING_FOR_PERSONAL(NAME, name, record)                                                              \
    static inline void asking_for_##name(struct asking *asking, const struct stage *stage, const char *body, \
                                         name##_callback callback, void *screen)                             \
    {                                                                                                        \
        asking_start_person(asking, stage, ENDPOINT_##NAME, body, (any_callback)callback, screen);           \
    }
#define ASKING_OTHERWISE(NAME, name, record)
ENDPOINTS(ASKING_FOR_COLLECTION, ASKING_FOR_ITEM, ASKING_OTHERWISE, ASKING_OTHERWISE, ASKING_FOR_PERSONAL)
#undef ASKING_FOR_PERSONAL
#undef ASKING_FOR_COLLECTION
#undef ASKING_FOR_ITEM
#undef ASKING_OTHERWISE

/* The directory of stations is the largest collection and changes least: it is asked for less often. */
void asking_seldom(struct asking *asking);
void asking_stop(struct asking *asking);
/* When the screen has come on top; when its deadline has come. */
void asking_enter(struct asking *asking);
void asking_update(struct asking *asking);
/* The screen's deadline: when it is asked for again, or `other_us` if that comes first. */
int64_t asking_deadline(const struct asking *asking, int64_t other_us);
/* The callback's first step. A failure stays what was heard last until the headend itself answers: what is
 * kept on the box comes first each time, and would unmark it. */
void asking_heard(struct asking *asking, const struct response *response);

int asking_failed(const struct asking *asking);
/* The headend says that there is no such thing (any more). */
int asking_is_gone(const struct asking *asking);
/* OK where nothing is shown: after a failure it is asked for again. 1: it was. */
int asking_retry(struct asking *asking);
/* Asks now, whatever was asked before. */
void asking_now(struct asking *asking);
/* What stands where the content is missing: why, or that it is on its way. */
struct message asking_message(const struct asking *asking);

#endif
