/** The job's table. */
package io.parley.routing.store;
