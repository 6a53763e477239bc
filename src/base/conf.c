/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conf.c - reads setup lines itself. libinih was looked at: as packaged it
 * splits a long line into two keys, cuts a value at " ;" and joins indented
 * lines, and none of the three can be switched off when it runs.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/utf8.h"

enum { LINE_MAX_LEN = 4000, FILE_MAX_LEN = 1 << 20 };

struct reading {
	struct conf_at at;
	struct arena arena; /* the line, and in front of it the section */
	struct str section;
	conf_fn *fn;
	void *u;
	struct fault *f;
};

static enum err
refuse(const struct reading *r, const char *why)
{
	return fail(r->f, ERR_INVALID, "%s:%d: %s", r->at.file, r->at.line,
	    why);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Without blanks at both ends, as a copy. */
static struct str
piece(struct reading *r, const char *s, size_t len)
{
	while (len > 0 && is_blank(*s)) {
		s++;
		len--;
	}
	while (len > 0 && is_blank(s[len - 1]))
		len--;
	return str_copyn(&r->arena, s, len);
}

static enum err
read_section(struct reading *r, struct str line)
{
	struct str name;

	while (is_blank(line.s[line.len - 1]))
		line.len--;
	name = piece(r, line.s + 1, line.len - 1);
	if (name.len == 0 || name.s[name.len - 1] != ']')
		return refuse(r,
		    _("a section is written [name], alone on its "
		      "line"));
	arena_reset(&r->arena);
	r->section = piece(r, line.s + 1, line.len - 2);
	if (r->section.len == 0)
		return refuse(r, _("the section has no name: write [name]"));
	return r->fn(r->u, r->at, r->section, STR_NONE, STR_NONE, r->f);
}

static enum err
read_key(struct reading *r, struct str line)
{
	const char *eq = memchr(line.s, '=', line.len);
	struct str key, value;

	if (eq == NULL)
		return refuse(r,
		    _("this is no key = value, no [section] and "
		      "no # comment"));
	key = piece(r, line.s, (size_t)(eq - line.s));
	value = piece(r, eq + 1, line.len - (size_t)(eq - line.s) - 1);
	if (key.len == 0)
		return refuse(r, _("there is no key before the ="));
	if (value.len == 0)
		return refuse(r,
		    _("there is no value after the =: write one, "
		      "or take the line out"));
	return r->fn(r->u, r->at, r->section, key, value, r->f);
}

static bool
all_blank(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!is_blank(s.s[i]))
			return false;
	return true;
}

static enum err
read_line(struct reading *r, struct str line)
{
	if (line.len > LINE_MAX_LEN)
		return refuse(r, _("the line is over 4000 bytes: shorten it"));
	if (!utf8_ok(line) || memchr(line.s, '\0', line.len) != NULL)
		return refuse(r,
		    _("the line is not UTF-8 text: save the file "
		      "as UTF-8"));
	if (all_blank(line) || line.s[0] == '#' || line.s[0] == ';')
		return OK;
	if (is_blank(line.s[0]))
		return refuse(r,
		    _("the line starts with a blank: begin it at "
		      "the margin"));
	return line.s[0] == '[' ? read_section(r, line) : read_key(r, line);
}

/* The next line without its end, LF or CR LF. */
static bool
next_line(struct str *rest, struct str *line)
{
	const char *end;
	size_t n;

	if (rest->len == 0)
		return false;
	end = memchr(rest->s, '\n', rest->len);
	n = end != NULL ? (size_t)(end - rest->s) : rest->len;
	*line = (struct str){ rest->s, n };
	n += end != NULL;
	rest->s += n;
	rest->len -= n;
	if (line->len > 0 && line->s[line->len - 1] == '\r')
		line->len--;
	return true;
}

enum err
conf_text(struct str text, const char *name, conf_fn *fn, void *u,
    struct fault *f)
{
	struct reading r = {
		.at = { name, 0 }, .section = STR_NONE, .fn = fn, .u = u, .f = f
	};
	struct str line, bom = STR("\xef\xbb\xbf");
	struct arena_mark m;
	enum err rc = OK;

	if (str_starts(text, bom)) { /* some editors sign their files */
		text.s += bom.len;
		text.len -= bom.len;
	}
	while (rc == OK && next_line(&text, &line)) {
		r.at.line++;
		m = arena_mark(&r.arena);
		rc = read_line(&r, line);
		if (line.len > 0 && line.s[0] != '[')
			arena_back(&r.arena, m);
	}
	arena_done(&r.arena);
	return rc;
}

enum err
conf_read(const char *path, conf_fn *fn, void *u, struct fault *f)
{
	struct arena a = { 0 };
	struct str text;
	enum err rc;

	if ((rc = file_read(path, FILE_MAX_LEN, &a, &text, f)) == OK)
		rc = conf_text(text, path, fn, u, f);
	arena_done(&a);
	return rc;
}

/* Reads to the end, but no more than one byte beyond `max`. */
static bool
read_all(int fd, size_t max, struct buf *b)
{
	char part[8192];
	size_t want;
	ssize_t n;

	for (;;) {
		want = max + 1 - b->len;
		if (want > sizeof(part))
			want = sizeof(part);
		n = want > 0 ? read(fd, part, want) : 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		buf_add(b, part, (size_t)n);
	}
}

enum err
file_read(const char *path, size_t max, struct arena *a, struct str *out,
    struct fault *f)
{
	struct buf b = { 0 };
	enum err rc = OK;
	int fd;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return errno == ENOENT
		    ? fail(f, ERR_NOT_FOUND,
			  _("there is no file %s: check the "
			    "path"),
			  path)
		    : fail(f, ERR_IO, _("%s cannot be opened: %s"), path,
			  strerror(errno));
	if (!read_all(fd, max, &b))
		rc = fail(f, ERR_IO, _("%s cannot be read: %s"), path,
		    strerror(errno));
	else if (b.len > max)
		rc = fail(f, ERR_INVALID,
		    _("%s is over %zu bytes: make it "
		      "smaller"),
		    path, max);
	else
		*out = buf_copy(a, &b);
	close(fd);
	buf_done(&b);
	return rc;
}

enum err
conf_refuse(struct conf_at at, struct fault *f, const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;
	enum err rc;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	rc = fail(f, ERR_INVALID, "%s:%d: %s", at.file, at.line, b.s);
	buf_done(&b);
	return rc;
}
