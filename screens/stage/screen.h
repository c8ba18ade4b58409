#ifndef SCREENS_STAGE_SCREEN_H
#define SCREENS_STAGE_SCREEN_H

#include <stdint.h>

#include "backend-client/hall_client.h"
#include "backend-client/order_journal.h"
#include "both-sides/config/hall_config.h"
#include "remote-input/remote_key.h"
#include "screens/stage/destination.h"
#include "screens/stage/icon_set.h"
#include "screens/stage/session_view.h"
#include "screens/stage/strings.h"
#include "screens/widgets/kit.h"

struct list;
struct screen;
struct learning_port;

/* What every screen stands on. Owned and kept up to date by the application; a screen reads it and reports
 * upwards through its callbacks. */
struct stage {
    struct kit kit;
    struct rect safe_area;
    const struct strings *strings;
    int english; /* which text of the headend's two */
    struct icon_set *icons;
    struct hall_client *client;
    const struct box_config *config;
    const char *area_code; /* where the household lives: its township, or the region until one is chosen */
    const char *township;  /* the name of it; "": none, or nobody wants to say */
    int asks_township;     /* 1: nothing is chosen yet; who shows what is near asks first */
    int can_leave;         /* Back on the first screen ends the hall */
    int64_t now_us;        /* CLOCK_MONOTONIC of this pass of the loop */
    int64_t touched_us;    /* of the last key, whichever screen had it */
    int64_t now_ms;        /* time of day, UTC, of this pass of the loop */
    int time_is_known;     /* 0: it is later than now_ms, nobody knows by how much */
    struct session_view session;
    struct order_journal *orders; /* what this box remembers of its orders; NULL: it cannot pay */
    const char *notice;           /* of the hall itself, in place of a screen's status; NULL: none */

    /* The remote used last. */
    int shows_back;   /* it has no Back: the header shows an element for it … */
    int back_focused; /* … which has the focus; then no widget has it, and kit.theme is without focus colours
                       */
    const struct theme *full_theme;          /* with them: for the element itself */
    const char *stand_ins[REMOTE_KEY_COUNT]; /* "KEY_EXIT": what stands in for a key; NULL: nothing has to */
    char lacks[REMOTE_KEY_COUNT];            /* 1: it does not reach this key; the hints do not name it */

    void *application;
    /* Opens another screen, which is not known here: stage_open and its like (destination.h) call it. Without
     * memory nothing happens but a line in the log. */
    void (*open_destination)(void *application, const struct destination *destination);
    /* Puts a part of the screen that is on top over it; the stack owns it from here on (also when it fails
     * and frees it). NULL, for want of memory: nothing happens but a line in the log. */
    void (*open)(void *application, struct screen *screen);
    /* Takes a screen (and what lies on it) off the stack. It is freed after the current key or answer has
     * been handled, so a screen may close itself. */
    void (*close)(void *application, struct screen *screen);
    /* Keeps it on the box from here on. The code of the whole region with the name "": not to be asked again.
     */
    void (*choose_township)(void *application, const char *code, const char *name);
    /* The session begins; the screen that led there gives way to `next`. */
    void (*sign_in)(void *application, struct screen *screen, const struct signed_in *signed_in,
                    const struct destination *next);
    /* The session ends, and all that is personal closes. */
    void (*sign_out)(void *application);
    /* What was agreed to (PERSON_SCOPE_BIT) is not any more: the session loses it, and what shows it closes.
     */
    void (*consent_withdrawn)(void *application, unsigned scope);
    /* Says in one line why the key that is being handled does nothing here; the next key takes it away. A
     * screen that has no reason of its own keeps quiet: the application finds words. */
    void (*say)(void *application, const char *words);
    const struct learning_port *learning; /* learning_port.h */
};

struct frame;
struct spoken;

/* For the test port and the log: no personal data. */
struct screen_report {
    const char *focus; /* id of what has the focus, or "" */
    const char *title;
    const char *notice; /* the words of the status line or message shown, or "" */
    int offline;        /* what is shown could not be refreshed */
    int64_t position, total;
    const struct frame *frame; /* its hints; NULL: it names no keys */
};
/* A list's focus and position. */
void screen_report_list(struct screen_report *report, const struct list *list);

/* How long something personal stands after the last key (domain.md 8). */
enum { PERSONAL_IDLE_US = 180 * 1000000 };

struct screen_operations {
    const char *name;
    void (*enter)(struct screen *screen); /* it has come on top: first time or again */
    void (*leave)(struct screen *screen); /* something covers it, or it goes; may be NULL */
    void (*place)(struct screen *screen); /* theme, language, size or configuration have changed */
    /* Presses and repeats. KEY_IGNORED: the application takes Back and Home itself. KEY_STAYED: an arrow may
     * lead to the element for Back then. */
    enum key_result (*key)(struct screen *screen, const struct remote_event *event);
    void (*update)(struct screen *screen);            /* at its deadline, and when the minute changes */
    int64_t (*deadline)(const struct screen *screen); /* CLOCK_MONOTONIC us; INT64_MAX: none */
    void (*draw)(struct screen *screen, struct rect clip);
    void (*report)(const struct screen *screen, struct screen_report *report);
    /* Adds what stands on it to the parts (spoken.h): where the focus is, and what is said of that. */
    void (*say)(const struct screen *screen, struct spoken *spoken);
    void (*free)(struct screen *screen);
    /* Opens, by stage_open or stage->open, what OK would open now, if anything, and does nothing else: it is
     * opened unseen while nothing is pressed (screens/rehearsal.h). NULL: nothing is, as where a part is
     * somebody's own. */
    void (*open_next)(struct screen *screen);
    /* 1: leaving it would throw away what somebody has answered; Home asks first. NULL: never. */
    int (*holds_answers)(const struct screen *screen);
    int overlay;     /* drawn over the screen below it */
    int question;    /* about what it lies on: room is kept for one */
    int is_personal; /* 1: it closes when the session ends, as those of a destination with a scope do */
    /* Something personal stands on it: so long after the last key the application takes it away, also from
     * under what lies on it. 0: it stays. */
    int64_t idle_us;
    /* CLOCK_MONOTONIC us: somebody with a phone is busy with what stands on it, so it is left alone as if a
     * key had been pressed then, and a session that ends closes it only with its own idle time. NULL, 0:
     * nobody. */
    int64_t (*needed_until_us)(const struct screen *screen);
};

/* When it counts as idle, if it does; INT64_MAX: never. */
int64_t screen_idle_deadline(const struct screen *screen);

/* `own`, and of `common` what it leaves out. */
struct screen_operations screen_operations_with(const struct screen_operations *own,
                                                const struct screen_operations *common);

/* The first member of every screen. */
struct screen {
    const struct screen_operations *operations;
    struct stage *stage;
};

/* Says why a key does nothing, and is what the screen answers to it: KEY_STAYED. */
enum key_result stage_say(const struct stage *stage, const char *words);
enum key_result stage_say_string(const struct stage *stage, enum string_id words);

/* The text of a tile in the language of the hall. */
const char *stage_text(const struct stage *stage, const struct tile_text *text);

#endif
