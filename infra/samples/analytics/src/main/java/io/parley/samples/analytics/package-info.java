/**
 * A page that shows the receipt topics live: messages per minute, the time until they are delivered
 * and read, and how much is unread. It is a sample of a reader for analytics.
 *
 * <p>{@link io.parley.samples.analytics.TopicFollower} reads {@code chat.receipt-stats} and {@code
 * chat.read-cursors} at {@code read_committed}. {@link io.parley.samples.analytics.Figures} keeps
 * what the page shows, in bounded memory. {@link io.parley.samples.analytics.AnalyticsServer}
 * serves both.
 */
package io.parley.samples.analytics;
