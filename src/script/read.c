/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read.c - reads the `.call` language, line by line: the first word is the
 * verb, the rest is what a person typed. This file has the head of a script;
 * read_step.c the lines of a step.
 */
#include <ctype.h>

#include "base/utf8.h"
#include "script/po.h"
#include "script/reader.h"

struct script *
script_new(void)
{
	struct script *s = calloc(1, sizeof(*s));

	if (s == NULL)
		die(_("out of memory"));
	return s;
}

void
script_free(struct script *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->nfields; i++)
		script_field_free(&s->fields[i]);
	arena_done(&s->arena);
	free(s);
}

/* ---- a line ------------------------------------------------------------- */

struct script_at
reader_at(const struct reader *r, const char *s)
{
	struct script_at at = { r->file, r->line, 1 };

	for (const char *c = r->begin; c < s; c++)
		at.column += ((unsigned char)*c & 0xC0) != 0x80;
	return at;
}

struct str
reader_trim(struct str s)
{
	while (s.len > 0 && (*s.s == ' ' || *s.s == '\t')) {
		s.s++;
		s.len--;
	}
	while (s.len > 0 && (s.s[s.len - 1] == ' ' || s.s[s.len - 1] == '\t'))
		s.len--;
	return s;
}

struct str
reader_word(struct str *rest)
{
	struct str word;
	size_t n = 0;

	*rest = reader_trim(*rest);
	while (n < rest->len && rest->s[n] != ' ' && rest->s[n] != '\t')
		n++;
	word = (struct str){ rest->s, n };
	*rest = reader_trim((struct str){ rest->s + n, rest->len - n });
	return word;
}

bool
reader_name(struct reader *r, struct str s, const char *what)
{
	bool good = s.len > 0 && s.len <= 40 && islower((unsigned char)s.s[0]);

	for (size_t i = 0; good && i < s.len; i++)
		good = islower((unsigned char)s.s[i]) ||
		    isdigit((unsigned char)s.s[i]) || s.s[i] == '-';
	if (!good)
		script_wrong(r->problems, reader_at(r, s.s),
		    _("'%.*s' cannot be the name of %s: use a letter, then "
		      "a-z, 0-9 and '-', 40 at most"),
		    STR_ARG(s), what);
	return good;
}

bool
reader_arrow(struct reader *r, struct str *text, struct script_to *to)
{
	struct str name;

	for (size_t i = text->len; i >= 2; i--)
		if (text->s[i - 2] == '-' && text->s[i - 1] == '>' &&
		    (i == 2 || text->s[i - 3] == ' ' ||
			text->s[i - 3] == '\t')) {
			name = reader_trim((struct str){
			    text->s + i, text->len - i });
			*text = reader_trim((struct str){ text->s, i - 2 });
			to->at = reader_at(r, name.s);
			to->step = SCRIPT_NONE;
			if (reader_name(r, name, _("a step")))
				to->name =
				    str_copyn(r->arena, name.s, name.len);
			return true;
		}
	return false;
}

struct script_words
reader_words(struct reader *r, struct str text)
{
	struct script_words w = { .source = STR_NONE };
	struct str s = reader_trim(text);

	script_words_read(r->arena, &w, str_copyn(r->arena, s.s, s.len),
	    reader_at(r, s.s), r->problems);
	return w;
}

struct script_part *
reader_part(struct reader *r)
{
	return &r->script->parts[r->part];
}

struct script_step *
reader_step(struct reader *r)
{
	return &r->script->steps.v[r->step];
}

static bool
missing_text(struct reader *r)
{
	if (r->rest.len > 0)
		return false;
	script_wrong(r->problems, reader_at(r, r->verb_at),
	    _("something is missing after this word"));
	return true;
}

/* ---- the head ----------------------------------------------------------- */

