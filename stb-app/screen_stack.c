#include "stb-app/screen_stack.h"

#include <string.h>

#include "both-sides/log.h"
#include "screens/destinations.h"

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

static int is_personal(const struct screen_stack *stack, size_t place)
{
    return stack->items[place]->operations->is_personal ||
           destination_scope(stack->destinations[place].kind) != 0;
}

/* Nobody's own words stand anywhere: no session's, none that idle time takes away, no answers. */
static int is_all_public(const struct screen_stack *stack, const struct stage *stage)
{
    int is_public = !stage->session.holds;
    for (size_t i = 0; i < stack->count; i++) {
        const struct screen_operations *operations = stack->items[i]->operations;
        is_public = is_public && !is_personal(stack, i) && operations->idle_us == 0 &&
                    operations->holds_answers == NULL;
    }
    return is_public;
}

static void draw_anew(const struct screen_stack *stack, const struct stage *stage)
{
    canvas_damage_all(stage->kit.canvas);
    fonts_forget_lines(stage->kit.fonts);
    fonts_keep_lines(stage->kit.fonts, is_all_public(stack, stage));
}

static void enter_top(struct screen_stack *stack)
{
    struct screen *top = screen_stack_top(stack);
    if (top != NULL) {
        draw_anew(stack, top->stage);
        top->operations->enter(top);
    }
}

int screen_stack_push(struct screen_stack *stack, struct screen *screen,
                      const struct destination *destination)
{
    if (stack->count >= (screen->operations->question ? SCREEN_STACK_PLACES : SCREEN_STACK_MAX)) {
        log_line(LOG_LEVEL_WARNING, "screens", "too many screens on each other: \"%s\" is not opened",
                 screen->operations->name);
        screen->operations->free(screen);
        return -1;
    }
    leave(screen_stack_top(stack));
    struct destination *kept = &stack->destinations[stack->count];
    *kept = destination != NULL ? *destination : (struct destination){.kind = DESTINATION_NONE};
    kept->title = NULL; /* whoever opened it owns them */
    kept->notice = NULL;
    kept->payment = NULL;
    stack->items[stack->count++] = screen;
    enter_top(stack);
    return 0;
}

const struct destination *screen_stack_destination(const struct screen_stack *stack)
{
    static const struct destination none = {.kind = DESTINATION_NONE};
    for (size_t at = stack->count; at > 0; at--) {
        if (stack->destinations[at - 1].kind != DESTINATION_NONE) {
            return &stack->destinations[at - 1];
        }
    }
    return &none;
}

static void close_from(struct screen_stack *stack, size_t from)
{
    if (from >= stack->count || stack->closed_count + (stack->count - from) > SCREEN_STACK_PLACES * 2) {
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

int64_t screen_stack_idle_deadline(const struct screen_stack *stack)
{
    int64_t deadline = INT64_MAX;
    for (size_t i = 0; i < stack->count; i++) {
        int64_t due = screen_idle_deadline(stack->items[i]);
        deadline = due < deadline ? due : deadline;
    }
    return deadline;
}

/* From under others, which do not notice. */
static void take_out(struct screen_stack *stack, size_t place)
{
    struct screen *screen = stack->items[place];
    if (stack->closed_count == SCREEN_STACK_PLACES * 2) {
        return; /* after the next sweep */
    }
    stack->count--;
    memmove(&stack->items[place], &stack->items[place + 1], (stack->count - place) * sizeof *stack->items);
    memmove(&stack->destinations[place], &stack->destinations[place + 1],
            (stack->count - place) * sizeof *stack->destinations);
    stack->closed[stack->closed_count++] = screen;
    draw_anew(stack, screen->stage); /* an overlay may have shown it */
}

void screen_stack_forget_idle(struct screen_stack *stack, int64_t now_us)
{
    for (size_t i = stack->count; i > 0; i--) {
        if (screen_idle_deadline(stack->items[i - 1]) > now_us) {
            continue;
        }
        if (i == stack->count) {
            close_from(stack, i - 1);
        } else {
            take_out(stack, i - 1);
        }
    }
}

int screen_stack_holds_answers(const struct screen_stack *stack)
{
    for (size_t i = 0; i < stack->count; i++) {
        const struct screen *screen = stack->items[i];
        if (screen->operations->holds_answers != NULL && screen->operations->holds_answers(screen)) {
            return 1;
        }
    }
    return 0;
}

/* Somebody is busy with it, by phone. */
static int is_needed(const struct screen *screen)
{
    return screen->operations->needed_until_us != NULL && screen->operations->needed_until_us(screen) != 0 &&
           screen_idle_deadline(screen) > screen->stage->now_us;
}

/* `from` is personal: that and all above it, or all up to one that is needed. */
static void close_with_session(struct screen_stack *stack, size_t from)
{
    size_t needed = from;
    while (needed < stack->count && !is_needed(stack->items[needed])) {
        needed++;
    }
    if (needed == stack->count) {
        close_from(stack, from);
        return;
    }
    while (needed > from) {
        take_out(stack, --needed);
    }
}

int screen_stack_close_personal(struct screen_stack *stack)
{
    int closed = 0;
    for (size_t i = 0; i < stack->count; i++) {
        if (is_personal(stack, i)) {
            close_with_session(stack, i);
            closed = 1;
        }
    }
    return closed;
}

void screen_stack_close_to_bottom(struct screen_stack *stack)
{
    close_from(stack, 1);
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
    if (stack->count > 0) {
        draw_anew(stack, stack->items[0]->stage); /* perhaps in other fonts */
    }
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
