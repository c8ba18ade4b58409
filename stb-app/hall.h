#ifndef STB_APP_HALL_H
#define STB_APP_HALL_H

#include <stdint.h>

#include "backend-client/fetch_ahead.h"
#include "backend-client/order_journal.h"
#include "both-sides/config/hall_config.h"
#include "remote-input/remote_input.h"
#include "screens/stage/screen.h"
#include "stb-app/box_identity.h"
#include "stb-app/configuration.h"
#include "stb-app/kept_township.h"
#include "stb-app/keymap.h"
#include "stb-app/next_screen.h"
#include "stb-app/options.h"
#include "stb-app/quiet_clock.h"
#include "stb-app/remote_learning.h"
#include "stb-app/screen_stack.h"
#include "stb-app/session.h"
#include "stb-app/test_port.h"
#include "stb-app/watchdog.h"

enum { NOTICE_SIZE = 160 };

/* The one application: what exists once, and in which order it comes and goes. */
struct hall {
    struct options options;
    struct configuration *configuration;
    struct canvas *canvas;
    struct fonts *fonts;
    struct theme theme;
    struct theme unfocused_theme; /* without focus colours: while the element for Back has the focus */
    struct strings *strings;
    struct icon_set *icons;
    struct box_identity identity;
    struct kept_township township;
    struct hall_client *client;
    struct fetch_ahead *fetch_ahead; /* of the client */
    struct hall_client *old_client;  /* replaced: hall_free_old_client */
    struct remote_input *remote;
    struct keymap keymap;
    struct order_journal orders;
    struct stage stage;
    struct screen_stack screens;
    struct remote_learning learning;
    struct quiet_clock quiet_clock;
    struct session session; /* hall_session.h */
    enum session_warning session_warning;
    int session_seconds;         /* that the warning shows */
    int session_has_ended;       /* and its screens are still to be freed */
    char notice[NOTICE_SIZE];    /* stage.notice */
    int64_t notice_until_us;     /* INT64_MAX: there is none */
    int notice_answers_key;      /* it says why the last key did nothing */
    struct test_port *test_port; /* NULL without --test-port */
    struct watchdog watchdog;
    int64_t fixed_now_ms;   /* set by the test port; 0: the real time */
    int64_t rest_at_us;     /* when memory is trimmed; INT64_MAX: it is trimmed */
    int64_t awake_since_us; /* something has happened since the last time */
    struct next_screen next_screen;
    size_t open_requests;     /* in the last pass of the loop */
    enum remote_key last_key; /* the last one pressed, for the test port */
    unsigned keys_pressed;    /* since the start, for the test port */
    int64_t shown_minute;
    int shown_time_is_known;
    int signal_fd;
    int stopping;
};

/* Opens everything; -1 after a line in the log. What was opened is closed by hall_close in either case. */
int hall_open(struct hall *hall, int *argc, char ***argv);
void hall_close(struct hall *hall);

/* Takes another configuration in place; -1 if it cannot be used (the old one stays in use). */
int hall_apply(struct hall *hall, const struct hall_config *config);

/* Reads the keymap of configuration and flash anew. Without memory the one before stays in use. */
void hall_use_keymap(struct hall *hall);

/* One remote event: to the screen on top, then Back, Home and Standby for the hall itself. */
void hall_key(struct hall *hall, const struct remote_event *event);
/* Somebody has pressed a key, whichever. 1: it only woke the screen, and does nothing else. */
int hall_touch(struct hall *hall);
/* Something happens: memory is trimmed once it has been quiet from now on for a while, or 5 s
 * after it began (trim_memory.h). */
void hall_stay_awake(struct hall *hall);

/* From every pass of the loop: what is personal goes when nobody has pressed a key for its time. */
void hall_forget_idle(struct hall *hall);

/* Shows a line in the footer of every screen for some seconds; "": takes it away. */
void hall_notice(struct hall *hall, const char *words);
/* From every pass of the loop: takes it away when its time is over. */
void hall_service_notice(struct hall *hall);

/* Called by the loop when no client is in the middle of anything. A client that still writes to flash is left
 * alone until then: to wait for it would stop the loop. */
void hall_free_old_client(struct hall *hall);
/* When to call that again; INT64_MAX: there is none. */
int64_t hall_old_client_deadline(const struct hall *hall);

/* Brings stage.now_us and now_ms up to date. */
void hall_read_clocks(struct hall *hall);

#endif
