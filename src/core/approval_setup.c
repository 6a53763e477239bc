/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_setup.c - the rules of approvals, as text of the setup.
 */
#include "base/number.h"
#include "base/conf.h"
#include "base/utf8.h"
#include "base/json.h"
#include "core/approval_own.h"
#include "core/calendar_store.h"
#include "core/due.h"
#include "core/setup_own.h"

struct reading {
	struct arena *a;
	struct approval_rule r;

	bool mine;
};

static bool
is_role(struct str name)
{
	static const char *const roles[] = { "agent", "branch", "back-office",
		"supervisor", "administrator", "auditor" };

	for (size_t i = 0; i < countof(roles); i++)
		if (str_is(name, roles[i]))
			return true;
	return false;
}

/* "supervisor, administrator" into a JSON list. */
static enum err
read_roles(struct reading *r, struct conf_at at, struct str text,
    struct str *out, struct fault *f)
{
	struct buf b = { 0 };
	struct str one;

	while (str_next(r->a, &text, ',', &one)) {
		one = utf8_trim(r->a, one);
		if (!is_role(one)) {
			buf_done(&b);
			return fail(f, ERR_INVALID,
			    _("%s:%d: there is no role '%s' to approve it"),
			    at.file, at.line, one.s);
		}
		buf_printf(&b, "%s\"%s\"", b.len > 0 ? "," : "", one.s);
	}
	*out = str_printf(r->a, "[%.*s]", (int)b.len, b.len > 0 ? b.s : "");
	buf_done(&b);
	return OK;
}

/* "none", or "2 of supervisor, administrator". */
static enum err
read_band(struct reading *r, struct conf_at at, int64_t up_to, struct str value,
    struct fault *f)
{
	struct approval_band *b;
	struct str rest = value, n;

	if (r->r.n == APPROVAL_BANDS)
		return fail(f, ERR_INVALID, _("%s:%d: at most %d bands"),
		    at.file, at.line, APPROVAL_BANDS);
	if (r->r.n > 0 && up_to <= r->r.v[r->r.n - 1].up_to)
		return fail(f, ERR_INVALID,
		    _("%s:%d: the amounts must rise from line to line"),
		    at.file, at.line);
	b = &r->r.v[r->r.n++];
	*b = (struct approval_band){ .up_to = up_to, .roles = STR("[]") };
	if (str_is(value, "none"))
		return OK;
	if (!str_next(r->a, &rest, ' ', &n) || !str_int(n, &b->need) ||
	    b->need < 1 || b->need > 9 || rest.len < 4 ||
	    memcmp(rest.s, "of ", 3) != 0)
		return fail(f, ERR_INVALID,
		    _("%s:%d: write 'none', or '2 of supervisor, "
		      "administrator'"),
		    at.file, at.line);
	return read_roles(r, at, str_of(rest.s + 3), &b->roles, f);
}

static enum err
read_time(struct reading *r, struct conf_at at, struct str value,
    struct sla_target *out, struct fault *f)
{
	struct fault why = { .code = OK };

	if (due_parse(r->a, value, out, &why) == OK)
		return OK;
	return fail(f, ERR_INVALID, "%s:%d: %s", at.file, at.line, why.text);
}

static bool
read_title(struct reading *r, struct str key, struct str value)
{
	size_t n = r->r.ntitles;

	if (!str_starts(key, STR("name.")) || key.len != 7 ||
	    n == APPROVAL_LANGS || value.len == 0 || value.len > 60)
		return false;
	r->r.lang[n] = str_copyn(r->a, key.s + 5, 2);
	r->r.title[n] = str_copy(r->a, value);
	r->r.ntitles++;
	return true;
}

static enum err
read_key(struct reading *r, struct conf_at at, struct str key, struct str value,
    struct fault *f)
{
	int64_t up_to;

	if (read_title(r, key, value))
		return OK;
	if (str_is(key, "currency") && value.len == 3) {
		r->r.currency = str_copy(r->a, value);
		return OK;
	}
	if (str_is(key, "calendar")) {
		r->r.calendar = str_copy(r->a, value);
		return OK;
	}
	if (str_is(key, "expires"))
		return read_time(r, at, value, &r->r.expires, f);
	if (str_is(key, "remind"))
		return read_time(r, at, value, &r->r.remind, f);
	if (str_is(key, "above"))
		return read_band(r, at, INT64_MAX, str_copy(r->a, value), f);
	if (key.len > 6 && memcmp(key.s, "up-to ", 6) == 0 &&
	    str_int(str_copyn(r->a, key.s + 6, key.len - 6), &up_to) &&
	    up_to >= 0)
		return read_band(r, at, up_to, str_copy(r->a, value), f);
	return fail(f, ERR_INVALID,
	    _("%s:%d: an approval has name.es and the like, currency (three "
	      "letters), calendar, expires, remind, 'up-to AMOUNT' and above; "
	      "not '%.*s'"),
	    at.file, at.line, STR_ARG(key));
}

