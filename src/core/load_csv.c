/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_csv.c - streams a CSV file through libcsv; keeps the line of each row
 * and says where quotes do not fit. What a file is made of, its encoding too,
 * is load_look.c's.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csv.h>

#include "core/load_scan.h"

enum {
	BLOCK = 1 << 16,
	FIELD_MAX = 1 << 20,
	ROW_MAX = 4 << 20,
	COLUMNS_MAX = 1000
};

/* libcsv's own blanks are blank and tab; here none is. */
static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static int64_t
breaks(const char *s, size_t n)
{
	int64_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (s[i] == '\n' ||
		    (s[i] == '\r' && (i + 1 == n || s[i + 1] != '\n')))
			k++;
	return k;
}

struct walk {
	struct csv_parser p;
	struct scan *s;
	struct arena arena; /* v */
	struct buf text;    /* the fields of the row, each with a NUL */
	size_t *ends;	    /* where each ends in it */
	struct str *v;
	size_t n;
	int64_t line, inside; /* the row's first; breaks inside its fields */
	int last;	      /* what ended the row before */
	int64_t done;
	enum err rc;
};

static void
on_field(void *s, size_t len, void *u)
{
	struct walk *w = u;

	if (w->rc != OK)
		return;
	if (w->n == COLUMNS_MAX || w->text.len + len > ROW_MAX) {
		w->rc = fail(w->s->f, ERR_INVALID,
		    _("line %lld has more than %d columns or %d MB; is '%s' "
		      "the separator?"),
		    (long long)w->line, COLUMNS_MAX, ROW_MAX >> 20,
		    load_separator_name(w->s->separator));
		return;
	}
	buf_add(&w->text, s, len);
	buf_c(&w->text, '\0');
	w->ends[w->n++] = w->text.len;
	w->inside += breaks(s, len);
}

static void
give(struct walk *w)
{
	struct load_row row = { w->line, w->done, w->n, w->v };
	size_t at = 0;

	for (size_t i = 0; i < w->n; i++) {
		w->v[i] = (struct str){ w->text.s + at, w->ends[i] - at - 1 };
		at = w->ends[i];
	}
	w->rc = w->s->fn(w->s->u, &row);
}

static void
on_row(int end, void *u)
{
	struct walk *w = u;
	bool pair = end == '\n' && w->last == '\r' && w->n == 0;

	w->last = end;
	if (pair || w->rc != OK || (end == -1 && w->n == 0))
		return;
	give(w);
	w->line += 1 + w->inside;
	w->inside = 0;
	w->n = 0;
	buf_reset(&w->text);
}

static enum err
misfit(struct walk *w, bool open)
{
	int64_t line = w->line + w->inside;

	if (!open)
		line += breaks((char *)w->p.entry_buf, w->p.entry_pos);
	if (open)
		return fail(w->s->f, ERR_INVALID,
		    _("line %lld, column %zu: the quote that begins here does "
		      "not end; close it and load again"),
		    (long long)line, w->n + 1);
	return fail(w->s->f, ERR_INVALID,
	    _("line %lld, column %zu: a quote stands inside the text; write "
	      "it twice inside quotes, and load again"),
	    (long long)line, w->n + 1);
}

static enum err
feed(struct walk *w, const char *s, size_t n)
{
	size_t used = csv_parse(&w->p, s, n, on_field, on_row, w);

	if (w->rc != OK)
		return w->rc;
	if (used < n && csv_error(&w->p) == CSV_EPARSE)
		return misfit(w, false);
	if (used < n)
		die("out of memory");
	if (w->p.entry_pos > FIELD_MAX)
		return misfit(w, true);
	w->done += (int64_t)n;
	return OK;
}

