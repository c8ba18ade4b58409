#ifndef SCREENS_CANVAS_CANVAS_H
#define SCREENS_CANVAS_CANVAS_H

#include <stddef.h>
#include <stdint.h>

/* The television's picture: one DirectFB surface, drawn where it is damaged, shown region by region. Knows
 * nothing of screens, keys or services. All positions in pixels of the screen; rectangles are half open. */

struct canvas;

struct rect {
    int x, y, w, h;
};

typedef uint32_t colour; /* 0xAARRGGBB, not premultiplied */

struct canvas_options {
    int *argc; /* for DirectFBInit; may be NULL */
    char ***argv;
    const char *system;  /* "x11", "fbdev", "dummy"; NULL: DirectFB's own choice ($DFBARGS, directfbrc) */
    int width, height;   /* 0 0: what the screen has (1280×720 in a window) */
    const char *painter; /* "directfb" or "pixman" (painter.h); NULL: by what the hardware accelerates */
    const char *module_directory; /* DirectFB's plug-ins to load from; NULL: DirectFB's own. A folder with
                                     only those that are needed starts faster and smaller */
};

/* NULL: a line in the log says why. Once in the life of a process: a thread of DirectFB 1.7 may outlive
 * canvas_close by a moment and crash a second start (docs/decisions/0020). What was made with a canvas
 * (icons, pictures) is freed before it, and so are fonts that were drawn on it. */
struct canvas *canvas_open(const struct canvas_options *options);
void canvas_close(struct canvas *canvas);

int canvas_width(const struct canvas *canvas);
int canvas_height(const struct canvas *canvas);
/* The lines of the largest 16:9 picture on such a screen: what letters, gaps and icons are measured by, so
 * that on 4:3 as much stands side by side. */
int canvas_lines(int width, int height);

/* --- Damage --- */

/* Marks a part as to be drawn anew; overlapping parts are merged. */
void canvas_damage(struct canvas *canvas, struct rect area);
void canvas_damage_all(struct canvas *canvas);
/* Likewise, and where the surface allows it this part is shown as soon as it is drawn, the others after it:
 * for what a key is seen to do. One a frame, the last; none in a frame in which something scrolls. */
void canvas_damage_first(struct canvas *canvas, struct rect area);
/* What stands in `area` moves by dy lines (negative: up) before the next frame is drawn; the lines that
 * become free are damaged. What was damaged there moves along. */
void canvas_scroll(struct canvas *canvas, struct rect area, int dy);
int canvas_is_damaged(const struct canvas *canvas);

/* Calls `draw` once for each damaged part with the clip set to it, then shows those parts. Nothing can be
 * drawn outside of `draw`. A surface that cannot be drawn on now leaves the damage for the next frame. */
typedef void (*canvas_draw)(void *context, struct canvas *canvas, struct rect clip);
void canvas_flush(struct canvas *canvas, canvas_draw draw, void *context);

/* 1: what is damaged or scrolled from here on is not, until 0 is said: a screen is made that nobody sees. */
void canvas_unseen(struct canvas *canvas, int is_unseen);
/* Calls `draw` once for the whole screen, and draws nothing: not within a frame. */
void canvas_draw_unseen(struct canvas *canvas, canvas_draw draw, void *context);

/* 1 if any of `area` lies in the part that is being drawn: skip what does not. */
int canvas_visible(const struct canvas *canvas, struct rect area);

/* For one part's drawing: `area` will be covered by opaque shapes, so that the ground need not be drawn
 * there. To be said before canvas_ground; what is too much to keep is forgotten. */
void canvas_cover(struct canvas *canvas, struct rect area);
/* Fills what is drawn now, but for what is covered. */
void canvas_ground(struct canvas *canvas, colour fill);

/* Narrows the clip (never widens it); every push is popped. Depth ≤ 8. */
void canvas_clip_push(struct canvas *canvas, struct rect area);
void canvas_clip_pop(struct canvas *canvas);

/* --- Shapes --- */

void canvas_fill(struct canvas *canvas, struct rect area, colour fill);
/* Many in one colour: each call of a painter costs more than the pixels of a small one. */
void canvas_fill_all(struct canvas *canvas, const struct rect *areas, size_t count, colour fill);
/* Opaque fill with smooth round corners; only the corners are blended. */
void canvas_fill_rounded(struct canvas *canvas, struct rect area, int radius, colour fill);
/* A smooth ring of `thickness` inside `area`; the middle is left as it is. For a frame around a filled shape
 * rather fill the outer shape and then the inner one: two smooth edges side by side let the ground shine
 * through. */
void canvas_ring(struct canvas *canvas, struct rect area, int radius, int thickness, colour line);

/* --- Icons and pictures --- */

/* An icon is a mask (assets/icons, rasterised at build time as PGM), coloured when it is drawn. */
struct icon;
/* NULL: a line in the log says what is wrong with the file. At most 512×512. */
struct icon *icon_load(const char *path);
void icon_free(struct icon *icon);
int icon_width(const struct icon *icon);
int icon_height(const struct icon *icon);
void canvas_icon(struct canvas *canvas, const struct icon *icon, int x, int y, colour tint);
/* On a ground of one opaque colour, which is drawn too: kept in these colours, so that it is copied and not
 * blended the next time. */
void canvas_icon_on(struct canvas *canvas, const struct icon *icon, int x, int y, colour tint, colour ground);

/* A photograph or drawing from outside: PNG, JPEG (or GIF, first picture), decoded and scaled down to fit the
 * box. The bytes are not trusted: a size beyond PICTURE_PIXELS_MAX (picture_limits.h), or that the bytes do
 * not hold, is an error. */
struct picture;
struct picture *picture_decode(const void *bytes, size_t length, int max_width, int max_height);
/* A QR code of `text`, dark on light with its quiet zone, each module a whole number of pixels, at most
 * `size` wide. NULL: too long. */
struct picture *picture_qr(const char *text, int size);
void picture_free(struct picture *picture);
int picture_width(const struct picture *picture);
int picture_height(const struct picture *picture);
void canvas_picture(struct canvas *canvas, const struct picture *picture, int x, int y);

/* What is on the screen now, as a PPM (P6) file, for the test port. 0 or -1. */
int canvas_write_ppm(struct canvas *canvas, const char *path);

/* For a window on an X display: its keys come by a connection of our own. -1: none. */
int canvas_event_fd(const struct canvas *canvas);
/* Reads what has come there: to be called when something has. */
void canvas_read_events(struct canvas *canvas);
/* 1: something has been read and is yet to be taken by canvas_next_key; not to be waited for. */
int canvas_event_waits(struct canvas *canvas);
/* Of what has been read: 1 and a keysym, pressed or not; 0: none left; -1: the window is gone. */
int canvas_next_key(struct canvas *canvas, unsigned *keysym, int *pressed);

#endif
