/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_go.c - going through a service script: the machine of src/script says
 * what comes next, core keeps it, and what it asks for is done by the rows of
 * the command table.
 */
#include "cmd/script_go.h"

#include "cmd/refer.h"
#include "cmd/script_world.h"
#include "core/script_known.h"
#include "script/edge.h"
#include "script/run.h"
#include "script/shelf.h"

struct going {
	struct cmd_ctx *cx;
	struct id contact;
	struct row_script_run_of row;
	bool applied; /* this op was, before */
	struct script_known known;
	struct script_host host;
	struct script_run run;
};

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

static enum err
read_script(struct going *g, struct id version)
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

static enum err
prepare(struct going *g, struct cmd_ctx *cx, struct id contact)
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
	    (rc = prepare(g, cx, contact)) != OK ||
	    (rc = script_run_of(cx->core, cx->arena, contact, &g->row)) != OK ||
	    (rc = read_script(g, g->row.script)) != OK ||
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

/* The run as it stands, at its open step. */
static enum err
open_run(struct going *g, struct cmd_ctx *cx, const struct args *a)
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
		reply_text(r, "text", o[i]->text.source);
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

static void
answer_run(struct going *g)
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

static enum err
answer_step(struct cmd_ctx *cx, const struct args *a)
{
	struct going g;
	enum err rc = open_run(&g, cx, a);

	if (rc == OK)
		answer_run(&g);
	return rc;
}

enum err
script_cmd_step(struct cmd_ctx *cx, const struct args *a)
{
	return answer_step(cx, a);
}

enum err
script_cmd_choose(struct cmd_ctx *cx, const struct args *a)
{
	struct script_choices all;
	struct id contact;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &contact)) != OK ||
	    (rc = script_choose(cx->core, cx->arena, contact, &all)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < all.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "name", all.v[i].v.name);
		reply_int(cx->reply, "version", all.v[i].v.n);
		reply_text(cx->reply, "title", all.v[i].v.title);
		reply_int(cx->reply, "fits", all.v[i].fits);
	}
	return OK;
}

/* ---- starting ----------------------------------------------------------- */

static enum err
pick(struct going *g, struct str name, struct script_choice *out)
{
	struct core *c = g->cx->core;
	struct script_choices all;
	enum err rc = script_choose(c, g->cx->arena, g->contact, &all);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		if (name.len > 0 ? str_eq(all.v[i].v.name, name)
				 : all.v[i].fits >= 0) {
			*out = all.v[i];
			return OK;
		}
	return fail(&c->fault, ERR_NOT_FOUND,
	    name.len > 0 ? _("no script '%s' is published; 'script list' has "
			     "them")
			 : _("no script%s fits this contact; name one of "
			     "'script list'"),
	    name.s);
}

/* The customer's, if the script speaks it; else its own. */
static struct str
language(const struct going *g, struct str asked, struct str langs)
{
	struct str want = asked.len > 0 ? asked : g->known.facts.lang;
	struct str rest = langs, first = STR_NONE, one;

	while (str_next(g->cx->arena, &rest, ',', &one)) {
		if (first.len == 0)
			first = one;
		if (str_eq(one, want))
			return one;
	}
	return first;
}

enum err
script_cmd_start(struct cmd_ctx *cx, const struct args *a)
{
	struct fault *f = &cx->core->fault;
	struct script_choice k;
	struct going g;
	struct id contact, run;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &contact)) != OK ||
	    (rc = prepare(&g, cx, contact)) != OK)
		return rc;
	if ((rc = pick(&g, arg_str(a, "name"), &k)) != OK ||
	    (rc = read_script(&g, k.v.id)) != OK)
		return rc;
	g.run.lang = g.known.lang = language(&g, arg_str(a, "lang"), k.v.langs);
	if ((rc = script_run_start(&g.run, f)) != OK)
		return rc;
	rc = script_begin(cx->core, contact, k.v.id, g.run.lang,
	    script_step_path(cx->arena, g.run.script, script_run_at(&g.run)),
	    script_state_write(&g.run, cx->arena), &run);
	return rc == OK ? answer_step(cx, a) : rc;
}

