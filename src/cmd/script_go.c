/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_go.c - the verbs that go through a service script: the machine of
 * src/script says what comes next, core keeps it.
 */
#include "cmd/script_go.h"

#include "cmd/going.h"
#include "cmd/refer.h"
#include "script/edge.h"

/* ---- which one ---------------------------------------------------------- */

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
	    (rc = going_prepare(&g, cx, contact)) != OK)
		return rc;
	if ((rc = pick(&g, arg_str(a, "name"), &k)) != OK ||
	    (rc = going_read_script(&g, k.v.id)) != OK)
		return rc;
	g.run.lang = g.known.lang = language(&g, arg_str(a, "lang"), k.v.langs);
	if ((rc = script_run_start(&g.run, f)) != OK)
		return rc;
	rc = script_begin(cx->core, contact, k.v.id, g.run.lang,
	    script_step_path(cx->arena, g.run.script, script_run_at(&g.run)),
	    script_state_write(&g.run, cx->arena), &run);
	return rc == OK ? going_answer_step(cx, a) : rc;
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

/* Something was typed where nothing of it is kept: it need not be told. */
static enum err
by_veiled(struct going *g, struct script_go *go)
{
	if (!script_run_step(&g->run)->secure || !script_run_typed(&g->run))
		return fail(&g->cx->core->fault, ERR_INVALID,
		    _("what is typed here is kept: say it, text VALUE"));
	go->move = STR("text");
	return script_run_put(&g->run, STR_NONE);
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
	if (!str_eq(language(g, value, g->row.langs), value))
		return fail(&g->cx->core->fault, ERR_INVALID,
		    _("this script does not speak '%s', only %s"), value.s,
		    g->row.langs.s);
	go->lang = value;
	return OK;
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
	if (str_is(how, "veiled"))
		return by_veiled(g, go);
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
		return going_answer_step(g->cx, a);
	g->row.seq += !str_is(go->move, "language");
	g->row.step = go->step;
	g->row.lang = g->run.lang = g->known.lang = go->lang;
	going_answer(g);
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

	if ((rc = going_open(&g, cx, a)) != OK)
		return rc;
	if (g.applied) {
		rc =
		    script_go(cx->core, g.contact, &go); /* is not done twice */
		return rc == OK ? going_answer_step(cx, a) : rc;
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
	going_take_acts(&g, true, &go.acts);
	go.acts.skip = true;
	if ((rc = going_only_new(&g, &go.acts)) != OK)
		return rc;
	if ((rc = script_go(cx->core, g.contact, &go)) != OK)
		return rc;
	rc = answer_next(&g, a, &go);
	going_tell_undone(cx, &go.acts);
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

	if ((rc = going_open(&g, cx, a)) != OK)
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
	going_take_acts(&g, false, &k.acts);
	k.acts.skip = arg_bool(a, "skip");
	if ((rc = script_finish(cx->core, g.contact, &k)) != OK)
		return going_refused(cx, &k.acts, rc);
	reply_text(cx->reply, "script", g.row.name);
	reply_text(cx->reply, "outcome", k.finish.outcome);
	reply_text(cx->reply, "typification", type);
	if (!id_none(k.finish.ticket))
		reply_id(cx->reply, "ticket", k.finish.ticket);
	going_tell_undone(cx, &k.acts);
	return OK;
}

enum err
script_cmd_leave(struct cmd_ctx *cx, const struct args *a)
{
	struct id contact;
	enum err rc = refer_interaction(cx, a, "contact", &contact);

	return rc == OK ? script_leave(cx->core, contact) : rc;
}