static void
begin_part(struct reader *r, bool sub)
{
	struct script *s = r->script;
	struct str name = reader_word(&r->rest);
	struct script_part *p;

	r->step = SCRIPT_NONE;
	if (s->nparts == SCRIPT_PARTS_MAX) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("at most %d scripts may belong together"),
		    SCRIPT_PARTS_MAX);
		return;
	}
	if (!reader_name(r, name, _("a script")))
		name = STR("?");
	if (r->rest.len > 0)
		script_wrong(r->problems, reader_at(r, r->rest.s),
		    _("only the script's name stands here; versions are "
		      "counted by publishing"));
	p = &s->parts[s->nparts];
	p->name = str_copyn(r->arena, name.s, name.len);
	p->file = r->file;
	p->at = reader_at(r, name.s);
	p->sub = sub;
	p->first = (int)s->steps.n;
	p->start.step = SCRIPT_NONE;
	if (script_part_find(s, p->name) != SCRIPT_NONE)
		script_wrong(r->problems, p->at,
		    _("there are two scripts named '%s'"), p->name.s);
	r->part = (int)s->nparts++;
	r->fors = 0;
}

static void
read_script(struct reader *r)
{
	begin_part(r, false);
}

static void
read_sub(struct reader *r)
{
	begin_part(r, true);
}

static void
read_title(struct reader *r)
{
	struct script_part *p = reader_part(r);

	if (missing_text(r))
		return;
	if (p->title.source.len > 0)
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("the script has a title already"));
	p->title = reader_words(r, r->rest);
}

static void
read_languages(struct reader *r)
{
	struct script_part *p = reader_part(r);
	struct str rest = r->rest, lang;

	if (missing_text(r))
		return;
	while (rest.len > 0) {
		size_t n = 0;

		while (n < rest.len && rest.s[n] != ',')
			n++;
		lang = reader_trim((struct str){ rest.s, n });
		rest.s += n;
		rest.len -= n;
		if (rest.len > 0) {
			rest.s++;
			rest.len--;
		}
		if (lang.len != 2 || !islower((unsigned char)lang.s[0]) ||
		    !islower((unsigned char)lang.s[1]) ||
		    p->nlangs == SCRIPT_LANGS_MAX) {
			script_wrong(r->problems, reader_at(r, lang.s),
			    _("a language is two letters, as in 'languages "
			      "es, en'; the text's own comes first"));
			continue;
		}
		p->langs[p->nlangs++] = str_copyn(r->arena, lang.s, lang.len);
	}
}

static const char *const fors[] = { "queue", "typification", "campaign",
	"segment", "language", "channel", "direction" };

/* Taken as they are: the database knows the codes. */
static void
read_for(struct reader *r)
{
	struct script_part *p = reader_part(r);
	struct str rest = r->rest, names[countof(fors)], word;

	if (missing_text(r))
		return;
	r->fors++;
	for (size_t i = 0; i < countof(fors); i++)
		names[i] = str_of(fors[i]);
	while (rest.len > 0) {
		struct script_for *f;
		const char *eq;
		struct str name;
		bool known = false;

		word = reader_word(&rest);
		if (word.len > 0 && word.s[word.len - 1] == ',')
			word.len--;
		eq = memchr(word.s, '=', word.len);
		name = str_copyn(r->arena, word.s,
		    eq != NULL ? (size_t)(eq - word.s) : word.len);
		for (size_t i = 0; i < countof(fors); i++)
			known = known || str_eq(name, names[i]);
		if (!known || eq == NULL || eq + 1 == word.s + word.len) {
			script_wrong(r->problems, reader_at(r, word.s),
			    _("'%.*s' is not understood: write queue=, "
			      "typification=, campaign=, segment=, language=, "
			      "channel= or direction=%s"),
			    STR_ARG(word),
			    known ? ""
				  : script_meant(r->arena, names,
					countof(names), name)
					.s);
			continue;
		}
		f = vec_push(r->arena, &p->fors);
		f->name = name;
		f->value = str_copyn(r->arena, eq + 1, word.len - name.len - 1);
		f->at = reader_at(r, word.s);
		f->group = r->fors;
	}
}

/* The same field in a script that is called is one field. */
static bool
is_shared(struct reader *r, const struct script_field *f)
{
	int i = script_field_find(r->script, f->name);
	struct script_field *old;

	if (i == SCRIPT_NONE)
		return false;
	old = &r->script->fields[i];
	if ((old->parts & 1u << r->part) != 0)
		script_wrong(r->problems, f->at,
		    _("the field '%s' is declared twice; first on line %d"),
		    f->name.s, old->at.line);
	else if (!script_field_same(old, f))
		script_wrong(r->problems, f->at,
		    _("'%s' is shared with %s:%d and must be declared as "
		      "there: %s"),
		    f->name.s, old->at.file.s, old->at.line, old->said.s);
	old->parts |= 1u << r->part;
	return true;
}

