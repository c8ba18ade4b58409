#ifndef SCREENS_PAYMENT_PAYMENT_SCREEN_H
#define SCREENS_PAYMENT_PAYMENT_SCREEN_H

#include "screens/stage/screen.h"

/* Pays a bill (`destination->payment`), or shows what became of an order of this box (its id): which wallet,
 * the code for the phone, and every state until the utility has entered the money, each with what happens to
 * whoever goes away (docs/decisions/0155). NULL without memory. */
struct screen *payment_new(struct stage *stage, const struct destination *destination);

#endif
