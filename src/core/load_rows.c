/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_rows.c - takes a file block by block: reads rows under the map, writes
 * a block in one transaction, and keeps account of what became of each row.
 *
 * What the database refuses although it was checked here is looked for by
 * halves, so that one such row costs its block nothing but time.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/log.h"
#include "core/load_rows.h"

void
load_bad(struct load *x, struct load_line *l, int field, const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;

	if (l->state == LINE_BAD)
		return;
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	l->state = LINE_BAD;
	l->error.line = l->line;
	l->error.column =
	    field >= 0 ? str_of(x->kind->fields[field].name) : STR_NONE;
	l->error.why = buf_copy(&x->block, &b);
	buf_done(&b);
}

/* ---- one row ------------------------------------------------------------ */

/* The heading of the column if one was to blame, else our field's name. */
void
load_blame(struct load *x, struct load_line *l, const char *name,
    const struct load_eval *e, const char *why)
{
	if (l->state == LINE_BAD)
		return;
	load_bad(x, l, -1, "%s %s", name, why);
	l->error.column = str_of(name);
	if (e->column >= 0 && x->sheet.heads[e->column].len > 0)
		l->error.column = x->sheet.heads[e->column];
	else if (e->column >= 0)
		l->error.column = str_printf(&x->block, "#%d", e->column + 1);
}

static bool
is_heading(const struct load *x, const struct load_row *row)
{
	struct arena a = { 0 };
	struct str text;
	bool same = !x->sheet.headless && row->n == x->sheet.ncols;

	for (size_t i = 0; i < row->n && same; i++)
		same = load_csv_text(&x->sheet, &a, row->v[i], &text) == NULL &&
		    str_eq(text, x->sheet.heads[i]);
	arena_done(&a);
	return same;
}

static bool
is_blank(const struct load_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->v[i].s[strspn(row->v[i].s, " \t")] != '\0')
			return false;
	return true;
}

static void
read_cells(struct load *x, struct load_line *l, struct load_eval *e)
{
	const struct load_kind *k = x->kind;
	const char *why;
	struct str text;

	l->cell = NEWN(&x->block, struct load_cell, k->nfields);
	for (size_t i = 0; i < k->nfields; i++) {
		l->cell[i].text = l->cell[i].norm = STR_NONE;
		if (x->map.of[i].line == 0)
			continue;
		why = load_value(e, &x->map.of[i], &text);
		if (why == NULL)
			why =
			    load_cell_read(x, &k->fields[i], text, &l->cell[i]);
		if (why != NULL)
			load_blame(x, l, k->fields[i].name, e, why);
	}
	load_own_read(x, l, e);
	if (l->state == LINE_GOOD)
		k->check(x, l);
}

static void
keep_raw(struct load *x, struct load_line *l, const struct load_row *row)
{
	l->nraw = row->n;
	l->raw = NEWN(&x->block, struct str, row->n);
	for (size_t i = 0; i < row->n; i++)
		l->raw[i] = str_copy(&x->block, row->v[i]);
}

static enum err take_block(struct load *);

static enum err
on_row(void *u, const struct load_row *row)
{
	struct load *x = u;
	struct load_line *l = &x->lines[x->n];
	struct load_eval e = { &x->map, &x->sheet, &x->block, NULL, FROM_NONE };
	struct load_row own = *row;
	bool skip = false;
	const char *why;

	*l = (struct load_line){ .line = row->line };
	x->r.rows++;
	x->done = row->done;
	keep_raw(x, l, row);
	own.v = l->raw;
	e.row = &own;
	if (is_blank(&own))
		skip = true;
	else if (own.n != x->sheet.ncols)
		load_bad(x, l, -1,
		    ngettext("the row has %zu column, the heading %zu",
			"the row has %zu columns, the heading %zu", own.n),
		    own.n, x->sheet.ncols);
	else if ((why = load_skips(&e, &skip)) != NULL)
		load_bad(x, l, -1, _("[skip]: a value %s"), why);
	else if (!skip && is_heading(x, &own))
		load_bad(x, l, -1, _("the heading is here again"));
	else if (!skip)
		read_cells(x, l, &e);
	if (skip) {
		x->r.skipped++;
		return OK;
	}
	l->read = l->state;
	x->n++;
	return x->n == LOAD_BLOCK ? take_block(x) : OK;
}