/* ---- acts --------------------------------------------------------------- */

/* What the conversation gives, for the arguments that were not said. */
static void
fill_words(const struct going *g, const struct args *spec, struct id ticket,
    struct words *w)
{
	const struct {
		const char *name;
		struct id id;
	} given[] = { { "customer", g->known.contact.customer },
		{ "contact", g->contact }, { "interaction", g->contact },
		{ "ticket", ticket } };

	for (size_t i = 0; i < countof(given); i++) {
		struct str word = str_printf(g->cx->arena, "%s=%s",
		    given[i].name, given[i].id.s);
		bool said = false;

		if (id_none(given[i].id) ||
		    args_def(spec, str_of(given[i].name)) == NULL)
			continue;
		for (size_t k = 0; k < w->n; k++)
			said = said ||
			    str_starts(w->v[k],
				str_printf(g->cx->arena, "%s=", given[i].name));
		if (!said)
			*vec_push(g->cx->arena, w) = word;
	}
}

/* As cmd_run(), but within a transaction, whose scratch must live on. */
static enum err
act(void *u, struct str line, struct id *ticket)
{
	struct going *g = u;
	struct cmd_ctx cx = *g->cx;
	struct reply reply;
	struct args *spec = NEW(cx.arena, struct args);
	struct id of = id_none(*ticket) ? g->row.ticket : *ticket;
	struct fault *f = &cx.core->fault;
	const struct cmd_def *d;
	struct words w = { 0 }, rest = { 0 };
	size_t n;
	enum err rc;

	reply_init(&reply, cx.arena);
	cx.reply = &reply;
	if ((rc = cmd_split(cx.arena, line, &w, f)) != OK ||
	    (rc = cmd_find(cx.arena, w.v, w.n, &d, &n, f)) != OK ||
	    (rc = args_spec(cx.arena, d->args, d->writes, spec, f)) != OK)
		return rc;
	for (size_t i = n; i < w.n; i++)
		*vec_push(cx.arena, &rest) = w.v[i];
	fill_words(g, spec, of, &rest);
	rc = args_bind(cx.arena, spec, rest.v, rest.n,
	    clock_now(cx.core->clock), f);
	if (rc == OK)
		rc = d->run(&cx, spec);
	if (rc == OK && strcmp(d->name, "ticket create") == 0)
		*ticket = cx.core->done.id;
	return rc;
}

/* Those to be done at once, or those that wait for the end. */
static void
take_acts(struct going *g, bool now, struct script_acts *out)
{
	const struct script_state *st = &script_run_visit(&g->run)->state;
	struct arena *a = g->cx->arena;
	struct script_act *v = NEWN(a, struct script_act, st->nwishes);

	*out = (struct script_acts){ .v = v,
		.act = act,
		.u = g,
		.undone = NEWN(a, bool, st->nwishes),
		.why = NEWN(a, struct fault, st->nwishes) };
	for (size_t i = 0; i < st->nwishes; i++) {
		const struct script_wish *w = &st->wishes[i];

		if (w->now == now)
			v[out->n++] = (struct script_act){
				str_printf(a, "%s#%zu",
				    script_step_path(a, g->run.script, w->step)
					.s,
				    w->i),
				w->line
			};
	}
}

/* Those that were not done before. */
static enum err
only_new(struct going *g, struct script_acts *x)
{
	struct script_act *v = (struct script_act *)(uintptr_t)x->v;
	struct rows_script_wish_list old;
	size_t n = 0;
	enum err rc = OK;

	if (x->n > 0)
		rc = script_wishes(g->cx->core, g->cx->arena, g->row.id, &old);
	for (size_t i = 0; rc == OK && i < x->n; i++) {
		bool done = false;

		for (size_t k = 0; k < old.n; k++)
			done = done || str_eq(old.v[k].place, v[i].place);
		if (!done)
			v[n++] = v[i];
	}
	x->n = n;
	return rc;
}

