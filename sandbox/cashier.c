#include "sandbox/cashier.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/json/json_writer.h"
#include "headend/http/form.h"
#include "sandbox/login_page.h"

enum { FRAME_MAX = 64 * 1024, FORM_SIZE = 1024, LATER_MS = 6000, WRONG_FEN = 1 };

int cashier_open(struct cashier *cashier, struct payment_books *books, const char *path,
                 char problem[CASHIER_PROBLEM_SIZE])
{
    FILE *file = fopen(path, "rb");
    *cashier = (struct cashier){.books = books, .frame = file != NULL ? calloc(1, FRAME_MAX) : NULL};
    size_t length = cashier->frame != NULL ? fread(cashier->frame, 1, FRAME_MAX, file) : 0;
    int good = length > 0 && length < FRAME_MAX;
    (void)snprintf(problem, CASHIER_PROBLEM_SIZE, "%.150s: %s", path,
                   file == NULL ? strerror(errno) : "it is no page of a cashier");
    if (file != NULL) {
        (void)fclose(file);
    }
    if (!good) {
        cashier_close(cashier);
    }
    return good ? 0 : -1;
}

void cashier_close(struct cashier *cashier)
{
    free(cashier->frame);
    cashier->frame = NULL;
}

/* --- The page --- */

static void write_escaped(FILE *page, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            (void)fputs("&amp;", page);
            break;
        case '<':
            (void)fputs("&lt;", page);
            break;
        case '"':
            (void)fputs("&quot;", page);
            break;
        default:
            (void)fputc(*text, page);
        }
    }
}

/* Part of the state's name in the page: class="unpaid". */
static const char *class_of(const struct book_order *order, int64_t now_ms)
{
    return order->state == BOOK_PAID     ? "paid"
           : order->state == BOOK_CLOSED ? "closed"
           : order->expires_ms <= now_ms ? "expired"
           : order->state == BOOK_PAYING ? "paying"
                                         : "unpaid";
}

static void write_mark(FILE *page, const char *mark, size_t length, const struct book_order *order)
{
    static const char *const names[] = {"provider", "amount", "description", "code", "state"};
    char amount[32];
    (void)snprintf(amount, sizeof amount, "%" PRId64 ".%02d", order->fen / 100, (int)(order->fen % 100));
    const char *const values[] = {order->provider == BOOK_WECHAT ? "wechat" : "alipay", amount,
                                  order->description, order->code, class_of(order, wall_ms())};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i]) == length && strncmp(names[i], mark, length) == 0) {
            write_escaped(page, values[i]);
        }
    }
}

/* The frame with {marks} filled in. */
static int show(const struct cashier *cashier, const struct book_order *order, struct upstream_reply *reply)
{
    char *text = NULL;
    size_t size = 0;
    FILE *page = open_memstream(&text, &size);
    if (page == NULL) {
        return -1;
    }
    for (const char *at = cashier->frame; *at != '\0';) {
        const char *end = at[0] == '{' && at[1] == '{' ? strstr(at, "}}") : NULL;
        if (end != NULL) {
            write_mark(page, at + 2, (size_t)(end - at) - 2, order);
            at = end + 2;
        } else {
            (void)fputc(*at++, page);
        }
    }
    if (fclose(page) != 0) {
        free(text);
        return -1;
    }
    reply->type = "text/html;charset=UTF-8";
    return login_answer(reply, 200, text);
}

/* --- What the phone does --- */

/* A second payment under the same number, as two phones at once have been seen to do it. No query shows it.
 */
static void pay_again(struct payment_books *books, const struct book_order *order, int64_t now_ms)
{
    struct book_order *other = book_order_add(books, order->provider, order->number);
    if (other != NULL) {
        other->fen = order->fen;
        other->expires_ms = order->expires_ms;
        memcpy(other->description, order->description, sizeof other->description);
        memcpy(other->notify_url, order->notify_url, sizeof other->notify_url);
        book_order_pay(books, other, order->fen, now_ms);
    }
}

