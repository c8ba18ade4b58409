#ifndef SUPERVISOR_TELEVISION_H
#define SUPERVISOR_TELEVISION_H

/* What is on the screen while the hall is closed. On a real box that is the operator's player and this is not
 * used
 * (--screen none); here a still picture stands for it, drawn straight into the framebuffer. */

/* Draws the PNG over the whole screen, scaled to it; without a readable picture a plain field. The
 * framebuffer is opened anew each time, since a hall that died may have left it in another mode or scrolled.
 * Returns 0, or -1 after a line in the log. */
int television_show(const char *framebuffer, const char *picture);

#endif
