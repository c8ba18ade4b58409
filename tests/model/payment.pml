/* Paying one version of one bill: two boxes, one headend with two sweepers whose power may be cut anywhere, two
 * providers, a utility, phones, a person; a network that loses, repeats, delays and reorders. States move by the
 * edges of payment_machine.pml alone, which is printed from the table of the program. What is checked stands in
 * check(), by the numbers of domain.md 10. check_model.py runs it, and spoils it to see that it is noticed.
 *
 * A message that was sent is a bit that stays: it may arrive at any time later, or never; what arrives has its effect
 * once, as the systems know a number again. An answer is what the asker hears at a moment between asking and
 * writing down, or nothing. Bounds: below. */

#ifndef ORDERS
#define ORDERS 2 /* one a box; their providers are 0 and 1 */
#endif
#ifndef PAYMENTS
#define PAYMENTS 2 /* phones that pay for one order */
#endif
#ifndef SWEEPERS
#define SWEEPERS 2
#endif
#ifndef CUTS
#define CUTS 1
#endif
#ifndef TROUBLE
#define TROUBLE 255 /* answers that do not come or are bad; 255: any number */
#endif

#include "payment_machine.pml"

#define NONE 254 /* no order yet, no refund */
#define NOBODY 9

/* --- The ledger, and what of it a power cut leaves --- */
byte st[ORDERS] = NONE;
byte durable_st[ORDERS] = NONE;
bit recorded[4];
byte refund[4] = NONE; /* of payment PAY(order, phone) */
byte durable_refund[4] = NONE;
byte own[ORDERS] = NOBODY; /* the phone whose payment counts */
bit receipt[ORDERS];
byte made[ORDERS];
byte clearing, owed, durable_owed; /* payments that wait for the utility; that are on their way back */

/* --- Providers --- */
#define AT_NOWHERE 0
#define AT_OPEN 1
#define AT_CLOSED 2
byte at[ORDERS];
byte paid[4];     /* 1: the amount of the order; 2: another */
byte given_back[4];
bit expired[ORDERS];

/* --- The utility --- */
byte posted[ORDERS];
bit refused[ORDERS]; /* the serial will never be posted */
bit reversed[ORDERS];

/* --- Messages under way --- */
bit order_sent[ORDERS], close_sent[ORDERS], post_sent[ORDERS], refund_sent[4];

/* Whom an answer is worth something to: nothing has moved since it was asked for. 4 + PAY: a refund. */
byte asks[SWEEPERS];
bit fresh[SWEEPERS];
byte cuts;
byte trouble;

#define PAY(o, k) ((o) * 2 + (k))
#define HOLDS(s) ((s) <= SETTLED && (s) != CLOSED)
#define WAITS(s) ((s) == PAID || (s) == POSTING || (s) == POST_UNKNOWN)
#define IS_PAID(o) (paid[PAY(o, 0)] != 0 || paid[PAY(o, 1)] != 0)

inline check()
{
    d_step {
    i = 0; waiting = 0; returning = 0; done = 0; sum = 0; holding = 0; entered = 0;
    do
    :: i < ORDERS ->
        holding = holding + HOLDS(st[i]); waiting = waiting + WAITS(st[i]); entered = entered + posted[i];
        done = done + (st[i] == SETTLED);
        assert(made[i] <= 1);                                                  /* I2, I3 */
        assert(!WAITS(st[i]) || (own[i] != NOBODY && paid[PAY(i, own[i])] == 1)); /* I4, I6 */
        assert(!(st[i] == CLOSED && i == 0) || !IS_PAID(i));                   /* I5: the first provider's word is final */
        assert(posted[i] <= 1);                                                /* I8, I9 */
        assert((receipt[i] == 1) == (st[i] == SETTLED));                       /* I11 */
        assert(st[i] != SETTLED || posted[i] == 1);                            /* I11 */
        assert(!(WAITS(st[i]) || st[i] == SETTLED) || IS_PAID(i));             /* I15: what the television says then is true */
        assert(own[i] == NOBODY || refund[PAY(i, own[i])] == NONE || posted[i] == 0); /* I16 */
        i++
    :: else -> break
    od;
    i = 0;
    do
    :: i < 4 ->
        sum = sum + recorded[i];
        returning = returning + (refund[i] != NONE && refund[i] != REFUNDED);
        done = done + (refund[i] == REFUNDED);
        assert(!recorded[i] || paid[i] != 0);                 /* I6, I13 */
        assert(given_back[i] <= 1);                           /* I8 of refunds */
        assert(given_back[i] == 0 || refund[i] != NONE);
        assert(refund[i] != REFUNDED || given_back[i] == 1 || !refund_sent[i]);
        i++
    :: else -> break
    od;
    assert(holding <= 1);                                     /* I1 */
    assert(entered <= 1);                                     /* a bill is entered once, whoever paid it */
    assert(clearing == waiting && owed == returning);         /* I10 */
    assert(sum == done + clearing + owed);                    /* I10 */
    i = 0; waiting = 0; returning = 0; done = 0; sum = 0; holding = 0; entered = 0
    }
}

