/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.c - where a run is, as text that another terminal reads.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "script/run.h"

static struct str
path(const struct script_run *r, struct arena *a, int step)
{
	return step == SCRIPT_NONE ? STR_NONE
				   : script_step_path(a, r->script, step);
}

static struct json *
write_stack(const struct script_run *r, struct arena *a,
    const struct script_state *st)
{
	struct json *list = json_array_new();

	for (size_t i = 0; i < st->depth; i++) {
		struct json *o = json_object_new();

		json_set_str(o, "step", path(r, a, st->stack[i].step));
		json_set_bool(o, "call", st->stack[i].call);
		if (st->stack[i].call)
			json_set_str(o, "to", path(r, a, st->stack[i].to));
		json_push(list, o);
	}
	return list;
}

static struct json *
write_wishes(const struct script_run *r, struct arena *a,
    const struct script_state *st)
{
	struct json *list = json_array_new();

	for (size_t i = 0; i < st->nwishes; i++) {
		struct json *o = json_object_new();

		json_set_str(o, "step", path(r, a, st->wishes[i].step));
		json_set_int(o, "i", (int64_t)st->wishes[i].i);
		json_set_str(o, "line", st->wishes[i].line);
		json_set_bool(o, "now", st->wishes[i].now);
		json_push(list, o);
	}
	return list;
}

struct str
script_state_write(const struct script_run *r, struct arena *a)
{
	const struct script_state *st = &script_run_visit(r)->state;
	struct json *o = json_object_new(), *values = json_object_new();
	struct buf b = { 0 };
	struct str out;

	json_set_str(o, "step", path(r, a, st->step));
	for (size_t i = 0; i < r->script->nfields; i++)
		if (st->values[i].len > 0 && !r->script->fields[i].secret)
			json_set_str(values, r->script->fields[i].name.s,
			    st->values[i]);
	json_set(o, "values", values);
	json_set(o, "stack", write_stack(r, a, st));
	json_set(o, "wishes", write_wishes(r, a, st));
	json_print(o, &b, false);
	json_free(o);
	out = buf_copy(a, &b);
	buf_done(&b);
	return utf8_trim(a, out);
}

/* ---- reading ------------------------------------------------------------ */

static int
step_named(const struct script *s, struct arena *a, const struct json *o,
    const char *key)
{
	return script_step_of(s, str_copy(a, json_str(json_get(o, key))));
}

static bool
read_stack(const struct script *s, struct arena *a, const struct json *list,
    struct script_state *st)
{
	for (size_t i = 0; i < json_len(list); i++) {
		const struct json *o = json_at(list, i);
		struct script_frame *f = &st->stack[st->depth];

		if (st->depth == SCRIPT_STACK_MAX)
			return false;
		f->step = step_named(s, a, o, "step");
		f->to = step_named(s, a, o, "to");
		f->call = json_str(json_get(o, "to")).len > 0;
		if (f->step == SCRIPT_NONE || (f->call && f->to == SCRIPT_NONE))
			return false;
		st->depth++;
	}
	return true;
}

/* json_str gives "" for true and false; `now` is told by the script. */
static bool
read_wishes(const struct script *s, struct arena *a, const struct json *list,
    struct script_state *st)
{
	st->wishes = NEWN(a, struct script_wish, json_len(list));
	for (size_t i = 0; i < json_len(list); i++) {
		const struct json *o = json_at(list, i);
		struct script_wish *w = &st->wishes[st->nwishes++];
		int64_t nth = json_int(json_get(o, "i"));

		w->step = step_named(s, a, o, "step");
		if (w->step == SCRIPT_NONE || nth < 0 ||
		    (size_t)nth >= s->steps.v[w->step].acts.n)
			return false;
		w->i = (size_t)nth;
		w->line = str_copy(a, json_str(json_get(o, "line")));
		w->now = s->steps.v[w->step].acts.v[w->i].now;
	}
	return true;
}

enum err
script_state_read(const struct script *s, struct arena *a, struct str text,
    struct script_state *out, struct fault *f)
{
	struct script_state st = { .step = SCRIPT_NONE };
	struct json *o;
	const struct json *values;
	bool good;
	enum err rc;

	if ((rc = json_parse(text, &o, f)) != OK)
		return rc;
	values = json_get(o, "values");
	for (size_t i = 0; i < SCRIPT_FIELDS_MAX; i++)
		st.values[i] = i < s->nfields && values != NULL
		    ? str_copy(a,
			  json_str(json_get(values, s->fields[i].name.s)))
		    : STR_NONE;
	st.step = step_named(s, a, o, "step");
	good = st.step != SCRIPT_NONE &&
	    read_stack(s, a, json_get(o, "stack"), &st) &&
	    read_wishes(s, a, json_get(o, "wishes"), &st);
	json_free(o);
	if (!good)
		return fail(f, ERR_INVALID,
		    _("this state does not belong to this version of the "
		      "script"));
	*out = st;
	return OK;
}
