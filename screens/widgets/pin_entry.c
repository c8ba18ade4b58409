#include "screens/widgets/pin_entry.h"

#include <string.h>
#include <sys/random.h>

/* 0 … bound - 1, each as likely; -1 without random numbers. Never waits for them. */
static int random_below(unsigned bound)
{
    for (int tries = 0; tries < 64; tries++) {
        unsigned char byte = 0;
        if (getrandom(&byte, 1, GRND_NONBLOCK) != 1) {
            return -1;
        }
        if (byte < 256 / bound * bound) {
            return (int)(byte % bound);
        }
    }
    return -1;
}

static int shuffle(unsigned char *items, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        items[i] = (unsigned char)i;
    }
    for (unsigned i = count - 1; i > 0; i--) {
        int other = random_below(i + 1);
        if (other < 0) {
            return -1;
        }
        unsigned char item = items[i];
        items[i] = items[other];
        items[other] = item;
    }
    return 0;
}

/* Two digits that share a cell in the first step never share one in the second. */
static int parts_pairs(const unsigned char pairs[2][PIN_CELLS])
{
    for (int i = 0; i < PIN_CELLS; i++) {
        if (pairs[0][i] == pairs[1][i]) {
            return 0;
        }
    }
    return 1;
}

int pin_deal_make(struct pin_deal *deal)
{
    unsigned char order[PIN_DIGITS];
    unsigned char second[2][PIN_CELLS]; /* cell of the one and of the other digit of each first cell */
    int result = shuffle(order, PIN_DIGITS);
    /* 44 of the 120 orders part all five pairs: 100 tries fail less than once in 10^19. */
    int parted = 0;
    for (int tries = 0; tries < 100 && result == 0 && !parted; tries++) {
        result = shuffle(second[0], PIN_CELLS) != 0 || shuffle(second[1], PIN_CELLS) != 0 ? -1 : 0;
        parted = result == 0 && parts_pairs((const unsigned char(*)[PIN_CELLS])second);
    }
    if (result != 0 || !parted) {
        return -1;
    }
    for (int i = 0; i < PIN_DIGITS; i++) {
        deal->cell_of[0][order[i]] = (unsigned char)(i / 2);
        deal->cell_of[1][order[i]] = second[i % 2][i / 2];
    }
    return 0;
}

void pin_entry_start(struct pin_entry *entry, size_t wanted)
{
    memset(entry, 0, sizeof *entry);
    entry->wanted = wanted < PIN_LENGTH_MAX ? wanted : PIN_LENGTH_MAX;
}

void pin_entry_clear(struct pin_entry *entry)
{
    explicit_bzero(entry->typed, sizeof entry->typed);
    explicit_bzero(&entry->deal, sizeof entry->deal);
    entry->length = 0;
    entry->step = 0;
    entry->first_cell = 0;
    entry->by_cells = 0;
}

static enum key_result deal_again(struct pin_entry *entry)
{
    entry->step = 0;
    entry->first_cell = 0;
    if (!entry->by_cells) {
        return KEY_DONE;
    }
    entry->lacks_random = pin_deal_make(&entry->deal) != 0;
    entry->by_cells = !entry->lacks_random;
    return KEY_DONE;
}

static enum key_result put(struct pin_entry *entry, int digit)
{
    if (entry->length >= entry->wanted) {
        return KEY_STAYED;
    }
    entry->typed[entry->length++] = (char)('0' + digit);
    enum key_result result = deal_again(entry);
    return entry->length == entry->wanted ? KEY_PRESSED : result;
}

static enum key_result take_back(struct pin_entry *entry)
{
    if (entry->step == 0) {
        if (entry->length == 0) {
            return KEY_STAYED;
        }
        entry->typed[--entry->length] = '\0';
    }
    return deal_again(entry);
}

static enum key_result press_cell(struct pin_entry *entry, int cell)
{
    if (!entry->by_cells) {
        entry->by_cells = 1;
        return deal_again(entry);
    }
    if (entry->step == 0) {
        entry->first_cell = cell;
        entry->step = 1;
        return KEY_DONE;
    }
    for (int digit = 0; digit < PIN_DIGITS; digit++) {
        if (entry->deal.cell_of[0][digit] == entry->first_cell && entry->deal.cell_of[1][digit] == cell) {
            return put(entry, digit);
        }
    }
    return deal_again(entry); /* one of the two presses was a slip: no digit lay in both cells */
}

enum key_result pin_entry_key(struct pin_entry *entry, enum remote_key key)
{
    int digit = remote_key_digit(key);
    if (digit >= 0) {
        return put(entry, digit);
    }
    switch (key) {
    case REMOTE_KEY_UP:
        return press_cell(entry, 0);
    case REMOTE_KEY_LEFT:
        return press_cell(entry, 1);
    case REMOTE_KEY_OK:
        return press_cell(entry, 2);
    case REMOTE_KEY_RIGHT:
        return press_cell(entry, 3);
    case REMOTE_KEY_DOWN:
        return press_cell(entry, 4);
    case REMOTE_KEY_RED:
    case REMOTE_KEY_DELETE:
        return take_back(entry);
    case REMOTE_KEY_BACK: {
        enum key_result result = take_back(entry);
        return result == KEY_STAYED ? KEY_IGNORED : result;
    }
    default:
        return KEY_IGNORED;
    }
}

void pin_entry_cell(const struct pin_entry *entry, int cell, int digits[2])
{
    int count = 0;
    digits[0] = digits[1] = 0;
    for (int digit = 0; digit < PIN_DIGITS && count < 2; digit++) {
        if (entry->deal.cell_of[entry->step][digit] == cell) {
            digits[count++] = digit;
        }
    }
}