/* What is synced is synced with all that came before it. */
inline sync()
{
    i = 0;
    do
    :: i < ORDERS -> durable_st[i] = st[i]; i++
    :: else -> break
    od;
    i = 0;
    do
    :: i < 4 -> durable_refund[i] = refund[i]; i++
    :: else -> break
    od;
    durable_owed = owed; i = 0
}

inline outdate(subject)
{
    i = 0;
    do
    :: i < SWEEPERS -> if :: asks[i] == subject -> fresh[i] = 0 :: else -> skip fi; i++
    :: else -> break
    od;
    i = 0
}

/* One edge of an order; what is no edge changes nothing (I7). */
inline take(o, event)
{
    next_state(st[o], event, result, lazy);
    if
    :: result != NO_STATE ->
        if
        :: result == SETTLED -> receipt[o] = 1; clearing--
        :: else -> receipt[o] = 0
        fi;
        if
        :: result == REFUNDING && refund[PAY(o, own[o])] == NONE ->
            refund[PAY(o, own[o])] = REFUNDING;
            if :: WAITS(st[o]) || st[o] == CLOSED -> clearing-- :: else -> skip fi;
            owed++
        :: else -> skip
        fi;
        st[o] = result;
        outdate(o);
        if :: !lazy -> sync() :: else -> skip fi
    :: else -> skip
    fi
}

/* One edge of a refund; that of the payment that counts takes its order along. */
inline take_refund(o, k, event)
{
    next_state(refund[PAY(o, k)], event, result, lazy);
    if
    :: result != NO_STATE ->
        refund[PAY(o, k)] = result;
        if :: result == REFUNDED -> owed-- :: else -> skip fi;
        if :: own[o] == k -> st[o] = result; outdate(o) :: else -> skip fi;
        outdate(4 + PAY(o, k));
        if :: !lazy -> sync() :: else -> skip fi
    :: else -> skip
    fi
}

inline record(o, k)
{
    if
    :: !recorded[PAY(o, k)] ->
        recorded[PAY(o, k)] = 1; clearing++;
        if
        :: own[o] == NOBODY ->
            own[o] = k;
            if
            :: st[o] == CLOSED -> take(o, EVENT_LATE_PAYMENT)
            :: else ->
                if :: st[o] == PREPAYING -> take(o, EVENT_PREPAY_UNKNOWN) :: else -> skip fi;
                take(o, EVENT_PAYMENT_PROVEN);
                if
                :: paid[PAY(o, k)] == 1 -> take(o, EVENT_POST)
                :: else -> take(o, EVENT_AMOUNT_DIFFERS)
                fi
            fi
        :: else -> refund[PAY(o, k)] = REFUNDING; clearing--; owed++
        fi;
        sync()
    :: else -> skip
    fi
}

/* --- A box: posts the order as often as it likes under its own key --- */
proctype Box(byte b)
{
    byte i, result, lazy, waiting, returning, done, sum, holding, entered;
    do
    :: atomic { st[b] == NONE && !HOLDS(st[ORDERS - 1 - b]) ->
        made[b]++; st[b] = CREATED; take(b, EVENT_PREPAY); check() }
    od
}

#define NOTHING 0 /* no event that is heard of is 0 */
#define IS_PAYMENT 252
/* An answer that does not come. */
#define NO_ANSWER trouble < TROUBLE -> trouble = trouble + (TROUBLE != 255)

