/**
 * Where bad input goes: the topic {@code chat.dead-letters}.
 *
 * <p>A dead letter has the original key, the original bytes, and headers that say why it is here
 * and where it came from:
 *
 * <table>
 * <caption>Headers</caption>
 * <tr><th>header</th><th>value, as UTF-8 text</th></tr>
 * <tr><td>{@code parley.reason}</td><td>a {@link io.parley.common.deadletter.DeadLetterReason}</td></tr>
 * <tr><td>{@code parley.job}</td><td>the job that gave up, such as {@code ingest}</td></tr>
 * <tr><td>{@code parley.source.topic}</td><td rowspan="4">the coordinates and the time of the original</td></tr>
 * <tr><td>{@code parley.source.partition}</td></tr>
 * <tr><td>{@code parley.source.offset}</td></tr>
 * <tr><td>{@code parley.source.timestamp}</td></tr>
 * <tr><td>{@code parley.truncated}</td><td>only if bytes were cut off: {@code key=N value=N}, the
 * original lengths</td></tr>
 * <tr><td>{@code traceparent}</td><td>as it came, if it came</td></tr>
 * </table>
 *
 * <p>A dead letter is for what can never succeed. An outage is no reason: it is waited for.
 */
package io.parley.common.deadletter;