static void
read_field(struct reader *r)
{
	struct script *s = r->script;
	struct str name = reader_word(&r->rest);
	struct script_field f = { .name =
				      str_copyn(r->arena, name.s, name.len) };

	f.at = reader_at(r, name.s);
	if (!reader_name(r, name, _("a field")))
		return;
	if (r->rest.len == 0) {
		script_wrong(r->problems, f.at,
		    _("the field '%s' needs a type: text, number, date, "
		      "yes/no, one of, phone, rut, plate or money"),
		    f.name.s);
		return;
	}
	f.said = str_copyn(r->arena, r->rest.s, r->rest.len);
	if (is_shared(r, &f))
		return;
	if (s->nfields == SCRIPT_FIELDS_MAX) {
		script_wrong(r->problems, f.at,
		    _("a script has at most %d fields"), SCRIPT_FIELDS_MAX);
		return;
	}
	script_field_read(r->arena, &f, f.said, r->problems);
	f.parts = 1u << r->part;
	s->fields[s->nfields++] = f;
}

static void
read_start(struct reader *r)
{
	struct script_part *p = reader_part(r);
	struct str name = reader_word(&r->rest);

	p->start.at = reader_at(r, name.s);
	if (reader_name(r, name, _("a step")))
		p->start.name = str_copyn(r->arena, name.s, name.len);
}

/* "step NAME: what people call it" */
static void
read_step(struct reader *r)
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
static void
read_objection(struct reader *r)
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

/* ---- the whole ---------------------------------------------------------- */

static const struct reader_verb head_verbs[] = {
	{ "script", read_script },
	{ "sub-script", read_sub },
	{ "step", read_step },
	{ "title", read_title },
	{ "languages", read_languages },
	{ "for", read_for },
	{ "field", read_field },
	{ "start", read_start },
	{ "objection", read_objection },
	{ NULL, NULL },
};

static const struct reader_verb *
find_verb(const struct reader_verb *v, struct str word)
{
	for (; v->name != NULL; v++)
		if (str_is(word, v->name))
			return v;
	return NULL;
}

static void
unknown_verb(struct reader *r, struct str word)
{
	struct str names[40];
	size_t n = 0;
	const struct reader_verb *const tables[] = { head_verbs,
		reader_step_verbs };

	for (size_t t = 0; t < countof(tables); t++)
		for (const struct reader_verb *v = tables[t]; v->name != NULL;
		     v++)
			names[n++] = str_of(v->name);
	script_wrong(r->problems, reader_at(r, r->verb_at),
	    _("a line cannot begin with '%s'%s"),
	    utf8_cut(r->arena, word, 30).s,
	    script_meant(r->arena, names, n, word).s);
}

/* A line of a step in the head, or the other way round. */
static bool
misplaced(struct reader *r, const struct reader_verb *head,
    const struct reader_verb *of_step, struct str word)
{
	bool begins = head != NULL && head - head_verbs < 2;

	if (r->part == SCRIPT_NONE && !begins) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("a script begins with a line 'script NAME'"));
		begin_part(r, false); /* named '?': told once */
		return true;
	}
	if (head == NULL && of_step != NULL && r->step == SCRIPT_NONE) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("'%s' belongs into a step: write 'step NAME' before "
		      "it"),
		    word.s);
		return true;
	}
	if (head != NULL && !begins && r->step != SCRIPT_NONE &&
	    head->read != read_step && head->read != read_objection) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("'%s' belongs into the head, before the first step"),
		    word.s);
		return true;
	}
	return false;
}

static void
read_line(struct reader *r, struct str line)
{
	const struct reader_verb *head, *of_step;
	struct str rest = line, word;

	r->begin = line.s;
	word = reader_word(&rest);
	if (word.len == 0 || word.s[0] == '#')
		return;
	r->verb_at = word.s;
	r->rest = rest;
	word = str_copyn(r->arena, word.s, word.len);
	head = find_verb(head_verbs, word);
	of_step = find_verb(reader_step_verbs, word);
	if (head == NULL && of_step == NULL)
		unknown_verb(r, word);
	else if (!misplaced(r, head, of_step, word))
		(head != NULL ? head : of_step)->read(r);
}

