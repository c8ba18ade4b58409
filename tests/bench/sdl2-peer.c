/* The peer beside the hall: its home and a list of 200 rows as an SDL2 program draws them in software. Same
 * places, fonts and sizes; on a key what has changed is drawn again (two tiles and their hint, two rows, or
 * all rows when they scroll). Letters, corners and icons are made once, in each colour, and cut to what they
 * cover. It has no headend, cache or motion.
 *
 *     sdl2-peer home|list REGULAR_FONT BOLD_FONT ICON_FOLDER */

#include <SDL2/SDL_ttf.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/peer-screen.h"
#include "tests/bench/scene.h"

enum { GLYPHS_MAX = 4096, CORNERS_MAX = 32, DAMAGE_MAX = 8, FACE_INDEX = 2, TEXT_MAX = 160 };

/* assets/theme/dusk.xml */
enum {
    BACKGROUND = 0x14202B,
    SURFACE = 0x223341,
    SURFACE_FOCUSED = 0xF2B84B,
    SURFACE_RAISED = 0x33475A,
    INK = 0xF5F0E6,
    INK_SOFT = 0xB4C1CC,
    INK_ON_FOCUS = 0x1A1306,
    INK_SOFT_ON_FOCUS = 0x4A350A,
    INK_ON_TINT = 0xF7F2E8,
    ACCENT = 0xF2B84B,
    FOCUS_RING = 0xFFF3D6,
    RULE = 0x3A4D5C,
    GAP_SMALL = 8,
    GAP = 16,
    RADIUS_SMALL = 8,
    RADIUS = 16,
    FIELD = 72, /* the side of the field behind an icon */
};

enum style { SMALL, SMALL_BOLD, BODY, TITLE, HEADING, DISPLAY, STYLES };
static const struct {
    int size, bold;
} STYLE[STYLES] = {{21, 0}, {21, 1}, {24, 0}, {27, 1}, {36, 1}, {40, 1}};

static const struct {
    const char *icon, *title, *hint;
    uint32_t tint;
} TILE[TILES] = {
    {"notice", "通知公告", "市里和您所在区县的最新消息，全都在这里", 0x2F6E9E},
    {"progress", "办件进度", "办的事走到哪一步了，还差什么，一查就知道", 0xA8502F},
    {"guide", "一件事一次办", "办一件大事要跑哪些部门、带哪些材料，一张清单说清楚", 0x3D7A4E},
    {"social-security", "社保查询", "养老、医保缴了多少、缴到哪个月", 0x7A4F94},
    {"housing-fund", "公积金查询", "账户里还有多少钱，每个月存了多少", 0x946012},
    {"gas", "燃气缴费", "用手机扫一扫，在家就能交燃气费", 0xA33F58},
    {"water", "水费缴费", "用手机扫一扫，在家就能交水费", 0x2E7A78},
    {"electricity", "电费缴费", "用手机扫一扫，在家就能交电费", 0x56629C},
    {"nearby", "就近办", "离您家最近、能办这件事的地方在哪里", 0x6E6A2E},
};
static const struct {
    const char *title, *detail;
} ROW[] = {
    {"行廊镇10月23日计划停水通知", "行廊镇供水服务站（示例）"},
    {"市区供水主管迁改：10月25日夜间南片停水、西片水压偏低", "郴州市住房和城乡建设局（示例）"},
    {"土桥镇临江社区（示例）二次供水水箱清洗通知", "土桥镇便民服务中心（示例）"},
    {"电视政务大厅开通了：在家用遥控器看通知、查停水停电", "郴州市数据局（示例）"},
    {"苏仙区“赶集办事”本月安排：窗口搬到集市上", "苏仙区行政审批服务局（示例）"},
    {"市区四条公交线路调整，老人免费乘车不变", "郴州市交通运输局（示例）"},
    {"暴雨橙色预警：未来6小时请不要外出，山边河边住户听从转移安排", "郴州市应急管理局（示例）"},
};
enum { ROW_TEXTS = sizeof ROW / sizeof ROW[0] };

struct glyph {
    uint32_t character, ink;
    enum style style;
    int advance;
    SDL_Surface *letters; /* NULL: a space */
    SDL_Rect cut;         /* what of them is not clear; x and y count from the pen and the line's top, too */
};

struct corner {
    int radius, thickness; /* thickness = radius: a disc */
    uint32_t colour;
    SDL_Surface *disc; /* four corners in one */
};

