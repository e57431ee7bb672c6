/**
 * The signature of a gateway on its records. Kafka tells no reader who produced a record, so
 * without a signature whoever may write to an input topic may speak for every gateway.
 *
 * <p>A signed record has the header {@code parley-signature}: {@code v1;gateway;key;time;mac}. The
 * MAC is HMAC-SHA256, in base64url without padding, over the name of the topic, the record's key
 * and value, the gateway, the key's id and the time of signing in milliseconds. So a signature
 * cannot be moved to another record or topic, and the readers refuse one that is too old.
 *
 * <p>Why HMAC and not Ed25519: with the JDK, a check of Ed25519 costs some hundred times as much as
 * a check of HMAC, on every record. The price is that a job which can check can also sign. A job
 * can write all output topics anyway.
 *
 * <p>Keys stand in a file ({@link io.parley.schemas.signature.KeyFile}), one line for each key:
 * {@code gateway key-id secret}, the secret as at least 32 bytes in base64. A gateway signs with
 * the first key of its own. The jobs read a changed file again within a second, without a restart.
 * Replace the file in one step ({@code mv}).
 *
 * <p>To rotate a key:
 *
 * <ol>
 *   <li>Add the new key to the file of the jobs.
 *   <li>Put the new key first in the gateway's file, and restart the gateway.
 *   <li>Wait until the jobs have read all that was signed with the old key, and have completed a
 *       checkpoint since. Earlier, a replay after a crash would refuse what was accepted before it.
 *   <li>Take the old key out of the jobs' file.
 * </ol>
 *
 * <p>To shut a gateway out, take all its keys out of the jobs' file.
 */
package io.parley.schemas.signature;
