/**
 * Real chat logs as a script for the fleet: a log is one group conversation, nicknames are its
 * members, lines are messages, joins and parts and changes of nickname are changes of members.
 *
 * <p><b>IRC text.</b> {@code [HH:MM] <nick> text} is a message, {@code [HH:MM] * nick does} too
 * (kept with its star), {@code === nick [...] has joined #room}, {@code has left}, {@code has quit}
 * and {@code === old is now known as new} are membership; other lines are counted and left out.
 * Lines of one minute are spread evenly over it; what has no time happens with the line before it.
 *
 * <p><b>JSON lines.</b> One object a line: {@code {"at": 12.5, "user": "ann", "text": "Hello"}},
 * {@code {"at": ..., "user": "ann", "action": "join"}} (or {@code "leave"}), {@code {"at": ...,
 * "user": "ann", "action": "rename", "to": "ann2"}}. {@code at} is in seconds, or a time in ISO
 * 8601.
 *
 * <p>Somebody who talks without having joined joins just before: logs begin in the middle. Changes
 * of members are made by an admin who does nothing else, {@link
 * io.parley.simulator.replay.ReplayScript#HOST}.
 *
 * <p><b>Dirt.</b> The contract has texts of at most 16 KiB of valid UTF-8, so a gateway must decide
 * what to do with bytes that are none, as old chat clients send. Ours, as chat clients do, reads a
 * line that is not UTF-8 as ISO 8859-1: each byte becomes the character of its number, nothing is
 * lost, the bytes can be had back. Half a surrogate pair, which JSON can express and UTF-8 cannot,
 * becomes U+FFFD. Control characters stay. An empty line or one that is too long is sent as it is
 * and rejected by ingest, and its sender is told.
 *
 * <p><b>Names.</b> Ids may have only {@code A-Za-z0-9._:@-}. Any other character of a nickname, and
 * the colon, becomes {@code :XX} for each byte of its UTF-8; that can be undone, and two nicknames
 * never become one id. See {@link io.parley.simulator.replay.Nicknames}.
 */
package io.parley.simulator.replay;