/* Conditions name fields that may stand further down. */
static void
read_guards(struct reader *r)
{
	for (size_t i = 0; i < r->guards.n; i++) {
		const struct reader_guard *g = &r->guards.v[i];
		struct script_step *step = &r->script->steps.v[g->step];
		struct script_expr *e =
		    script_expr_read(r->script, g->source, g->at, r->problems);

		if (g->option)
			step->options.v[g->i].guard = e;
		else
			step->whens.v[g->i].guard = e;
	}
}

void
script_read(struct script *s, struct str file, struct str text,
    struct script_problems *p)
{
	struct reader r = { .script = s,
		.problems = p,
		.arena = &s->arena,
		.file = str_copy(&s->arena, file),
		.part = SCRIPT_NONE,
		.step = SCRIPT_NONE };
	struct str rest = str_copy(&s->arena, text), line;
	size_t parts = s->nparts;

	r.begin = rest.s;
	if (text.len > SCRIPT_BYTES_MAX || !utf8_ok(text)) {
		r.line = 1;
		script_wrong(p, reader_at(&r, r.begin),
		    text.len > SCRIPT_BYTES_MAX
			? _("the file is larger than 400,000 bytes")
			: _("the file is not UTF-8; save it as UTF-8"));
		return;
	}
	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = (struct str){ rest.s + 3, rest.len - 3 };
	while (str_next(&s->arena, &rest, '\n', &line)) {
		r.line++;
		if (line.len > 0 && line.s[line.len - 1] == '\r')
			line = str_copyn(&s->arena, line.s, line.len - 1);
		if (line.len > SCRIPT_LINE_MAX)
			script_wrong(p, (struct script_at){ r.file, r.line, 1 },
			    _("this line is longer than %d bytes"),
			    SCRIPT_LINE_MAX);
		else
			read_line(&r, line);
	}
	if (s->nparts == parts)
		script_wrong(p, (struct script_at){ r.file, 1, 1 },
		    _("there is no script in it: begin with 'script NAME'"));
	else
		s->parts[parts].text = str_copy(&s->arena, text);
	read_guards(&r);
}

/* ---- finding ------------------------------------------------------------ */

int
script_part_find(const struct script *s, struct str name)
{
	for (size_t i = 0; i < s->nparts; i++)
		if (str_eq(s->parts[i].name, name))
			return (int)i;
	return SCRIPT_NONE;
}

int
script_step_find(const struct script *s, int part, struct str name)
{
	const struct script_part *p;

	if (part == SCRIPT_NONE)
		return SCRIPT_NONE;
	p = &s->parts[part];
	for (int i = p->first; i < p->first + p->nsteps; i++)
		if (str_eq(s->steps.v[i].name, name))
			return i;
	return SCRIPT_NONE;
}

int
script_field_find(const struct script *s, struct str name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (str_eq(s->fields[i].name, name))
			return (int)i;
	return SCRIPT_NONE;
}

struct str
script_step_path(struct arena *a, const struct script *s, int step)
{
	const struct script_step *k = &s->steps.v[step];

	return k->part == 0
	    ? k->name
	    : str_printf(a, "%s/%s", s->parts[k->part].name.s, k->name.s);
}

int
script_step_of(const struct script *s, struct str path)
{
	const char *slash = strchr(path.s, '/');

	if (slash == NULL)
		return s->nparts > 0 ? script_step_find(s, 0, path)
				     : SCRIPT_NONE;
	for (size_t i = 0; i < s->nparts; i++)
		if (s->parts[i].name.len == (size_t)(slash - path.s) &&
		    memcmp(s->parts[i].name.s, path.s, s->parts[i].name.len) ==
			0)
			return script_step_find(s, (int)i, str_of(slash + 1));
	return SCRIPT_NONE;
}

bool
script_step_stops(const struct script_step *k)
{
	return k->say.n > 0 || k->note.n > 0 || k->ask.source.len > 0 ||
	    k->options.n > 0 || k->close == SCRIPT_END;
}

bool
script_spanish(struct str lang)
{
	return !str_is(lang, "en");
}