static void act(struct payment_books *books, struct book_order *order, const char *how)
{
    int64_t now_ms = wall_ms();
    int is_open = (order->state == BOOK_UNPAID || order->state == BOOK_PAYING) && order->expires_ms > now_ms;
    if (strcmp(how, "finish") == 0) {
        order->is_finished = order->state == BOOK_PAID;
    } else if (strcmp(how, "twice") == 0 && order->state == BOOK_PAID) {
        pay_again(books, order, now_ms);
    } else if (strcmp(how, "late") == 0 && order->state != BOOK_PAID && !is_open) {
        book_order_pay(books, order, order->fen, now_ms); /* which no wallet should let through */
    } else if (!is_open) {
        return;
    } else if (strcmp(how, "pay") == 0 || strcmp(how, "wrong") == 0) {
        book_order_pay(books, order, order->fen + (how[0] == 'w' ? WRONG_FEN : 0), now_ms);
    } else if (strcmp(how, "later") == 0 || strcmp(how, "begin") == 0) {
        order->state = BOOK_PAYING;
        order->pays_at_ms = how[0] == 'l' ? now_ms + LATER_MS : 0;
    } else if (strcmp(how, "refuse") == 0) {
        order->state = BOOK_UNPAID;
    }
}

static void scan(struct payment_books *books, struct book_order *order)
{
    order->is_scanned = 1;
    if (order->transaction[0] == '\0' && order->provider == BOOK_ALIPAY) {
        book_number(books, "20261122001", 17, order->transaction);
    }
}

int cashier_answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    struct cashier *cashier = state;
    char body[FORM_SIZE + 1] = "";
    struct form form = {.count = 0};
    int is_post = strcmp(request->method, "POST") == 0;
    if (is_post && request->length <= FORM_SIZE) {
        memcpy(body, request->body, request->length);
        form.count = form_read(body, request->length, &form) == 0 ? form.count : 0;
    }
    const char *code = is_post ? form_value(&form, "code") : upstream_parameter(request, "code");
    const char *how = form_value(&form, "how");
    (void)pthread_mutex_lock(&cashier->books->lock);
    payment_books_tick(cashier->books, wall_ms());
    struct book_order *order = code != NULL ? book_order_of_code(cashier->books, code) : NULL;
    int result = -1;
    if (order != NULL) {
        scan(cashier->books, order);
        act(cashier->books, order, is_post && how != NULL ? how : "");
        result = show(cashier, order, reply);
    }
    (void)pthread_mutex_unlock(&cashier->books->lock);
    return order != NULL ? result : login_answer_text(reply, 404, "{\"error\":\"no such code\"}");
}

/* The orders, the newest last: number, code, fen. */
char *cashier_samples(void *state, size_t *length)
{
    struct cashier *cashier = state;
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return NULL;
    }
    json_open_array(&json, NULL);
    (void)pthread_mutex_lock(&cashier->books->lock);
    for (size_t i = 0; i < cashier->books->order_count; i++) {
        const struct book_order *order = &cashier->books->orders[i];
        json_open_map(&json, NULL);
        json_text(&json, "provider", order->provider == BOOK_WECHAT ? "wechat" : "alipay");
        json_text(&json, "out_trade_no", order->number);
        json_text(&json, "code", order->code);
        json_text(&json, "state", class_of(order, wall_ms()));
        json_text(&json, "transaction_id", order->transaction);
        json_number(&json, "fen", order->fen);
        json_number(&json, "paid_fen", order->paid_fen);
        json_number(&json, "refunded_fen", order->refunded_fen);
        json_close_map(&json);
    }
    (void)pthread_mutex_unlock(&cashier->books->lock);
    json_close_array(&json);
    return json_take(&json, length);
}

void cashier_reset(void *state)
{
    (void)state; /* the books are the providers' to forget */
}
