#ifndef SCREENS_STAGE_DETAIL_H
#define SCREENS_STAGE_DETAIL_H

#include "screens/stage/asking.h"
#include "screens/widgets/buttons.h"
#include "screens/widgets/rich_text.h"

/* A screen on which one thing is read: a text, what stands beside it, perhaps buttons below. It says what the
 * text is; asking, layout, scrolling, hints, status line, and what stands where there is nothing to read are
 * the same for all and here.
 *
 * Its struct begins with a struct detail. Its table of operations names itself and what it does
 * otherwise than the functions at the end, which it may call. */

struct detail;

struct detail_kind {
    asking_ask ask; /* NULL: what the screen has said by asking_for_…; or it has what it shows */
    /* Places what stands beside the text; returns the text's area without its position bar. */
    struct rect (*place)(struct detail *detail);
    /* Adds the text to the empty rich text. */
    void (*lay_out)(struct detail *detail);

    /* Each may be NULL. */
    struct message (*missing)(const struct detail *detail); /* NULL: asking_message */
    size_t (*buttons)(const struct detail *detail, struct button items[BUTTONS_MAX]);
    enum key_result (*ok)(struct detail *detail, const char *button); /* `button` NULL: there are none */
    void (*hints)(struct detail *detail);      /* all but asking again and Back; NULL: detail_hints */
    void (*status)(struct detail *detail);     /* while nothing has failed; NULL: none */
    void (*draw)(const struct detail *detail); /* what stands beside the text */
    void (*minute)(struct detail *detail);     /* another minute has begun */
    void (*say)(const struct detail *detail,
                struct spoken *spoken); /* what stands beside the text, in words */
};

struct detail {
    struct screen screen;
    struct screen_operations operations; /* its own and those at the end */
    const struct detail_kind *kind;
    struct frame frame;
    const char *id;   /* for the report; borrowed, likewise below */
    const char *name; /* what it is called, for the report */
    int is_there;     /* 0: a message in place of the text */
    struct rect body; /* where a message stands */
    struct rich_text *rich_text;
    struct buttons buttons;
    struct asking asking;
    int64_t shown_minute;
};

/* `size`: of the screen's struct, which is zeroed but for the part here. NULL without memory. To be placed
 * once the rest of it is set. */
void *detail_new(size_t size, const struct screen_operations *operations, const struct detail_kind *kind,
                 struct stage *stage);

/* A step of the callback: what is said below the text. Where the text is another, detail_place does it. */
void detail_heard(struct detail *detail, const struct response *response);
/* Hints and status line, after the text has grown or shrunk by itself. */
void detail_show(struct detail *detail);
/* Scrolling, and choosing a button. */
void detail_hints(struct detail *detail);

/* Lays all of it out anew; the text stays where it was scrolled to. */
void detail_place(struct screen *base);
enum key_result detail_key(struct screen *base, const struct remote_event *event);
/* The button in focus, else the point of the chart in sight, else that it is a text; the text in sight, and
 * with its first line what stands beside. */
void detail_say(const struct screen *base, struct spoken *spoken);
void detail_report(const struct screen *base, struct screen_report *report);
/* For a screen that does more at its deadline. */
void detail_update(struct screen *base);
int64_t detail_deadline(const struct screen *base);
/* Last: frees the struct. */
void detail_free(struct screen *base);

#endif