struct program {
    struct peer_screen *shown_on;
    SDL_Surface *screen;
    TTF_Font *fonts[STYLES];
    struct glyph glyphs[GLYPHS_MAX]; /* open addressing */
    int glyph_count;
    struct corner corners[CORNERS_MAX];
    int corner_count;
    SDL_Surface *icons[TILES];
    SDL_Rect damage[DAMAGE_MAX];
    int damage_count;
    int in_list, focus, first; /* first: row at the top */
};

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, SDL_GetError());
    exit(1);
}

/* --- Shapes --- */

static void fill(struct program *program, SDL_Rect area, uint32_t colour)
{
    SDL_FillRect(program->screen, &area, colour);
}

static SDL_Surface *new_alpha(int width, int height)
{
    SDL_Surface *made = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (made == NULL) {
        give_up("surface");
    }
    SDL_SetSurfaceBlendMode(made, SDL_BLENDMODE_BLEND);
    return made;
}

static uint32_t *pixel(const SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)surface->pixels + (ptrdiff_t)y * (surface->pitch / 4) + x;
}

static double covered(double distance, double radius)
{
    return fmin(1.0, fmax(0.0, radius - distance + 0.5));
}

static SDL_Surface *disc(struct program *program, int radius, int thickness, uint32_t colour)
{
    for (int i = 0; i < program->corner_count; i++) {
        const struct corner *corner = &program->corners[i];
        if (corner->radius == radius && corner->thickness == thickness && corner->colour == colour) {
            return corner->disc;
        }
    }
    SDL_Surface *made = new_alpha(2 * radius, 2 * radius);
    for (int y = 0; y < 2 * radius; y++) {
        for (int x = 0; x < 2 * radius; x++) {
            const double distance = hypot(x + 0.5 - radius, y + 0.5 - radius);
            const double alpha = covered(distance, radius) -
                                 (thickness < radius ? covered(distance, radius - thickness) : 0.0);
            *pixel(made, x, y) = colour | (uint32_t)lround(alpha * 255.0) << 24;
        }
    }
    if (program->corner_count == CORNERS_MAX) {
        give_up("too many kinds of corner");
    }
    program->corners[program->corner_count++] = (struct corner){radius, thickness, colour, made};
    return made;
}

static void draw_corners(struct program *program, SDL_Rect area, int radius, SDL_Surface *from)
{
    for (int i = 0; i < 4; i++) {
        SDL_Rect quarter = {i % 2 * radius, i / 2 * radius, radius, radius};
        SDL_Rect to = {area.x + i % 2 * (area.w - radius), area.y + i / 2 * (area.h - radius), radius,
                       radius};
        SDL_BlitSurface(from, &quarter, program->screen, &to);
    }
}

static void fill_rounded(struct program *program, SDL_Rect area, int radius, uint32_t colour)
{
    fill(program, (SDL_Rect){area.x + radius, area.y, area.w - 2 * radius, radius}, colour);
    fill(program, (SDL_Rect){area.x, area.y + radius, area.w, area.h - 2 * radius}, colour);
    fill(program, (SDL_Rect){area.x + radius, area.y + area.h - radius, area.w - 2 * radius, radius}, colour);
    draw_corners(program, area, radius, disc(program, radius, radius, colour));
}

static SDL_Rect grown(SDL_Rect area, int by)
{
    return (SDL_Rect){area.x - by, area.y - by, area.w + 2 * by, area.h + 2 * by};
}

static void draw_ring(struct program *program, SDL_Rect inside)
{
    const SDL_Rect area = grown(inside, RING + RING_OFFSET);
    const int radius = RADIUS + RING + RING_OFFSET;
    fill(program, (SDL_Rect){area.x + radius, area.y, area.w - 2 * radius, RING}, FOCUS_RING);
    fill(program, (SDL_Rect){area.x + radius, area.y + area.h - RING, area.w - 2 * radius, RING}, FOCUS_RING);
    fill(program, (SDL_Rect){area.x, area.y + radius, RING, area.h - 2 * radius}, FOCUS_RING);
    fill(program, (SDL_Rect){area.x + area.w - RING, area.y + radius, RING, area.h - 2 * radius}, FOCUS_RING);
    draw_corners(program, area, radius, disc(program, radius, RING, FOCUS_RING));
}

/* --- Letters --- */