/* ---- lines of a part ---------------------------------------------------- */

struct load_line *
load_next(struct load *x, struct load_line *l)
{
	struct load_line *end = x->lines + x->from + x->n;

	for (l++; l < end; l++)
		if (l->state == LINE_GOOD)
			return l;
	return NULL;
}

struct load_line *
load_first(struct load *x)
{
	struct load_line *l = x->lines + x->from;

	if (x->n == 0)
		return NULL;
	return l->state == LINE_GOOD ? l : load_next(x, l);
}

size_t
load_count(struct load *x)
{
	size_t n = 0;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		n++;
	return n;
}

/* ---- keys of a dry run -------------------------------------------------- */

/* A real load finds the keys of earlier blocks in the database; a dry run
 * remembers them, as 64 bits each. */
struct load_seen {
	uint64_t *v;
	size_t n, cap; /* cap is a power of two; 0 is free */
};

static uint64_t
mix(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.s[i]) * 0x100000001b3u;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return (h ^ h >> 32) | 1;
}

static bool
put(struct load_seen *seen, uint64_t h)
{
	size_t i = h & (seen->cap - 1);

	while (seen->v[i] != 0 && seen->v[i] != h)
		i = (i + 1) & (seen->cap - 1);
	if (seen->v[i] == h)
		return false;
	seen->v[i] = h;
	seen->n++;
	return true;
}

static void
grow(struct load_seen *seen)
{
	struct load_seen old = *seen;

	seen->cap = old.cap > 0 ? old.cap * 2 : 4096;
	seen->n = 0;
	seen->v = calloc(seen->cap, sizeof(*seen->v));
	if (seen->v == NULL)
		die("out of memory");
	for (size_t i = 0; i < old.cap; i++)
		if (old.v[i] != 0)
			put(seen, old.v[i]);
	free(old.v);
}

static void
look_back(struct load *x)
{
	struct load_seen *seen = x->seen;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		if (seen->n * 2 >= seen->cap)
			grow(seen);
		if (!put(seen, mix(l->cell[0].text)))
			l->state = LINE_THERE;
	}
}

/* ---- one block ---------------------------------------------------------- */

static enum err
block_body(void *u)
{
	struct load *x = u;
	struct row_load_turn turn;
	enum err rc = OK;

	arena_reset(&x->tx);
	for (size_t i = x->from; i < x->from + x->n; i++)
		x->lines[i].state = x->lines[i].read;
	if (load_first(x) == NULL)
		return OK;
	if (!x->dry)
		rc = q_load_turn(x->c->db, &x->tx, 1, &turn);
	if (rc == OK)
		rc = x->kind->look(x);
	if (rc == OK && x->dry)
		look_back(x);
	if (rc == OK && !x->dry && load_first(x) != NULL)
		rc = x->kind->write(x);
	return rc;
}

static enum err
write_part(struct load *x, size_t from, size_t n)
{
	struct load_line *l = &x->lines[from];
	enum err rc;

	x->from = from;
	x->n = n;
	x->c->fault = (struct fault){ .code = OK };
	rc = db_tx(x->c->db, x->dry ? TX_READ : TX_WRITE, block_body, x);
	if (rc != ERR_INVALID && rc != ERR_CONFLICT)
		return core_db(x->c, rc);
	if (n == 1) {
		const char *why = db_fault(x->c->db)->text;

		l->state = LINE_GOOD;
		load_bad(x, l, -1, _("the database refuses the row: %s"), why);
		return OK;
	}
	if ((rc = write_part(x, from, n / 2)) != OK)
		return rc;
	return write_part(x, from + n / 2, n - n / 2);
}

/* ---- what became of them ------------------------------------------------ */

static enum err
io_fault(struct load *x)
{
	return fail(&x->c->fault, ERR_IO, "%s: %s", x->reject_path,
	    strerror(errno));
}

