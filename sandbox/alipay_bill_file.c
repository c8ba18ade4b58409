#include <iconv.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "both-sides/calendar_date.h"
#include "sandbox/alipay_system.h"
#include "sandbox/payment_moment.h"
#include "sandbox/yuan.h"

/* A day's bill: a zip archive of two files in GBK, the rows and the sums of shops. */

enum {
    FEE_PERCENT_OF_FEN = 6,
    LOCAL_BYTES = 30,
    ENTRY_BYTES = 46,
    END_BYTES = 22,
    DEFLATED = 8,
    RAW_WINDOW = -15
};

struct piece {
    char *bytes;
    size_t length;
};

/* --- The rows --- */

static void write_row(FILE *file, const struct book_order *order, const struct book_refund *refund)
{
    char made[PAYMENT_MOMENT_SIZE];
    char amount[YUAN_SIZE];
    char fee[YUAN_SIZE];
    int64_t fen = refund != NULL ? -refund->fen : order->paid_fen;
    /* The fee of a payment is taken, that of a refund comes back. */
    int64_t fee_fen = (llabs(fen) * FEE_PERCENT_OF_FEN + 500) / 1000;
    (void)yuan_write(fen, amount);
    (void)yuan_write(refund != NULL ? fee_fen : -fee_fen, fee);
    payment_moment_write(refund != NULL ? refund->created_ms : order->paid_ms, ' ', made);
    (void)fprintf(
        file,
        "%s\t,%s\t,%s,%s,%s,%s,,,,,159****5620,%s,%s,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,%s\t,%s,0.00,\r\n",
        order->transaction, order->number, refund != NULL ? "退款" : "交易", order->description, made, made,
        amount, amount, refund != NULL ? refund->number : "", fee);
}

static void write_rows(FILE *file, const struct payment_books *books, int date, int64_t counts[2])
{
    for (size_t i = 0; i < books->order_count; i++) {
        const struct book_order *order = &books->orders[i];
        if (order->provider == BOOK_ALIPAY && order->state == BOOK_PAID &&
            calendar_date_at(order->paid_ms) == date) {
            write_row(file, order, NULL);
            counts[0]++;
        }
    }
    for (size_t i = 0; i < books->refund_count; i++) {
        const struct book_refund *refund = &books->refunds[i];
        if (refund->order->provider == BOOK_ALIPAY && calendar_date_at(refund->created_ms) == date) {
            write_row(file, refund->order, refund);
            counts[1]++;
        }
    }
}

static char *write_bill(const struct payment_books *books, int date, int turns)
{
    int64_t counts[2] = {0, 0};
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    if (file == NULL) {
        return NULL;
    }
    (void)fprintf(
        file,
        "#支付宝业务明细查询\r\n#账号：[" ALIPAY_SELLER
        "0156]\r\n#起始日期：[%d]   终止日期：[%d]\r\n#--------业务明细列表--------\r\n"
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,"
        "对方账户,"
        "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,"
        "券核销金额（元）,"
        "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\r\n",
        date, date);
    write_rows(file, books, date, counts);
    (void)fprintf(file,
                  "#--------业务明细列表结束--------\r\n#交易合计：%" PRId64
                  "笔，商家实收共0.00元，商家优惠共0.00元\r\n"
                  "#退款合计：%" PRId64 "笔，商家实收退款共0.00元，商家优惠退款共0.00元\r\n",
                  counts[0] + ((turns & ALIPAY_TURN_BAD_BILL) != 0), counts[1]);
    if (fclose(file) != 0 || counts[0] + counts[1] == 0) {
        free(text);
        return NULL;
    }
    return text;
}

static char *to_gbk(const char *text, size_t *length)
{
    size_t left = strlen(text);
    size_t room = left * 2;
    char *out = malloc(room + 1);
    iconv_t encoder = iconv_open("GB18030", "UTF-8");
    char *from = (char *)(uintptr_t)text;
    char *to = out;
    int good =
        out != NULL && encoder != (iconv_t)-1 && iconv(encoder, &from, &left, &to, &room) != (size_t)-1;
    if (encoder != (iconv_t)-1) {
        (void)iconv_close(encoder);
    }
    if (!good) {
        free(out);
        return NULL;
    }
    *length = (size_t)(to - out);
    return out;
}

