/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy.c - reading one policy's text.
 */
#include "core/policy.h"

#include "base/utf8.h"
#include "base/conf.h"
#include "core/due.h"

enum { LEVELS_MAX = 12, TARGET_MAX = 3650 };

static const char *const state_names[] = { "new", "open", "pending-customer",
	"pending-third-party", "scheduled", "referred" };

enum {
	IN_NEW = 1,
	IN_OPEN = 2,
	IN_CUSTOMER = 4,
	IN_THIRD = 8,
	IN_LATER = 16,
	IN_REFERRED = 32
};

static const struct {
	const char *name, *text;
	unsigned pauses;
} kinds[PROMISE_KINDS] = {
	[PROMISE_FIRST_RESPONSE] = { "first_response", N_("First response"),
	    0 },
	[PROMISE_NEXT_RESPONSE] = { "next_response", N_("Next response"), 0 },
	[PROMISE_PERIODIC_UPDATE] = { "periodic_update", N_("News"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER },
	[PROMISE_PAUSABLE_UPDATE] = { "pausable_update", N_("Progress"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER },
	[PROMISE_RESOLUTION] = { "resolution", N_("Resolution"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER },
	[PROMISE_REQUESTER_WAIT] = { "requester_wait", N_("Customer's wait"),
	    IN_CUSTOMER | IN_LATER },
	[PROMISE_WORK_TIME] = { "work_time", N_("Work time"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER | IN_REFERRED },
	[PROMISE_STATUTORY] = { "statutory", N_("Statutory"), 0 },
	[PROMISE_LEG_ACCEPT] = { "leg_accept", N_("Team accepts"), 0 },
	[PROMISE_LEG_COMPLETE] = { "leg_complete", N_("Team completes"),
	    IN_CUSTOMER },
};

const char *
promise_kind_name(enum promise_kind kind)
{
	return kinds[kind].name;
}

const char *
promise_kind_word(enum promise_kind kind)
{
	return kinds[kind].text;
}

const char *
promise_kind_text(enum promise_kind kind)
{
	return _(kinds[kind].text);
}

static int
kind_find(struct str name)
{
	int i = 0;

	while (i < PROMISE_KINDS && !str_is(name, kinds[i].name))
		i++;
	return i;
}

unsigned
policy_state(struct str state)
{
	for (size_t i = 0; i < countof(state_names); i++)
		if (str_is(state, state_names[i]))
			return 1u << i;
	return 0;
}

/* ---- reading ------------------------------------------------------------ */

struct reading {
	struct arena *a;
	struct policy p;
	struct str default_calendar;
	VEC(struct policy_level) levels;
	VEC(struct str) seen;
	bool begun, targeted;
	bool many, skip; /* a file: several, and other kinds between */
};

static enum err refuse(const struct conf_at *at, struct fault *f,
    const char *fmt, ...) PRINTF(3, 4);

static enum err
refuse(const struct conf_at *at, struct fault *f, const char *fmt, ...)
{
	char text[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return fail(f, ERR_INVALID, "%s:%d: %s", at->file, at->line, text);
}

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
read_list(struct reading *r, const struct conf_at *at, struct str value,
    struct str *out, struct fault *f)
{
	if (read_words(r->a, value, out))
		return OK;
	return refuse(at, f, _("'%s' is no list: write words with commas"),
	    value.s);
}

static enum err
read_priorities(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	struct str word;
	int64_t n;

	while (str_next(r->a, &value, ',', &word)) {
		if (!str_int(utf8_trim(r->a, word), &n) || n < 1 || n > 4)
			return refuse(at, f,
			    _("'%s' is no priority: they are 1 to 4"), word.s);
		r->p.priorities |= 1u << n;
	}
	return OK;
}

static enum err
read_target(struct reading *r, const struct conf_at *at, int kind,
    struct str value, struct fault *f)
{
	struct sla_target *t = &r->p.target[kind];
	struct fault why = { .code = OK };

	if (sla_target_parse(value, t, &why) != OK)
		return refuse(at, f, "%s", why.text);
	if ((t->by == SLA_SPAN && t->ms <= 0) ||
	    (t->by != SLA_SPAN && (t->days < 1 || t->days > TARGET_MAX)))
		return refuse(at, f,
		    _("'%s' promises no time: give at least "
		      "a minute or a day"),
		    value.s);
	r->p.has[kind] = r->targeted = true;
	return OK;
}

static enum err
read_pause(struct reading *r, const struct conf_at *at, int kind,
    struct str value, struct fault *f)
{
	struct str word;
	unsigned bit;

	r->p.pauses[kind] = 0;
	if (str_is(value, "never"))
		return OK;
	while (str_next(r->a, &value, ',', &word)) {
		word = utf8_trim(r->a, word);
		if ((bit = policy_state(word)) == 0)
			return refuse(at, f,
			    _("'%s' is no state that can pause: there are "
			      "new, open, pending-customer, "
			      "pending-third-party, scheduled, referred, and "
			      "never"),
			    word.s);
		r->p.pauses[kind] |= bit;
	}
	return OK;
}

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
read_tell(struct reading *r, const struct conf_at *at, struct policy_level *l,
    struct str value, struct fault *f)
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
			return refuse(at, f,
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

static enum err
read_level(struct reading *r, const struct conf_at *at, struct str share,
    struct str value, struct fault *f)
{
	struct policy_level l = { .share = str_copy(r->a, share) };
	struct fault why = { .code = OK };
	size_t i;

	if (sla_level_parse(share, &l.at, &why) != OK)
		return refuse(at, f, "%s", why.text);
	if (r->levels.n == LEVELS_MAX)
		return refuse(at, f, _("over %d levels: leave some out"),
		    LEVELS_MAX);
	if (read_tell(r, at, &l, value, f) != OK)
		return ERR_INVALID;
	for (i = 0; i < r->levels.n; i++)
		if (!level_before(r->levels.v[i].at, l.at) &&
		    !level_before(l.at, r->levels.v[i].at))
			return refuse(at, f, _("the level %s is there twice"),
			    share.s);
	vec_push(r->a, &r->levels);
	for (i = r->levels.n - 1;
	     i > 0 && level_before(l.at, r->levels.v[i - 1].at); i--)
		r->levels.v[i] = r->levels.v[i - 1];
	r->levels.v[i] = l;
	return OK;
}

static enum err
read_change(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	static const char *const words[] = { [SLA_CARRY] = "carry",
		[SLA_RESTART] = "restart",
		[SLA_PROPORTIONAL] = "proportional" };

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(value, words[i])) {
			r->p.change = (enum sla_change)i;
			return OK;
		}
	return refuse(at, f,
	    _("'%s' is no way to change: there are carry, restart and "
	      "proportional"),
	    value.s);
}

/* "continue 5bd", "restart 40h", "never" */
static enum err
read_reopen(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	struct fault why = { .code = OK };
	struct str word;

	if (str_is(value, "never")) {
		r->p.reopen = REOPEN_NEVER;
		return OK;
	}
	if (!str_next(r->a, &value, ' ', &word) ||
	    (!str_is(word, "continue") && !str_is(word, "restart")))
		return refuse(at, f,
		    _("write reopen = continue 5bd, restart 5bd or never"));
	r->p.reopen =
	    str_is(word, "restart") ? REOPEN_RESTART : REOPEN_CONTINUE;
	value = utf8_trim(r->a, value);
	if (value.len > 0 && due_parse(r->a, value, &r->p.window, &why) != OK)
		return refuse(at, f, "%s", why.text);
	return OK;
}

static enum err
read_courtesy(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	struct fault why = { .code = OK };

	if (str_is(value, "none"))
		r->p.hold = (struct sla_target){ .by = SLA_SPAN };
	else if (due_parse(r->a, value, &r->p.hold, &why) != OK)
		return refuse(at, f, _("write courtesy = 2h, or none: %s"),
		    why.text);
	return OK;
}

static enum err
read_reserve(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	struct sla_target t;
	struct fault why;

	if (sla_target_parse(value, &t, &why) != OK)
		return refuse(at, f, "%s", why.text);
	if (t.by != SLA_SPAN)
		return refuse(at, f,
		    _("reserve = is working time, like 60m or 2h"));
	r->p.reserve = t.ms;
	return OK;
}

static enum err
read_number(const struct conf_at *at, struct str value, int64_t most,
    int64_t *out, struct fault *f)
{
	if (str_int(value, out) && *out >= 0 && *out <= most)
		return OK;
	return refuse(at, f, _("'%s' is no number from 0 to %lld"), value.s,
	    (long long)most);
}

/* "calendar.KIND", "pause.KIND", "level.SHARE": what stands behind the dot. */
static bool
dotted(struct arena *a, struct str key, const char *head, struct str *rest)
{
	size_t n = strlen(head);

	if (key.len <= n + 1 || memcmp(key.s, head, n) != 0 || key.s[n] != '.')
		return false;
	*rest = str_copyn(a, key.s + n + 1, key.len - n - 1);
	return true;
}

static enum err
no_kind(const struct conf_at *at, struct str kind, struct fault *f)
{
	return refuse(at, f,
	    _("'%s' is no kind of promise: there are first_response, "
	      "next_response, periodic_update, pausable_update, resolution, "
	      "requester_wait, work_time, statutory, leg_accept and "
	      "leg_complete"),
	    kind.s);
}

static enum err
read_match(struct reading *r, const struct conf_at *at, struct str key,
    struct str value, bool *mine, struct fault *f)
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

static enum err
read_dotted(struct reading *r, const struct conf_at *at, struct str key,
    struct str value, struct fault *f)
{
	struct str rest;
	int kind;

	if (dotted(r->a, key, "level", &rest))
		return read_level(r, at, rest, value, f);
	if (!dotted(r->a, key, "pause", &rest) &&
	    !dotted(r->a, key, "calendar", &rest)) {
		if ((kind = kind_find(key)) == PROMISE_KINDS)
			return refuse(at, f,
			    _("'%s' is no word of a policy; the manual of "
			      "'sla' has them"),
			    key.s);
		return read_target(r, at, kind, value, f);
	}
	if ((kind = kind_find(rest)) == PROMISE_KINDS)
		return no_kind(at, rest, f);
	if (key.s[0] == 'p')
		return read_pause(r, at, kind, value, f);
	r->p.calendar[kind] = str_copy(r->a, value);
	return OK;
}

static enum err
read_key(struct reading *r, const struct conf_at *at, struct str key,
    struct str value, struct fault *f)
{
	struct fault why = { .code = OK };
	bool mine;
	enum err rc = read_match(r, at, key, value, &mine, f);

	if (rc != OK || mine)
		return rc;
	if (str_is(key, "rank"))
		return read_number(at, value, 1000000, &r->p.rank, f);
	if (str_is(key, "urgent"))
		return read_number(at, value, 4, &r->p.urgent, f);
	if (str_is(key, "calendar")) {
		r->default_calendar = str_copy(r->a, value);
		return OK;
	}
	if (str_is(key, "change"))
		return read_change(r, at, value, f);
	if (str_is(key, "reopen"))
		return read_reopen(r, at, value, f);
	if (str_is(key, "courtesy"))
		return read_courtesy(r, at, value, f);
	if (str_is(key, "reserve"))
		return read_reserve(r, at, value, f);
	rc = policy_read_close(r->a, &r->p, key, value, &mine, &why);
	if (rc != OK)
		return refuse(at, f, "%s", why.text);
	if (mine)
		return OK;
	return read_dotted(r, at, key, value, f);
}

/* ---- all of it ---------------------------------------------------------- */

static void
usual_levels(struct reading *r)
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

static bool
leg_kind(int kind)
{
	return kind == PROMISE_LEG_ACCEPT || kind == PROMISE_LEG_COMPLETE;
}

/* What only the whole can tell. */
static enum err
check_whole(struct reading *r, const char *of, struct fault *f)
{
	const char *name = r->p.name.s;

	if (!r->begun)
		return fail(f, ERR_INVALID,
		    _("%s: there is no policy in it: begin with [policy "
		      "NAME]"),
		    of);
	if (!r->targeted)
		return fail(f, ERR_INVALID,
		    _("%s: the policy %s promises nothing: give it a line "
		      "like resolution = 8h"),
		    of, name);
	for (int k = 0; k < CLOSE_STATES; k++)
		if (r->p.close[k].given && r->default_calendar.len == 0 &&
		    r->p.calendar[PROMISE_RESOLUTION].len == 0)
			return fail(f, ERR_INVALID,
			    _("%s: the policy %s does not say in which "
			      "calendar it counts: add calendar = NAME"),
			    of, name);
	for (int k = 0; k < PROMISE_KINDS; k++) {
		if (r->p.calendar[k].len == 0)
			r->p.calendar[k] = r->default_calendar;
		if (!r->p.has[k])
			continue;
		if (leg_kind(k) != (r->p.team.len > 0))
			return fail(f, ERR_INVALID,
			    _("%s: the policy %s has %s: leg_accept and "
			      "leg_complete go with team =, all others "
			      "without it"),
			    of, name, kinds[k].name);
		if (r->p.calendar[k].len == 0)
			return fail(f, ERR_INVALID,
			    _("%s: the policy %s does not say in which "
			      "calendar it counts: add calendar = NAME"),
			    of, name);
	}
	return OK;
}

static void
begin(struct reading *r)
{
	bool many = r->many;

	*r = (struct reading){ .a = r->a, .many = many };
	r->default_calendar = STR_NONE;
	r->p.rank = 100;
	r->p.urgent = 1;
	r->p.reserve = MINUTES(60);
	r->p.window = (struct sla_target){ .by = SLA_END_OF_DAY, .days = 5 };
	r->p.hold = (struct sla_target){ .by = SLA_SPAN, .ms = HOURS(2) };
	r->p.name = r->p.ref = STR_NONE;
	r->p.typification = r->p.segment = r->p.channel = STR_NONE;
	r->p.branch = r->p.team = STR_NONE;
	for (int k = 0; k < PROMISE_KINDS; k++) {
		r->p.pauses[k] = kinds[k].pauses;
		r->p.calendar[k] = STR_NONE;
	}
}

/* Another section: the one before is whole, and this one is a policy. */
static enum err
read_section(struct reading *r, const struct conf_at *at, struct str section,
    struct fault *f)
{
	bool mine = strncmp(section.s, "policy ", 7) == 0;
	enum err rc;

	if (r->begun && !r->many)
		return refuse(at, f, _("a second section: one policy a text"));
	if (r->begun && (rc = check_whole(r, at->file, f)) != OK)
		return rc;
	begin(r);
	r->skip = r->many && !mine;
	if (r->skip)
		return OK;
	if (!mine || section.len < 8 || strchr(section.s + 7, ' ') != NULL ||
	    strchr(section.s + 7, '@') != NULL)
		return refuse(at, f,
		    _("'[%s]' is no policy: write [policy NAME]"), section.s);
	r->begun = true;
	r->p.name = str_of(str_copy(r->a, section).s + 7);
	return OK;
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct reading *r = u;

	if (key.len == 0)
		return read_section(r, &at, section, f);
	if (r->skip)
		return OK;
	if (!r->begun)
		return refuse(&at, f, _("begin with [policy NAME]"));
	for (size_t i = 0; i < r->seen.n; i++)
		if (str_eq(r->seen.v[i], key))
			return refuse(&at, f, _("'%s' is there twice"), key.s);
	*vec_push(r->a, &r->seen) = str_copy(r->a, key);
	return read_key(r, &at, key, value, f);
}

enum err
policy_parse(struct str text, const char *of, struct arena *a,
    struct policy *out, struct fault *f)
{
	struct reading r = { .a = a };
	enum err rc;

	begin(&r);
	if ((rc = conf_text(text, of, read_line, &r, f)) != OK)
		return rc;
	if ((rc = check_whole(&r, of, f)) != OK)
		return rc;
	if (r.levels.n == 0)
		usual_levels(&r);
	r.p.levels = r.levels.v;
	r.p.nlevels = (int64_t)r.levels.n;
	*out = r.p;
	return OK;
}

enum err
policies_check(struct arena *a, struct str text, const char *of,
    struct fault *f)
{
	struct reading r = { .a = a, .many = true };
	enum err rc;

	begin(&r);
	if ((rc = conf_text(text, of, read_line, &r, f)) != OK || !r.begun)
		return rc;
	return check_whole(&r, of, f);
}
