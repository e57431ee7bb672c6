/**
 * The Flink functions and the Flink state of the job. They hold keyed state and timers for {@code
 * domain}, which decides. They also count the statistics per minute.
 */
package io.parley.receipts.operator;
