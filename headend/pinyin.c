#include "headend/pinyin.h"

#include <stdint.h>
#include <string.h>

#include "both-sides/printable.h"
#include "headend/pinyin_letters.h"

enum { READINGS_MAX = 3 };

/* Characters with readings that begin otherwise, each followed by the letters of all of them. Readings that
 * no title has (classical, or of one place far away) are left out: each makes a search less exact. */
static const char *const polyphones = "重cz长cz行hx单dsc解jx盛cs乐ly朝cz曾cz查cz区qo仇cq会hk调dt给gj降jx卡kq"
                                      "率ls宿sx藏cz传cz弹dt参cs否fp合gh贾gj"
                                      "圈jq校jx系jx粘nz属sz石ds识sz说sy提td折sz种cz强jq厦sx沈cs省sx恶ew车cj臭"
                                      "cx畜cx柜gj吓hx巷hx秘bm便bp扁bp泊bp堡bp"
                                      "暴bp辟bp屏bp埔bp瀑bp晟cs澄cd乘cs丁dz洞dt囤dt沓dt蛇sy尾wy叶xy轧yz幢cz祭"
                                      "jz芥gj谷gy龟gjq桧gh莞gw纶gl括gk见jx夹gj"
                                      "稽jq缉jq奇jq期jq蹊qx虾hx纤qx吁xy遗wy艾ay尉wy蔚wy粥zy莘sx般bp番fp繁fp冯"
                                      "fp脯fp矜jq褚cz券qx浚jx禅cs掺cs召sz苕st颤cz"
                                      "侧cz塞s伺cs兹cz椎cz缴jz攒cz靓jl万wm汤ts陶ty浒hx隗kw乜mn覃qt阿ae腌ay拗a"
                                      "n熬a胳g咳kh壳kq溃kh鹄gh徊hh荠jq茄jq"
                                      "翘q悄q亲q雀q瞿jq阙q嚷r撒s煞s杉s扇s鲟x余xy哟y隅y栅sz翟dz症z殖s只z拽yz作"
                                      "z坐z柞z识sz似s厕c拓t拆c炔qg贲b秘bm臂b";

static int extra_readings(uint32_t character, char readings[READINGS_MAX])
{
    const char *at = polyphones;
    while (*at != '\0') {
        uint32_t this_one = 0;
        size_t bytes = utf8_character(at, strlen(at), &this_one);
        size_t count = strspn(at + bytes, "abcdefghijklmnopqrstuvwxyz");
        if (this_one == character) {
            memcpy(readings, at + bytes, count < READINGS_MAX ? count : READINGS_MAX);
            return count < READINGS_MAX ? (int)count : READINGS_MAX;
        }
        at += bytes + count;
    }
    return 0;
}

/* --- A title
 * ---------------------------------------------------------------------------------------------------------
 */

/* Full-width letters and digits as the narrow ones. */
static uint32_t narrow(uint32_t character)
{
    return character >= 0xFF01 && character <= 0xFF5E ? character - 0xFF01 + '!' : character;
}

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
        int count = letters_of(narrow(character), letters);
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
