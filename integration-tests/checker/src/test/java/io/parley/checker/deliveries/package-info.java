/** The check of deliveries, held against small histories and the same ones broken in one place. */
package io.parley.checker.deliveries;
