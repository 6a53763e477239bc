/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_mail.c - a thread of e-mails comes to a ticket whole, as evidence, and
 * goes again; what strangers put in one harms nothing.
 */
#include "tickettest.h"

#include <unistd.h>

#include "core/attachment.h"
#include "core/mail.h"
#include "core/mail_html.h"
#include "core/ticket_mail.h"
#include "core/undo.h"

/* Two mails; the first, of the customer, carries a PDF and a program. */
#define FIRST                                                                  \
	"From a@b Fri Nov 20 14:02:00 2020\n"                                  \
	"From: =?utf-8?Q?Ana_Mu=C3=B1oz?= <Ana@Example.CL>\n"                  \
	"To: reclamos@casa.example\n"                                          \
	"Subject: =?iso-8859-1?Q?Devoluci=F3n?=\n"                             \
	"Date: Fri, 20 Nov 2020 14:02:00 -0300\n"                              \
	"MIME-Version: 1.0\n"                                                  \
	"Content-Type: multipart/mixed; boundary=xx\n\n"                       \
	"--xx\nContent-Type: text/plain; charset=iso-8859-1\n"                 \
	"Content-Transfer-Encoding: quoted-printable\n\n"                      \
	"La moto no parti=F3.\n\n"                                             \
	"--xx\nContent-Type: application/pdf; name=boleta.pdf\n"               \
	"Content-Transfer-Encoding: base64\n\nJVBERi0xLjQKYm9sZXRh\n"          \
	"--xx\nContent-Type: image/png; name=\"../../foto.png\"\n"             \
	"Content-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n--xx--\n\n"
#define SECOND                                                                 \
	"From c@d Fri Nov 20 15:02:00 2020\n"                                  \
	"From: Taller <taller@casa.example>\n"                                 \
	"To: ana@example.cl\nSubject: =?utf-8?Q?Re=3A_=1B[2J_moto?=\n"         \
	"Date: Fri, 20 Nov 2020 15:02:00 -0300\n"                              \
	"Content-Type: text/html; charset=utf-8\n\n"                           \
	"<p>Estimada:<br>el <b>lunes</b>.</p><script>x()</script>\n\n"

static char path[64];

static struct str
saved(const char *text)
{
	FILE *f;

	snprintf(path, sizeof(path), "/tmp/cabina-mail-%d.mbox", getpid());
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return str_of(path);
}

static struct id
ticket_of_ana(struct world *w)
{
	struct ticket_new in = question(w);
	struct contact_new mail = { .kind = STR("email"),
		.value = STR("ana@example.cl") };
	struct id point;

	fine(w, contact_add(&w->c, in.customer, &mail, &point));
	return make(w, in);
}

static struct rows_message_of_ticket
words(struct world *w, struct id t)
{
	struct rows_message_of_ticket rows;

	fine(w, message_of_ticket(&w->c, &w->c.arena, t, &rows));
	return rows;
}

/* Of all clocks, with which of them are met. */
static int64_t
sum_of_dues(struct world *w)
{
	return ask_int(w,
	    "SELECT CAST(COALESCE(sum(COALESCE(due_at, 0) + COALESCE(met_at, 0)"
	    "), 0) AS bigint) FROM clock");
}

static void
a_thread_comes_whole_and_goes_whole(void **state)
{
	struct world *w = *state;
	struct id t = ticket_of_ana(w);
	int64_t due = sum_of_dues(w);
	struct rows_message_of_ticket m;
	struct rows_attachment_list files;
	struct mail_taken taken;
	struct undo_done undone;
	struct str from, said;

	fine(w,
	    ticket_mail(&w->c, &w->c.arena, t, saved(FIRST SECOND), &taken));
	assert_int_equal(taken.mails, 2);
	assert_int_equal(taken.added, 2);
	assert_int_equal(taken.files, 2);
	assert_non_null(strstr(taken.left.s, "foto.png"));
	assert_null(strstr(taken.left.s, ".."));
	m = words(w, t);
	assert_int_equal(m.n, 3);
	assert_string_equal(m.v[0].direction.s, "in");
	assert_false(m.v[0].public);
	assert_int_equal(m.v[0].at, INT64_C(1605891720000));
	assert_non_null(strstr(m.v[0].body.s, "Subject: Devolución\n"));
	assert_non_null(strstr(m.v[0].body.s, "La moto no partió."));
	assert_string_equal(m.v[1].direction.s, "internal");
	assert_non_null(strstr(m.v[1].body.s, "Estimada:\nel lunes."));
	assert_non_null(strstr(m.v[1].body.s, "[2J moto"));
	assert_true(ticket_mail_parts(&w->c.arena, m.v[1].body, &from, &said));
	assert_string_equal(from.s, "Taller <taller@casa.example>");
	assert_non_null(strstr(said.s, "Estimada: el lunes."));
	assert_false(ticket_mail_parts(&w->c.arena, STR("From: nadie"), &from,
	    &said));
	assert_null(strchr(m.v[1].body.s, '\x1b'));
	fine(w, attachment_list(&w->c, &w->c.arena, t, false, &files));
	assert_int_equal(files.n, 2);
	assert_string_equal(files.v[1].name.s, "boleta.pdf");
	assert_int_equal(sum_of_dues(w), due);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &undone));
	assert_int_equal(words(w, t).n, 1);
	fine(w, attachment_list(&w->c, &w->c.arena, t, false, &files));
	assert_int_equal(files.n, 0);
}