static void
tell_undone(struct cmd_ctx *cx, const struct script_acts *x)
{
	bool any = false;

	for (size_t i = 0; i < x->n; i++)
		any = any || x->undone[i];
	if (!any)
		return;
	reply_table(cx->reply, "undone");
	for (size_t i = 0; i < x->n; i++) {
		if (!x->undone[i])
			continue;
		reply_line(cx->reply);
		reply_text(cx->reply, "line", x->v[i].line);
		reply_text(cx->reply, "why", str_of(x->why[i].text));
	}
	reply_thing(cx->reply);
}

/* ---- going on ----------------------------------------------------------- */

static enum err
no_such(struct going *g, const char *what, struct str key)
{
	return fail(&g->cx->core->fault, ERR_INVALID,
	    _("there is no %s '%s' here"), what, key.s);
}

static enum err
by_option(struct going *g, struct str value, struct script_go *go)
{
	const struct script_step *k = script_run_step(&g->run);

	for (size_t i = 0; i < k->options.n; i++)
		if (str_eq(k->options.v[i].key, value)) {
			go->key = value;
			return script_run_option(&g->run, i,
			    &g->cx->core->fault);
		}
	return no_such(g, _("option"), value);
}

static enum err
by_objection(struct going *g, struct str value, struct script_go *go)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t n = script_objections(g->run.script, script_run_at(&g->run), o);

	for (size_t i = 0; i < n; i++)
		if (str_eq(o[i]->key, value)) {
			go->key = value;
			return script_run_object(&g->run, i,
			    &g->cx->core->fault);
		}
	return no_such(g, _("objection"), value);
}

/* To the step before, as it was entered then. */
static enum err
by_back(struct going *g, struct script_go *go)
{
	struct core *c = g->cx->core;
	struct row_script_visit_get now, was;
	struct script_state st;
	enum err rc;

	rc = script_visit(c, g->cx->arena, g->row.id, g->row.seq, &now);
	if (rc == OK && now.prior == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("this is the first step: there is none before it"));
	if (rc == OK)
		rc = script_visit(c, g->cx->arena, g->row.id, now.prior, &was);
	if (rc == OK)
		rc = script_state_read(g->run.script, g->cx->arena, was.body,
		    &st, &c->fault);
	if (rc != OK)
		return rc;
	script_run_resume(&g->run, &st);
	go->prior = was.prior;
	return OK;
}

static enum err
by_language(struct going *g, struct str value, struct script_go *go)
{
	struct row_script_visit_get now;
	enum err rc;

	if (!str_eq(language(g, value, g->row.langs), value))
		return fail(&g->cx->core->fault, ERR_INVALID,
		    _("this script does not speak '%s', only %s"), value.s,
		    g->row.langs.s);
	rc = script_visit(g->cx->core, g->cx->arena, g->row.id, g->row.seq,
	    &now);
	go->lang = value;
	go->prior = now.prior;
	return rc;
}

static enum err
move(struct going *g, struct str how, struct str value, struct script_go *go)
{
	struct fault *f = &g->cx->core->fault;

	go->prior = g->row.seq;
	go->lang = g->row.lang;
	if (str_is(how, "next"))
		return script_run_next(&g->run, f);
	if (str_is(how, "option"))
		return by_option(g, value, go);
	if (str_is(how, "text"))
		return script_run_type(&g->run, value, f);
	if (str_is(how, "objection"))
		return by_objection(g, value, go);
	return str_is(how, "back") ? by_back(g, go) : by_language(g, value, go);
}

/* The values that differ from those before. */
static void
changed(struct going *g, const struct script_state *was, struct script_go *go)
{
	const struct script *s = g->run.script;
	const struct script_state *now = &script_run_visit(&g->run)->state;
	struct script_answer *v =
	    NEWN(g->cx->arena, struct script_answer, s->nfields);

	for (size_t i = 0; i < s->nfields; i++)
		if (!str_eq(was->values[i], now->values[i]) &&
		    !s->fields[i].secret)
			v[go->nanswers++] =
			    (struct script_answer){ s->fields[i].name,
				    now->values[i] };
	go->answers = v;
}

