/** A chat on a terminal, in under 100 lines. */
package io.parley.samples.console;
