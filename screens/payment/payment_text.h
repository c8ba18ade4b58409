#ifndef SCREENS_PAYMENT_PAYMENT_TEXT_H
#define SCREENS_PAYMENT_PAYMENT_TEXT_H

#include "screens/payment/payment_flow.h"
#include "screens/widgets/rich_text.h"

/* The words of the screen that pays, by what the flow has heard. Personal: freed memory is wiped (0120). */

enum { PAYMENT_LINE_SIZE = 96 };

/* How much is paid, for what, to whom. */
void payment_text_subject(struct rich_text *words, const struct stage *stage,
                          const struct payment_request *request);
/* The view's title, text and what happens to whoever goes away, with what the order has besides. */
void payment_text_view(struct rich_text *words, const struct payment_flow *flow);
/* The view's title, in one line. Returns `out`. */
char *payment_text_title(char out[PAYMENT_NOTE_TITLE_SIZE], const struct payment_flow *flow);
/* How long the code can be paid: whole minutes, in the last one seconds. "": there is none. Returns `out`. */
char *payment_text_left(char out[PAYMENT_LINE_SIZE], const struct payment_flow *flow);
/* Changes when that does. */
int64_t payment_text_left_deadline(const struct payment_flow *flow);
enum string_id payment_wallet_name(enum wallet wallet);

#endif
