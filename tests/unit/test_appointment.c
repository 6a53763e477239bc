/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_appointment.c - a place in a branch at a time: within its slots, never
 * more than it has room for, reminded of once, and each step taken back.
 */
#include "promisetest.h"

#include <dirent.h>
#include <unistd.h>

#include "base/conf.h"
#include "core/appointment.h"
#include "core/consent.h"
#include "core/setup.h"
#include "core/sweep.h"
#include "core/undo.h"

static struct arena a;

/* Monday 2 March 2026, 08:00 in Santiago. */
#define MONDAY "2026-03-02T11:00:00Z"

static void
open_centre(struct world *w)
{
	at(MONDAY);
	apply(w, "calendar", "oficina",
	    "[calendar oficina]\nzone = America/Santiago\n"
	    "mon-fri = 09:00-12:00 15:00-17:00\n");
	apply(w, "service", "taller",
	    "[service taller]\nname.es = Hora en el taller\n"
	    "name.en = Workshop\nlength = 60m\nremind = 1d\n");
	apply(w, "service", "visita",
	    "[service visita]\nname.es = Visita\nlength = 30m\n");
	apply(w, "slots", "centro",
	    "[slots centro]\ncalendar = oficina\ntaller = 2\n");
}

static struct appointment_new
wish(const char *when, const char *hour)
{
	return (struct appointment_new){ .who = STR("Rosa Díaz"),
		.branch = STR("santiago"), /* the city of centro */
		.service = STR("taller"),
		.when = str_of(when),
		.hour = str_of(hour),
		.vehicle = STR("KXRT42") };
}

static enum err
book(struct world *w, const char *when, const char *hour, struct id *id)
{
	struct appointment_new new = wish(when, hour);
	int64_t number = 0;
	enum err rc = appointment_book(&w->c, &new, id, &number);

	assert_true(rc != OK || number > 1000);
	return rc;
}

static const char *
state_of(struct world *w, struct id id)
{
	struct row_appointment_rows row;

	fine(w, appointment_get(&w->c, &a, id, &row));
	return row.state.s;
}

static const char *
starts(struct world *w, struct id id)
{
	struct row_appointment_rows row;

	fine(w, appointment_get(&w->c, &a, id, &row));
	return str_copy(&a, str_of(iso(row.start_at))).s;
}

static void
take_back(struct world *w)
{
	struct undo_done done;

	fine(w, undo_event(&w->c, &a, 0, &done));
}

static void
a_slot_has_room_for_so_many(void **state)
{
	struct world *w = *state;
	struct id one, two, three;

	open_centre(w);
	fine(w, book(w, "tomorrow 10:00", "", &one));
	assert_string_equal(starts(w, one), "2026-03-03T13:00:00Z");
	fine(w, book(w, "tomorrow", "h10", &two));
	assert_int_equal(book(w, "tomorrow 10:00", "", &three), ERR_DENIED);
	assert_non_null(strstr(w->c.fault.text, "09:00, 11:00, 15:00, 16:00"));
	fine(w, book(w, "tomorrow 11:00", "", &three));
	/* A cancelled one gives its place to another. */
	fine(w,
	    appointment_end(&w->c, one, APPOINTMENT_CANCEL, STR("ya no va")));
	fine(w, book(w, "tomorrow 10:00", "", &one));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM slot_place"), 3);
}

static void
only_slots_of_the_branch_are_booked(void **state)
{
	struct world *w = *state;
	struct appointment_new new;
	struct id id;
	int64_t n;

	open_centre(w);
	assert_int_equal(book(w, "tomorrow 10:20", "", &id), ERR_DENIED);
	assert_int_equal(book(w, "saturday 10:00", "", &id), ERR_DENIED);
	assert_int_equal(book(w, "2026-02-27 10:00", "", &id), ERR_INVALID);
	new = wish("tomorrow 10:00", "");
	new.service = STR("visita");
	assert_int_equal(appointment_book(&w->c, &new, &id, &n), ERR_DENIED);
	new.service = STR("nada");
	assert_int_equal(appointment_book(&w->c, &new, &id, &n), ERR_INVALID);
	assert_non_null(strstr(w->c.fault.text, "taller, visita"));
	new = wish("tomorrow 10:20", "");
	new.override = STR("viene de lejos");
	fine(w, appointment_book(&w->c, &new, &id, &n));
	/* A branch without slots takes what is said, but never the past. */
	new = wish("saturday 10:20", "");
	new.branch = STR("norte");
	fine(w, appointment_book(&w->c, &new, &id, &n));
	new.when = STR("2026-03-01 10:00");
	assert_int_equal(appointment_book(&w->c, &new, &id, &n), ERR_INVALID);
	new.branch = STR("Valdivia");
	assert_int_equal(appointment_book(&w->c, &new, &id, &n), ERR_INVALID);
}