static bool
some(const struct sla_target *t)
{
	return t->ms > 0 || t->days > 0;
}

static enum err
check_whole(struct reading *r, const char *of, struct fault *f)
{
	if (r->r.calendar.len == 0 &&
	    (r->r.expires.days > 0 || r->r.remind.days > 0))
		return fail(f, ERR_INVALID,
		    _("%s: the approval '%s' counts business days: say in "
		      "which calendar, calendar = NAME"),
		    of, r->r.name.s);
	if (r->r.n > 0 && r->r.v[r->r.n - 1].up_to == INT64_MAX &&
	    some(&r->r.expires))
		return OK;
	return fail(f, ERR_INVALID,
	    _("%s: the approval '%s' says neither what is 'above' its bands "
	      "nor how long a request waits (expires)"),
	    of, r->r.name.s);
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	static const char head[] = "approval ";
	struct reading *r = u;
	enum err rc = OK;

	if (key.len == 0) {
		if (r->mine && (rc = check_whole(r, at.file, f)) != OK)
			return rc;
		r->mine = section.len >= sizeof(head) &&
		    memcmp(section.s, head, sizeof(head) - 1) == 0;
		if (!r->mine)
			return OK;
		r->r = (struct approval_rule){ .currency = MONEY_HOME,
			.calendar = STR_NONE,
			.name = utf8_trim(r->a,
			    str_copyn(r->a, section.s + sizeof(head) - 1,
				section.len - sizeof(head) + 1)) };
		return OK;
	}
	return r->mine ? read_key(r, at, key, value, f) : OK;
}

enum err
approval_parse(struct str text, const char *of, struct arena *a,
    struct approval_rule *out, struct fault *f)
{
	struct reading r = { .a = a };
	enum err rc = conf_text(text, of, read_line, &r, f);

	if (rc == OK)
		rc = check_whole(&r, of, f);
	if (rc == OK)
		*out = r.r;
	return rc;
}

/* ---- as a kind of setup ------------------------------------------------- */

static enum err
check_file(struct arena *a, struct str text, const char *of, struct fault *f)
{
	struct reading r = { .a = a };
	enum err rc = conf_text(text, of, read_line, &r, f);

	return rc == OK && r.mine ? check_whole(&r, of, f) : rc;
}

static enum err
from(struct str text, msec *at, struct fault *f)
{
	(void)text, (void)f;
	*at = INT64_MIN;
	return OK;
}

/* Its calendar comes from the folder, or is in force already. */
static enum err
fits(struct core *c, const struct setup_item *is, const struct setup_items *all,
    struct fault *f)
{
	struct approval_rule r;
	bool known = false;
	enum err rc = approval_parse(is->text, is->file.s, &c->scratch, &r, f);

	if (rc != OK || r.calendar.len == 0)
		return rc;
	for (size_t i = 0; i < all->n && !known; i++)
		known = strcmp(all->v[i].kind->name, "calendar") == 0 &&
		    str_eq(all->v[i].name, r.calendar);
	if (!known)
		rc = calendar_known(c, r.calendar, &known);
	if (rc != OK || known)
		return rc;
	return fail(f, ERR_INVALID,
	    _("%s:%d: the approval %s counts in the calendar '%s', and there "
	      "is none: put it into the folder"),
	    is->file.s, is->line, r.name.s, r.calendar.s);
}

const struct setup_kind setup_approval = { .name = "approval",
	.check_file = check_file,
	.check_item = fits,
	.from = from };

bool
approval_in_force(struct core *c, const struct setup_items *all,
    const struct setup_item *is)
{
	msec now = clock_now(c->clock);

	for (const struct setup_item *x = is + 1; x < all->v + all->n; x++)
		if (str_eq(x->name, is->name) && x->valid_from <= now)
			return false;
	return is->valid_from <= now;
}

struct str
approval_title(const struct approval_rule *r, struct str lang)
{
	for (size_t i = 0; i < r->ntitles; i++)
		if (str_eq(r->lang[i], lang))
			return r->title[i];
	return r->ntitles > 0 ? r->title[0] : r->name;
}

enum err
approval_rule_find(struct core *c, struct arena *a, struct str name,
    struct approval_rule *out)
{
	struct setup_items all = { 0 };
	const struct setup_item *is = NULL;
	enum err rc;

	if ((rc = setup_stored(c, a, &setup_approval, name, &all)) != OK)
		return rc;
	for (size_t i = 0; i < all.n && name.len > 0; i++)
		if (approval_in_force(c, &all, &all.v[i]))
			is = &all.v[i];
	if (is == NULL)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no rule of approval '%s'; [approval %s] in the "
		      "setup makes one"),
		    name.s, name.s);
	return approval_parse(is->text, name.s, a, out, &c->fault);
}
