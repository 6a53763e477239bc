/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * news.c - sentences kept apart from what stands in them.
 */
#include "core/news.h"

#include "base/json.h"
#include "base/number.h"
#include "base/utf8.h"
#include "core/list.h"
#include "core/when.h"
#include "queries.h"

enum { TEXT_MOST = 900 };

/* ---- parts -------------------------------------------------------------- */

static struct news_part *
part(struct news *n)
{
	if (n->n == NEWS_MOST)
		die("a notice of too many parts");
	return &n->v[n->n++];
}

void
news_text(struct news *n, struct str text)
{
	*part(n) = (struct news_part){ .as = NEWS_TEXT, .text = text };
}

void
news_number(struct core *c, struct news *n, int64_t number)
{
	news_text(n, str_printf(&c->scratch, "%lld", (long long)number));
}

void
news_word(struct news *n, const char *word)
{
	*part(n) = (struct news_part){ .as = NEWS_WORD, .text = str_of(word) };
}

void
news_at(struct news *n, struct str zone, msec at)
{
	*part(n) = (struct news_part){ .as = NEWS_AT, .text = zone, .at = at };
}

void
news_money(struct news *n, int64_t amount, struct str currency)
{
	*part(n) = (struct news_part){
		.as = NEWS_MONEY, .text = currency, .amount = amount
	};
}

void
news_names(struct news *n, const struct news_name *names, size_t nnames)
{
	*part(n) = (struct news_part){ .as = NEWS_NAMES,
		.text = STR_NONE,
		.names = names,
		.nnames = nnames };
}

/* ---- said --------------------------------------------------------------- */

static struct str
name_for(const struct news_part *p, struct str lang)
{
	for (size_t i = 0; i < p->nnames; i++)
		if (str_starts(lang, p->names[i].lang))
			return p->names[i].name;
	return p->nnames > 0 ? p->names[0].name : STR_NONE;
}

static struct str
part_text(struct core *c, struct arena *a, const struct news_part *p)
{
	switch (p->as) {
	case NEWS_WORD:
		return p->text.len > 0 ? str_of(meant(p->text.s)) : STR_NONE;
	case NEWS_NAMES:
		return name_for(p, list_lang(c));
	case NEWS_AT:
		return when_print(a, zone_get(p->text), p->at,
		    clock_now(c->clock));
	case NEWS_MONEY:
		return number_money(a, p->amount, p->text, NULL);
	case NEWS_TEXT:
		break;
	}
	return p->text;
}

/* After a '%': "2$s" is the second part, "lld" and "s" the next. */
static const char *
directive(const char *s, size_t *next, size_t *which)
{
	size_t n = strspn(s, "0123456789");

	*which = *next;
	if (n > 0 && s[n] == '$') {
		*which = (size_t)strtoul(s, NULL, 10) - 1;
		s += n + 1;
	} else {
		++*next;
	}
	s += strspn(s, "lz");
	return *s != '\0' ? s + 1 : s;
}