static void
a_part_of_the_day_is_its_first_free_slot(void **state)
{
	struct world *w = *state;
	struct id id;

	open_centre(w);
	for (int i = 0; i < 3; i++)
		fine(w, book(w, "tomorrow", "manana", &id));
	assert_string_equal(starts(w, id), "2026-03-03T13:00:00Z");
	fine(w, book(w, "tomorrow", "tarde", &id));
	assert_string_equal(starts(w, id), "2026-03-03T18:00:00Z");
	assert_int_equal(book(w, "tomorrow", "25", &id), ERR_INVALID);
}

static void
it_goes_through_its_states(void **state)
{
	struct world *w = *state;
	struct id id;

	open_centre(w);
	fine(w, book(w, "tomorrow 10:00", "", &id));
	fine(w, appointment_end(&w->c, id, APPOINTMENT_CONFIRM, STR_NONE));
	assert_int_equal(appointment_end(&w->c, id, APPOINTMENT_CONFIRM,
			     STR_NONE),
	    ERR_INVALID);
	assert_int_equal(appointment_end(&w->c, id, APPOINTMENT_KEPT, STR_NONE),
	    ERR_INVALID);
	at("2026-03-03T13:05:00Z");
	fine(w, appointment_end(&w->c, id, APPOINTMENT_KEPT, STR_NONE));
	assert_int_equal(appointment_end(&w->c, id, APPOINTMENT_MISSED,
			     STR_NONE),
	    ERR_INVALID);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM stay WHERE kind ="
			     " 'appointment'"),
	    3);
}

static void
moving_keeps_one_place(void **state)
{
	struct world *w = *state;
	struct appointment_move to = { .when = STR("tomorrow 16:00") };
	struct id id, made;
	int64_t n;

	open_centre(w);
	fine(w, book(w, "tomorrow 10:00", "", &id));
	fine(w, appointment_move(&w->c, id, &to, &made, &n));
	assert_string_equal(state_of(w, id), "moved");
	assert_string_equal(starts(w, made), "2026-03-03T19:00:00Z");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM slot_place"), 1);
	take_back(w);
	assert_string_equal(state_of(w, id), "booked");
	assert_string_equal(state_of(w, made), "cancelled");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM slot_place p JOIN"
			     " appointment a ON a.id = p.appointment WHERE"
			     " a.state = 'booked'"),
	    1);
}

static void
undo_asks_whether_the_place_is_still_free(void **state)
{
	struct world *w = *state;
	struct undo_done done;
	struct id one, two;

	open_centre(w);
	fine(w, book(w, "tomorrow 10:00", "", &one));
	fine(w, book(w, "tomorrow 10:00", "", &two));
	fine(w,
	    appointment_end(&w->c, one, APPOINTMENT_CANCEL, STR("ya no va")));
	take_back(w);
	assert_string_equal(state_of(w, one), "booked");
	fine(w,
	    appointment_end(&w->c, one, APPOINTMENT_CANCEL, STR("ya no va")));
	{
		int64_t n = ask_int(w, "SELECT max(n) FROM event_log");

		fine(w, book(w, "tomorrow 10:00", "", &two));
		assert_int_equal(undo_event(&w->c, &a, n, &done), ERR_CONFLICT);
	}
	assert_string_equal(state_of(w, one), "cancelled");
}

static void
who_booked_it_is_reminded_once(void **state)
{
	struct world *w = *state;
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done d;
	struct id one, two;

	open_centre(w);
	fine(w, book(w, "wednesday 10:00", "", &one));
	fine(w, book(w, "wednesday 11:00", "", &two));
	fine(w,
	    appointment_end(&w->c, two, APPOINTMENT_CANCEL, STR("ya no va")));
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.dates, 0);
	assert_string_equal(iso(d.next_at), "2026-03-03T13:00:00Z");
	at("2026-03-03T13:00:00Z");
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.failed, 0);
	assert_int_equal(d.dates, 1);
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.dates, 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE kind ="
			     " 'appointment' AND to_agent = '" ANA "'"),
	    1);
	at("2026-03-04T12:30:00Z");
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.dates, 0);
}

