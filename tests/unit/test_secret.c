/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_secret.c - passwords, digests and one-time codes against published
 * vectors, and each way of getting in that must stay shut.
 */
#include "base/secret.h"
#include "test.h"

/* Of "correct horse", made with 16 MiB and three passes: nobody's setting. */
static const char old_hash[] =
    "$argon2id$v=19$m=16384,t=3,p=1$"
    "RvnDCQt31PVUkG7cWCtDTw$7JrUmGIrAS2eRWONxw4gQiBG+qwpnyPbu35fkrEmwao";
/* RFC 6238's key "12345678901234567890". */
static const char rfc_key[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

static struct arena a;

static int
clear(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

static void
a_password_opens_only_its_own_hash(void **state)
{
	char one[SECRET_HASH], two[SECRET_HASH];
	bool stale = true;

	(void)state;
	assert_int_equal(secret_hash(STR("señora-42"), one, NULL), OK);
	assert_int_equal(secret_hash(STR("señora-42"), two, NULL), OK);
	assert_string_not_equal(one, two); /* salted */
	assert_memory_equal(one, "$argon2id$", 10);
	assert_null(strstr(one, "señora"));
	assert_int_equal(secret_check(STR("señora-42"), str_of(one), &stale),
	    OK);
	assert_false(stale);
	assert_int_equal(secret_check(STR("señora-43"), str_of(one), &stale),
	    ERR_DENIED);
	assert_int_equal(secret_check(STR("senora-42"), str_of(one), &stale),
	    ERR_DENIED);
	assert_int_equal(secret_check(STR(""), str_of(one), &stale),
	    ERR_DENIED);
}

static void
what_is_no_hash_opens_to_nobody(void **state)
{
	char big[300], cut[SECRET_HASH];
	bool stale = false;

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	assert_int_equal(secret_check(STR(""), STR_NONE, &stale), ERR_DENIED);
	assert_int_equal(secret_check(STR("x"), STR("x"), &stale), ERR_DENIED);
	assert_int_equal(secret_check(STR("x"), str_of(big), &stale),
	    ERR_DENIED);
	assert_int_equal(secret_hash(STR("x"), cut, NULL), OK);
	cut[strlen(cut) - 1] = '\0';
	assert_int_equal(secret_check(STR("x"), str_of(cut), &stale),
	    ERR_DENIED);
	assert_false(stale);
}

static void
a_hash_with_other_parameters_opens_and_is_stale(void **state)
{
	bool stale = false;

	(void)state;
	assert_int_equal(secret_check(STR("correct horse"), str_of(old_hash),
			     &stale),
	    OK);
	assert_true(stale);
	stale = false;
	assert_int_equal(secret_check(STR("wrong horse"), str_of(old_hash),
			     &stale),
	    ERR_DENIED);
	assert_false(stale);
}

static void
a_made_password_can_be_read_out_and_never_repeats(void **state)
{
	struct str made[200];
	size_t i, j;

	(void)state;
	for (i = 0; i < countof(made); i++) {
		made[i] = secret_make(&a);
		assert_int_equal(made[i].len, 15);
		for (j = 0; j < made[i].len; j++)
			if (j % 4 == 3)
				assert_int_equal(made[i].s[j], '-');
			else
				assert_non_null(strchr("abcdefghjkmnpqrstuvwxyz"
						       "23456789",
				    made[i].s[j]));
		for (j = 0; j < i; j++)
			assert_false(str_eq(made[i], made[j]));
	}
}

static void
sha256_gives_the_published_digests(void **state)
{
	static const char abc[] = "ba7816bf8f01cfea414140de5dae2223"
				  "b00361a396177a9cb410ff61f20015ad";
	static const char none[] = "e3b0c44298fc1c149afbf4c8996fb924"
				   "27ae41e4649b934ca495991b7852b855";
	static const char million[] = "cdc76e5c9914fb9281a1c7e284d73e67"
				      "f1809a48a497200e046d39ccc7112cd0";
	char out[SHA256_HEX];
	struct sha256 h;
	int i;

	(void)state;
	sha256_hex("abc", 3, out);
	assert_string_equal(out, abc);
	sha256_hex("", 0, out);
	assert_string_equal(out, none);
	sha256_start(&h);
	for (i = 0; i < 100000; i++)
		sha256_add(&h, "aaaaaaaaaa", 10);
	sha256_end(&h, out);
	assert_string_equal(out, million);
}

static void
wiping_leaves_nothing_and_randomness_differs(void **state)
{
	unsigned char one[32], two[32], none[32] = { 0 };

	(void)state;
	secret_random(one, sizeof(one));
	secret_random(two, sizeof(two));
	assert_memory_not_equal(one, two, sizeof(one));
	secret_wipe(one, sizeof(one));
	assert_memory_equal(one, none, sizeof(one));
}

/* The last six digits of RFC 6238, appendix B, SHA-1. */
static void
one_time_codes_are_those_of_the_rfc(void **state)
{
	static const struct {
		int64_t at;
		const char *code;
	} rows[] = {
		{ 59, "287082" },
		{ 1111111109, "081804" },
		{ 1111111111, "050471" },
		{ 1234567890, "005924" },
		{ 2000000000, "279037" },
		{ 20000000000, "353130" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		int64_t step = 0;

		assert_true(totp_check(str_of(rfc_key), str_of(rows[i].code),
		    SECONDS(rows[i].at), &step));
		assert_int_equal(step, rows[i].at / 30);
	}
}

static void
a_code_is_good_one_step_either_way_and_no_further(void **state)
{
	const struct str key = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	const msec at = SECONDS(1111111109) / SECONDS(30) * SECONDS(30);
	int64_t step;

	(void)state;
	step = 0;
	assert_true(totp_check(key, STR("081804"), at - 1, &step));
	assert_int_equal(step, at / SECONDS(30));
	step = 0;
	assert_true(totp_check(key, STR("081804"), at + SECONDS(59), &step));
	assert_int_equal(step, at / SECONDS(30));
	step = 0;
	assert_false(totp_check(key, STR("081804"), at - SECONDS(31), &step));
	assert_false(totp_check(key, STR("081804"), at + SECONDS(60), &step));
	assert_int_equal(step, 0);
}

static void
a_code_is_good_once(void **state)
{
	const struct str key = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	const msec at = SECONDS(1111111109);
	int64_t step = 0;

	(void)state;
	assert_true(totp_check(key, STR("081804"), at, &step));
	assert_false(totp_check(key, STR("081804"), at, &step));
	assert_false(totp_check(key, STR("081804"), at + SECONDS(20), &step));
	assert_true(totp_check(key, STR("050471"), at + SECONDS(2), &step));
	/* and an older one is not let in after a newer */
	assert_false(totp_check(key, STR("081804"), at, &step));
}

static void
what_is_no_code_or_no_secret_is_refused(void **state)
{
	const struct str key = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	const msec at = SECONDS(1111111109);
	int64_t step = 0;

	(void)state;
	assert_false(totp_check(key, STR("081805"), at, &step));
	assert_false(totp_check(key, STR("81804"), at, &step));
	assert_false(totp_check(key, STR("07081804"), at, &step));
	assert_false(totp_check(key, STR("08180x"), at, &step));
	assert_false(totp_check(key, STR(" 81804"), at, &step));
	assert_false(totp_check(key, STR(""), at, &step));
	assert_false(totp_check(STR("not base32!"), STR("081804"), at, &step));
	assert_int_equal(step, 0);
}

static void
a_made_secret_is_base32_of_twenty_bytes(void **state)
{
	struct str one = totp_make(&a), two = totp_make(&a);
	size_t i;

	(void)state;
	assert_int_equal(one.len, 32);
	assert_false(str_eq(one, two));
	for (i = 0; i < one.len; i++)
		assert_non_null(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
		    one.s[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_password_opens_only_its_own_hash),
		cmocka_unit_test(what_is_no_hash_opens_to_nobody),
		cmocka_unit_test(
		    a_hash_with_other_parameters_opens_and_is_stale),
		cmocka_unit_test(
		    a_made_password_can_be_read_out_and_never_repeats),
		cmocka_unit_test(sha256_gives_the_published_digests),
		cmocka_unit_test(wiping_leaves_nothing_and_randomness_differs),
		cmocka_unit_test(one_time_codes_are_those_of_the_rfc),
		cmocka_unit_test(
		    a_code_is_good_one_step_either_way_and_no_further),
		cmocka_unit_test(a_code_is_good_once),
		cmocka_unit_test(what_is_no_code_or_no_secret_is_refused),
		cmocka_unit_test(a_made_secret_is_base32_of_twenty_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