/* Where it stands now is known here, unless commands were run meanwhile. */
static enum err
answer_next(struct going *g, const struct args *a, const struct script_go *go)
{
	if (go->acts.n > 0)
		return answer_step(g->cx, a);
	g->row.seq++;
	g->row.step = go->step;
	g->row.lang = g->run.lang = g->known.lang = go->lang;
	answer_run(g);
	return OK;
}

enum err
script_cmd_go(struct cmd_ctx *cx, const struct args *a)
{
	struct script_go go = { .move = arg_str(a, "move"),
		.key = STR_NONE,
		.seq = arg_int(a, "seq", 0) };
	struct script_state was;
	struct going g;
	enum err rc;

	if ((rc = open_run(&g, cx, a)) != OK)
		return rc;
	if (g.applied) {
		rc =
		    script_go(cx->core, g.contact, &go); /* is not done twice */
		return rc == OK ? answer_step(cx, a) : rc;
	}
	if (go.seq == 0)
		go.seq = g.row.seq;
	else if (go.seq != g.row.seq)
		return fail(&cx->core->fault, ERR_CONFLICT,
		    _("the script has moved on, to '%s', at another terminal"),
		    g.row.step.s);
	was = script_run_visit(&g.run)->state;
	if ((rc = move(&g, go.move, arg_str(a, "value"), &go)) != OK)
		return rc;
	go.step =
	    script_step_path(cx->arena, g.run.script, script_run_at(&g.run));
	go.body = script_state_write(&g.run, cx->arena);
	changed(&g, &was, &go);
	take_acts(&g, true, &go.acts);
	go.acts.skip = true;
	if ((rc = only_new(&g, &go.acts)) != OK)
		return rc;
	if ((rc = script_go(cx->core, g.contact, &go)) != OK)
		return rc;
	rc = answer_next(&g, a, &go);
	tell_undone(cx, &go.acts);
	return rc;
}

/* ---- the end ------------------------------------------------------------ */

static struct str
or_else(const struct args *a, const char *name, struct str otherwise)
{
	return arg_given(a, name) ? arg_str(a, name) : otherwise;
}

enum err
script_cmd_end(struct cmd_ctx *cx, const struct args *a)
{
	struct script_ending k = { .seq = arg_int(a, "seq", 0) };
	struct str type;
	struct going g;
	const struct script_step *step;
	enum err rc;

	if ((rc = open_run(&g, cx, a)) != OK)
		return rc;
	step = script_run_step(&g.run);
	type = or_else(a, "typification", step->typification);
	k.finish = (struct interaction_finish){
		.outcome = or_else(a, "outcome", step->outcome),
		.typifications = &type,
		.ntypifications = type.len > 0,
		.note = arg_str(a, "note"),
		.ticket = g.row.ticket,
	};
	if (k.finish.outcome.len == 0)
		return fail(&cx->core->fault, ERR_NEED_ARG,
		    _("this step is no end with an outcome: say outcome="));
	script_run_close(&g.run);
	take_acts(&g, false, &k.acts);
	k.acts.skip = arg_bool(a, "skip");
	if ((rc = script_finish(cx->core, g.contact, &k)) != OK)
		return rc;
	reply_text(cx->reply, "script", g.row.name);
	reply_text(cx->reply, "outcome", k.finish.outcome);
	reply_text(cx->reply, "typification", type);
	if (!id_none(k.finish.ticket))
		reply_id(cx->reply, "ticket", k.finish.ticket);
	tell_undone(cx, &k.acts);
	return OK;
}

enum err
script_cmd_leave(struct cmd_ctx *cx, const struct args *a)
{
	struct id contact;
	enum err rc = refer_interaction(cx, a, "contact", &contact);

	return rc == OK ? script_leave(cx->core, contact) : rc;
}