/* It posts the serial once, or refuses it for good. */
inline arrive_at_utility(o)
{
    if :: posted[o]++ :: refused[o] = 1 fi
}

/* --- What happens outside, once each, whenever it likes --- */
proctype Outside()
{
    byte i, o, k, result, lazy, waiting, returning, done, sum, holding, entered;
    do
    :: atomic {
        o = 0; k = 0;
        if :: ORDERS > 1 -> o = 1 :: true -> skip fi;
        if :: PAYMENTS > 1 -> k = 1 :: true -> skip fi;
        if
        :: order_sent[o] && at[o] == AT_NOWHERE && !expired[o] -> at[o] = AT_OPEN
        :: close_sent[o] && at[o] == AT_OPEN && !IS_PAID(o) -> at[o] = AT_CLOSED
        /* The second provider may take a payment that began before the end. */
        :: at[o] == AT_OPEN && (!expired[o] || o == 1) && paid[PAY(o, k)] == 0 && (k == 0 || paid[PAY(o, 0)] != 0) ->
            if :: paid[PAY(o, k)] = 1 :: k == 0 -> paid[PAY(o, k)] = 2 fi
        :: st[o] != NONE && !expired[o] -> expired[o] = 1
        :: post_sent[o] && !posted[o] && !refused[o] -> arrive_at_utility(o)
        :: refund_sent[PAY(o, k)] && given_back[PAY(o, k)] == 0 -> given_back[PAY(o, k)]++
        /* Notifications: verified, or not. */
        :: paid[PAY(o, k)] != 0 && !recorded[PAY(o, k)] -> record(o, k)
        :: st[o] != NONE && TROUBLE == 255 -> skip /* a notification with a wrong signature */
        :: st[o] == SETTLED && !reversed[o] && posted[o] == 1 && TROUBLE == 255 ->
            /* the utility takes its entry back, two persons write it down */
            reversed[o] = 1; posted[o] = 0; refused[o] = 1;
            take(o, EVENT_CORRECTION_REVERSED)
        :: refund[PAY(o, k)] == REFUND_ABNORMAL ->
            if
            :: take_refund(o, k, EVENT_CORRECTION_REFUND_AGAIN)
            :: given_back[PAY(o, k)] == 0 && !refund_sent[PAY(o, k)] -> take_refund(o, k, EVENT_CORRECTION_REFUNDED)
            fi
        :: cuts < CUTS ->
            cuts++; i = 0;
            do
            :: i < ORDERS ->
                /* I15: what a television has said stays true */
                assert(!(WAITS(st[i]) || st[i] == SETTLED) || WAITS(durable_st[i]) || durable_st[i] == SETTLED);
                assert(st[i] != SETTLED || durable_st[i] == SETTLED);
                st[i] = durable_st[i]; i++
            :: else -> break
            od;
            i = 0;
            do :: i < 4 -> refund[i] = durable_refund[i]; i++ :: else -> break od;
            owed = durable_owed; i = 0;
            do :: i < SWEEPERS -> fresh[i] = 0; i++ :: else -> break od;
            i = 0
        fi;
        check(); o = 0; k = 0 }
    od
}

/* --- A sweeper: asks and hears, then writes down; anything may happen between, and nothing may come of the asking.
 * What arrives at once is delivered here; what was sent and not delivered stays under way. --- */