static uint32_t next_character(const char **text)
{
    const unsigned char *bytes = (const unsigned char *)*text;
    const int length = bytes[0] < 0x80   ? 1
                       : bytes[0] < 0xE0 ? 2
                                         : 3; /* this file's own words: none beyond U+FFFF */
    *text += length;
    return length == 1   ? bytes[0]
           : length == 2 ? (bytes[0] & 0x1FU) << 6 | (bytes[1] & 0x3FU)
                         : (bytes[0] & 0x0FU) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU);
}

/* The smallest rectangle around what is not clear. */
static SDL_Rect cut(const SDL_Surface *letters)
{
    int left = letters->w;
    int top = letters->h;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < letters->h; y++) {
        for (int x = 0; x < letters->w; x++) {
            if (*pixel(letters, x, y) >> 24 != 0) {
                left = x < left ? x : left;
                right = x + 1 > right ? x + 1 : right;
                top = y < top ? y : top;
                bottom = y + 1;
            }
        }
    }
    return right > 0 ? (SDL_Rect){left, top, right - left, bottom - top} : (SDL_Rect){0, 0, 0, 0};
}

static const struct glyph *glyph(struct program *program, enum style style, uint32_t character, uint32_t ink)
{
    uint32_t place = (character * 2654435761U ^ ink * 40503U ^ (uint32_t)style * 7919U) % GLYPHS_MAX;
    struct glyph *found = &program->glyphs[place];
    while (found->character != 0 &&
           (found->character != character || found->style != style || found->ink != ink)) {
        place = (place + 1) % GLYPHS_MAX;
        found = &program->glyphs[place];
    }
    if (found->character == 0) {
        const SDL_Color colour = {(Uint8)(ink >> 16), (Uint8)(ink >> 8), (Uint8)ink, 255};
        SDL_Surface *letters = TTF_RenderGlyph32_Blended(program->fonts[style], character, colour);
        if (++program->glyph_count == GLYPHS_MAX ||
            TTF_GlyphMetrics32(program->fonts[style], character, NULL, NULL, NULL, NULL, &found->advance) !=
                0) {
            give_up("letters");
        }
        found->character = character;
        found->style = style;
        found->ink = ink;
        found->letters = letters;
        found->cut = letters != NULL ? cut(letters) : (SDL_Rect){0, 0, 0, 0};
    }
    return found;
}

static int text_width(struct program *program, enum style style, const char *text, uint32_t ink)
{
    int width = 0;
    while (*text != '\0') {
        width += glyph(program, style, next_character(&text), ink)->advance;
    }
    return width;
}

/* In the middle of a line of this height. Returns the width taken. */
static int draw_text(struct program *program, enum style style, SDL_Rect line, const char *text, uint32_t ink)
{
    const int top = line.y + (line.h - TTF_FontHeight(program->fonts[style])) / 2;
    int pen = line.x;
    while (*text != '\0') {
        const struct glyph *letter = glyph(program, style, next_character(&text), ink);
        if (letter->cut.w > 0) {
            SDL_Rect from = letter->cut;
            SDL_Rect to = {pen + from.x, top + from.y, from.w, from.h};
            SDL_BlitSurface(letter->letters, &from, program->screen, &to);
        }
        pen += letter->advance;
    }
    return pen - line.x;
}

static int draw_text_right(struct program *program, enum style style, SDL_Rect line, const char *text,
                           uint32_t ink)
{
    const int width = text_width(program, style, text, ink);
    line.x += line.w - width;
    return draw_text(program, style, line, text, ink);
}

/* --- What both scenes have --- */

static void damage(struct program *program, SDL_Rect area)
{
    if (program->damage_count < DAMAGE_MAX) {
        program->damage[program->damage_count++] = area;
    }
}

static void draw_header(struct program *program, const char *title, const char *subtitle)
{
    const SDL_Rect line = {SCENE_LEFT, 36, SCENE_INSIDE, 88};
    const int width = draw_text(program, DISPLAY, line, title, INK);
    SDL_Rect beside = line;
    beside.x += width + GAP;
    draw_text(program, BODY, beside, subtitle, INK_SOFT);
    beside = line;
    beside.w -= draw_text_right(program, HEADING, line, "10:00", INK) + GAP;
    draw_text_right(program, SMALL, beside, "10月22日 星期四", INK_SOFT);
}

