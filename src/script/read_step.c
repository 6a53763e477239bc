/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read_step.c - reads the lines of a step.
 */
#include "script/reader.h"

static void
read_say(struct reader *r)
{
	if (!reader_missing(r))
		*vec_push(r->arena, &reader_step(r)->say) =
		    reader_words(r, r->rest);
}

static void
read_note(struct reader *r)
{
	if (!reader_missing(r))
		*vec_push(r->arena, &reader_step(r)->note) =
		    reader_words(r, r->rest);
}

/* " into FIELD" at the end of a question. */
static void
cut_into(struct reader *r, struct script_step *k, struct str *text)
{
	struct str word;
	size_t i = text->len;

	while (i > 0 && text->s[i - 1] != ' ' && text->s[i - 1] != '\t')
		i--;
	word = (struct str){ text->s + i, text->len - i };
	*text = reader_trim((struct str){ text->s, i });
	if (text->len < 4 || memcmp(text->s + text->len - 4, "into", 4) != 0 ||
	    (text->len > 4 && text->s[text->len - 5] != ' ' &&
		text->s[text->len - 5] != '\t')) {
		text->len = (size_t)(word.s + word.len - text->s);
		return;
	}
	text->len -= 4;
	*text = reader_trim(*text);
	k->into = str_copyn(r->arena, word.s, word.len);
	k->into_at = reader_at(r, word.s);
}

static void
read_ask(struct reader *r)
{
	struct script_step *k = reader_step(r);
	struct str text = r->rest;

	if (reader_missing(r))
		return;
	if (k->ask_at.line != 0) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("a step asks one question; begin a step for the next"));
		return;
	}
	k->ask_at = reader_at(r, r->verb_at);
	cut_into(r, k, &text);
	k->ask = reader_words(r, text);
	if (k->ask.source.len == 0)
		script_wrong(r->problems, k->ask_at,
		    _("the question itself is missing"));
}

static void
later_guard(struct reader *r, struct str source, bool option, size_t i)
{
	struct reader_guard *g = vec_push(r->arena, &r->guards);

	g->source = str_copyn(r->arena, source.s, source.len);
	g->at = reader_at(r, source.s);
	g->step = r->step;
	g->option = option;
	g->i = i;
}

/* "- [guard] key: text -> step" */
/* "[condition] " before an option is cut off; false: it is not closed. */
static bool
cut_guard(struct reader *r, struct str *text, size_t option)
{
	const char *close;

	if (text->len == 0 || text->s[0] != '[')
		return true;
	if ((close = memchr(text->s, ']', text->len)) == NULL) {
		script_wrong(r->problems, reader_at(r, text->s),
		    _("'[' is not closed: write [condition] key: text "
		      "-> step"));
		return false;
	}
	later_guard(r,
	    reader_trim((struct str){
		text->s + 1, (size_t)(close - text->s) - 1 }),
	    true, option);
	*text = reader_trim((struct str){
	    close + 1, text->len - (size_t)(close + 1 - text->s) });
	return true;
}

/* Is the key one that an option may have? A word of the language is told of
 * and taken all the same. */
static bool
good_key(struct reader *r, struct str key)
{
	static const char *const kept[] = { "say", "ask", "note", "title" };

	if (!reader_name(r, key, _("an option")))
		return false;
	for (size_t i = 0; i < countof(kept); i++)
		if (key.len == strlen(kept[i]) &&
		    memcmp(key.s, kept[i], key.len) == 0)
			script_wrong(r->problems, reader_at(r, key.s),
			    _("'%s' is a word of the language; take another "
			      "key"),
			    kept[i]);
	return true;
}

static void
read_option(struct reader *r)
{
	struct script_step *k = reader_step(r);
	struct str text = r->rest, key;
	struct script_option *o = vec_push(r->arena, &k->options);
	const char *colon;

	o->at = reader_at(r, r->verb_at);
	o->to.step = SCRIPT_NONE;
	o->key = o->to.name = o->text.source = STR_NONE;
	reader_arrow(r, &text, &o->to);
	if (!cut_guard(r, &text, k->options.n - 1))
		return;
	colon = memchr(text.s, ':', text.len);
	key = (struct str){ text.s,
		colon != NULL ? (size_t)(colon - text.s) : 0 };
	if (colon == NULL || memchr(key.s, ' ', key.len) != NULL) {
		script_wrong(r->problems, reader_at(r, text.s),
		    _("an option needs a key, so that reports outlive a change "
		      "of words: - yes: %.*s"),
		    STR_ARG(text));
		return;
	}
	if (!good_key(r, key))
		return;
	o->key = str_copyn(r->arena, key.s, key.len);
	o->text =
	    reader_words(r, (struct str){ colon + 1, text.len - key.len - 1 });
	if (o->text.source.len == 0)
		script_wrong(r->problems, reader_at(r, key.s),
		    _("the text of the option is missing"));
}

