/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter_complete.c - what could stand at the end of a filter being typed.
 */
#include "core/filter.h"

#include "base/utf8.h"

struct ending {
	struct arena *a;
	struct str word;    /* what was begun */
	const char *value;  /* behind its operator, or NULL */
	const char *turned; /* "-" or "" */
	filter_offer *offer;
	void *u;
};

/* Where the word at the end begins: behind a blank that no quote holds. */
static size_t
begins(struct str text)
{
	size_t from = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.len; i++)
		if (text.s[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(" \t\n\v\f\r", text.s[i]) != NULL)
			from = i + 1;
	return from;
}

const char *
filter_ending(struct str text)
{
	return text.s + begins(text);
}

static bool
goes_on(struct arena *a, struct str begun, const char *with)
{
	return str_starts(utf8_fold(a, str_of(with)), utf8_fold(a, begun));
}

static void
offer_words(const struct ending *e, const struct filter_def *defs)
{
	for (const struct filter_def *d = defs; d->name != NULL; d++)
		if (goes_on(e->a, e->word, meant(d->word)))
			e->offer(e->u,
			    str_printf(e->a, "%s%s%s", e->turned,
				meant(d->word),
				d->kind == FILTER_FLAG	     ? ""
				    : d->kind == FILTER_TIME ? "<"
							     : ":"));
}

/* The values so far stay: state:open,n -> state:open,new */
static void
offer_choices(const struct ending *e, const struct filter_def *d,
    struct str begun)
{
	struct str before =
	    str_copyn(e->a, e->word.s, (size_t)(begun.s - e->word.s));

	for (const struct filter_choice *c = d->choices; c->code != NULL; c++)
		if (goes_on(e->a, begun, meant(c->word)))
			e->offer(e->u,
			    str_printf(e->a, "%s%s%s", e->turned, before.s,
				filter_quoted(e->a, str_of(meant(c->word))).s));
}

static const struct filter_def *
named(struct arena *a, const struct filter_def *defs, struct str name)
{
	struct str fold = utf8_fold(a, name);

	for (const struct filter_def *d = defs; d->name != NULL; d++)
		if (str_is(name, d->name) ||
		    str_eq(fold, utf8_fold(a, filter_word(d))))
			return d;
	return NULL;
}

/* The value being typed: behind the last comma outside quotes. */
static struct str
last_value(struct str word, const char *value)
{
	const char *from = value;
	bool quoted = false;

	for (const char *s = value; *s != '\0'; s++)
		if (*s == '"')
			quoted = !quoted;
		else if (*s == ',' && !quoted)
			from = s + 1;
	return (struct str){ from, word.len - (size_t)(from - word.s) };
}

void
filter_complete(struct arena *a, const struct filter_def *defs, struct str text,
    filter_offer *offer, void *u, const struct filter_def **def,
    struct str *value, size_t *from)
{
	struct ending e = { .a = a, .turned = "", .offer = offer, .u = u };
	const struct filter_def *d;
	struct str begun;

	*def = NULL;
	*value = STR_NONE;
	*from = begins(text);
	e.word = str_copy(a, (struct str){ text.s + *from, text.len - *from });
	if (e.word.len > 0 && e.word.s[0] == '-') {
		e.turned = "-";
		e.word = (struct str){ e.word.s + 1, e.word.len - 1 };
	}
	if ((e.value = strpbrk(e.word.s, ":<>=")) == NULL) {
		offer_words(&e, defs);
		return;
	}
	d = named(a, defs,
	    str_copyn(a, e.word.s, (size_t)(e.value - e.word.s)));
	e.value += strspn(e.value, ":<>=");
	begun = last_value(e.word, e.value);
	if (d == NULL)
		return;
	if (d->kind == FILTER_CHOICE) {
		offer_choices(&e, d, begun);
		return;
	}
	if (d->kind != FILTER_NAME)
		return;
	*from += (size_t)(begun.s - e.word.s) + strlen(e.turned);
	if (begun.s[0] == '"')
		begun = (struct str){ begun.s + 1, begun.len - 1 };
	*def = d;
	*value = begun;
}
