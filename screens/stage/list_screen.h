#ifndef SCREENS_STAGE_LIST_SCREEN_H
#define SCREENS_STAGE_LIST_SCREEN_H

#include "screens/stage/asking.h"
#include "screens/widgets/list.h"
#include "screens/widgets/tabs.h"

/* A screen that is a list of what a collection holds. It says what its rows are and what OK on one does;
 * asking, layout, focus, hints, status line, and what stands where there are no rows are the same for all and
 * here.
 *
 * Its struct begins with a struct list_screen. Its table of operations names itself and what it does
 * otherwise than the functions at the end, which it may call. */

enum { LIST_SCREEN_TITLE_SIZE = 256 };

struct list_screen;

struct list_screen_kind {
    asking_ask ask; /* NULL: what the screen has said by asking_for_…; or it asks by itself */
    list_source row;
    /* Collects the rows that there are now, and says how many. */
    size_t (*collect)(struct list_screen *screen);
    /* OK on a row. */
    void (*open)(struct list_screen *screen, size_t row);
    enum string_id count; /* the status line: "{0}", the row in focus, of "{1}" */

    /* Each may be NULL. */
    struct message (*missing)(const struct list_screen *screen); /* no rows; NULL: asking_message */
    const char *(*tab_label)(const struct stage *stage, int tab);
    void (*tab_chosen)(struct list_screen *screen); /* NULL: the rows are collected again, from the top */
    void (*place)(struct list_screen *screen);      /* places the list within `body`; NULL: it fills it */
    void (*hints)(struct list_screen *screen);      /* all but Back; NULL: OK and the page keys */
    void (*status)(struct list_screen *screen);     /* NULL: list_screen_status */
    void (*minute)(struct list_screen *screen);     /* another minute has begun */
};

struct list_screen {
    struct screen screen;
    struct screen_operations operations; /* its own and those at the end */
    const struct list_screen_kind *kind;
    struct frame frame;
    char title[LIST_SCREEN_TITLE_SIZE];
    struct asking asking;
    struct tabs tabs; /* `count` 0: none */
    struct rect body; /* below the tabs, with the position bar: a message stands there */
    struct list list; /* its context is the screen */
    size_t leading;   /* rows before the first that is counted */
    int64_t total;    /* rows there are, loaded or not; 0: those that were collected */
    int64_t shown_minute;
};

/* `size`: of the screen's struct, which is zeroed but for the part here. NULL without memory. To be placed
 * once the rest of it is set. */
void *list_screen_new(size_t size, const struct screen_operations *operations,
                      const struct list_screen_kind *kind, struct stage *stage, const char *title);

/* The last step of the callback: rows and whatever is said of them are shown anew. */
void list_screen_heard(struct list_screen *screen, const struct response *response);
/* Collects the rows and shows them. */
void list_screen_refresh(struct list_screen *screen);
void list_screen_damage(struct list_screen *screen);
/* Hints and status line. */
void list_screen_show(struct list_screen *screen);

/* Parts of a screen's own hints: OK opens a row or asks again; the page keys. */
void list_screen_hint_ok(struct list_screen *screen);
void list_screen_hint_page(struct list_screen *screen);
/* The row in focus of how many, or since when nothing has been heard. */
void list_screen_status(struct list_screen *screen);

void list_screen_enter(struct screen *base);
void list_screen_place(struct screen *base);
enum key_result list_screen_key(struct screen *base, const struct remote_event *event);
void list_screen_update(struct screen *base);
/* For a kind whose `open` does nothing but stage_open. */
void list_screen_open_next(struct screen *base);
int64_t list_screen_deadline(const struct screen *base);
void list_screen_draw(struct screen *base, struct rect clip);
void list_screen_say(const struct screen *base, struct spoken *spoken);
void list_screen_report(const struct screen *base, struct screen_report *report);
/* Last: frees the struct. */
void list_screen_free(struct screen *base);

#endif