static void draw_keys(struct program *program, const char *const (*keys)[2], int count)
{
    int x = SCENE_LEFT;
    for (int i = 0; i < count; i++) {
        const int width = text_width(program, SMALL_BOLD, keys[i][0], INK) + 2 * GAP_SMALL;
        fill_rounded(program, (SDL_Rect){x, FOOTER_TOP + 12, width, 31}, RADIUS_SMALL, SURFACE_RAISED);
        draw_text(program, SMALL_BOLD, (SDL_Rect){x + GAP_SMALL, FOOTER_TOP, width, FOOTER_HEIGHT},
                  keys[i][0], INK);
        x += width + GAP_SMALL;
        x += draw_text(program, SMALL, (SDL_Rect){x, FOOTER_TOP, 0, FOOTER_HEIGHT}, keys[i][1], INK_SOFT) +
             2 * GAP;
    }
}

/* --- Home --- */

static SDL_Rect tile_rect(int tile)
{
    return (SDL_Rect){SCENE_LEFT + tile % TILE_COLUMNS * (TILE_WIDTH + TILE_GAP),
                      TILE_TOP + tile / TILE_COLUMNS * (TILE_HEIGHT + TILE_GAP), TILE_WIDTH, TILE_HEIGHT};
}

static void draw_tile(struct program *program, int tile)
{
    const SDL_Rect area = tile_rect(tile);
    const int focused = tile == program->focus;
    const SDL_Rect field = {area.x + GAP, area.y + (area.h - FIELD) / 2, FIELD, FIELD};
    const char digit[2] = {(char)('1' + tile), '\0'};
    fill_rounded(program, area, RADIUS, focused ? SURFACE_FOCUSED : SURFACE);
    if (focused) {
        draw_ring(program, area);
    }
    fill_rounded(program, field, RADIUS, TILE[tile].tint);
    SDL_Rect icon = {field.x + (FIELD - program->icons[tile]->w) / 2,
                     field.y + (FIELD - program->icons[tile]->h) / 2, 0, 0};
    SDL_BlitSurface(program->icons[tile], NULL, program->screen, &icon);
    draw_text(program, HEADING, (SDL_Rect){field.x + FIELD + GAP, area.y, 0, area.h}, TILE[tile].title,
              focused ? INK_ON_FOCUS : INK);
    draw_text_right(program, SMALL_BOLD, (SDL_Rect){area.x, area.y + GAP_SMALL, area.w - GAP, 29}, digit,
                    focused ? INK_SOFT_ON_FOCUS : INK_SOFT);
}

static int draw_hint(struct program *program)
{
    fill_rounded(program, (SDL_Rect){SCENE_LEFT, HINT_TOP, RING, HINT_HEIGHT}, RING / 2, ACCENT);
    return GAP + draw_text(program, BODY, (SDL_Rect){SCENE_LEFT + GAP, HINT_TOP, 0, HINT_HEIGHT},
                           TILE[program->focus].hint, INK);
}

static void draw_home(struct program *program)
{
    static const char *const keys[][2] = {{"方向", "选择"}, {"确定", "打开"}, {"数字", "直接打开"}};
    draw_header(program, "电视政务大厅", "郴州市");
    for (int tile = 0; tile < TILES; tile++) {
        draw_tile(program, tile);
    }
    (void)draw_hint(program);
    draw_keys(program, keys, 3);
}

/* The ring leaves its tile, but no other tile is within its reach. */
static void move_at_home(struct program *program, int column, int row)
{
    const int before = program->focus;
    const int to_column = before % TILE_COLUMNS + column;
    const int to_row = before / TILE_COLUMNS + row;
    if (to_column < 0 || to_column >= TILE_COLUMNS || to_row < 0 || to_row >= TILES / TILE_COLUMNS) {
        return;
    }
    program->focus = to_row * TILE_COLUMNS + to_column;
    const int width_before = GAP + text_width(program, BODY, TILE[before].hint, INK);
    const SDL_Rect old_words = {SCENE_LEFT + GAP, HINT_TOP - 6, width_before - GAP, HINT_HEIGHT + 12};
    const SDL_Rect left = grown(tile_rect(before), RING_REACH);
    fill(program, left, BACKGROUND);
    draw_tile(program, before);
    draw_tile(program, program->focus);
    fill(program, old_words, BACKGROUND);
    const int width = draw_hint(program);
    damage(program, left);
    damage(program, grown(tile_rect(program->focus), RING_REACH));
    damage(program,
           (SDL_Rect){SCENE_LEFT, old_words.y, width > width_before ? width : width_before, old_words.h});
}