static void
read_when(struct reader *r)
{
	struct script_step *k = reader_step(r);
	struct str text = r->rest;
	struct script_when *w;

	if (reader_missing(r))
		return;
	w = vec_push(r->arena, &k->whens);
	w->at = reader_at(r, r->verb_at);
	w->to.step = SCRIPT_NONE;
	if (!reader_arrow(r, &text, &w->to)) {
		script_wrong(r->problems, w->at,
		    _("a 'when' leads somewhere: end the line with -> STEP"));
		k->whens.n--;
		return;
	}
	later_guard(r, text, false, k->whens.n - 1);
}

/* "set FIELD = VALUE" */
static void
read_set(struct reader *r)
{
	struct script_step *k = reader_step(r);
	struct str rest = r->rest, name = reader_word(&rest), sign;
	struct script_set *s;

	sign = reader_word(&rest);
	if (name.len == 0 || sign.len != 1 || sign.s[0] != '=' ||
	    rest.len == 0) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("write it as: set FIELD = VALUE"));
		return;
	}
	s = vec_push(r->arena, &k->sets);
	s->at = reader_at(r, name.s);
	s->name = str_copyn(r->arena, name.s, name.len);
	s->field = SCRIPT_NONE;
	s->value = reader_words(r, rest);
}

/* ---- actions ------------------------------------------------------------ */

/* A word that may have quotes in it; what it holds is put into *out. */
static bool
read_arg(struct reader *r, struct str *rest, struct script_arg *out)
{
	struct buf b = { 0 };
	bool quoted = false;
	size_t i = 0;
	const char *eq = NULL, *from;
	struct str word, text;

	*rest = reader_trim(*rest);
	from = rest->s;
	for (; i < rest->len && (quoted || (from[i] != ' ' && from[i] != '\t'));
	     i++) {
		if (from[i] == '"') {
			quoted = !quoted;
			continue;
		}
		if (from[i] == '=' && eq == NULL && !quoted)
			eq = from + i;
		else
			buf_c(&b, from[i]);
		if (eq == from + i)
			buf_reset(&b);
	}
	word = (struct str){ from, i };
	*rest = reader_trim((struct str){ from + i, rest->len - i });
	out->at = reader_at(r, from);
	out->name = eq != NULL ? str_copyn(r->arena, from, (size_t)(eq - from))
			       : STR_NONE;
	text = buf_copy(r->arena, &b);
	buf_done(&b);
	if (quoted)
		script_wrong(r->problems, out->at, _("'\"' is not closed"));
	script_words_read(r->arena, &out->value, text,
	    reader_at(r, eq != NULL ? eq + 1 : word.s), r->problems);
	return !quoted;
}

static size_t
count_words(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.len; i++)
		n += s.s[i] == ' ' || s.s[i] == '\t';
	return n;
}

/* "do [now] NOUN VERB NAME=VALUE …" */
static void
read_do(struct reader *r)
{
	struct str rest = r->rest, before = rest, noun, verb;
	struct script_do *d;

	if (reader_missing(r))
		return;
	d = vec_push(r->arena, &reader_step(r)->acts);
	d->at = reader_at(r, rest.s);
	noun = reader_word(&rest);
	if (noun.len == 3 && memcmp(noun.s, "now", 3) == 0) {
		d->now = true;
		before = rest;
		d->at = reader_at(r, rest.s);
		noun = reader_word(&rest);
	}
	verb = reader_word(&rest);
	if (verb.len == 0 || memchr(verb.s, '=', verb.len) != NULL) {
		rest = before;
		noun = reader_word(&rest);
		verb = STR_NONE;
	}
	d->verb = verb.len > 0
	    ? str_printf(r->arena, "%.*s %.*s", STR_ARG(noun), STR_ARG(verb))
	    : str_copyn(r->arena, noun.s, noun.len);
	d->args = NEWN(r->arena, struct script_arg, count_words(rest));
	while (rest.len > 0)
		if (!read_arg(r, &rest, &d->args[d->nargs++]))
			return;
}

static void
read_call(struct reader *r)
{
	struct script_step *k = reader_step(r);
	struct str name = reader_word(&r->rest);

	if (k->call.len > 0)
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("a step calls one script; begin a step for the next"));
	else if (reader_name(r, name, _("a script")))
		k->call = str_copyn(r->arena, name.s, name.len);
	k->call_at = reader_at(r, name.s);
	if (r->rest.len > 0)
		script_wrong(r->problems, reader_at(r, r->rest.s),
		    _("only the script's name stands here"));
}

static void
read_secure(struct reader *r)
{
	reader_step(r)->secure = true;
	if (r->rest.len > 0)
		script_wrong(r->problems, reader_at(r, r->rest.s),
		    _("'secure' stands alone on its line"));
}

/* ---- where it goes on --------------------------------------------------- */

static bool
closed(struct reader *r, const struct script_step *k)
{
	if (k->close == SCRIPT_OPEN && k->next.name.len == 0)
		return false;
	script_wrong(r->problems, reader_at(r, r->verb_at),
	    _("this step goes on already, as a line before says"));
	return true;
}