static enum err
put_row(struct load *x, const struct str *v, size_t n, struct str why)
{
	struct str *all = NEWN(&x->block, struct str, n + 1);
	struct buf b = { 0 };
	size_t done;

	memcpy(all, v, n * sizeof(*v));
	all[n] = load_csv_raw(&x->sheet, &x->block, why);
	load_csv_put(&x->sheet, &b, all, n + 1);
	done = fwrite(b.s, 1, b.len, x->rejects);
	n = b.len;
	buf_done(&b);
	return done == n ? OK : io_fault(x);
}

static enum err
put_heading(struct load *x)
{
	struct str *v = NEWN(&x->block, struct str, x->sheet.ncols);

	if (x->sheet.mark && fputs("\xef\xbb\xbf", x->rejects) == EOF)
		return io_fault(x);
	if (x->sheet.headless)
		return OK;
	for (size_t i = 0; i < x->sheet.ncols; i++)
		v[i] = load_csv_raw(&x->sheet, &x->block, x->sheet.heads[i]);
	return put_row(x, v, x->sheet.ncols, STR("why"));
}

/* They are people's data: nobody else may read them. */
static enum err
open_rejects(struct load *x)
{
	int fd = open(x->reject_path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0 || (x->rejects = fdopen(fd, "w")) == NULL) {
		if (fd >= 0)
			close(fd);
		return io_fault(x);
	}
	return put_heading(x);
}

static enum err
reject(struct load *x, const struct load_line *l)
{
	struct load_error *e;
	enum err rc = OK;

	x->r.bad++;
	if (x->r.nerrors < x->max_errors) {
		e = &x->r.errors[x->r.nerrors++];
		e->line = l->line;
		e->column = str_copy(x->out, l->error.column);
		e->why = str_copy(x->out, l->error.why);
	}
	if (x->dry)
		return OK;
	if (x->rejects == NULL)
		rc = open_rejects(x);
	if (rc != OK)
		return rc;
	return put_row(x, l->raw, l->nraw,
	    str_printf(&x->block, _("line %lld: %s"), (long long)l->line,
		l->error.why.s));
}

static enum err
settle(struct load *x, size_t n)
{
	enum err rc = OK;

	for (size_t i = 0; i < n && rc == OK; i++) {
		const struct load_line *l = &x->lines[i];

		x->r.made += l->state == LINE_GOOD;
		x->r.there += l->state == LINE_THERE;
		if (l->state == LINE_BAD)
			rc = reject(x, l);
	}
	return rc;
}

static enum err
take_block(struct load *x)
{
	struct arena_mark mark = arena_mark(&x->c->scratch);
	size_t n = x->n;
	enum err rc;

	rc = n > 0 ? write_part(x, 0, n) : OK;
	if (rc == OK)
		rc = settle(x, n);
	x->from = x->n = 0;
	arena_reset(&x->block);
	arena_back(&x->c->scratch, mark);
	if (rc == OK && x->o->progress != NULL)
		x->o->progress(x->o->u, x->r.rows, x->done, x->sheet.size);
	return rc;
}

static enum err
close_rejects(struct load *x, enum err rc)
{
	int bad;

	if (x->rejects == NULL)
		return rc;
	bad = fflush(x->rejects) != 0 || fsync(fileno(x->rejects)) != 0;
	if ((fclose(x->rejects) != 0 || bad) && rc == OK)
		rc = io_fault(x);
	x->rejects = NULL;
	if (rc == OK)
		x->r.rejects = str_copy(x->out, str_of(x->reject_path));
	return rc;
}

enum err
load_rows(struct load *x)
{
	struct load_seen seen = { 0 };
	struct arena lines = { 0 };
	enum err rc;

	x->lines = NEWN(&lines, struct load_line, LOAD_BLOCK);
	x->r.errors = NEWN(x->out, struct load_error, x->max_errors);
	x->seen = &seen;
	x->n = x->from = 0;
	rc = load_csv_each(&x->sheet, on_row, x, &x->c->fault);
	if (rc == OK)
		rc = take_block(x);
	rc = close_rejects(x, rc);
	free(seen.v);
	arena_done(&lines);
	return rc;
}
