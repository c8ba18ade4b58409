#include "tests/bench/framebuffer.h"

#include <fcntl.h>
#include <linux/fb.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BYTES_PER_PIXEL = 4 };

int framebuffer_open(struct framebuffer *screen, const char *path)
{
    struct fb_var_screeninfo mode;
    struct fb_fix_screeninfo memory;
    int result = -1;
    void *mapped = MAP_FAILED;
    const int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0 || ioctl(fd, FBIOGET_VSCREENINFO, &mode) != 0 ||
        ioctl(fd, FBIOGET_FSCREENINFO, &memory) != 0) {
        perror(path);
        goto close_device;
    }
    if (mode.bits_per_pixel != 8 * BYTES_PER_PIXEL || mode.xoffset != 0 || mode.yoffset != 0 ||
        (size_t)memory.line_length * mode.yres > memory.smem_len) {
        fprintf(stderr, "%s: not a screen of 32 bits per pixel\n", path);
        goto close_device;
    }
    mapped = mmap(NULL, memory.smem_len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED) {
        perror(path);
        goto close_device;
    }
    *screen =
        (struct framebuffer){mapped, memory.smem_len, memory.line_length, (int)mode.xres, (int)mode.yres};
    result = 0;
close_device:
    if (fd >= 0) {
        close(fd);
    }
    return result;
}

void framebuffer_close(struct framebuffer *screen)
{
    munmap(screen->mapped, screen->mapped_size);
}

void framebuffer_show(const struct framebuffer *screen, const uint8_t *picture, size_t stride, int x, int y,
                      int width, int height)
{
    const int left = x > 0 ? x : 0;
    const int right = x + width < screen->width ? x + width : screen->width;
    const int bottom = y + height < screen->height ? y + height : screen->height;
    if (left >= right) {
        return;
    }
    const size_t from = (size_t)left * BYTES_PER_PIXEL;
    for (int line = y > 0 ? y : 0; line < bottom; line++) {
        memcpy(screen->mapped + (size_t)line * screen->stride + from, picture + (size_t)line * stride + from,
               (size_t)(right - left) * BYTES_PER_PIXEL);
    }
}
