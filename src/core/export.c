/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.c - what leaves the house: a list of tickets as CSV or JSON, and what
 * all that leaves it shares.
 */
#include "core/export.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "core/list.h"
#include "queries.h"

struct exporting {
	struct core *c;
	enum export_form form;
	const struct zone *zone;
	struct buf *out;
	struct json *rows;
	struct arena a; /* of a page */
};

/* ---- values ------------------------------------------------------------- */

/* A cell that begins so would be a formula where it is opened. */
static bool
is_formula(struct str s)
{
	return s.len > 0 && strchr("=+-@\t\r", s.s[0]) != NULL;
}

void
export_cell(struct buf *b, struct str s)
{
	bool quote = is_formula(s) || strpbrk(s.s, ",\"\r\n;") != NULL;

	if (!quote) {
		buf_str(b, s);
		return;
	}
	buf_z(b, is_formula(s) ? "\"'" : "\"");
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '"')
			buf_c(b, '"');
		buf_c(b, s.s[i]);
	}
	buf_c(b, '"');
}

const char *
export_form_name(enum export_form form)
{
	static const char *const forms[] = { [EXPORT_CSV] = "csv",
		[EXPORT_JSON] = "json",
		[EXPORT_TEXT] = "txt" };

	return forms[form];
}

struct str
export_instant(struct arena *a, const struct zone *zone, msec at)
{
	struct zone_time t;
	int off;

	if (at == 0)
		return STR_NONE;
	t = zone_time(zone, at);
	off = t.offset < 0 ? -t.offset : t.offset;
	return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", t.year,
	    t.month, t.mday, t.hour, t.minute, t.second,
	    t.offset < 0 ? '-' : '+', off / 60, off % 60);
}

/* ---- rows --------------------------------------------------------------- */

static const char *const names[] = { "number", "subject", "state", "priority",
	"customer", "typification", "typification_name", "team", "team_name",
	"owner", "created_at", "updated_at", "resolved_at", "id" };

static void
values(struct exporting *x, const struct row_ticket_rows *t,
    struct str out[countof(names)])
{
	const struct str v[countof(names)] = {
		str_printf(&x->a, "T-%lld", (long long)t->number),
		t->subject,
		t->state,
		str_printf(&x->a, "%lld", (long long)t->priority),
		t->customer_name,
		t->typification,
		t->typification_name,
		t->team,
		t->team_name,
		t->owner_name,
		export_instant(&x->a, x->zone, t->created_at),
		export_instant(&x->a, x->zone, t->updated_at),
		export_instant(&x->a, x->zone, t->resolved_at),
		id_str(&t->id),
	};

	memcpy(out, v, sizeof(v));
}

static void
put_row(struct exporting *x, const struct row_ticket_rows *t)
{
	struct json *row = x->form == EXPORT_JSON ? json_object_new() : NULL;
	struct str v[countof(names)];

	values(x, t, v);
	for (size_t i = 0; i < countof(names); i++) {
		if (row != NULL && v[i].len > 0)
			json_set_str(row, names[i], v[i]);
		else if (row != NULL)
			json_set_null(row, names[i]);
		if (row != NULL)
			continue;
		if (i > 0)
			buf_c(x->out, ',');
		export_cell(x->out, v[i]);
	}
	if (row != NULL) {
		json_set_int(row, "priority", t->priority);
		json_push(x->rows, row);
	} else {
		buf_z(x->out, "\r\n");
	}
}

static void
begin(struct exporting *x)
{
	if (x->form == EXPORT_JSON)
		x->rows = json_array_new();
	for (size_t i = 0; x->form == EXPORT_CSV && i < countof(names); i++)
		buf_printf(x->out, "%s%s", i > 0 ? "," : "", names[i]);
	if (x->form == EXPORT_CSV)
		buf_z(x->out, "\r\n");
}

static void
end(struct exporting *x, enum err rc)
{
	struct json *all;

	if (x->form == EXPORT_CSV)
		return;
	all = json_object_new();
	json_set(all, "rows", x->rows);
	if (rc == OK)
		json_print(all, x->out, true);
	json_free(all);
}

static enum err
pages(struct exporting *x, const struct ticket_asked *q, int64_t *n)
{
	struct rows_ticket_rows page;
	struct id after = ID_NONE;
	bool more = true;
	enum err rc = OK;

	for (*n = 0; rc == OK && more && *n <= EXPORT_MOST;) {
		struct arena_mark mark = arena_mark(&x->c->scratch);

		rc =
		    ticket_page_whole(x->c, &x->a, q, after, 500, &page, &more);
		for (size_t i = 0; rc == OK && i < page.n; i++, (*n)++) {
			put_row(x, &page.v[i]);
			after = page.v[i].id;
		}
		arena_reset(&x->a);
		arena_back(&x->c->scratch, mark);
	}
	return rc;
}

