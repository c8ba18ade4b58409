#ifndef TESTS_BENCH_PRESSER_H
#define TESTS_BENCH_PRESSER_H

/* Who presses the bench's keys: XTEST of an X server (presser-xtest.c), or the events of an emulated box's
 * receiver (presser-evdev.c). Keys have the names that X gives them. */

struct presser;

/* NULL with a line on standard error. */
struct presser *presser_open(void);
void presser_close(struct presser *presser); /* NULL: nothing; what was sent has arrived */

/* 0: it has no such key. */
int presser_code(const struct presser *presser, const char *name);
void presser_send(const struct presser *presser, int code, int is_down);

#endif
