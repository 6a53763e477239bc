/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_spool.c - files for the site's mailer: notices to people who are told
 * of a level, and letters to customers.
 *
 * A file is written beside, with a dot before its name, then renamed. What a
 * program left half written when it was stopped is taken away an hour later.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "core/attachment.h"
#include "core/letter.h"
#include "core/sweep_part.h"

#define OLD HOURS(1)

enum { PAGE = 100 };

/* ---- files -------------------------------------------------------------- */

static struct str
notice(struct sweep *s, const struct row_delivery_spool *row,
    const struct row_escalation_get *e)
{
	struct json *o = json_object_new();
	struct buf b = { 0 };
	struct str out;

	json_set_str(o, "id", id_str(&e->id));
	json_set_str(o, "to", row->login);
	json_set_str(o, "name", row->name);
	json_set_str(o, "lang", row->lang);
	json_set_str(o, "ticket", id_str(&e->ticket));
	json_set_str(o, "clock", e->kind);
	json_set_str(o, "level", e->share);
	json_set_str(o, "reason", e->reason);
	json_set_at(o, "reached", e->reached_at);
	json_set_at(o, "told", row->done_at);
	json_print(o, &b, false);
	out = buf_copy(&s->page, &b);
	buf_done(&b);
	json_free(o);
	return out;
}