/* ---- letters before it --------------------------------------------------- */

static struct id
reachable(struct world *w, const char *lang)
{
	struct customer_new in = { .name = STR("Rosa Díaz"),
		.branch = STR("centro"),
		.lang = str_of(lang) };
	struct contact_new mail = { .kind = STR("email"),
		.value = STR("rosa@example.cl") };
	struct contact_new phone = { .kind = STR("phone"),
		.value = STR("+56 9 8123 4567") };
	struct id id, point;

	fine(w, customer_create(&w->c, &in, &id));
	fine(w, contact_add(&w->c, id, &mail, &point));
	fine(w, contact_add(&w->c, id, &phone, &point));
	return id;
}

static void
refuse(struct world *w, struct id customer, const char *channel)
{
	struct consent_new no = { .channel = str_of(channel),
		.purpose = STR("service"),
		.allowed = false,
		.source = STR("call") };

	fine(w, consent_set(&w->c, customer, &no));
}

static struct id
book_for(struct world *w, struct id customer, const char *when)
{
	struct appointment_new new = wish(when, "");
	struct id id;
	int64_t n;

	new.customer = customer;
	new.override = STR("de noche");
	fine(w, appointment_book(&w->c, &new, &id, &n));
	return id;
}

static void
write_before(struct world *w)
{
	open_centre(w);
	apply(w, "service", "taller",
	    "[service taller]\nname.es = Hora en el taller\n"
	    "name.en = Workshop\nlength = 60m\nletter = 1d\n");
}

/* What one sweep left for the mailer; the files are gone afterwards. */
static struct str
swept(struct world *w, int64_t spooled)
{
	char dir[] = "/tmp/cabina-spool-XXXXXX", path[600];
	struct sweep_options o = { .holder = id_of(ANA) };
	struct str text = STR_NONE;
	struct sweep_done d;
	struct dirent *e;
	DIR *open_dir;

	assert_non_null(mkdtemp(dir));
	o.spool = dir;
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.failed, 0);
	assert_int_equal(d.spooled, spooled);
	open_dir = opendir(dir);
	while ((e = readdir(open_dir)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		fine(w, file_read(path, 9000, &a, &text, &w->c.fault));
		unlink(path);
	}
	closedir(open_dir);
	assert_int_equal(rmdir(dir), 0);
	return text;
}

static void
the_customer_is_written_to_once(void **state)
{
	struct world *w = *state;
	struct id id, rosa;
	struct str text;

	write_before(w);
	rosa = reachable(w, "es");
	id = book_for(w, rosa, "wednesday 10:00");
	swept(w, 0);
	at("2026-03-03T13:00:00Z");
	text = swept(w, 1);
	assert_non_null(strstr(text.s, "rosa@example.cl"));
	assert_non_null(strstr(text.s, "Hora en el taller"));
	assert_non_null(strstr(text.s, "miércoles 04-03-2026 a las 10:00"));
	swept(w, 0);
	/* Another time is another word; who cancels is not written to. */
	at("2026-03-03T14:00:00Z");
	id = book_for(w, rosa, "friday 10:00");
	fine(w,
	    appointment_end(&w->c, id, APPOINTMENT_CANCEL, STR("ya no va")));
	at("2026-03-05T14:00:00Z");
	swept(w, 0);
}

static void
a_letter_is_in_their_language_by_an_allowed_way(void **state)
{
	struct world *w = *state;
	struct str text;
	struct id ann;

	write_before(w);
	ann = reachable(w, "en");
	refuse(w, ann, "email");
	book_for(w, ann, "wednesday 10:00");
	at("2026-03-03T13:00:00Z");
	text = swept(w, 1);
	assert_non_null(strstr(text.s, "whatsapp"));
	assert_non_null(strstr(text.s, "8123"));
	assert_non_null(strstr(text.s, "Wednesday 2026-03-04 at 10:00"));
	/* Who allows nothing is to be called. */
	refuse(w, ann, "whatsapp");
	book_for(w, ann, "friday 10:00");
	at("2026-03-05T13:00:00Z");
	swept(w, 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE kind ="
			     " 'appointment' AND to_agent = '" ANA "'"),
	    1);
	swept(w, 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE kind = "
			     "'appointment'"),
	    1);
}

