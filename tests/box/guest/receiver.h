#ifndef TESTS_BOX_GUEST_RECEIVER_H
#define TESTS_BOX_GUEST_RECEIVER_H

/* For tests only: the evdev node of the box's infrared receiver (the kernel's rc-loopback). */

/* `flags` as of open(2). The descriptor is the caller's; -1 with a line on standard error. */
int receiver_open(int flags);

/* Waits for a key to be pressed. Its code (linux/input-event-codes.h), or -1 when the receiver is gone. */
int receiver_next_key(int fd);

#endif
