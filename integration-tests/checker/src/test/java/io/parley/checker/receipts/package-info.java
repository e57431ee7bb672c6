/** Tests of the check of receipts, with small histories that are worked out by definition. */
package io.parley.checker.receipts;
