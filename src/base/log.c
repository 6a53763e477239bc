/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log.c - one append of one whole line an event, so that processes sharing a
 * file never mix their words.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int file = -1;
static bool debug;
static struct clock wall;

enum err
log_open(const char *path, struct fault *f)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail(f, ERR_IO,
		    _("the log %s cannot be opened: %s; "
		      "give another path or mend its folder"),
		    path, strerror(errno));
	log_close();
	pthread_mutex_lock(&lock);
	file = fd;
	wall = clock_system();
	debug = getenv("CABINA_DEBUG") != NULL;
	pthread_mutex_unlock(&lock);
	return OK;
}

void
log_close(void)
{
	pthread_mutex_lock(&lock);
	if (file >= 0)
		close(file);
	file = -1;
	pthread_mutex_unlock(&lock);
}

/* A full disk must not stop the work that is being logged. */
static void
write_line(struct str s)
{
	ssize_t n;

	while (s.len > 0) {
		n = write(file, s.s, s.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		s.s += n;
		s.len -= (size_t)n;
	}
}

static PRINTF(2, 0) void put_line(const char *level, const char *fmt,
    va_list ap)
{
	struct arena a = { 0 };
	struct buf raw = { 0 };
	char at[CLOCK_ISO];
	struct str s;

	buf_vprintf(&raw, fmt, ap);
	s = utf8_safe(&a, buf_view(&raw), false);
	s = str_printf(&a, "%s %s " STR_FMT "\n",
	    clock_iso(clock_now(&wall), at), level, STR_ARG(s));
	write_line(s);
	buf_done(&raw);
	arena_done(&a);
}

static PRINTF(3, 0) void log_at(const char *level, bool chatty, const char *fmt,
    va_list ap)
{
	int saved = errno; /* the caller may be about to report it */

	pthread_mutex_lock(&lock);
	if (file >= 0 && (!chatty || debug))
		put_line(level, fmt, ap);
	pthread_mutex_unlock(&lock);
	errno = saved;
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_at("error", false, fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_at("warn", false, fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_at("info", false, fmt, ap);
	va_end(ap);
}

void
log_debug(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_at("debug", true, fmt, ap);
	va_end(ap);
}
