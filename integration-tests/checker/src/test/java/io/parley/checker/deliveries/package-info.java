/** Tests of the check of deliveries, with small histories, faultless or broken in one place. */
package io.parley.checker.deliveries;
