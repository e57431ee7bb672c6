/**
 * Faults in which something stands still or a clock is wrong, and nobody is gone: no false alarm
 * may come of them.
 *
 * <p>The people in these cases stay connected and acknowledge everything. So a session that the
 * routing job takes for ended, and a notification, are false alarms. The checker judges whether
 * something was sent again that the input shows as acknowledged.
 */
package io.parley.faults.stall;
