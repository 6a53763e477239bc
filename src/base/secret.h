/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secret.h - passwords (argon2id, libsodium), digests (SHA-256), TOTP
 * (RFC 6238, liboath), sealed text and randomness.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/err.h"
#include "base/str.h"

#define SECRET_HASH 128 /* a stored password, NUL included */
#define SHA256_HEX  65	/* 64 hexadecimal digits and NUL */

/* 64 MiB, two passes; CABINA_FAST_SECRETS=1 (tests) takes the least. */
MUST_CHECK enum err secret_hash(struct str password, char out[SECRET_HASH],
    struct fault *);
/* ERR_DENIED when it does not match. *stale: hash it anew. */
MUST_CHECK enum err secret_check(struct str password, struct str stored,
    bool *stale);
/* A password a person can read out: four groups, about 60 bits. */
struct str secret_make(struct arena *);
void secret_wipe(void *, size_t);
void secret_random(void *, size_t);

#define SECRET_KEY   32 /* bytes of a key */
#define SECRET_EXTRA 40 /* what sealing adds: nonce and tag */

/* Sealed (XChaCha20-Poly1305) and appended to *out. `about` is not in it, and
 * must be the same when it is opened: which file, which place in it. */
void secret_seal(const unsigned char key[SECRET_KEY], struct str about,
    const void *, size_t, struct buf *out);
/* Opened and appended to *out; ERR_DENIED when the key or `about` is another,
 * or a bit was changed. */
MUST_CHECK enum err secret_unseal(const unsigned char key[SECRET_KEY],
    struct str about, const void *, size_t, struct buf *out);

void sha256_hex(const void *, size_t, char out[SHA256_HEX]);
struct sha256 {
	uint64_t state[16]; /* libsodium's state fits */
};
void sha256_start(struct sha256 *);
void sha256_add(struct sha256 *, const void *, size_t);
void sha256_end(struct sha256 *, char out[SHA256_HEX]);

/* Bytes as text (base64, one line), appended; and back: false when it is no
 * such text. */
void bytes_print(const void *, size_t, struct buf *);
bool bytes_read(struct str, struct buf *);

/* Base32 secret of 20 random bytes; and whether a 6-digit code fits it within
 * one step of 30 s either way. *step (in/out) is the last step used: a code is
 * good once. */
struct str totp_make(struct arena *);
bool totp_check(struct str secret, struct str code, msec now, int64_t *step);

#endif