/* A sentence out of the database is no format of printf's. */
static struct str
fill(struct core *c, struct arena *a, const char *say, const struct news *n)
{
	struct buf b = { 0 };
	size_t next = 0, which;
	struct str out;

	while (*say != '\0') {
		if (say[0] == '%' && say[1] == '%') {
			buf_c(&b, '%');
			say += 2;
		} else if (say[0] == '%') {
			say = directive(say + 1, &next, &which);
			if (which < n->n)
				buf_str(&b, part_text(c, a, &n->v[which]));
		} else {
			buf_c(&b, *say++);
		}
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- kept --------------------------------------------------------------- */

static struct json *
json_of(const struct news_part *p)
{
	struct json *o = json_object_new(), *names;

	switch (p->as) {
	case NEWS_TEXT:
		json_set_str(o, "text", p->text);
		break;
	case NEWS_WORD:
		json_set_str(o, "word", p->text);
		break;
	case NEWS_AT:
		json_set_int(o, "at", p->at);
		json_set_str(o, "zone", p->text);
		break;
	case NEWS_MONEY:
		json_set_int(o, "amount", p->amount);
		json_set_str(o, "currency", p->text);
		break;
	case NEWS_NAMES:
		names = json_object_new();
		for (size_t i = 0; i < p->nnames; i++)
			json_set_str(names, p->names[i].lang.s,
			    p->names[i].name);
		json_set(o, "names", names);
		break;
	}
	return o;
}

static struct str
words_of(struct arena *a, const struct news *n)
{
	struct json *o = json_object_new(), *with = json_array_new();
	struct buf b = { 0 };
	struct str out;

	json_set_str(o, "say", str_of(n->say));
	for (size_t i = 0; i < n->n; i++)
		json_push(with, json_of(&n->v[i]));
	json_set(o, "with", with);
	json_print(o, &b, false);
	out = utf8_trim(a, buf_copy(a, &b));
	buf_done(&b);
	json_free(o);
	return out;
}

/* Letters of people may be long, a notice is a line or two. */
static void
shorten(struct core *c, struct news *n)
{
	for (size_t i = 0; i < n->n; i++) {
		struct str *text = &n->v[i].text;

		if (n->v[i].as == NEWS_TEXT && text->len > TEXT_MOST / 2)
			*text = utf8_cut(&c->scratch, *text, TEXT_MOST / 2);
	}
}

enum err
news_put(struct core *c, const struct write *w, const struct news *from,
    struct id *id)
{
	struct news n = *from;
	struct id made = id_make(w->now);
	int64_t put = 0;
	struct str text;
	enum err rc;

	shorten(c, &n);
	text = fill(c, &c->scratch, meant(n.say), &n);
	rc = core_db(c,
	    q_notice_put(c->db, made, str_of(n.kind), n.severity,
		utf8_cut(&c->scratch, text, TEXT_MOST), n.team, STR_NONE,
		n.agent, str_of(n.entity), n.about, n.once, ID_NONE, n.at,
		n.until, words_of(&c->scratch, &n), &put));
	if (rc == OK && id != NULL)
		*id = put > 0 ? made : ID_NONE;
	return rc;
}

/* ---- read --------------------------------------------------------------- */

static void
read_names(struct arena *a, struct json *o, struct news_part *p)
{
	struct news_name *v = NEWN(a, struct news_name, json_len(o) + 8);

	for (void *i = json_iter(o); i != NULL && p->nnames < 8;
	     i = json_iter_next(o, i))
		v[p->nnames++] =
		    (struct news_name){ str_copy(a, str_of(json_iter_key(i))),
			    str_copy(a, json_str(json_iter_value(i))) };
	p->names = v;
}

static void
read_part(struct arena *a, const struct json *o, struct news *n)
{
	struct news_part *p = part(n);

	*p = (struct news_part){ .as = NEWS_TEXT,
		.text = str_copy(a, json_str(json_get(o, "text"))) };
	if (json_get(o, "word") != NULL) {
		p->as = NEWS_WORD;
		p->text = str_copy(a, json_str(json_get(o, "word")));
	} else if (json_get(o, "at") != NULL) {
		p->as = NEWS_AT;
		p->at = json_int(json_get(o, "at"));
		p->text = str_copy(a, json_str(json_get(o, "zone")));
	} else if (json_get(o, "amount") != NULL) {
		p->as = NEWS_MONEY;
		p->amount = json_int(json_get(o, "amount"));
		p->text = str_copy(a, json_str(json_get(o, "currency")));
	} else if (json_get(o, "names") != NULL) {
		p->as = NEWS_NAMES;
		read_names(a, (struct json *)json_get(o, "names"), p);
	}
}

struct str
news_read(struct core *c, struct arena *a, struct str kept)
{
	struct news n = { .n = 0 };
	const struct json *with;
	struct json *o = NULL;
	struct str say;

	if (!str_starts(kept, STR("{")) || json_parse(kept, &o, NULL) != OK)
		return kept;
	say = str_copy(a, json_str(json_get(o, "say")));
	with = json_get(o, "with");
	for (size_t i = 0; i < json_len(with) && n.n < NEWS_MOST; i++)
		read_part(a, json_at(with, i), &n);
	json_free(o);
	return say.len > 0 ? fill(c, a, meant(say.s), &n) : kept;
}

/* ---- the program's own -------------------------------------------------- */

static const char *const own[] = {
	[OWN_NO_ANSWER] = N_("The customer did not answer in time."),
	[OWN_NO_COURTESY] = N_("The customer wrote, and nobody said that it "
			       "was only a courtesy."),
	[OWN_BLOCKED] = N_("something that it waits for is not done"),
	[OWN_FIELDS] = N_("its closing needs something that is not filled in"),
	[OWN_AWAITED] = N_("money that was asked for waits for a word"),
	[OWN_RULES] = N_("its rules do not let it end"),
	[OWN_CONSOLE] = N_("console lost"),
};

struct str
news_own(enum news_own which)
{
	return str_of(own[which]);
}

struct str
news_own_read(struct str text)
{
	for (size_t i = 0; i < countof(own); i++)
		if (str_is(text, own[i]))
			return str_of(_(own[i]));
	return text;
}