static bool
write_all(int fd, struct str text)
{
	while (text.len > 0) {
		ssize_t n = write(fd, text.s, text.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text.s += n;
		text.len -= (size_t)n;
	}
	return fsync(fd) == 0;
}

/* Written beside, then renamed: half a file is never seen. */
static enum err
leave_bytes(struct sweep *s, const char *name, const char *ending,
    struct str text)
{
	struct str path =
	    str_printf(&s->page, "%s/%s.%s", s->o->spool, name, ending);
	struct str part = str_printf(&s->page, "%s/.%s.%ld", s->o->spool, name,
	    (long)getpid());
	int fd = open(part.s, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write_all(fd, text);

	if (fd >= 0)
		close(fd);
	if (good && rename(part.s, path.s) == 0)
		return OK;
	(void)unlink(part.s);
	return fail(&s->c->fault, ERR_INVALID, _("%s cannot be written: %s"),
	    path.s, strerror(errno));
}

enum err
sweep_file(struct sweep *s, const char *name, struct str text)
{
	return leave_bytes(s, name, "json", text);
}

/* Logins are plain words, but a file's name is never taken on trust. */
static struct str
file_name(struct sweep *s, const struct row_delivery_spool *row)
{
	struct str login = str_copy(&s->page, row->login);
	char *z = (char *)login.s;

	for (size_t i = 0; i < login.len; i++)
		if (strchr("/\\ \t\n", z[i]) != NULL || z[i] == '\0')
			z[i] = '_';
	return str_printf(&s->page, "%s-%s", row->escalation.s, login.s);
}

/* `e` is the one before: what several people are told of is read once. */
static enum err
spool(struct sweep *s, const struct row_delivery_spool *row,
    struct row_escalation_get *e)
{
	enum err rc = id_eq(e->id, row->escalation)
	    ? OK
	    : core_db(s->c,
		  q_escalation_get(s->c->db, &s->page, row->escalation, e));

	if (rc == OK)
		rc = sweep_file(s, file_name(s, row).s, notice(s, row, e));
	if (rc == OK)
		rc = core_db(s->c,
		    q_delivery_spooled(s->c->db, row->escalation, row->agent,
			clock_now(s->c->clock), NULL));
	if (rc == OK)
		s->d.spooled++;
	return rc;
}

enum err
sweep_spool(struct sweep *s, bool *more)
{
	struct rows_delivery_spool page;
	struct row_escalation_get last = { .id = ID_NONE };
	int64_t before = s->d.spooled;
	enum err rc;

	rc = core_db(s->c, q_delivery_spool(s->c->db, &s->page, PAGE, &page));
	if (rc != OK)
		return rc;
	for (size_t i = 0; i < page.n; i++)
		if ((rc = sweep_thing(s, spool(s, &page.v[i], &last))) != OK)
			return rc;
	*more = page.n == PAGE && s->d.spooled > before;
	return OK;
}

/* ---- letters to customers ----------------------------------------------- */

/* Beside the letter, by its id and their number on the ticket: what somebody
 * called a file is told in the letter and is no name of ours. */
static struct str
file_beside(struct sweep *s, const struct row_letter_due *l,
    const struct row_letter_file_list *x)
{
	return str_printf(&s->page, "%s-%lld", l->message.s,
	    (long long)x->position);
}

static enum err
leave_files(struct sweep *s, const struct row_letter_due *l,
    const struct rows_letter_file_list *files)
{
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < files->n; i++) {
		const struct row_letter_file_list *x = &files->v[i];
		struct buf b = { 0 };

		rc = attachment_read(s->c, x->hash, x->size, &b);
		if (rc == OK)
			rc = leave_bytes(s, file_beside(s, l, x).s, x->kind.s,
			    buf_view(&b));
		buf_done(&b);
	}
	return rc;
}

static struct json *
files_of(struct sweep *s, const struct row_letter_due *l,
    const struct rows_letter_file_list *files)
{
	struct json *all = json_array_new();

	for (size_t i = 0; i < files->n; i++) {
		const struct row_letter_file_list *x = &files->v[i];
		struct json *o = json_object_new();

		json_set_str(o, "file",
		    str_printf(&s->page, "%s.%s", file_beside(s, l, x).s,
			x->kind.s));
		json_set_str(o, "name", x->name);
		json_set_str(o, "kind", x->kind);
		json_set_int(o, "size", x->size);
		json_set_str(o, "sha256", x->hash);
		json_push(all, o);
	}
	return all;
}

static struct str
letter(struct sweep *s, const struct row_letter_due *l,
    const struct rows_letter_file_list *files)
{
	struct json *o = json_object_new();
	struct buf b = { 0 };
	struct str out;

	json_set_str(o, "id", id_str(&l->message));
	json_set_str(o, "to", l->to_addr);
	json_set_str(o, "channel", l->channel);
	json_set_str(o, "lang", l->lang);
	json_set_str(o, "ticket",
	    str_printf(&s->page, "T-%lld", (long long)l->number));
	json_set_str(o, "subject", l->subject);
	json_set_str(o, "from", l->author_name);
	json_set_str(o, "body", l->body);
	json_set_at(o, "written", l->at);
	if (files->n > 0)
		json_set(o, "files", files_of(s, l, files));
	json_print(o, &b, false);
	out = buf_copy(&s->page, &b);
	buf_done(&b);
	json_free(o);
	return out;
}

struct leaving {
	struct sweep *s;
	const struct row_letter_due *row;
	int64_t gone;
};

/* Marked and left in one transaction: once it is marked nobody calls it back,
 * and without its file it is not marked. */
static enum err
leave(void *u)
{
	struct leaving *l = u;
	struct rows_letter_file_list files;
	struct sweep *s = l->s;
	enum err rc;

	rc = q_letter_left(s->c->db, l->row->message, clock_now(s->c->clock),
	    &l->gone);
	if (rc != OK || l->gone == 0)
		return rc;
	/* The letter last: whoever finds it finds what goes along. */
	if ((rc = letter_files(s->c, &s->page, l->row->message, &files)) !=
		OK ||
	    (rc = leave_files(s, l->row, &files)) != OK)
		return rc;
	return sweep_file(s, l->row->message.s, letter(s, l->row, &files));
}

enum err
sweep_letters(struct sweep *s, bool *more)
{
	struct rows_letter_due page;
	int64_t before = s->d.spooled;
	enum err rc;

	rc = core_db(s->c,
	    q_letter_due(s->c->db, &s->page, clock_now(s->c->clock), PAGE,
		&page));
	if (rc != OK)
		return rc;
	for (size_t i = 0; i < page.n; i++) {
		struct leaving l = { s, &page.v[i], 0 };

		rc = db_tx(s->c->db, TX_WRITE, leave, &l);
		if (rc == OK && l.gone > 0)
			s->d.spooled++;
		if ((rc = sweep_thing(s, core_db(s->c, rc))) != OK)
			return rc;
	}
	*more = page.n == PAGE && s->d.spooled > before;
	return OK;
}

/* ---- what was left half written ------------------------------------------ */

void
sweep_tidy(const char *spool)
{
	DIR *d = opendir(spool);
	struct clock wall = clock_system();
	msec now = clock_now(&wall);
	struct dirent *e;
	struct stat st;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		const char *name = e->d_name;

		if (name[0] != '.' || strlen(name) < 38 ||
		    fstatat(dirfd(d), name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(st.st_mode) || now - SECONDS(st.st_mtime) < OLD)
			continue;
		if (unlinkat(dirfd(d), name, 0) == 0)
			log_info("sweep.tidy file=%s", name);
	}
	closedir(d);
}
