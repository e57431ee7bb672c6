/** Tests of the demo's output. The demo as a whole is run by hand. */
package io.parley.demo;
