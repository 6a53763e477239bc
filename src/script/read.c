/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read.c - reads the `.call` language, line by line: the first word is the
 * verb, the rest is what a person typed. read_head.c has the lines of a
 * script's head, read_step.c those of a step.
 */
#include "base/utf8.h"
#include "script/reader.h"

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
	const struct reader_verb *const tables[] = { reader_head_verbs,
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
	bool begins = head != NULL && head->begins;

	if (r->part == SCRIPT_NONE && !begins) {
		script_wrong(r->problems, reader_at(r, r->verb_at),
		    _("a script begins with a line 'script NAME'"));
		reader_begin(r, false); /* named '?': told once */
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
	    !head->anywhere) {
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
	head = find_verb(reader_head_verbs, word);
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
