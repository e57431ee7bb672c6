/**
 * Flink functions and Flink state of the job: they hold keyed state and timers for {@code domain},
 * which decides, and count the statistics by minute.
 */
package io.parley.receipts.operator;
