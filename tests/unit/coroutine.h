#ifndef COROUTINE_H
#define COROUTINE_H

/* Work that stops in the middle and goes on later, on a stack of its own. POSIX ucontext asks the kernel for
 * signal masks at every turn, so it only begins here; from then on the compiler's own jumps lead to and fro.
 */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <ucontext.h>

#include "tests/unit/watched.h"

struct coroutine {
    void (*run)(void *argument); /* never returns: it rests when there is nothing to do */
    void *argument;
    int is_begun;
    ucontext_t context, caller;
    void *place[5], *caller_place[5]; /* as __builtin_setjmp wants them */
};

static void coroutine_enter(unsigned high, unsigned low)
{
    const struct coroutine *self =
        (struct coroutine *)((uintptr_t)high << 32 | (uintptr_t)low); /* makecontext hands on int only */
    self->run(self->argument);
}

/* What it did before is forgotten. `stack` is the caller's. */
static inline void coroutine_begin(struct coroutine *self, void (*run)(void *argument), void *argument,
                                   void *stack, size_t size)
{
    uintptr_t address = (uintptr_t)self;
    *self = (struct coroutine){.run = run, .argument = argument};
    (void)getcontext(&self->context);
    self->context.uc_stack.ss_sp = stack;
    self->context.uc_stack.ss_size = size;
    self->context.uc_link = NULL;
    makecontext(&self->context, (void (*)(void))coroutine_enter, 2, (unsigned)(address >> 32),
                (unsigned)address);
}

#if IS_WATCHED

static inline void coroutine_resume(struct coroutine *self)
{
    (void)swapcontext(&self->caller, &self->context);
}

static inline void coroutine_rest(struct coroutine *self)
{
    (void)swapcontext(&self->context, &self->caller);
}

#else

/* A jump and its goal may not stand in one function. */
__attribute__((noinline, noreturn)) static void coroutine_jump(void *place[5])
{
    __builtin_longjmp(place, 1);
}

__attribute__((noinline)) static void coroutine_resume(struct coroutine *self)
{
    if (__builtin_setjmp(self->caller_place) == 0) {
        if (self->is_begun) {
            coroutine_jump(self->place);
        }
        self->is_begun = 1;
        (void)setcontext(&self->context);
        abort(); /* it never comes here; as its last call it might begin with this frame given up */
    }
}

__attribute__((noinline)) static void coroutine_rest(struct coroutine *self)
{
    if (__builtin_setjmp(self->place) == 0) {
        coroutine_jump(self->caller_place);
    }
}

#endif

#endif
