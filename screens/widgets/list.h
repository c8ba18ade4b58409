#ifndef SCREENS_WIDGETS_LIST_H
#define SCREENS_WIDGETS_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A list of rows of equal height, of which only those on the screen are asked for. The focus belongs to the
 * row's id. */

enum { LIST_ID_SIZE = 48, LIST_DETAIL_SIZE = 400 };

struct list_row {
    char id[LIST_ID_SIZE];
    const char *title;               /* borrowed until the next row is asked for */
    char detail[LIST_DETAIL_SIZE];   /* the second line, left; "": title and trailing share one line */
    char trailing[LIST_DETAIL_SIZE]; /* the second line, right */
    int digit;                       /* the key that opens it, shown before the row; 0: none */
    const struct icon *mark;         /* a shape before the title; NULL: none */
    const char *mark_text;           /* the word beside the shape; NULL: none */
    colour mark_fill, mark_ink;
};

/* The second line from a text of the headend: on one line, whatever stands in it. */
void list_row_detail(struct list_row *row, const char *text);

/* Fills row `index` (< count). */
typedef void (*list_source)(void *context, size_t index, struct list_row *row);

struct list {
    struct rect area; /* without the position bar */
    size_t count;
    int64_t total; /* rows there are, loaded or not: for the position bar */
    size_t focus;
    size_t first; /* the row at the top */
    char focus_id[LIST_ID_SIZE];
    list_source source;
    void *context;
    struct settle settle;
    int unfocused;    /* another part of the screen has the focus: none is drawn here */
    int shows_choice; /* … but the row that had it stays marked: what stands beside belongs to it */
    int row_height;   /* 0: the theme's */
};

void list_place(struct list *list, struct rect area);
/* Rows have changed (more, fewer, other ones): finds the focused id again, else keeps the place. */
void list_refresh(struct list *list, const struct kit *kit, size_t count, int64_t total);
/* Back to the top, for other content. */
void list_reset(struct list *list);
size_t list_visible_rows(const struct list *list, const struct kit *kit);
/* Puts the focus on a row that there is. */
void list_focus(struct list *list, const struct kit *kit, size_t index);
/* Arrows, page keys, CH±, OK. */
enum key_result list_key(struct list *list, const struct kit *kit, enum remote_key key, int64_t now_us);
void list_damage(const struct list *list, const struct kit *kit);
void list_damage_focus(const struct list *list, const struct kit *kit);
/* At the screen's deadline: the focus settles. */
void list_settle(struct list *list, const struct kit *kit, int64_t now_us);
/* Before the ground is drawn: the rows are opaque. */
void list_cover(const struct list *list, const struct kit *kit);
void list_draw(const struct list *list, const struct kit *kit, int64_t now_us);

#endif
