/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy_level.c - the lines of a policy about levels: at which share of a
 * promise who is told.
 */
#include "base/utf8.h"
#include "core/policy_own.h"

enum { LEVELS_MAX = 12 };

static unsigned
tell_find(struct str word)
{
	static const char *const words[] = { "owner", "lead", "supervisor",
		"manager" };

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(word, words[i]))
			return 1u << i;
	return 0;
}

static enum err
read_tell(struct policy_reading *r, const struct conf_at *at,
    struct policy_level *l, struct str value, struct fault *f)
{
	struct str word;

	if (str_is(value, "nobody"))
		return OK;
	while (str_next(r->a, &value, ',', &word)) {
		word = utf8_trim(r->a, word);
		if (str_is(word, "repeat") && l->at.more > 0)
			l->repeat = true;
		else if (tell_find(word) != 0)
			l->tell |= tell_find(word);
		else
			return conf_refuse(*at, f,
			    _("'%s' cannot be told: there are owner, lead, "
			      "supervisor, manager, nobody, and repeat for a "
			      "level like +240m"),
			    word.s);
	}
	return OK;
}

static bool
level_before(struct sla_level a, struct sla_level b)
{
	return a.permille != b.permille ? a.permille < b.permille
					: a.more < b.more;
}

enum err
policy_read_level(struct policy_reading *r, const struct conf_at *at,
    struct str share, struct str value, struct fault *f)
{
	struct policy_level l = { .share = str_copy(r->a, share) };
	struct fault why = { .code = OK };
	size_t i;

	if (sla_level_parse(share, &l.at, &why) != OK)
		return conf_refuse(*at, f, "%s", why.text);
	if (r->levels.n == LEVELS_MAX)
		return conf_refuse(*at, f, _("over %d levels: leave some out"),
		    LEVELS_MAX);
	if (read_tell(r, at, &l, value, f) != OK)
		return ERR_INVALID;
	for (i = 0; i < r->levels.n; i++)
		if (!level_before(r->levels.v[i].at, l.at) &&
		    !level_before(l.at, r->levels.v[i].at))
			return conf_refuse(*at, f,
			    _("the level %s is there twice"), share.s);
	vec_push(r->a, &r->levels);
	for (i = r->levels.n - 1;
	     i > 0 && level_before(l.at, r->levels.v[i - 1].at); i--)
		r->levels.v[i] = r->levels.v[i - 1];
	r->levels.v[i] = l;
	return OK;
}

void
policy_usual_levels(struct policy_reading *r)
{
	static const struct {
		const char *share;
		unsigned tell;
		bool repeat;
	} usual[] = { { "50%", 0, false }, { "75%", TELL_OWNER, false },
		{ "90%", TELL_OWNER | TELL_LEAD, false },
		{ "100%", TELL_SUPERVISOR, false },
		{ "+60m", TELL_MANAGER, false },
		{ "+240m", TELL_MANAGER, true } };
	struct fault none;

	for (size_t i = 0; i < countof(usual) && r->levels.n == i; i++) {
		struct policy_level *l = vec_push(r->a, &r->levels);

		l->share = str_of(usual[i].share);
		l->tell = usual[i].tell;
		l->repeat = usual[i].repeat;
		if (sla_level_parse(l->share, &l->at, &none) != OK)
			die("a usual level is none");
	}
}
