/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal_record.c - the journal's records: sealed one by one, read back until
 * one was cut off.
 */
#include "app/journal_record.h"

#include "base/json.h"
#include "base/utf8.h"

#define LENGTH 4 /* bytes */

/* Each record is sealed for its place in its file. */
static struct str
about(struct arena *a, struct str who, size_t n)
{
	return str_printf(a, "%s\n%zu", who.s, n);
}

void
journal_add(const unsigned char key[SECRET_KEY], struct str who, size_t n,
    struct str plain, struct buf *out)
{
	uint32_t size = (uint32_t)(plain.len + SECRET_EXTRA);
	unsigned char length[LENGTH] = { size & 0xff, size >> 8 & 0xff,
		size >> 16 & 0xff, size >> 24 & 0xff };
	struct arena a = { 0 };

	buf_add(out, length, sizeof(length));
	secret_seal(key, about(&a, who, n), plain.s, plain.len, out);
	arena_done(&a);
}

void
journal_print(const struct journal_write *w, struct buf *out)
{
	struct json *j = json_object_new();

	json_set_str(j, "op", str_of(w->op.s));
	json_set_int(j, "at", w->at);
	json_set_str(j, "words", w->words);
	buf_c(out, JOURNAL_SENT);
	json_print(j, out, false);
	json_free(j);
}

static void
forget(struct journal_past *p, struct id op)
{
	size_t n = 0;

	for (size_t i = 0; i < p->writes.n; i++)
		if (!id_eq(p->writes.v[i].op, op))
			p->writes.v[n++] = p->writes.v[i];
	p->writes.n = n;
}

static void
read_write(struct arena *a, struct str text, struct journal_past *p)
{
	struct journal_write w = { .at = 0 };
	struct json *j;

	if (json_parse(text, &j, NULL) != OK)
		return;
	w.at = json_int(json_get(j, "at"));
	w.words = str_copy(a, json_str(json_get(j, "words")));
	if (id_parse(json_str(json_get(j, "op")), &w.op) && w.words.len > 0)
		*vec_push(a, &p->writes) = w;
	json_free(j);
}

static bool
take(struct arena *a, struct str plain, struct journal_past *p)
{
	struct str rest = { plain.s + 1, plain.len - 1 };
	struct id op;

	switch (plain.s[0]) {
	case JOURNAL_STATE:
		p->state = str_copy(a, rest);
		return true;
	case JOURNAL_FOCUS:
		p->focus = str_copy(a, rest);
		return true;
	case JOURNAL_SENT:
		read_write(a, rest, p);
		return true;
	case JOURNAL_DONE:
		if (id_parse(rest, &op))
			forget(p, op);
		return true;
	default:
		return false;
	}
}

static size_t
length_at(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.s + at;

	return (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 |
	    (size_t)p[3] << 24;
}

static enum err
read_record(struct str sealed, const unsigned char key[SECRET_KEY],
    struct str who, size_t n, struct arena *a, struct journal_past *p)
{
	struct buf plain = { 0 };
	enum err rc =
	    secret_unseal(key, about(a, who, n), sealed.s, sealed.len, &plain);

	if (rc == OK &&
	    (plain.len == 0 || !utf8_ok(buf_view(&plain)) ||
		!take(a, buf_view(&plain), p)))
		rc = ERR_INVALID;
	if (plain.len > 0)
		secret_wipe(plain.s, plain.len);
	buf_done(&plain);
	return rc == OK ? OK : ERR_INVALID;
}

enum err
journal_read(struct str b, const unsigned char key[SECRET_KEY], struct str who,
    struct arena *a, struct journal_past *out, size_t *whole, size_t *nrecords)
{
	struct journal_past p = {
		.state = STR_NONE, .focus = STR_NONE, .aside = STR_NONE
	};
	size_t at = sizeof(JOURNAL_MARK) - 1, n = 0;

	if (!str_starts(b, STR(JOURNAL_MARK)))
		return ERR_INVALID;
	while (b.len - at >= LENGTH) {
		size_t size = length_at(b, at);

		if (size > JOURNAL_MAX || size < SECRET_EXTRA)
			return ERR_INVALID;
		if (b.len - at - LENGTH < size)
			break; /* cut off in the middle of a record */
		if (read_record((struct str){ b.s + at + LENGTH, size }, key,
			who, n, a, &p) != OK)
			return ERR_INVALID;
		at += LENGTH + size;
		n++;
	}
	*out = p;
	*whole = at;
	*nrecords = n;
	return OK;
}
