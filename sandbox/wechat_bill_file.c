#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "both-sides/calendar_date.h"
#include "sandbox/payment_moment.h"
#include "sandbox/wechat_system.h"
#include "sandbox/yuan.h"

/* The trade bill of a day (ALL), with the columns of today or with the older ones. */

enum { FEE_PER_FEN = 6 /* 0.6 % in 1/100000 yuan */ };

static const char newer[] =
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
static const char newer_sums[] =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";
static const char older[] =
    "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率\r\n";
static const char older_sums[] = "总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额\r\n";

struct totals {
    int64_t rows, orders, refunds, fees;
};

static const char *fee_text(int64_t fee, char out[YUAN_SIZE])
{
    int64_t size = fee < 0 ? -fee : fee;
    (void)snprintf(out, YUAN_SIZE, "%s%" PRId64 ".%05d", fee < 0 ? "-" : "", size / 100000,
                   (int)(size % 100000));
    return out;
}

/* What is the same in both, of a payment and of a refund (NULL: none). */
static void write_row(FILE *file, const struct book_order *order, const struct book_refund *refund,
                      int is_older, struct totals *totals)
{
    char moment[PAYMENT_MOMENT_SIZE], paid[YUAN_SIZE], back[YUAN_SIZE], fee[YUAN_SIZE];
    int64_t fees = (refund != NULL ? -refund->fen : order->paid_fen) * FEE_PER_FEN;
    payment_moment_write(refund != NULL ? refund->created_ms : order->paid_ms, ' ', moment);
    (void)yuan_write(refund != NULL ? 0 : order->paid_fen, paid);
    (void)yuan_write(refund != NULL ? refund->fen : 0, back);
    (void)fprintf(file,
                  "`%s,`" WECHAT_APP ",`" WECHAT_MERCHANT
                  ",`0,`,`%s,`%s,`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,`NATIVE,`%s,"
                  "`OTHERS,`CNY,`%s,`0.00,`%s,`%s,`%s,`0.00,`%s,`%s,`%s,`,`%s,`0.60%%",
                  moment, order->transaction, order->number, refund != NULL ? "REFUND" : "SUCCESS", paid,
                  refund != NULL ? refund->id : "0", refund != NULL ? refund->number : "0", back,
                  refund != NULL ? "ORIGINAL" : "", refund != NULL ? "PROCESSING" : "", order->description,
                  fee_text(fees, fee));
    if (!is_older) {
        (void)fprintf(file, ",`%s,`%s,`", paid, back);
    }
    (void)fputs("\r\n", file);
    totals->rows++;
    totals->orders += refund != NULL ? 0 : order->paid_fen;
    totals->refunds += refund != NULL ? refund->fen : 0;
    totals->fees += fees;
}

static void write_rows(FILE *file, const struct payment_books *books, int date, int is_older,
                       struct totals *totals)
{
    for (size_t i = 0; i < books->order_count; i++) {
        const struct book_order *order = &books->orders[i];
        if (order->provider == BOOK_WECHAT && order->state == BOOK_PAID &&
            calendar_date_at(order->paid_ms) == date) {
            write_row(file, order, NULL, is_older, totals);
        }
    }
    for (size_t i = 0; i < books->refund_count; i++) {
        const struct book_refund *refund = &books->refunds[i];
        if (refund->order->provider == BOOK_WECHAT && calendar_date_at(refund->created_ms) == date) {
            write_row(file, refund->order, refund, is_older, totals);
        }
    }
}

static void write_sums(FILE *file, const struct totals *totals, int is_older)
{
    char orders[YUAN_SIZE], refunds[YUAN_SIZE], fees[YUAN_SIZE];
    (void)yuan_write(totals->orders, orders);
    (void)yuan_write(totals->refunds, refunds);
    (void)fee_text(totals->fees, fees);
    (void)fputs(is_older ? older_sums : newer_sums, file);
    (void)fprintf(file, "`%" PRId64 ",`%s,`%s,`0.00,`%s", totals->rows, orders, refunds, fees);
    if (!is_older) {
        (void)fprintf(file, ",`%s,`%s", orders, refunds);
    }
    (void)fputs("\r\n", file);
}

char *wechat_bill_write(struct payment_books *books, int date, int turns, size_t *length)
{
    struct totals totals = {.rows = 0};
    char *text = NULL;
    int is_older = (turns & WECHAT_TURN_OLDER) != 0;
    FILE *file = open_memstream(&text, length);
    if (file == NULL) {
        return NULL;
    }
    (void)fputs(is_older ? older : newer, file);
    write_rows(file, books, date, is_older, &totals);
    totals.orders += (turns & WECHAT_TURN_BAD_SUM) != 0;
    write_sums(file, &totals, is_older);
    if (fclose(file) != 0 || totals.rows == 0) {
        free(text);
        return NULL;
    }
    return text;
}
