/** The check of receipts, held against small histories whose books are worked out by definition. */
package io.parley.checker.receipts;
