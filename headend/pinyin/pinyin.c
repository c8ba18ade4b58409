#include "headend/pinyin/pinyin.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/printable.h"
#include "headend/letters/normal_form.h"
#include "headend/pinyin/pinyin_letters.h"

enum { READINGS_MAX = 3 };

/* Characters with readings that begin otherwise, each followed by the letters of all of them. Readings that
 * hardly a title has are left out: each finds titles that nobody meant. */
static const char *const polyphones =
    "重cz长cz行hx单dsc解jx盛cs乐ly朝cz曾cz查cz仇cq会hk调dt给gj降jx卡kq率ls宿sx藏cz传cz弹dt参cs合gh贾gj"
    "圈jq校jx系jx粘nz属sz折sz种cz厦sx车cj臭cx畜cx柜gj吓hx巷hx秘bm便bp暴bp辟bp屏bp晟cs澄cd乘cs蛇sy尾wy"
    "轧yz龟gjq莞gw括gk见jx夹gj缉jq蹊qx虾hx纤qx吁xy尉wy蔚wy粥zy般bp番fp繁fp冯fp矜jq褚cz券qx浚jx禅cs掺cs"
    "召sz苕st颤cz伺cs兹cz椎cz缴jz攒cz靓jl万wm汤ts陶ty浒hx隗kw乜mn覃qt腌ay拗an咳kh壳kq鹄gh茄jq瞿jq余xy"
    "栅sz翟dz拽yz炔qg";

enum { POLYPHONES_MAX = 256 };

struct polyphone {
    uint32_t character;
    int count;
    char readings[READINGS_MAX];
};

/* The same, in the order of the characters: a list of a thousand titles looks for tens of thousands. */
static struct polyphone sorted[POLYPHONES_MAX];
static size_t sorted_count;
static pthread_once_t sorted_once = PTHREAD_ONCE_INIT;

static int compare(const void *one, const void *other)
{
    uint32_t first = ((const struct polyphone *)one)->character;
    uint32_t second = ((const struct polyphone *)other)->character;
    return (first > second) - (first < second);
}

static void sort_polyphones(void)
{
    const char *at = polyphones;
    for (size_t left = strlen(at); left > 0 && sorted_count < POLYPHONES_MAX; sorted_count++) {
        struct polyphone *entry = &sorted[sorted_count];
        size_t bytes = utf8_character(at, left, &entry->character);
        size_t count = strspn(at + bytes, "abcdefghijklmnopqrstuvwxyz");
        entry->count = (int)(count < READINGS_MAX ? count : READINGS_MAX);
        memcpy(entry->readings, at + bytes, (size_t)entry->count);
        at += bytes + count;
        left -= bytes + count;
    }
    qsort(sorted, sorted_count, sizeof sorted[0], compare);
}

static int extra_readings(uint32_t character, char readings[READINGS_MAX])
{
    const struct polyphone wanted = {.character = character};
    (void)pthread_once(&sorted_once, sort_polyphones);
    const struct polyphone *entry = bsearch(&wanted, sorted, sorted_count, sizeof sorted[0], compare);
    if (entry == NULL) {
        return 0;
    }
    memcpy(readings, entry->readings, (size_t)entry->count);
    return entry->count;
}

/* --- A title --- */

/* All first letters of a character, each once; 0: none is known. */
static int letters_of(uint32_t character, char letters[READINGS_MAX])
{
    if (character >= 'A' && character <= 'Z') {
        character += 'a' - 'A';
    }
    if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')) {
        letters[0] = (char)character;
        return 1;
    }
    if (character == 0x3007) { /* the round zero of a year: líng */
        letters[0] = 'l';
        return 1;
    }
    if (character < PINYIN_FIRST || character >= PINYIN_END) {
        return 0;
    }
    int count = extra_readings(character, letters);
    char first = pinyin_letters[character - PINYIN_FIRST];
    if (first != '-' && count < READINGS_MAX && memchr(letters, first, (size_t)count) == NULL) {
        letters[count++] = first;
    }
    return count;
}

/* " [cz]": the letters of one character as they stand in the initials. Returns how long it is. */
static size_t write_piece(char piece[READINGS_MAX + 3], const char *letters, int count, int new_part)
{
    size_t length = 0;
    if (new_part) {
        piece[length++] = ' ';
    }
    if (count > 1) {
        piece[length++] = '[';
    }
    memcpy(piece + length, letters, (size_t)count);
    length += (size_t)count;
    if (count > 1) {
        piece[length++] = ']';
    }
    return length;
}

size_t pinyin_initials(const char *title, char *out, size_t size)
{
    size_t left = strlen(title);
    size_t used = 0;
    int part_ended = 0;
    while (left > 0) {
        uint32_t character = 0;
        char letters[READINGS_MAX];
        char piece[READINGS_MAX + 3];
        size_t bytes = utf8_character(title, left, &character);
        if (bytes == 0) {
            break; /* no caller has such a title: it would not be JSON either */
        }
        title += bytes;
        left -= bytes;
        if (is_combining_mark(character)) {
            continue;
        }
        int count = letters_of(search_letter(character), letters);
        if (count == 0) {
            part_ended = 1;
            continue;
        }
        size_t length = write_piece(piece, letters, count, part_ended && used > 0);
        if (used + length >= size) {
            break;
        }
        memcpy(out + used, piece, length);
        used += length;
        part_ended = 0;
    }
    out[used] = '\0';
    return used;
}
