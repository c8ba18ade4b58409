#ifndef SCREENS_WIDGETS_CHOICES_H
#define SCREENS_WIDGETS_CHOICES_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* What one may answer: a few fields in one, two or three columns, each with its digit, words of up to two
 * lines and a hint, of a height in which all of them fit; more than fit are scrolled. */

enum { CHOICES_DIGITS = 9, CHOICES_ID_SIZE = 48 };

struct choice {
    char id[CHOICES_ID_SIZE];
    const char *text;        /* borrowed until the next is asked for */
    const char *hint;        /* likewise; "" or NULL: none */
    const struct icon *mark; /* before the words; NULL: none */
    int chosen;              /* its field is edged, whatever has the focus */
};
/* Fills field `index` (< count). */
typedef void (*choices_source)(void *context, size_t index, struct choice *choice);

struct choices {
    struct rect area;
    size_t count;
    size_t columns;
    int numbered; /* digits 1 to 9 press the first nine */
    size_t focus;
    size_t first_row;
    int row_height;
    choices_source source;
    void *context;
    struct settle settle;
    int unfocused; /* another part of the screen has the focus */
};

/* The height of all rows in these columns at this width: what choices_place would like to have. */
int choices_height(const struct choices *choices, const struct kit *kit, int width);
/* Sets row heights; `count`, `columns` and `source` are there already. */
void choices_place(struct choices *choices, const struct kit *kit, struct rect area);
void choices_focus(struct choices *choices, const struct kit *kit, size_t index);
/* Arrows, page keys; KEY_PRESSED: OK or the field's digit, `focus` says which. A digit of no field is not the
 * screen's either. */
enum key_result choices_key(struct choices *choices, const struct kit *kit, enum remote_key key,
                            int64_t now_us);
void choices_damage(const struct choices *choices, const struct kit *kit);
void choices_damage_focus(const struct choices *choices, const struct kit *kit);
void choices_draw(const struct choices *choices, const struct kit *kit, int64_t now_us);

#endif
