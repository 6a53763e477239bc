/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vt_audit.c - is every sequence that reached the terminal one of those its
 * terminfo entry has?
 *
 * Sequences are compared by shape: a control sequence by its private mark,
 * intermediates and final letter, whatever its numbers (but those that set and
 * reset modes with them); others whole.
 */
#include "vt.h"

#include <curses.h>
#include <term.h>

/* Extended names are not in strnames. */
static const char *const extended[] = { "BE", "BD", "E3", "XM", "Se", "Ss" };

static bool
in(char c, int from, int to)
{
	return (unsigned char)c >= from && (unsigned char)c <= to;
}

/* ESC [ numbers intermediates letter. */
static size_t
control(struct str s, struct buf *shape)
{
	size_t i = 2, numbers;

	buf_z(shape, "ESC [");
	if (i < s.len && in(s.s[i], '<', '?'))
		buf_c(shape, s.s[i++]);
	for (numbers = i; i < s.len && in(s.s[i], 0x30, 0x3f);)
		i++;
	if (i < s.len && (s.s[i] == 'h' || s.s[i] == 'l'))
		buf_add(shape, s.s + numbers, i - numbers);
	for (; i < s.len && in(s.s[i], 0x20, 0x2f); i++)
		buf_c(shape, s.s[i]);
	if (i < s.len)
		buf_c(shape, s.s[i++]);
	return i;
}

/* The sequence at the start of s, its shape; 0 when it is plain text. */
static size_t
sequence(struct str s, struct buf *shape)
{
	size_t i = 1;

	buf_reset(shape);
	if (s.len > 1 && s.s[0] == '\xc2' && in(s.s[1], 0x80, 0x9f)) {
		buf_printf(shape, "C1 %02x", (unsigned char)s.s[1]);
		return 2;
	}
	if (in(s.s[0], 0x20, 0x7e) || in(s.s[0], 0x80, 0xff))
		return 0;
	if (s.s[0] != '\033') {
		buf_printf(shape, "%02x", (unsigned char)s.s[0]);
		return 1;
	}
	if (s.len > 1 && s.s[1] == '[')
		return control(s, shape);
	buf_z(shape, "ESC ");
	for (; i < s.len && in(s.s[i], 0x20, 0x2f); i++)
		buf_c(shape, s.s[i]);
	if (i < s.len)
		buf_c(shape, s.s[i++]);
	return i;
}

/* Past a %-escape of a capability: "%p1", "%{31}", "%'a'", "%02d", "%+". */
static const char *
past(const char *s)
{
	if (*s == '{')
		return strchr(s, '}') != NULL ? strchr(s, '}') + 1 : s + 1;
	if (*s == '\'')
		return s[1] != '\0' && s[2] != '\0' ? s + 3 : s + 1;
	if (*s == 'p' || *s == 'P' || *s == 'g')
		return s[1] != '\0' ? s + 2 : s + 1;
	while (*s != '\0' && strchr(":-#. 0123456789", *s) != NULL)
		s++;
	return *s != '\0' ? s + 1 : s;
}

/* A capability without numbers, conditions and delays. */
static void
bare(const char *s, struct buf *out)
{
	buf_reset(out);
	while (*s != '\0') {
		if (*s == '%') {
			s = past(s + 1);
		} else if (s[0] == '$' && s[1] == '<') {
			while (*s != '\0' && *s != '>')
				s++;
			s += *s == '>';
		} else {
			buf_c(out, *s++);
		}
	}
}

/* Calls with each sequence of a text. */
static void
each(struct str s, void (*fn)(const char *shape, void *u), void *u)
{
	struct buf shape = { 0 };

	while (s.len > 0) {
		size_t n = sequence(s, &shape);

		if (n > 0)
			fn(shape.s, u);
		n += n == 0;
		s = (struct str){ s.s + n, s.len - n };
	}
	buf_done(&shape);
}

static void
learn(const char *shape, void *u)
{
	buf_printf(u, "\n%s\n", shape);
}

static void
learn_capability(const char *name, struct buf *known)
{
	const char *s = tigetstr(name);
	struct buf b = { 0 };

	if (s == NULL || s == (const char *)-1)
		return;
	bare(s, &b);
	if (b.len > 0)
		each(buf_view(&b), learn, known);
	buf_done(&b);
}

/* Not what keys send, questions and answers (u6 to u9), or resets. */
static bool
is_drawing(const char *name)
{
	return name[0] != 'k' && strncmp(name, "rs", 2) != 0 &&
	    strncmp(name, "is", 2) != 0 && !(name[0] == 'u' && name[1] <= '9');
}

struct doubt {
	struct buf *known, *report;
};

static void
judge(const char *shape, void *u)
{
	struct doubt *d = u;
	char line[80];

	snprintf(line, sizeof(line), "\n%s\n", shape);
	if (strstr(d->known->s, line) == NULL)
		buf_printf(d->report, "%s\n", shape);
}

bool
vt_audit(const struct vt *v, const char *term, struct buf *report)
{
	struct buf known = { 0 };
	struct doubt d = { &known, report };
	size_t before = report->len;
	int rc;

	buf_z(&known, "\n0d\n\n0a\n\nESC [t\n");
	if (setupterm(term, 1, &rc) != 0) {
		buf_printf(report, "no terminfo entry '%s'\n", term);
		return false;
	}
	for (size_t i = 0; strnames[i] != NULL; i++)
		if (is_drawing(strnames[i]))
			learn_capability(strnames[i], &known);
	for (size_t i = 0; i < countof(extended); i++)
		learn_capability(extended[i], &known);
	del_curterm(cur_term);
	each(vt_bytes(v), judge, &d);
	buf_done(&known);
	return report->len == before;
}
