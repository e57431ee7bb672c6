/**
 * Scripts for the fleet from real chat logs. A log becomes one group conversation. Nicknames become
 * its members, and lines become messages. Joins, parts and changes of nickname become changes of
 * members.
 *
 * <p><b>IRC text.</b> {@code [HH:MM] <nick> text} is a message, and so is {@code [HH:MM] * nick
 * does} (kept with its star). {@code === nick [...] has joined #room}, {@code has left}, {@code has
 * quit} and {@code === old is now known as new} are changes of members. Other lines are counted and
 * left out. Lines of one minute are spread evenly over it. A line without a time happens with the
 * line before it.
 *
 * <p><b>JSON lines.</b> One object per line: {@code {"at": 12.5, "user": "ann", "text": "Hello"}},
 * {@code {"at": ..., "user": "ann", "action": "join"}} (or {@code "leave"}), {@code {"at": ...,
 * "user": "ann", "action": "rename", "to": "ann2"}}. {@code at} is in seconds, or a time in ISO
 * 8601.
 *
 * <p>A nickname that talks without having joined joins just before, because logs begin in the
 * middle. An admin who does nothing else makes the changes of members, {@link
 * io.parley.simulator.replay.ReplayScript#HOST}.
 *
 * <p><b>Dirt.</b> The contract allows texts of at most 16 KiB of valid UTF-8. So a gateway must
 * decide what to do with bytes that are not valid UTF-8, as old chat clients send them. The replay
 * does as chat clients do and reads a line that is not UTF-8 as ISO 8859-1. Each byte becomes the
 * character of its number, so that nothing is lost. An unpaired surrogate, which JSON can express
 * and UTF-8 cannot, becomes U+FFFD. Control characters stay. A text that is empty or too long is
 * sent as it is, and ingest rejects it.
 *
 * <p><b>Names.</b> Ids may have only {@code A-Za-z0-9._:@-}. Any other character of a nickname, and
 * the colon, becomes {@code :XX} for each byte of its UTF-8. The nickname can be restored from the
 * id, and two nicknames never become one id. See {@link io.parley.simulator.replay.Nicknames}.
 */
package io.parley.simulator.replay;
