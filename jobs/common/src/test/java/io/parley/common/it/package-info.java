/** The shared parts of the jobs together, in small jobs against real servers. */
package io.parley.common.it;
