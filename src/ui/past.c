/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * past.c - the lines typed before. The file is one line each, for its owner
 * alone; a run appends to it and never writes it whole, so that two consoles
 * of one person lose nothing of each other. It is cut when it is read and has
 * grown to twice its bound, under a lock.
 */
#include "ui/past.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/utf8.h"

#define FILE_MAX (PROMPT_PAST * 2000)

static struct {
	char *lines[PROMPT_PAST]; /* a ring */
	size_t n, first;
	char *path; /* NULL: in memory only */
} past;

size_t
past_count(void)
{
	return past.n;
}

const char *
past_line(size_t n)
{
	return past.lines[(past.first + n) % PROMPT_PAST];
}

size_t
prompt_kept(void)
{
	return past.n;
}

static void
add(struct str text)
{
	char *copy = strndup(text.s, text.len);

	if (copy == NULL)
		die("out of memory");
	if (past.n == PROMPT_PAST) {
		free(past.lines[past.first]);
		past.first = (past.first + 1) % PROMPT_PAST;
		past.n--;
	}
	past.lines[(past.first + past.n++) % PROMPT_PAST] = copy;
}

static void
forget(void)
{
	for (size_t i = 0; i < past.n; i++)
		free(past.lines[(past.first + i) % PROMPT_PAST]);
	free(past.path);
	past.n = past.first = 0;
	past.path = NULL;
}

static bool
fits(struct str text)
{
	if (text.len == 0 || text.len > PROMPT_MAX || !utf8_ok(text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.s[i] < 0x20)
			return false;
	return true;
}

/* How many lines there were. */
static size_t
take_lines(struct str text)
{
	struct arena a = { 0 };
	struct str one;
	size_t n = 0;

	while (str_next(&a, &text, '\n', &one)) {
		if (fits(one))
			add(one);
		n++;
		arena_reset(&a);
	}
	arena_done(&a);
	return n;
}

static enum err
failed(const char *path, struct fault *f)
{
	return fail(f, ERR_IO,
	    _("the lines typed before cannot be kept in %s: %s; they are kept "
	      "until you leave"),
	    path, strerror(errno));
}

/* A file of our own, opened and locked; another's is refused by the system. */
static int
open_locked(const char *path)
{
	int fd = open(path,
	    O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd >= 0 && (flock(fd, LOCK_EX) != 0 || fchmod(fd, 0600) != 0)) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool
write_all(int fd, struct str text)
{
	return write(fd, text.s, text.len) == (ssize_t)text.len;
}

/* Only what is remembered stays in the file. */
static bool
cut(int fd)
{
	struct buf b = { 0 };
	bool done;

	for (size_t i = 0; i < past.n; i++)
		buf_printf(&b, "%s\n", past_line(i));
	done = ftruncate(fd, 0) == 0 && write_all(fd, buf_view(&b));
	buf_done(&b);
	return done;
}

/* Whoever wrote more than this was not us: it begins anew. */
static enum err
read_whole(int fd, const char *path, struct fault *f)
{
	struct arena a = { 0 };
	struct stat st;
	struct str text;
	enum err rc;
	size_t n;

	if (fstat(fd, &st) == 0 && st.st_size > FILE_MAX)
		(void)ftruncate(fd, 0);
	rc = file_read(path, FILE_MAX, &a, &text, f);
	if (rc == OK) {
		n = take_lines(text);
		if (n > (size_t)PROMPT_PAST * 2 && !cut(fd))
			rc = failed(path, f);
	}
	arena_done(&a);
	return rc;
}

enum err
prompt_past(const char *path, struct fault *f)
{
	enum err rc;
	int fd;

	forget();
	if (*path == '\0')
		return OK;
	if ((fd = open_locked(path)) < 0)
		return failed(path, f);
	rc = read_whole(fd, path, f);
	close(fd);
	if (rc == OK && (past.path = strdup(path)) == NULL)
		die("out of memory");
	return rc;
}

enum err
prompt_keep(struct str text, bool on_disk, struct fault *f)
{
	struct arena a = { 0 };
	struct str whole;
	bool done;
	int fd;

	if (!fits(text) || (past.n > 0 && str_is(text, past_line(past.n - 1))))
		return OK;
	add(text);
	if (!on_disk || past.path == NULL)
		return OK;
	if ((fd = open_locked(past.path)) < 0)
		return failed(past.path, f);
	whole = str_printf(&a, STR_FMT "\n", STR_ARG(text));
	done = write_all(fd, whole);
	arena_done(&a);
	close(fd);
	return done ? OK : failed(past.path, f);
}
