#ifndef BACKEND_CLIENT_ARENA_H
#define BACKEND_CLIENT_ARENA_H

#include "both-sides/arena.h" /* where it lives since the headend needs it too */

#endif