/* --- List --- */

static SDL_Rect row_rect(const struct program *program, int row)
{
    return (SDL_Rect){SCENE_LEFT, ROW_TOP + (row - program->first) * (ROW_HEIGHT + ROW_GAP), ROW_WIDTH,
                      ROW_HEIGHT};
}

static void draw_row(struct program *program, int row)
{
    const SDL_Rect area = row_rect(program, row);
    const int focused = row == program->focus;
    const uint32_t soft = focused ? INK_SOFT_ON_FOCUS : INK_SOFT;
    char trailing[TEXT_MAX];
    (void)snprintf(trailing, sizeof trailing, "2026-%02d-%02d", 10 - row / 28, 28 - row % 28);
    fill_rounded(program, area, RADIUS, focused ? SURFACE_FOCUSED : SURFACE);
    if (focused) {
        draw_ring(program, area);
    }
    const SDL_Rect title = {area.x + GAP, area.y + 6, area.w - 2 * GAP, 33};
    const SDL_Rect detail = {title.x, title.y + title.h + 4, title.w, 26};
    draw_text(program, TITLE, title, ROW[row % ROW_TEXTS].title, focused ? INK_ON_FOCUS : INK);
    draw_text(program, SMALL, detail, ROW[row % ROW_TEXTS].detail, soft);
    draw_text_right(program, SMALL, detail, trailing, soft);
}

static void draw_rows(struct program *program)
{
    const SDL_Rect track = {BAR_LEFT, ROW_TOP, BAR_WIDTH, ROWS_HEIGHT};
    const int thumb = 32;
    const SDL_Rect at = {track.x, track.y + (track.h - thumb) * program->first / (ROWS - ROWS_SHOWN), track.w,
                         thumb};
    for (int i = 0; i < ROWS_SHOWN; i++) {
        if (program->first + i != program->focus) {
            draw_row(program, program->first + i);
        }
    }
    draw_row(program, program->focus); /* last: its ring lies over its neighbours */
    fill_rounded(program, track, BAR_WIDTH / 2, RULE);
    fill_rounded(program, at, BAR_WIDTH / 2, INK_SOFT);
}

static void draw_status(struct program *program)
{
    const SDL_Rect line = {STATUS_LEFT, FOOTER_TOP + 12, STATUS_WIDTH, FOOTER_HEIGHT - 24};
    char status[TEXT_MAX];
    (void)snprintf(status, sizeof status, "第 %d 条，共 %d 条", program->focus + 1, ROWS);
    fill(program, line, BACKGROUND);
    draw_text_right(program, SMALL, (SDL_Rect){line.x, line.y, line.w - GAP, line.h}, status, INK_SOFT);
    damage(program, line);
}

static void draw_list(struct program *program)
{
    static const char *const keys[][2] = {
        {"确定", "打开"}, {"左右", "换类别"}, {"翻页", "一次翻一屏"}, {"返回", "上一页"}};
    static const char *const tabs[] = {"全部", "通知公告", "政策解读", "停水停电停气", "办事提醒", "应急"};
    SDL_Rect tab = {SCENE_LEFT + GAP, 132, 0, 48};
    draw_header(program, "通知公告", "");
    for (size_t i = 0; i < sizeof tabs / sizeof tabs[0]; i++) {
        tab.x += draw_text(program, BODY, tab, tabs[i], i == 0 ? INK : INK_SOFT) + 2 * GAP + GAP_SMALL;
    }
    draw_rows(program);
    draw_keys(program, keys, 4);
    draw_status(program);
}

static void move_in_list(struct program *program, int by)
{
    const int before = program->focus;
    const int first = program->first;
    const int last_first = ROWS - ROWS_SHOWN;
    if (before + by < 0 || before + by >= ROWS) {
        return;
    }
    program->focus = before + by;
    if (program->focus < first + 1) { /* one row beyond the focus stays in sight */
        program->first = program->focus > 1 ? program->focus - 1 : 0;
    } else if (program->focus + 1 >= first + ROWS_SHOWN) {
        program->first = program->focus + 2 - ROWS_SHOWN;
    }
    program->first = program->first > last_first ? last_first : program->first;
    if (program->first != first) {
        SDL_Rect all = {SCENE_LEFT, ROW_TOP, SCENE_INSIDE, ROWS_HEIGHT};
        all = grown(all, RING_REACH);
        fill(program, all, BACKGROUND);
        draw_rows(program);
        damage(program, all);
    } else {
        const SDL_Rect left = grown(row_rect(program, before), RING_REACH);
        fill(program, grown(row_rect(program, before), RING + RING_OFFSET), BACKGROUND);
        draw_row(program, before);
        draw_row(program, program->focus);
        damage(program, left);
        damage(program, grown(row_rect(program, program->focus), RING_REACH));
    }
    draw_status(program);
}