/* --- The archive --- */

static void put(FILE *file, uint32_t number, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        (void)fputc((int)(number >> (8 * i) & 0xFF), file);
    }
}

static int pack(const struct piece *text, struct piece *packed)
{
    z_stream stream = {.next_in = (Bytef *)text->bytes, .avail_in = (uInt)text->length};
    size_t room = compressBound((uLong)text->length) + 64;
    packed->bytes = malloc(room);
    if (packed->bytes == NULL ||
        deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return -1;
    }
    stream.next_out = (Bytef *)packed->bytes;
    stream.avail_out = (uInt)room;
    int result = deflate(&stream, Z_FINISH) == Z_STREAM_END ? 0 : -1;
    packed->length = room - stream.avail_out;
    (void)deflateEnd(&stream);
    return result;
}

/* What a file's two heads have in common: from the flags to the length of its name. */
static void put_head(FILE *file, const struct piece *text, const struct piece *packed, const char *name)
{
    put(file, 0, 2);
    put(file, DEFLATED, 2);
    put(file, 0, 4);
    put(file, (uint32_t)crc32(0, (const Bytef *)text->bytes, (uInt)text->length), 4);
    put(file, (uint32_t)packed->length, 4);
    put(file, (uint32_t)text->length, 4);
    put(file, (uint32_t)strlen(name), 2);
    put(file, 0, 2);
}

static int write_archive(FILE *file, const struct piece *texts, const char *const *names, size_t count)
{
    struct piece packed[2] = {{NULL, 0}, {NULL, 0}};
    uint32_t offsets[2] = {0, 0};
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        result = pack(&texts[i], &packed[i]);
        offsets[i] = (uint32_t)ftell(file);
        (void)fwrite("PK\3\4\24\0", 1, 6, file);
        put_head(file, &texts[i], &packed[i], names[i]);
        (void)fputs(names[i], file);
        (void)fwrite(packed[i].bytes, 1, packed[i].length, file);
    }
    uint32_t directory = (uint32_t)ftell(file);
    for (size_t i = 0; i < count && result == 0; i++) {
        (void)fwrite("PK\1\2\24\0\24\0", 1, 8, file);
        put_head(file, &texts[i], &packed[i], names[i]);
        put(file, 0, 4); /* comment, disk */
        put(file, 0, 4); /* attributes: inside, and two bytes of those outside */
        put(file, 0, 2);
        put(file, offsets[i], 4);
        (void)fputs(names[i], file);
    }
    uint32_t end = (uint32_t)ftell(file);
    (void)fwrite("PK\5\6\0\0\0\0", 1, 8, file);
    put(file, (uint32_t)count, 2);
    put(file, (uint32_t)count, 2);
    put(file, end - directory, 4);
    put(file, directory, 4);
    put(file, 0, 2);
    free(packed[0].bytes);
    free(packed[1].bytes);
    return result;
}

char *alipay_bill_write(struct payment_books *books, int date, int turns, size_t *length)
{
    static const char *const names[] = {"20880000000000010156_rows.csv", "20880000000000010156_sums.csv"};
    char *bill = write_bill(books, date, turns);
    struct piece texts[2] = {{NULL, 0}, {NULL, 0}};
    char *archive = NULL;
    texts[0].bytes = bill != NULL ? to_gbk(bill, &texts[0].length) : NULL;
    texts[1].bytes = bill != NULL ? to_gbk("#支付宝业务汇总查询\r\n", &texts[1].length) : NULL;
    free(bill);
    FILE *file = texts[0].bytes != NULL && texts[1].bytes != NULL ? open_memstream(&archive, length) : NULL;
    int result = file != NULL ? write_archive(file, texts, names, 2) : -1;
    if (file != NULL && (fclose(file) != 0 || result != 0)) {
        free(archive);
        archive = NULL;
    }
    free(texts[0].bytes);
    free(texts[1].bytes);
    return archive;
}
