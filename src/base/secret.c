/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secret.c - passwords, digests and randomness from libsodium, one-time codes
 * from liboath; nothing of it is our own invention.
 */
#include <ctype.h>
#include <errno.h>
#include <liboath/oath.h>
#include <pthread.h>
#include <sodium.h>

#include "base/secret.h"

_Static_assert(SECRET_HASH >= crypto_pwhash_STRBYTES, "a hash must fit");
_Static_assert(sizeof(struct sha256) >= sizeof(crypto_hash_sha256_state),
    "libsodium's state must fit");

enum { STEP = 30, TOTP_BYTES = 20, TOTP_DIGITS = 6 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static unsigned long long passes;
static size_t memory;

static void
start(void)
{
	const char *fast = getenv("CABINA_FAST_SECRETS");

	if (sodium_init() < 0)
		die("libsodium cannot start: is there no randomness?");
	if (oath_init() != OATH_OK)
		die("liboath cannot start");
	passes = crypto_pwhash_OPSLIMIT_INTERACTIVE;
	memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
	if (fast != NULL && strcmp(fast, "1") == 0) {
		passes = crypto_pwhash_OPSLIMIT_MIN;
		memory = crypto_pwhash_MEMLIMIT_MIN;
	}
}

static void
ready(void)
{
	pthread_once(&once, start);
}

enum err
secret_hash(struct str password, char out[SECRET_HASH], struct fault *f)
{
	char hash[crypto_pwhash_STRBYTES];

	ready();
	if (crypto_pwhash_str(hash, password.s, password.len, passes, memory) !=
	    0)
		return fail(f, ERR_IO,
		    _("a password needs 64 MiB of memory to "
		      "be stored: close something and try again"));
	memcpy(out, hash, sizeof(hash));
	return OK;
}

enum err
secret_check(struct str password, struct str stored, bool *stale)
{
	ready();
	if (stored.len >= crypto_pwhash_STRBYTES)
		return ERR_DENIED;
	errno = 0;
	if (crypto_pwhash_str_verify(stored.s, password.s, password.len) != 0)
		return errno == ENOMEM ? ERR_IO : ERR_DENIED;
	*stale = crypto_pwhash_str_needs_rehash(stored.s, passes, memory) != 0;
	return OK;
}

/* Without the letters and digits that are read out or typed as one another. */
struct str
secret_make(struct arena *a)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	char out[sizeof("abc-def-ghj-kmn")];
	struct str made;
	size_t i;

	ready();
	for (i = 0; i < sizeof(out) - 1; i++)
		out[i] = i % 4 == 3
		    ? '-'
		    : letters[randombytes_uniform(sizeof(letters) - 1)];
	made = str_copyn(a, out, sizeof(out) - 1);
	secret_wipe(out, sizeof(out));
	return made;
}

void
secret_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

void
secret_random(void *p, size_t n)
{
	ready();
	randombytes_buf(p, n);
}

/* ---- sealed text -------------------------------------------------------- */

_Static_assert(SECRET_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    "a key must fit");
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_Static_assert(SECRET_EXTRA ==
	NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES,
    "what sealing adds must fit");

void
secret_seal(const unsigned char key[SECRET_KEY], struct str about,
    const void *plain, size_t n, struct buf *out)
{
	size_t size = n + SECRET_EXTRA;
	unsigned char *made = malloc(size);

	ready();
	if (made == NULL)
		die("out of memory");
	randombytes_buf(made, NONCE);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(made + NONCE, NULL,
	    plain, n, (const unsigned char *)about.s, about.len, NULL, made,
	    key);
	buf_add(out, made, size);
	free(made);
}

enum err
secret_unseal(const unsigned char key[SECRET_KEY], struct str about,
    const void *sealed, size_t n, struct buf *out)
{
	const unsigned char *from = sealed;
	unsigned char *made;
	enum err rc = OK;

	ready();
	if (n < SECRET_EXTRA)
		return ERR_DENIED;
	made = malloc(n - SECRET_EXTRA + 1);
	if (made == NULL)
		die("out of memory");
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(made, NULL, NULL,
		from + NONCE, n - NONCE, (const unsigned char *)about.s,
		about.len, from, key) != 0)
		rc = ERR_DENIED;
	else
		buf_add(out, made, n - SECRET_EXTRA);
	sodium_memzero(made, n - SECRET_EXTRA + 1);
	free(made);
	return rc;
}

static void
to_hex(const unsigned char digest[crypto_hash_sha256_BYTES],
    char out[SHA256_HEX])
{
	sodium_bin2hex(out, SHA256_HEX, digest, crypto_hash_sha256_BYTES);
}

void
sha256_hex(const void *p, size_t n, char out[SHA256_HEX])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	ready();
	crypto_hash_sha256(digest, p, n);
	to_hex(digest, out);
}

static crypto_hash_sha256_state *
state_of(struct sha256 *h)
{
	return (crypto_hash_sha256_state *)(void *)h->state;
}

void
bytes_print(const void *in, size_t len, struct buf *out)
{
	size_t n =
	    sodium_base64_ENCODED_LEN(len, sodium_base64_VARIANT_ORIGINAL);
	char *text = malloc(n);

	if (text == NULL)
		die("out of memory");
	sodium_bin2base64(text, n, in, len, sodium_base64_VARIANT_ORIGINAL);
	buf_add(out, text, n - 1);
	free(text);
}

bool
bytes_read(struct str in, struct buf *out)
{
	unsigned char *bytes = malloc(in.len + 1);
	size_t n = 0;
	bool good;

	if (bytes == NULL)
		die("out of memory");
	good = sodium_base642bin(bytes, in.len + 1, in.s, in.len, NULL, &n,
		   NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
	if (good)
		buf_add(out, bytes, n);
	free(bytes);
	return good;
}

void
sha256_start(struct sha256 *h)
{
	ready();
	crypto_hash_sha256_init(state_of(h));
}

void
sha256_add(struct sha256 *h, const void *p, size_t n)
{
	crypto_hash_sha256_update(state_of(h), p, n);
}

void
sha256_end(struct sha256 *h, char out[SHA256_HEX])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(state_of(h), digest);
	to_hex(digest, out);
}

struct str
totp_make(struct arena *a)
{
	char raw[TOTP_BYTES], *text;
	struct str made;
	size_t n;

	secret_random(raw, sizeof(raw));
	if (oath_base32_encode(raw, sizeof(raw), &text, &n) != OATH_OK)
		die("out of memory: a one-time secret");
	made = str_copyn(a, text, n);
	secret_wipe(text, n);
	free(text);
	secret_wipe(raw, sizeof(raw));
	return made;
}

static bool
six_digits(struct str code)
{
	size_t i;

	for (i = 0; i < code.len; i++)
		if (!isdigit((unsigned char)code.s[i]))
			return false;
	return code.len == TOTP_DIGITS;
}

bool
totp_check(struct str secret, struct str code, msec now, int64_t *step)
{
	int rc, off = 0;
	int64_t used;
	char *raw;
	size_t n;

	ready();
	if (!six_digits(code) ||
	    oath_base32_decode(secret.s, secret.len, &raw, &n) != OATH_OK)
		return false;
	rc = oath_totp_validate2(raw, n, (time_t)(now / 1000), STEP, 0, 1, &off,
	    code.s);
	secret_wipe(raw, n);
	free(raw);
	used = now / SECONDS(STEP) + off;
	if (rc < 0 || used <= *step)
		return false;
	*step = used;
	return true;
}
