/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy_match.c - the lines of a policy about which tickets it fits.
 */
#include "base/utf8.h"
#include "core/policy_own.h"

/* "a, b" as ",a,b,"; false when a word is empty or has blanks. */
static bool
read_words(struct arena *a, struct str value, struct str *out)
{
	struct buf b = { 0 };
	struct str word;
	bool good = value.len > 0;

	buf_c(&b, ',');
	while (str_next(a, &value, ',', &word)) {
		word = utf8_trim(a, word);
		good = good && word.len > 0 && strchr(word.s, ' ') == NULL;
		buf_str(&b, word);
		buf_c(&b, ',');
	}
	*out = buf_copy(a, &b);
	buf_done(&b);
	return good;
}

static enum err
read_list(struct policy_reading *r, const struct conf_at *at, struct str value,
    struct str *out, struct fault *f)
{
	if (read_words(r->a, value, out))
		return OK;
	return conf_refuse(*at, f,
	    _("'%s' is no list: write words with commas"), value.s);
}

static enum err
read_priorities(struct policy_reading *r, const struct conf_at *at,
    struct str value, struct fault *f)
{
	struct str word;
	int64_t n;

	while (str_next(r->a, &value, ',', &word)) {
		if (!str_int(utf8_trim(r->a, word), &n) || n < 1 || n > 4)
			return conf_refuse(*at, f,
			    _("'%s' is no priority: they are 1 to 4"), word.s);
		r->p.priorities |= 1u << n;
	}
	return OK;
}

enum err
policy_read_match(struct policy_reading *r, const struct conf_at *at,
    struct str key, struct str value, bool *mine, struct fault *f)
{
	const struct {
		const char *name;
		struct str *out;
	} lists[] = { { "typification", &r->p.typification },
		{ "segment", &r->p.segment }, { "channel", &r->p.channel },
		{ "branch", &r->p.branch }, { "team", &r->p.team } };

	*mine = true;
	for (size_t i = 0; i < countof(lists); i++)
		if (str_is(key, lists[i].name))
			return read_list(r, at, value, lists[i].out, f);
	if (str_is(key, "priority"))
		return read_priorities(r, at, value, f);
	*mine = false;
	return OK;
}
