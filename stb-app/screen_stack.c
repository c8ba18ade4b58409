#include "stb-app/screen_stack.h"

#include <string.h>

#include "both-sides/log.h"

struct screen *screen_stack_top(const struct screen_stack *stack)
{
    return stack->count > 0 ? stack->items[stack->count - 1] : NULL;
}

static void leave(struct screen *screen)
{
    if (screen != NULL && screen->operations->leave != NULL) {
        screen->operations->leave(screen);
    }
}

static void enter_top(struct screen_stack *stack)
{
    struct screen *top = screen_stack_top(stack);
    if (top != NULL) {
        canvas_damage_all(top->stage->kit.canvas);
        top->operations->enter(top);
    }
}

int screen_stack_push(struct screen_stack *stack, struct screen *screen)
{
    if (stack->count == SCREEN_STACK_MAX) {
        log_line(LOG_LEVEL_WARNING, "screens", "too many screens on each other: \"%s\" is not opened",
                 screen->operations->name);
        screen->operations->free(screen);
        return -1;
    }
    leave(screen_stack_top(stack));
    stack->items[stack->count++] = screen;
    enter_top(stack);
    return 0;
}

static void close_from(struct screen_stack *stack, size_t from)
{
    if (from >= stack->count || stack->closed_count + (stack->count - from) > SCREEN_STACK_MAX * 2) {
        return;
    }
    leave(screen_stack_top(stack));
    while (stack->count > from) {
        stack->closed[stack->closed_count++] = stack->items[--stack->count];
    }
    enter_top(stack);
}

void screen_stack_close(struct screen_stack *stack, struct screen *screen)
{
    for (size_t i = 0; i < stack->count; i++) {
        if (stack->items[i] == screen) {
            close_from(stack, i);
            return;
        }
    }
}

void screen_stack_close_to_bottom(struct screen_stack *stack)
{
    close_from(stack, 1);
}

static void take_covered(struct screen_stack *stack, size_t at)
{
    if (stack->closed_count == SCREEN_STACK_MAX * 2) {
        return; /* comes again */
    }
    struct screen *screen = stack->items[at];
    stack->closed[stack->closed_count++] = screen;
    stack->count--;
    memmove(&stack->items[at], &stack->items[at + 1], (stack->count - at) * sizeof stack->items[0]);
    canvas_damage_all(screen->stage->kit.canvas); /* what is on top may let it be seen */
}

int screen_stack_forget(struct screen_stack *stack, int64_t idle_us)
{
    int forgotten = 0;
    for (size_t i = stack->count; i > 0; i--) {
        int64_t longest_us = stack->items[i - 1]->operations->idle_us;
        if (longest_us <= 0 || idle_us < longest_us) {
            continue;
        }
        forgotten = 1;
        if (i == stack->count) {
            close_from(stack, i - 1);
        } else {
            take_covered(stack, i - 1);
        }
    }
    return forgotten;
}

int64_t screen_stack_idle_us(const struct screen_stack *stack)
{
    int64_t shortest_us = INT64_MAX;
    for (size_t i = 0; i < stack->count; i++) {
        int64_t idle_us = stack->items[i]->operations->idle_us;
        shortest_us = idle_us > 0 && idle_us < shortest_us ? idle_us : shortest_us;
    }
    return shortest_us;
}

void screen_stack_sweep(struct screen_stack *stack)
{
    for (size_t i = 0; i < stack->closed_count; i++) {
        stack->closed[i]->operations->free(stack->closed[i]);
    }
    stack->closed_count = 0;
}

void screen_stack_clear(struct screen_stack *stack)
{
    screen_stack_sweep(stack);
    while (stack->count > 0) {
        struct screen *top = stack->items[--stack->count];
        top->operations->free(top);
    }
}

void screen_stack_place(struct screen_stack *stack)
{
    for (size_t i = 0; i < stack->count; i++) {
        stack->items[i]->operations->place(stack->items[i]);
    }
}

void screen_stack_draw(struct screen_stack *stack, struct rect clip)
{
    size_t from = stack->count;
    while (from > 0) {
        from--;
        if (!stack->items[from]->operations->overlay) {
            break;
        }
    }
    for (size_t i = from; i < stack->count; i++) {
        stack->items[i]->operations->draw(stack->items[i], clip);
    }
}