static enum err
feed_file(struct walk *w, int fd)
{
	char block[BLOCK];
	enum err rc = OK;
	ssize_t n;

	while (rc == OK && (n = read(fd, block, sizeof(block))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(w->s->f, ERR_IO, "%s: %s", w->s->path.s,
			    strerror(errno));
		rc = feed(w, block, (size_t)n);
	}
	return rc;
}

static enum err
finish(struct walk *w)
{
	if (csv_fini(&w->p, on_field, on_row, w) != 0 && w->rc == OK)
		return csv_error(&w->p) == CSV_EPARSE ? misfit(w, true) : w->rc;
	return w->rc;
}

static void
start(struct walk *w, struct scan *s)
{
	unsigned char how = CSV_REPALL_NL | CSV_APPEND_NULL;

	*w = (struct walk){ .s = s, .line = 1 };
	if (!s->sample)
		how |= CSV_STRICT | CSV_STRICT_FINI;
	if (csv_init(&w->p, how) != 0)
		die("out of memory");
	/* A long field grows in few steps. */
	csv_set_blk_size(&w->p, 32768);
	csv_set_delim(&w->p, (unsigned char)s->separator);
	if (!s->loose)
		csv_set_space_func(&w->p, no_blank);
	w->v = NEWN(&w->arena, struct str, COLUMNS_MAX);
	w->ends = NEWN(&w->arena, size_t, COLUMNS_MAX);
}

static void
stop(struct walk *w)
{
	csv_free(&w->p);
	buf_done(&w->text);
	arena_done(&w->arena);
}

enum err
scan_text(struct scan *s, struct str bytes)
{
	struct walk w;
	enum err rc;

	start(&w, s);
	if ((rc = feed(&w, bytes.s, bytes.len)) == OK)
		rc = finish(&w);
	stop(&w);
	return rc;
}

enum err
scan_file(struct scan *s, int fd)
{
	struct walk w;
	enum err rc;

	start(&w, s);
	if ((rc = feed_file(&w, fd)) == OK)
		rc = finish(&w);
	stop(&w);
	return rc;
}

/* ---- the rows of a sheet ------------------------------------------------ */

struct rows {
	const struct load_sheet *sheet;
	load_row_fn *fn;
	void *u;
	bool begun;
};

static enum err
hand_over(void *u, const struct load_row *in)
{
	static const struct str empty = { "", 0 };
	struct rows *r = u;
	struct load_row row = *in;
	bool head = !r->begun && !r->sheet->headless;

	r->begun = true;
	if (head)
		return OK;
	if (row.n == 0 && r->sheet->ncols > 1)
		return OK;
	if (row.n == 0) { /* a blank line is a value in one column */
		row.n = 1;
		row.v = &empty;
	}
	return r->fn(r->u, &row);
}

static struct scan
of_sheet(const struct load_sheet *sheet, struct rows *r, struct fault *f)
{
	return (struct scan){ .path = sheet->path,
		.separator = sheet->separator,
		.loose = sheet->loose,
		.fn = hand_over,
		.u = r,
		.f = f };
}

enum err
load_csv_each_text(const struct load_sheet *sheet, struct str bytes,
    load_row_fn *fn, void *u, struct fault *f)
{
	struct rows r = { sheet, fn, u, false };
	struct scan s = of_sheet(sheet, &r, f);

	if (sheet->mark) {
		bytes.s += 3;
		bytes.len -= 3;
	}
	return scan_text(&s, bytes);
}

enum err
load_csv_each(const struct load_sheet *sheet, load_row_fn *fn, void *u,
    struct fault *f)
{
	struct rows r = { sheet, fn, u, false };
	struct scan s = of_sheet(sheet, &r, f);
	struct stat st;
	enum err rc;
	int fd;

	if ((rc = scan_open(sheet->path, &fd, &st, f)) != OK)
		return rc;
	if (st.st_size != sheet->size || scan_mtime(&st) != sheet->mtime)
		rc = fail(f, ERR_CONFLICT,
		    _("%s changed while it was read; start the load again"),
		    sheet->path.s);
	else if (sheet->mark && lseek(fd, 3, SEEK_SET) != 3)
		rc = fail(f, ERR_IO, "%s: %s", sheet->path.s, strerror(errno));
	else
		rc = scan_file(&s, fd);
	close(fd);
	return rc;
}

void
load_csv_put(const struct load_sheet *sheet, struct buf *b, const struct str *v,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t most = 2 * v[i].len + 2, len;
		struct arena a = { 0 };
		char *quoted = arena_take(&a, most);

		len = csv_write(quoted, most, v[i].s, v[i].len);
		if (i > 0)
			buf_c(b, sheet->separator);
		buf_add(b, quoted, len);
		arena_done(&a);
	}
	buf_z(b, "\r\n");
}