static void
read_next(struct reader *r)
{
	struct script_step *k = reader_step(r);
	struct str name = r->rest;

	if (reader_missing(r) || closed(r, k))
		return;
	k->next.at = reader_at(r, name.s);
	if (reader_name(r, name, _("a step")))
		k->next.name = str_copyn(r->arena, name.s, name.len);
}

static void
read_end(struct reader *r)
{
	static struct str names[] = { { "typification", 12 },
		{ "outcome", 7 } };
	struct script_step *k = reader_step(r);
	struct str rest = r->rest;

	if (closed(r, k))
		return;
	k->close = SCRIPT_END;
	k->close_at = reader_at(r, r->verb_at);
	while (rest.len > 0) {
		struct str word = reader_word(&rest), name;
		const char *eq = memchr(word.s, '=', word.len);
		struct str v;

		name = str_copyn(r->arena, word.s,
		    eq != NULL ? (size_t)(eq - word.s) : word.len);
		v = eq != NULL
		    ? str_copyn(r->arena, eq + 1, word.len - name.len - 1)
		    : STR_NONE;
		if (v.len > 0 && str_eq(name, names[0])) {
			k->typification = v;
			k->typification_at = reader_at(r, eq + 1);
		} else if (v.len > 0 && str_eq(name, names[1])) {
			k->outcome = v;
			k->outcome_at = reader_at(r, eq + 1);
		} else {
			script_wrong(r->problems, reader_at(r, word.s),
			    _("after 'end' come typification=CODE and "
			      "outcome=CODE%s"),
			    script_meant(r->arena, names, countof(names), name)
				.s);
		}
	}
}

static void
read_return(struct reader *r)
{
	struct script_step *k = reader_step(r);

	if (closed(r, k))
		return;
	k->close = SCRIPT_RETURN;
	k->close_at = reader_at(r, r->verb_at);
	if (r->rest.len > 0)
		script_wrong(r->problems, reader_at(r, r->rest.s),
		    _("'return' stands alone on its line"));
}

/* "step NAME: what people call it" */
void
reader_step_begin(struct reader *r)
{
	struct script *s = r->script;
	struct str name = reader_word(&r->rest);
	struct script_step *step;
	bool colon = name.len > 0 && name.s[name.len - 1] == ':';
	struct script_at at = reader_at(r, name.s);
	int old;

	if (colon)
		name.len--;
	if (!reader_name(r, name, _("a step")))
		name = STR("?");
	if (s->steps.n == SCRIPT_STEPS_MAX) {
		script_wrong(r->problems, at,
		    _("a script has at most %d steps"), SCRIPT_STEPS_MAX);
		return;
	}
	name = str_copyn(r->arena, name.s, name.len);
	if ((old = script_step_find(s, r->part, name)) != SCRIPT_NONE)
		script_wrong(r->problems, at,
		    _("there are two steps named '%s'; the first is on line "
		      "%d"),
		    name.s, s->steps.v[old].at.line);
	step = vec_push(r->arena, &s->steps);
	step->name = name;
	step->at = at;
	step->part = r->part;
	step->field = step->callee = step->next.step = SCRIPT_NONE;
	step->into = step->call = step->next.name = STR_NONE;
	step->typification = step->outcome = STR_NONE;
	step->title.source = step->ask.source = STR_NONE;
	if (r->rest.len > 0)
		step->title = reader_words(r, r->rest);
	reader_part(r)->nsteps++;
	r->step = (int)s->steps.n - 1;
}

/* "KEY: what they say -> STEP"; also within a step. */
void
reader_objection(struct reader *r)
{
	struct script_objection o = { .to = { .step = SCRIPT_NONE } };
	struct str text = r->rest, key = reader_word(&text);

	o.at = reader_at(r, key.s);
	if (key.len < 2 || key.s[key.len - 1] != ':') {
		script_wrong(r->problems, o.at,
		    _("write it as: objection KEY: what they say -> STEP"));
		return;
	}
	key.len--;
	if (!reader_name(r, key, _("an objection")))
		return;
	o.key = str_copyn(r->arena, key.s, key.len);
	if (!reader_arrow(r, &text, &o.to)) {
		script_wrong(r->problems, o.at,
		    _("the objection leads nowhere: end the line with -> "
		      "STEP"));
		return;
	}
	o.text = reader_words(r, text);
	if (r->step == SCRIPT_NONE)
		*vec_push(r->arena, &reader_part(r)->objections) = o;
	else
		*vec_push(r->arena, &reader_step(r)->objections) = o;
}

const struct reader_verb reader_step_verbs[] = {
	{ .name = "say", .read = read_say },
	{ .name = "ask", .read = read_ask },
	{ .name = "-", .read = read_option },
	{ .name = "note", .read = read_note },
	{ .name = "when", .read = read_when },
	{ .name = "set", .read = read_set },
	{ .name = "do", .read = read_do },
	{ .name = "call", .read = read_call },
	{ .name = "secure", .read = read_secure },
	{ .name = "->", .read = read_next },
	{ .name = "end", .read = read_end },
	{ .name = "return", .read = read_return },
	{ 0 },
};
