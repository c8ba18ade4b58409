/* A line of numbers (FIRST LAST OTHER PEAK VALLEY PEOPLE OPENING USED), then a <tariff>. What tariff_check
 * lets pass has a season and a tier for every use; a bill adds up, and equals itself. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/xml/config_document.h"
#include "both-sides/xml/record_xml.h"
#include "headend/tariffs/tariff_check.h"
#include "headend/tariffs/tariff_compare.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 4096, ARENA_BYTES_MAX = 4 * 1024 * 1024 };

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

static struct tariff_use use_of(char *line)
{
    struct tariff_use use = {.first = (int)strtol(line, &line, 10)};
    use.last = (int)strtol(line, &line, 10);
    for (int time = 0; time < TARIFF_TIME_COUNT; time++) {
        use.quantity[time] = strtoll(line, &line, 10);
    }
    use.people = (int)strtol(line, &line, 10);
    use.opening = (int)strtol(line, &line, 10);
    use.used_before = strtoll(line, &line, 10);
    return use;
}

static void must_add_up(const struct tariff_explained *out, const struct tariff_use *use)
{
    int64_t quantity = use->quantity[0] + use->quantity[1] + use->quantity[2];
    int64_t fen = 0;
    for (size_t i = 0; i < out->line_count; i++) {
        must(out->lines[i].quantity > 0 && out->lines[i].fen >= 0);
        quantity -= out->lines[i].quantity;
        fen += out->lines[i].fen;
    }
    must(quantity == 0);
    must(out->rounding == TARIFF_ROUND_TOTAL || fen == out->tiers_fen);
    must(out->tiers_fen >= 0 && out->extras_fen >= 0 && out->tiers_fen + out->extras_fen == out->total_fen);
    must(out->part_count > 0 && out->parts[0].first == use->first &&
         out->parts[out->part_count - 1].last == use->last);
    must(out->cycle_first <= use->last && out->cycle_last >= use->last);
    must((out->next_in > 0) == (out->next_name != NULL));
}

static void must_equal_itself(const struct tariff_explained *out)
{
    struct tariff_bill_line lines[TARIFF_LINES_MAX + TARIFF_EXTRA_LINES_MAX];
    struct tariff_bill bill = {.lines = lines,
                               .line_count = out->line_count + out->extra_count,
                               .principal = out->tiers_fen,
                               .surcharge = out->extras_fen,
                               .payable = out->total_fen};
    for (size_t i = 0; i < out->line_count; i++) {
        lines[i] = (struct tariff_bill_line){out->lines[i].quantity, out->lines[i].price, out->lines[i].fen};
    }
    for (size_t i = 0; i < out->extra_count; i++) {
        lines[out->line_count + i] =
            (struct tariff_bill_line){out->extras[i].quantity, out->extras[i].price, out->extras[i].fen};
    }
    must(tariff_compare(out, &bill).verdict == TARIFF_EQUAL);
}

static void bill(const struct tariff *tariff, const struct tariff_use *use, int is_right)
{
    struct tariff_explained out;
    enum tariff_result result = tariff_explain(tariff, use, &out);
    must(!is_right || (result != TARIFF_NO_SEASON && result != TARIFF_NO_TIER));
    if (result == TARIFF_DONE) {
        must_add_up(&out, use);
        must_equal_itself(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct config_errors errors, warnings;
    const uint8_t *line_end = size > 0 ? memchr(data, '\n', size) : NULL;
    char line[256] = "";
    if (line_end == NULL || (size_t)(line_end - data) >= sizeof line) {
        return 0;
    }
    memcpy(line, data, (size_t)(line_end - data));
    const struct tariff_use use = use_of(line);
    memset(&errors, 0, sizeof errors);
    memset(&warnings, 0, sizeof warnings);
    size_t length = size - (size_t)(line_end - data) - 1;
    xmlDoc *document = config_document_read((const char *)line_end + 1, length, &errors);
    struct arena *arena = arena_new(ARENA_BYTES, ARENA_BYTES_MAX);
    struct tariff tariff;
    if (document != NULL && arena != NULL &&
        record_xml_read(xmlDocGetRootElement(document), &tariff_table, &tariff, arena, &errors) == 0 &&
        errors.count == 0) {
        tariff_check(&tariff, &errors, &warnings);
        bill(&tariff, &use, errors.count == 0);
    }
    arena_free(arena);
    xmlFreeDoc(document);
    return 0;
}
