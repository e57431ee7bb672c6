/** Tests that read a simulated history from real servers. */
package io.parley.checker.live;
