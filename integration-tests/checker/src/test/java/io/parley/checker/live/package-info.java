/** Reading a history from real servers, which hold a simulated one. */
package io.parley.checker.live;
