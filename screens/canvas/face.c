#include "screens/canvas/face.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include FT_TRUETYPE_TABLES_H

#include "both-sides/log.h"

static const char where[] = "fonts";

/* FreeType's rule: with count 0 it is a seek, and 0 means done; else the number of bytes read. */
static unsigned long stream_read(FT_Stream stream, unsigned long offset, unsigned char *buffer,
                                 unsigned long count)
{
    const struct face *face = stream->descriptor.pointer;
    unsigned long done = 0;
    if (count == 0) {
        return offset > stream->size;
    }
    while (done < count) {
        ssize_t got = pread(face->fd, buffer + done, count - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        done += (unsigned long)got;
    }
    return done;
}

/* A stream without a read function is memory: FreeType points into it instead of copying. */
static void read_from_map(struct face *face)
{
    face->stream.read = NULL;
    face->stream.base = face->map;
}

/* From now on what is asked for is copied, and freed after use. */
static void read_from_file(struct face *face)
{
    face->stream.base = NULL;
    face->stream.read = stream_read;
}

static int fail(struct face *face, const char *why)
{
    log_line(LOG_LEVEL_ERROR, where, "%s: face %d cannot be used: %s", face->file, face->face_index, why);
    face_close(face);
    face->state = FACE_FAILED;
    return -1;
}

int face_open(struct face *face, FT_Library library)
{
    if (face->state != FACE_CLOSED) {
        return face->state == FACE_OPEN ? 0 : -1;
    }
    face->fd = open(face->file, O_RDONLY | O_CLOEXEC);
    if (face->fd < 0) {
        return fail(face, strerror(errno));
    }
    off_t size = lseek(face->fd, 0, SEEK_END);
    if (size <= 0) {
        return fail(face, "the file is empty");
    }
    face->map_size = (size_t)size;
    face->map = mmap(NULL, face->map_size, PROT_READ, MAP_PRIVATE, face->fd, 0);
    if (face->map == MAP_FAILED) {
        face->map = NULL;
        return fail(face, strerror(errno));
    }
    memset(&face->stream, 0, sizeof face->stream);
    face->stream.size = (unsigned long)size;
    face->stream.descriptor.pointer = face;
    read_from_map(face);
    FT_Open_Args arguments = {.flags = FT_OPEN_STREAM, .stream = &face->stream};
    FT_Error error = FT_Open_Face(library, &arguments, face->face_index, &face->freetype);
    if (error) {
        face->freetype = NULL;
        return fail(face, "FreeType does not take it");
    }
    read_from_file(face);
    if (!FT_IS_SCALABLE(face->freetype) || face->freetype->units_per_EM == 0) {
        return fail(face, "it has no outlines");
    }
    face->size = 0;
    face->state = FACE_OPEN;
    return 0;
}

void face_close(struct face *face)
{
    if (face->freetype) {
        /* The tables are given back as they were taken: they are not to be freed. */
        read_from_map(face);
        (void)FT_Done_Face(face->freetype);
        face->freetype = NULL;
    }
    if (face->map) {
        (void)munmap(face->map, face->map_size);
        face->map = NULL;
    }
    if (face->fd >= 0) {
        (void)close(face->fd);
        face->fd = -1;
    }
    face->state = FACE_CLOSED;
}

FT_UInt face_find(struct face *face, FT_Library library, uint32_t character)
{
    return face_open(face, library) == 0 ? FT_Get_Char_Index(face->freetype, character) : 0;
}

int face_set_size(struct face *face, int size)
{
    if (face->size != size) {
        if (FT_Set_Pixel_Sizes(face->freetype, 0, (FT_UInt)size)) {
            face->size = 0;
            return -1;
        }
        face->size = size;
    }
    return 0;
}

int face_ascent_permille(const struct face *face)
{
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(face->freetype, FT_SFNT_OS2);
    int above = os2 ? os2->sTypoAscender : face->freetype->ascender;
    int below = os2 ? -os2->sTypoDescender : -face->freetype->descender;
    if (above <= 0 || below < 0) {
        return 880;
    }
    return above * 1000 / (above + below);
}

void face_rest(struct face *face)
{
    if (face->map) {
        (void)madvise(face->map, face->map_size, MADV_DONTNEED);
    }
}
