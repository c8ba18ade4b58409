#include "screens/stage/reveal.h"

#include <inttypes.h>
#include <stdio.h>

int reveal_shows(const struct reveal *reveal)
{
    return reveal->until_us != 0;
}

void reveal_toggle(struct reveal *reveal, const struct stage *stage)
{
    reveal->until_us = reveal_shows(reveal) ? 0 : stage->now_us + REVEAL_US;
}

int reveal_hide(struct reveal *reveal)
{
    int shown = reveal_shows(reveal);
    reveal->until_us = 0;
    return shown;
}

int reveal_service(struct reveal *reveal, const struct stage *stage)
{
    return reveal_shows(reveal) && stage->now_us >= reveal->until_us && reveal_hide(reveal);
}

int64_t reveal_deadline(const struct reveal *reveal)
{
    return reveal_shows(reveal) ? reveal->until_us : INT64_MAX;
}

void reveal_hint(const struct reveal *reveal, struct frame *frame)
{
    frame_hint_add(frame, STRING_KEY_OK, reveal_shows(reveal) ? STRING_HINT_CONCEAL : STRING_HINT_REVEAL);
}

/* Threes from the end, with commas between. */
static size_t write_grouped(char *out, size_t size, const char *digits, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count && used + 2 < size; i++) {
        if (i > 0 && (count - i) % 3 == 0) {
            out[used++] = ',';
        }
        out[used++] = digits[i];
    }
    return used;
}

char *reveal_amount(char out[REVEAL_AMOUNT_SIZE], const struct reveal *reveal, const struct stage *stage,
                    int64_t fen)
{
    if (!reveal_shows(reveal)) {
        (void)snprintf(out, REVEAL_AMOUNT_SIZE, "%s", string_get(stage->strings, STRING_AMOUNT_HIDDEN));
        return out;
    }
    return amount_words(out, fen);
}

char *amount_words(char out[REVEAL_AMOUNT_SIZE], int64_t fen)
{
    char digits[24];
    size_t used = 0;
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    int count = snprintf(digits, sizeof digits, "%" PRIu64, size / 100);
    if (fen < 0) {
        out[used++] = '-';
    }
    used += write_grouped(out + used, REVEAL_AMOUNT_SIZE - used, digits, (size_t)count);
    (void)snprintf(out + used, REVEAL_AMOUNT_SIZE - used, ".%02u", (unsigned)(size % 100));
    return out;
}