/* --- The program --- */

/* An icon of the hall: its alpha, as PGM that assets.mk makes ("P5", width and height, 255, a line each). */
static SDL_Surface *read_icon(const char *folder, const char *name)
{
    char path[1024];
    char line[64] = "";
    (void)snprintf(path, sizeof path, "%s/%s.pgm", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || fgets(line, sizeof line, file) == NULL || strcmp(line, "P5\n") != 0 ||
        fgets(line, sizeof line, file) == NULL) {
        SDL_SetError("no icon");
        give_up(path);
    }
    char *rest = line;
    const long width = strtol(rest, &rest, 10);
    const long height = strtol(rest, &rest, 10);
    if (width < 1 || width > FIELD || height < 1 || height > FIELD ||
        fgets(line, sizeof line, file) == NULL) {
        SDL_SetError("an icon of another size");
        give_up(path);
    }
    SDL_Surface *icon = new_alpha((int)width, (int)height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            *pixel(icon, x, y) = INK_ON_TINT | (uint32_t)(fgetc(file) & 0xFF) << 24;
        }
    }
    (void)fclose(file);
    return icon;
}

/* Noto's collection, or the one face of a box's font. */
static TTF_Font *open_font(const char *path, int size)
{
    TTF_Font *font = TTF_OpenFontIndex(path, size, FACE_INDEX);
    if (font == NULL) {
        font = TTF_OpenFont(path, size);
    }
    if (font == NULL) {
        give_up("font");
    }
    return font;
}

static void open_all(struct program *program, char **arguments)
{
    program->shown_on = peer_screen_open(SCENE_WIDTH, SCENE_HEIGHT);
    if (program->shown_on == NULL || TTF_Init() != 0) {
        give_up("SDL");
    }
    for (int i = 0; i < STYLES; i++) {
        program->fonts[i] = open_font(arguments[STYLE[i].bold ? 2 : 1], STYLE[i].size);
    }
    for (int i = 0; !program->in_list && i < TILES; i++) {
        program->icons[i] = read_icon(arguments[3], TILE[i].icon);
    }
    program->screen = peer_screen_surface(program->shown_on);
    if (program->screen == NULL || program->screen->format->BytesPerPixel != 4) {
        give_up("window");
    }
}

static void draw_all(struct program *program)
{
    SDL_FillRect(program->screen, NULL, BACKGROUND);
    if (program->in_list) {
        draw_list(program);
    } else {
        draw_home(program);
    }
    program->damage_count = 0;
    peer_screen_show(program->shown_on, &(SDL_Rect){0, 0, SCENE_WIDTH, SCENE_HEIGHT}, 1);
}

static void handle(struct program *program, SDL_Keycode key)
{
    const int down = (key == SDLK_DOWN) - (key == SDLK_UP);
    const int right = (key == SDLK_RIGHT) - (key == SDLK_LEFT);
    if (program->in_list && down != 0) {
        move_in_list(program, down);
    } else if (!program->in_list && (down != 0 || right != 0)) {
        move_at_home(program, right, down);
    }
    if (program->damage_count > 0) {
        peer_screen_show(program->shown_on, program->damage, program->damage_count);
        program->damage_count = 0;
    }
}

int main(int argc, char **argv)
{
    static struct program program;
    if (argc != 5 || (strcmp(argv[1], "home") != 0 && strcmp(argv[1], "list") != 0)) {
        fprintf(stderr, "usage: sdl2-peer home|list REGULAR_FONT BOLD_FONT ICON_FOLDER\n");
        return 2;
    }
    program.in_list = strcmp(argv[1], "list") == 0;
    open_all(&program, argv + 1);
    draw_all(&program);
    SDL_Keycode key = SDLK_UNKNOWN;
    while (peer_screen_next_key(program.shown_on, &key)) {
        handle(&program, key);
    }
    SDL_Quit();
    return 0;
}
