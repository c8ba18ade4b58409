#include "sandbox/payment_systems.h"

#include <stdio.h>
#include <stdlib.h>

#include "sandbox/alipay_system.h"
#include "sandbox/cashier.h"
#include "sandbox/payment_notifier.h"
#include "sandbox/wechat_system.h"

struct payment_world {
    struct payment_books books;
    struct payment_notifier *notifier;
    struct wechat_system wechat;
    struct alipay_system alipay;
    struct cashier cashier;
};

static void discard(struct payment_world *world)
{
    payment_notifier_stop(world->notifier);
    wechat_system_close(&world->wechat);
    alipay_system_close(&world->alipay);
    cashier_close(&world->cashier);
    payment_books_close(&world->books);
    free(world);
}

static void fill(struct payment_world *world, struct upstream *upstreams)
{
    upstreams[0] = (struct upstream){.name = "wechat",
                                     .prefix = "/v3",
                                     .state = &world->wechat,
                                     .answer = wechat_system_answer,
                                     .samples = wechat_system_samples,
                                     .reset = wechat_system_reset,
                                     .turn = wechat_system_turn};
    upstreams[1] = (struct upstream){.name = "cashier",
                                     .prefix = "/cashier",
                                     .state = &world->cashier,
                                     .answer = cashier_answer,
                                     .samples = cashier_samples,
                                     .reset = cashier_reset};
    upstreams[2] = (struct upstream){.name = "alipay",
                                     .prefix = "/alipay",
                                     .state = &world->alipay,
                                     .answer = alipay_system_answer,
                                     .samples = alipay_system_samples,
                                     .reset = alipay_system_reset,
                                     .turn = alipay_system_turn};
}

int payment_systems_open(struct upstream *upstreams, const char *page, char problem[PAYMENT_PROBLEM_SIZE])
{
    struct payment_world *world = calloc(1, sizeof *world);
    (void)snprintf(problem, PAYMENT_PROBLEM_SIZE, "out of memory");
    if (world == NULL) {
        return -1;
    }
    if (payment_books_open(&world->books) != 0 ||
        cashier_open(&world->cashier, &world->books, page, problem) != 0) {
        discard(world);
        return -1;
    }
    world->notifier = payment_notifier_start(&world->books);
    if (world->notifier == NULL || wechat_system_open(&world->wechat, &world->books, world->notifier) != 0) {
        discard(world);
        return -1;
    }
    alipay_system_open(&world->alipay, &world->books, world->notifier);
    fill(world, upstreams);
    return 0;
}

static struct payment_world *world_of(const struct upstream *upstreams)
{
    struct wechat_system *wechat = upstreams[0].state;
    return (struct payment_world *)(void *)((char *)wechat - offsetof(struct payment_world, wechat));
}

void payment_systems_free(struct upstream *upstreams)
{
    discard(world_of(upstreams));
}
