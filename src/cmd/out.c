/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * out.c - takes what a command found out of the house.
 */
#include "cmd/out.h"

#include <stdlib.h>

#include "cmd/render.h"

enum { TEXT_WIDTH = 160 }; /* of a text: nobody's terminal */

/* ---- told, and written -------------------------------------------------- */

/* Somewhere a person finds it: their home, with the time. */
static struct str
some_file(struct cmd_ctx *cx, enum export_form form)
{
	const char *home = getenv("HOME");
	char iso[CLOCK_ISO];

	clock_iso(clock_now(cx->core->clock), iso);
	for (char *s = iso; *s != '\0'; s++)
		if (*s == ':')
			*s = '.';
	return str_printf(cx->arena, "%s/cabina-%s.%s",
	    home != NULL && home[0] == '/' ? home : ".", iso,
	    export_form_name(form));
}

static enum err
put_out(struct cmd_ctx *cx, const struct buf *b)
{
	if (fwrite(b->s, 1, b->len, cx->out) != b->len || fflush(cx->out) != 0)
		return fail(&cx->core->fault, ERR_IO,
		    _("standard output cannot be written"));
	cx->reply->said = true;
	return OK;
}

enum err
out_hand(struct cmd_ctx *cx, const struct args *a, const struct out *out)
{
	struct str path = arg_str(a, "file");
	struct id id;
	enum err rc;

	if (path.len == 0 && cx->out == NULL)
		path = some_file(cx, out->form);
	if ((rc = export_tell(cx->core, out->words, out->form, out->n, path,
		 &id)) != OK)
		return rc;
	if (path.len == 0)
		return put_out(cx, &out->text);
	if (!(cx->core->done.replayed && export_there(path)) &&
	    (rc = export_write(cx->core, path, &out->text)) != OK)
		return rc;
	reply_id(cx->reply, "id", id);
	reply_text(cx->reply, "file", path);
	reply_int(cx->reply, out->of, out->n);
	return OK;
}

/* ---- an answer ---------------------------------------------------------- */

static const struct table *
rows_of(const struct reply *r)
{
	const struct table *t = r->tables.v;

	while (strcmp(t->name, "rows") != 0)
		t++;
	return t;
}

/* Line 0 gives the names of the columns, too. */
static void
put_line(struct arena *a, const struct cells *line, bool names,
    const struct zone *zone, struct buf *out)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct reply_cell *c = &line->v[i];
		bool at = c->type == COL_AT;

		if (i > 0)
			buf_c(out, ',');
		if (names)
			buf_printf(out, at ? "%s,%s_local" : "%s", c->name,
			    c->name);
		else if (c->type == COL_INT) /* "-5" is no formula */
			buf_printf(out, "%lld", (long long)c->i);
		else
			export_cell(out, render_value(a, c));
		if (!names && at) {
			buf_c(out, ',');
			buf_str(out, export_instant(a, zone, c->i));
		}
	}
	buf_z(out, "\r\n");
}

static void
as_csv(struct cmd_ctx *cx, const struct reply *r, struct buf *out)
{
	const struct zone *zone = zone_get(cx->core->me.zone);
	const struct table *t = rows_of(r);

	for (size_t i = 0; i < t->lines.n; i++) {
		if (i == 0)
			put_line(cx->arena, &t->lines.v[i], true, zone, out);
		put_line(cx->arena, &t->lines.v[i], false, zone, out);
	}
}

bool
out_is_text(const struct args *a)
{
	return str_is(arg_str(a, "format"), "text");
}

enum err
out_reply(struct cmd_ctx *cx, const struct args *a, const struct reply *r,
    const char *command, struct str words)
{
	struct render how = { .form = RENDER_PEOPLE,
		.width = TEXT_WIDTH,
		.command = command,
		.zone = zone_get(cx->core->me.zone) };
	struct out out = { .form = out_is_text(a) ? EXPORT_TEXT : EXPORT_CSV,
		.of = "rows",
		.words = words };
	enum err rc;

	for (size_t i = 0; i < r->tables.n; i++)
		out.n += (int64_t)r->tables.v[i].lines.n;
	if (out.form == EXPORT_TEXT)
		render(r, &how, &out.text);
	else
		as_csv(cx, r, &out.text);
	rc = out_hand(cx, a, &out);
	buf_done(&out.text);
	return rc;
}