static void
brought_in_again_it_adds_what_is_new(void **state)
{
	struct world *w = *state;
	struct id t = ticket_of_ana(w);
	struct mail_taken taken;

	fine(w, ticket_mail(&w->c, &w->c.arena, t, saved(FIRST), &taken));
	refused(w, ticket_mail(&w->c, &w->c.arena, t, saved(FIRST), &taken),
	    ERR_INVALID, "on the ticket already");
	fine(w,
	    ticket_mail(&w->c, &w->c.arena, t, saved(FIRST SECOND), &taken));
	assert_int_equal(taken.added, 1);
	assert_int_equal(taken.files, 1); /* the thread itself */
	assert_int_equal(words(w, t).n, 3);
}

static void
what_is_no_mail_is_refused(void **state)
{
	static const char *const bad[] = { "hola\n", "\n\n\n", "<html></html>",
		"From \nFrom \nFrom \n" };
	struct world *w = *state;
	struct id t = make(w, question(w));
	struct mail_taken taken;

	for (size_t i = 0; i < countof(bad); i++)
		refused(w,
		    ticket_mail(&w->c, &w->c.arena, t, saved(bad[i]), &taken),
		    ERR_INVALID, "no e-mail in it");
	assert_int_equal(ticket_mail(&w->c, &w->c.arena, t,
			     STR("/no/such/file"), &taken),
	    ERR_IO);
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, ticket_mail(&w->c, &w->c.arena, t, saved(FIRST), &taken),
	    ERR_DENIED, "ticket.edit");
	assert_int_equal(words(w, t).n, 1);
}

static enum err
read_text(struct arena *a, struct buf *b, struct mails *out)
{
	struct fault f;

	return mail_read(a, buf_view(b), "x.mbox", out, &f);
}

/* Parts within parts, cut anywhere, and more mails than anybody has. */
static void
hostile_mails_harm_nothing(void **state)
{
	struct arena a = { 0 };
	struct mails out;
	struct buf b = { 0 };

	(void)state;
	for (size_t n = 0; n < sizeof(FIRST SECOND); n += 7) {
		buf_reset(&b);
		buf_add(&b, FIRST SECOND, n);
		(void)read_text(&a, &b, &out);
		arena_reset(&a);
	}
	buf_reset(&b);
	buf_z(&b, "From: a@b\n");
	for (int i = 0; i < 500; i++)
		buf_printf(&b,
		    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
		    i);
	buf_z(&b, "\nhola\n");
	assert_int_equal(read_text(&a, &b, &out), OK);
	assert_int_equal(out.n, 1);
	buf_reset(&b);
	for (int i = 0; i <= MAIL_MOST; i++)
		buf_z(&b, FIRST);
	assert_int_equal(read_text(&a, &b, &out), ERR_INVALID);
	buf_done(&b);
	arena_done(&a);
}

static void
html_becomes_words(void **state)
{
	static const struct {
		const char *html, *text;
	} rows[] = {
		{ "a &lt;b&gt; &ntilde;&#241;&#xF1; &nada; &",
		    "a <b> ñññ "
		    "&nada; &" },
		{ "<head><title>T</title></head>uno<br>dos", "uno\ndos" },
		{ "a   \n b<!-- <p> --> c", "a b c" },
		{ "<p>a</p>\n\n<p></p><p>b</p>", "a\n\nb" },
		{ "<script>alert('</b>')</script>fin", "fin" },
		{ "<p", "" },
		{ "<script>", "" },
		{ "&#27;&#0;&#xD800;x", "&#0;&#xD800;x" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_string_equal(mail_html(&a, str_of(rows[i].html)).s,
		    rows[i].text);
	arena_done(&a);
}

static int
gone(void **state)
{
	if (*path != '\0')
		unlink(path);
	return world_end(state);
}

int
main(void)
{
#define WITH_FILE(f) cmocka_unit_test_setup_teardown(f, world_start, gone)
	const struct CMUnitTest tests[] = {
		WITH_FILE(a_thread_comes_whole_and_goes_whole),
		WITH_FILE(brought_in_again_it_adds_what_is_new),
		WITH_FILE(what_is_no_mail_is_refused),
		cmocka_unit_test(hostile_mails_harm_nothing),
		cmocka_unit_test(html_becomes_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
