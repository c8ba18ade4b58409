/* Printed from both-sides/payment/payment_machine.c by `make schemas`. */
#define CREATED 0
#define PREPAYING 1
#define AWAITING 2
#define CLOSING 3
#define CLOSED 4
#define PAID 5
#define POSTING 6
#define POST_UNKNOWN 7
#define SETTLED 8
#define REFUNDING 9
#define REFUND_UNKNOWN 10
#define REFUND_ABNORMAL 11
#define REFUNDED 12
#define NO_STATE 255
#define EVENT_PREPAY 0
#define EVENT_CODE_RECEIVED 1
#define EVENT_PREPAY_UNKNOWN 2
#define EVENT_CLOSE 3
#define EVENT_CLOSED_PROVEN 4
#define EVENT_PAYMENT_PROVEN 5
#define EVENT_AMOUNT_DIFFERS 6
#define EVENT_LATE_PAYMENT 7
#define EVENT_POST 8
#define EVENT_POSTED 9
#define EVENT_NOT_POSTED 10
#define EVENT_POST_UNKNOWN 11
#define EVENT_POST_AGAIN 12
#define EVENT_REFUND_DONE 13
#define EVENT_REFUND_UNKNOWN 14
#define EVENT_REFUND_AGAIN 15
#define EVENT_REFUND_ABNORMAL 16
#define EVENT_CORRECTION_POSTED 17
#define EVENT_CORRECTION_NOT_POSTED 18
#define EVENT_CORRECTION_REVERSED 19
#define EVENT_CORRECTION_REFUND_AGAIN 20
#define EVENT_CORRECTION_REFUNDED 21
/* Where an event leads from a state, else NO_STATE; derivable: it may be lost in a power cut. */
inline next_state(state, event, result, derivable)
{
    result = NO_STATE; derivable = 0;
    if
    :: state == CREATED && event == EVENT_PREPAY -> result = PREPAYING; derivable = 0
    :: state == PREPAYING && event == EVENT_CODE_RECEIVED -> result = AWAITING; derivable = 1
    :: state == PREPAYING && event == EVENT_PREPAY_UNKNOWN -> result = CLOSING; derivable = 1
    :: state == AWAITING && event == EVENT_CLOSE -> result = CLOSING; derivable = 1
    :: state == AWAITING && event == EVENT_PAYMENT_PROVEN -> result = PAID; derivable = 0
    :: state == CLOSING && event == EVENT_PAYMENT_PROVEN -> result = PAID; derivable = 0
    :: state == CLOSING && event == EVENT_CLOSED_PROVEN -> result = CLOSED; derivable = 1
    :: state == CLOSED && event == EVENT_LATE_PAYMENT -> result = REFUNDING; derivable = 0
    :: state == PAID && event == EVENT_POST -> result = POSTING; derivable = 0
    :: state == PAID && event == EVENT_AMOUNT_DIFFERS -> result = REFUNDING; derivable = 0
    :: state == PAID && event == EVENT_NOT_POSTED -> result = REFUNDING; derivable = 0
    :: state == POSTING && event == EVENT_POSTED -> result = SETTLED; derivable = 0
    :: state == POSTING && event == EVENT_POST_UNKNOWN -> result = POST_UNKNOWN; derivable = 1
    :: state == POSTING && event == EVENT_NOT_POSTED -> result = REFUNDING; derivable = 0
    :: state == POST_UNKNOWN && event == EVENT_POSTED -> result = SETTLED; derivable = 0
    :: state == POST_UNKNOWN && event == EVENT_POST_AGAIN -> result = POSTING; derivable = 1
    :: state == POST_UNKNOWN && event == EVENT_NOT_POSTED -> result = REFUNDING; derivable = 0
    :: state == REFUNDING && event == EVENT_REFUND_DONE -> result = REFUNDED; derivable = 1
    :: state == REFUNDING && event == EVENT_REFUND_UNKNOWN -> result = REFUND_UNKNOWN; derivable = 1
    :: state == REFUNDING && event == EVENT_REFUND_ABNORMAL -> result = REFUND_ABNORMAL; derivable = 1
    :: state == REFUND_UNKNOWN && event == EVENT_REFUND_DONE -> result = REFUNDED; derivable = 1
    :: state == REFUND_UNKNOWN && event == EVENT_REFUND_AGAIN -> result = REFUNDING; derivable = 1
    :: state == POST_UNKNOWN && event == EVENT_CORRECTION_POSTED -> result = SETTLED; derivable = 0
    :: state == POST_UNKNOWN && event == EVENT_CORRECTION_NOT_POSTED -> result = REFUNDING; derivable = 0
    :: state == SETTLED && event == EVENT_CORRECTION_REVERSED -> result = REFUNDING; derivable = 0
    :: state == REFUND_ABNORMAL && event == EVENT_CORRECTION_REFUND_AGAIN -> result = REFUNDING; derivable = 0
    :: state == REFUND_ABNORMAL && event == EVENT_CORRECTION_REFUNDED -> result = REFUNDED; derivable = 0
    :: else -> skip
    fi
}
