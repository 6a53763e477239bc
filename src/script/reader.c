/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader.c - a line of the `.call` language and the words of it.
 */
#include "script/reader.h"

#include <ctype.h>

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

bool
reader_missing(struct reader *r)
{
	if (r->rest.len > 0)
		return false;
	script_wrong(r->problems, reader_at(r, r->verb_at),
	    _("something is missing after this word"));
	return true;
}