inline ask_of_order()
{
    asks[me] = o; fresh[me] = 1;
    if
    :: st[o] == PREPAYING ->
        order_sent[o] = 1;
        if :: at[o] == AT_NOWHERE && !expired[o] -> at[o] = AT_OPEN :: true -> skip fi;
        if
        :: at[o] == AT_OPEN -> heard = EVENT_CODE_RECEIVED
        :: NO_ANSWER; heard = EVENT_PREPAY_UNKNOWN
        fi
    :: st[o] == AWAITING ->
        if
        :: paid[PAY(o, 0)] != 0 -> heard = IS_PAYMENT
        :: heard = EVENT_CLOSE /* cancelled or expired */
        fi
    :: st[o] == CLOSING ->
        close_sent[o] = 1;
        if :: at[o] == AT_OPEN && !IS_PAID(o) -> at[o] = AT_CLOSED :: true -> skip fi;
        if
        :: paid[PAY(o, 0)] != 0 -> heard = IS_PAYMENT
        :: at[o] == AT_CLOSED && !IS_PAID(o) -> heard = EVENT_CLOSED_PROVEN
        /* Not there, or unpaid and without a trade, after its end. */
        :: expired[o] && !IS_PAID(o) && (at[o] == AT_NOWHERE || o == 1) -> heard = EVENT_CLOSED_PROVEN
        :: true -> skip
        fi
    :: st[o] == POSTING ->
        post_sent[o] = 1;
        if :: !posted[o] && !refused[o] -> arrive_at_utility(o) :: true -> skip fi;
        if
        :: posted[o] != 0 -> heard = EVENT_POSTED
        :: refused[o] && posted[o] == 0 -> heard = EVENT_NOT_POSTED
        :: NO_ANSWER; heard = EVENT_POST_UNKNOWN
        fi
    :: st[o] == POST_UNKNOWN ->
        if
        :: posted[o] != 0 -> heard = EVENT_POSTED
        :: posted[o] == 0 -> refused[o] = 1; heard = EVENT_NOT_POSTED /* from now on it will not be posted */
        :: NO_ANSWER; heard = EVENT_POST_AGAIN
        fi
    fi
}

inline ask_of_refund()
{
    asks[me] = 4 + PAY(o, k); fresh[me] = 1;
    if
    :: refund[PAY(o, k)] == REFUNDING ->
        refund_sent[PAY(o, k)] = 1;
        if :: given_back[PAY(o, k)] == 0 -> given_back[PAY(o, k)]++ :: true -> skip fi;
        if
        :: given_back[PAY(o, k)] != 0 -> heard = EVENT_REFUND_DONE
        :: NO_ANSWER; heard = EVENT_REFUND_UNKNOWN
        /* The provider has ended it without giving anything back. */
        :: given_back[PAY(o, k)] == 0 && NO_ANSWER; refund_sent[PAY(o, k)] = 0; heard = EVENT_REFUND_ABNORMAL
        fi
    :: refund[PAY(o, k)] == REFUND_UNKNOWN ->
        if
        :: given_back[PAY(o, k)] != 0 -> heard = EVENT_REFUND_DONE
        :: heard = EVENT_REFUND_AGAIN
        fi
    fi
}

proctype Sweeper(byte me)
{
    byte i, o, k, heard, result, lazy, waiting, returning, done, sum, holding, entered;
    do
    :: atomic { heard == NOTHING ->
        if :: ORDERS > 1 -> o = 1 :: o = 0 fi;
        if
        :: st[o] == PREPAYING || st[o] == AWAITING || st[o] == CLOSING || WAITS(st[o]) -> ask_of_order()
        :: refund[PAY(o, 0)] == REFUNDING || refund[PAY(o, 0)] == REFUND_UNKNOWN -> ask_of_refund()
        :: PAYMENTS > 1 && (refund[PAY(o, 1)] == REFUNDING || refund[PAY(o, 1)] == REFUND_UNKNOWN) ->
            k = 1; ask_of_refund()
        fi;
        if :: heard == NOTHING -> asks[me] = 0; fresh[me] = 0; o = 0; k = 0 :: else -> skip fi;
        check() }
    /* Written down, if nothing has moved meanwhile. A payment is one whenever it is heard of. */
    :: atomic { heard != NOTHING ->
        if
        :: heard == IS_PAYMENT -> record(o, 0)
        :: heard != IS_PAYMENT && fresh[me] && asks[me] < 4 -> take(o, heard)
        :: heard != IS_PAYMENT && fresh[me] && asks[me] >= 4 -> take_refund(o, k, heard)
        :: else -> skip
        fi;
        fresh[me] = 0; asks[me] = 0; heard = NOTHING; o = 0; k = 0; check() }
    od
}

init {
    byte n;
    atomic {
        n = 0;
        do :: n < ORDERS -> run Box(n); n++ :: else -> break od;
        n = 0;
        do :: n < SWEEPERS -> run Sweeper(n); n++ :: else -> break od;
        run Outside()
    }
}

#ifdef LIVE
/* I12, for the first order, once trouble ends: money that was taken is entered or given back. */
#define TAKEN (own[0] != NOBODY)
#define ENDED (st[0] == SETTLED || st[0] == REFUNDED)
ltl every_payment_ends { [] (TAKEN -> <> ENDED) }
#endif
