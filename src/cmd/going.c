/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * going.c - a service script of a contact as it stands: the machine of
 * src/script with the contact it is for, and the step it shows.
 */
#include "cmd/going.h"

#include "cmd/refer.h"
#include "cmd/script_go.h"
#include "cmd/script_world.h"
#include "script/edge.h"
#include "script/shelf.h"

static struct str
look(void *u, struct str name, bool key, bool *known)
{
	const struct going *g = u;
	struct str v = script_known_get(&g->known, name, known);
	const struct script_name *of = script_name_find(name);

	return key || of == NULL || !*known
	    ? v
	    : script_value_say(g->cx->arena, of->type, v,
		  script_spanish(g->known.lang));
}

enum err
going_read_script(struct going *g, struct id version)
{
	struct row_script_text text;
	struct cmd_ctx *cx = g->cx;
	enum err rc;

	if ((g->run.script = script_shelf_get(version.s)) != NULL)
		return OK;
	rc = script_bundle_of(cx->core, cx->arena, version, &text);
	if (rc != OK)
		return rc;
	return script_shelf_put(version.s, text.bundle, &g->run.script,
	    &cx->core->fault);
}

enum err
going_prepare(struct going *g, struct cmd_ctx *cx, struct id contact)
{
	memset(g, 0, sizeof(*g));
	g->cx = cx;
	g->contact = contact;
	g->host = script_world_host(cx->core);
	g->run.arena = cx->arena;
	g->run.look = look;
	g->run.u = g;
	g->run.host = &g->host;
	return script_known_load(cx->core, cx->arena, contact, &g->known);
}

struct opening {
	struct going *g;
	struct cmd_ctx *cx;
	const struct args *a;
};

static enum err
read_run(struct core *c, void *u)
{
	const struct opening *o = u;
	struct going *g = o->g;
	struct cmd_ctx *cx = o->cx;
	const struct args *a = o->a;
	struct fault *f = &c->fault;
	struct script_state st;
	struct id contact, again;
	bool applied;
	enum err rc;

	if (id_parse(arg_str(a, "contact"), &contact))
		script_known_ahead(c, contact);
	applied = core_applied(c, "interaction", &again);
	if ((rc = refer_interaction(cx, a, "contact", &contact)) != OK ||
	    (rc = going_prepare(g, cx, contact)) != OK ||
	    (rc = script_run_of(cx->core, cx->arena, contact, &g->row)) != OK ||
	    (rc = going_read_script(g, g->row.script)) != OK ||
	    (rc = script_state_read(g->run.script, cx->arena, g->row.body, &st,
		 f)) != OK)
		return rc;
	g->run.lang = g->known.lang = g->row.lang;
	if (g->row.ticket_number > 0)
		g->known.ticket = str_printf(cx->arena, "T-%lld",
		    (long long)g->row.ticket_number);
	script_run_resume(&g->run, &st);
	g->applied = applied;
	return OK;
}

enum err
going_open(struct going *g, struct cmd_ctx *cx, const struct args *a)
{
	struct opening o = { g, cx, a };

	return core_read(cx->core, read_run, &o);
}

/* ---- what is answered --------------------------------------------------- */

static void
answer_options(struct going *g)
{
	struct reply *r = g->cx->reply;
	const struct script_step *k = script_run_step(&g->run);
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(&g->run, offered);

	reply_table(r, "options");
	for (size_t i = 0; i < n; i++) {
		const struct script_option *x = &k->options.v[offered[i]];

		reply_line(r);
		reply_text(r, "key", x->key);
		reply_text(r, "text",
		    script_run_say(&g->run, &x->text, x->key.s, 0, NULL));
	}
	n = script_objections(g->run.script, script_run_at(&g->run), o);
	reply_table(r, "objections");
	for (size_t i = 0; i < n; i++) {
		reply_line(r);
		reply_text(r, "key", o[i]->key);
		reply_text(r, "text", script_run_objection(&g->run, o[i]));
	}
	reply_thing(r);
}

static void
answer_words(struct going *g, const char *name, const char *what,
    const struct script_words *v, size_t n)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		if (v[i].source.len > 0)
			buf_printf(&b, "%s%s", b.len > 0 ? "\n" : "",
			    script_run_say(&g->run, &v[i], what, i, NULL).s);
	if (b.len > 0)
		reply_text(g->cx->reply, name, buf_copy(g->cx->arena, &b));
	buf_done(&b);
}

static void
answer_values(struct going *g)
{
	struct reply *r = g->cx->reply;

	reply_table(r, "answers");
	for (size_t i = 0; i < g->run.script->nfields; i++) {
		struct str v = script_run_value(&g->run, (int)i, false);

		if (v.len == 0)
			continue;
		reply_line(r);
		reply_text(r, "field", g->run.script->fields[i].name);
		reply_text(r, "value", v);
	}
	reply_thing(r);
}

void
going_answer(struct going *g)
{
	struct reply *r = g->cx->reply;
	const struct script_step *k = script_run_step(&g->run);

	reply_text(r, "script", g->row.name);
	reply_int(r, "version", g->row.n);
	reply_text(r, "state", g->row.state);
	reply_int(r, "seq", g->row.seq);
	reply_text(r, "step", g->row.step);
	reply_text(r, "language", g->row.lang);
	answer_words(g, "say", "say", k->say.v, k->say.n);
	answer_words(g, "ask", "ask", &k->ask, 1);
	answer_words(g, "note", "note", k->note.v, k->note.n);
	reply_bool(r, "typed", script_run_typed(&g->run));
	reply_bool(r, "end", script_run_ended(&g->run));
	answer_options(g);
	answer_values(g);
}

enum err
going_answer_step(struct cmd_ctx *cx, const struct args *a)
{
	struct going g;
	enum err rc = going_open(&g, cx, a);

	if (rc == OK)
		going_answer(&g);
	return rc;
}

enum err
script_cmd_step(struct cmd_ctx *cx, const struct args *a)
{
	return going_answer_step(cx, a);
}
