/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read_head.c - reads the lines of a script's head.
 */
#include <ctype.h>

#include "script/reader.h"

void
reader_begin(struct reader *r, bool sub)
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
	reader_begin(r, false);
}

static void
read_sub(struct reader *r)
{
	reader_begin(r, true);
}

static void
read_title(struct reader *r)
{
	struct script_part *p = reader_part(r);

	if (reader_missing(r))
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

	if (reader_missing(r))
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

	if (reader_missing(r))
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

const struct reader_verb reader_head_verbs[] = {
	{ .name = "script", .read = read_script, .begins = true },
	{ .name = "sub-script", .read = read_sub, .begins = true },
	{ .name = "step", .read = reader_step_begin, .anywhere = true },
	{ .name = "title", .read = read_title },
	{ .name = "languages", .read = read_languages },
	{ .name = "for", .read = read_for },
	{ .name = "field", .read = read_field },
	{ .name = "start", .read = read_start },
	{ .name = "objection", .read = reader_objection, .anywhere = true },
	{ 0 },
};