enum err
export_text(struct core *c, const struct ticket_asked *q, enum export_form form,
    struct buf *out, int64_t *n)
{
	struct exporting x = {
		.c = c, .form = form, .zone = zone_get(c->me.zone), .out = out
	};
	enum err rc;

	if ((rc = core_allow(c, MAY_EXPORT, NULL)) != OK)
		return rc;
	begin(&x);
	rc = pages(&x, q, n);
	end(&x, rc);
	arena_done(&x.a);
	if (rc == OK && *n > EXPORT_MOST)
		return fail(&c->fault, ERR_INVALID,
		    _("at most %d tickets are exported at once; say more "
		      "exactly which"),
		    EXPORT_MOST);
	return rc;
}

/* ---- those that were said by number ----------------------------------------- */

static enum err
slice(struct exporting *x, const struct scope *scope, const struct id *ids,
    size_t many, struct buf *words, int64_t *n)
{
	struct arena_mark mark = arena_mark(&x->c->scratch);
	struct str list = list_ids(&x->a, ids, many, sizeof(*ids));
	const struct row_ticket_rows *t;
	struct rows_ticket_rows rows;
	enum err rc = core_db(x->c,
	    q_ticket_rows(x->c->db, &x->a, scope, list, list_lang(x->c),
		&rows));

	for (size_t i = 0; rc == OK && i < many; i++) {
		if ((t = ticket_row_of(&rows, ids[i])) == NULL)
			continue;
		put_row(x, t);
		buf_printf(words, "%sT-%lld", words->len > 0 ? " " : "",
		    (long long)t->number);
		(*n)++;
	}
	arena_reset(&x->a);
	arena_back(&x->c->scratch, mark);
	return rc;
}

enum err
export_these(struct core *c, struct arena *a, const struct id *tickets,
    size_t many, enum export_form form, struct buf *out, int64_t *n,
    struct str *words)
{
	struct exporting x = {
		.c = c, .form = form, .zone = zone_get(c->me.zone), .out = out
	};
	struct buf told = { 0 };
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_EXPORT, NULL)) != OK ||
	    (rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	begin(&x);
	*n = 0;
	for (size_t i = 0; rc == OK && i < many; i += 500)
		rc = slice(&x, &scope, tickets + i,
		    many - i < 500 ? many - i : 500, &told, n);
	end(&x, rc);
	arena_done(&x.a);
	if (rc == OK)
		*words = buf_copy(a, &told);
	buf_done(&told);
	return rc;
}

/* ---- told, and written -------------------------------------------------- */

struct telling {
	struct str words, where;
	const char *form;
	int64_t n;
};

static enum err
tell_body(struct core *c, struct write *w)
{
	const struct telling *t = w->u;

	write_set(c, w, "words", STR_NONE, t->words);
	write_set(c, w, "form", STR_NONE, str_of(t->form));
	write_set(c, w, "where", STR_NONE, t->where);
	w->body_json =
	    str_printf(&c->scratch, "{\"rows\":%lld}", (long long)t->n);
	w->version = 1;
	return OK;
}

enum err
export_tell(struct core *c, struct str words, enum export_form form, int64_t n,
    struct str where, struct id *id)
{
	struct telling t = { words, where, export_form_name(form), n };
	struct write w = { .may = MAY_EXPORT,
		.kind = "list.export",
		.entity = "export",
		.id = id_make(clock_now(c->clock)),
		.body = tell_body,
		.u = &t };
	enum err rc = core_write(c, &w);

	if (rc == OK)
		*id = w.id;
	return rc;
}

static enum err
failed(struct core *c, struct str path)
{
	int why = errno;

	if (why == EEXIST)
		return fail(&c->fault, ERR_IO,
		    _("%s is there already; nothing was written, say another "
		      "name"),
		    path.s);
	return fail(&c->fault, ERR_IO, _("%s cannot be written: %s"), path.s,
	    strerror(why));
}

bool
export_there(struct str path)
{
	struct stat st;

	return lstat(path.s, &st) == 0;
}

enum err
export_write(struct core *c, struct str path, const struct buf *b)
{
	int fd = open(path.s,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	size_t at = 0;

	if (fd < 0)
		return failed(c, path);
	while (at < b->len) {
		ssize_t n = write(fd, b->s + at, b->len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	if (at < b->len || fsync(fd) != 0) {
		enum err rc = failed(c, path);

		close(fd);
		unlink(path.s);
		return rc;
	}
	return close(fd) == 0 ? OK : failed(c, path);
}
