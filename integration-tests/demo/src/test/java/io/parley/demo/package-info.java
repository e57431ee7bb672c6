/** What the demo prints. The demo as a whole is run by hand: it is a test of its own. */
package io.parley.demo;