/* 23:00 less a day would be at night: it leaves the evening before. Nor does
 * a sweep that was asleep write at night. */
static void
nobody_is_written_to_at_night(void **state)
{
	struct world *w = *state;
	struct row_appointment_rows row;
	struct id id, rosa;

	write_before(w);
	rosa = reachable(w, "es");
	id = book_for(w, rosa, "wednesday 23:00");
	fine(w, appointment_get(&w->c, &a, id, &row));
	assert_string_equal(iso(row.letter_at), "2026-03-03T23:30:00Z");
	id = book_for(w, rosa, "friday 06:00");
	fine(w, appointment_get(&w->c, &a, id, &row));
	assert_string_equal(iso(row.letter_at), "2026-03-04T23:30:00Z");
	at("2026-03-04T02:00:00Z");
	swept(w, 0);
	at("2026-03-04T12:00:00Z");
	swept(w, 1);
}

static void
a_list_is_of_what_one_may_see(void **state)
{
	struct world *w = *state;
	struct appointment_filter f = { .limit = 10 };
	struct rows_appointment_rows rows;
	struct appointment_new new;
	struct id id;
	int64_t n;

	open_centre(w);
	fine(w, book(w, "tomorrow 10:00", "", &id));
	new = wish("tomorrow 10:20", "");
	new.branch = STR("norte");
	fine(w, appointment_book(&w->c, &new, &id, &n));
	fine(w, appointment_list(&w->c, &a, &f, &rows));
	assert_int_equal(rows.n, 2);
	f.branch = STR("norte");
	fine(w, appointment_list(&w->c, &a, &f, &rows));
	assert_int_equal(rows.n, 1);
	f.branch = STR_NONE;
	/* Luis is of branch centro, and neither booked one nor is of the team
	 * that did. */
	act(w, LUIS, "luis", SCOPE_BRANCH);
	fine(w, appointment_list(&w->c, &a, &f, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].branch.s, "centro");
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, appointment_list(&w->c, &a, &f, &rows));
	assert_int_equal(rows.n, 0);
	allow(w, MAY_INTERACTION_READ, SCOPE_NONE);
	assert_int_equal(appointment_list(&w->c, &a, &f, &rows), ERR_DENIED);
}

static void
a_wrong_setup_is_told_with_its_line(void **state)
{
	struct service x;
	struct slots s;
	struct fault f;

	(void)state;
	assert_int_equal(service_parse(STR("[service taller]\n"
					   "name.es = Taller\nlenght = 1h\n"),
			     "x.ini", &a, &x, &f),
	    ERR_INVALID);
	assert_non_null(strstr(f.text, "x.ini:3"));
	assert_int_equal(service_parse(STR("[service taller]\nname.es = T\n"
					   "length = 1m\n"),
			     "x.ini", &a, &x, &f),
	    ERR_INVALID);
	assert_int_equal(slots_parse(STR("[slots centro]\ncalendar = c\n"
					 "taller = 0\n"),
			     "x.ini", &a, &s, &f),
	    ERR_INVALID);
	assert_non_null(strstr(f.text, "x.ini:3"));
	assert_int_equal(slots_parse(STR("[slots centro]\ncalendar = c\n"),
			     "x.ini", &a, &s, &f),
	    ERR_INVALID);
}

static int
drop(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_slot_has_room_for_so_many),
		TEST(only_slots_of_the_branch_are_booked),
		TEST(a_part_of_the_day_is_its_first_free_slot),
		TEST(it_goes_through_its_states),
		TEST(moving_keeps_one_place),
		TEST(undo_asks_whether_the_place_is_still_free),
		TEST(who_booked_it_is_reminded_once),
		TEST(the_customer_is_written_to_once),
		TEST(a_letter_is_in_their_language_by_an_allowed_way),
		TEST(nobody_is_written_to_at_night),
		TEST(a_list_is_of_what_one_may_see),
		TEST(a_wrong_setup_is_told_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, drop);
}
