#ifndef STB_APP_KEYS_COMMAND_H
#define STB_APP_KEYS_COMMAND_H

#include "stb-app/options.h"

/* tv-hall --keys: prints each key of the remotes as it arrives, until a signal comes. One line a press:
 *
 *     gpio_ir_recv: KEY_PROG1 (148), scancode 0x80110a: HOME, headend.xml line 58
 *     gpio_ir_recv: KEY_MUTE (113), scancode 0x80110b: nothing
 *
 * With --config and --state the operator's and the learned keymap count as they do in the hall. Needs no
 * screen; reads --devices, else /dev/input. Returns the program's exit status. */
int keys_command_run(const struct options *options, int signal_fd);

#endif
