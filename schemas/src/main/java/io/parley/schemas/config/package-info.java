/**
 * The files of options and of cluster addresses, which the jobs and the commands read in the same
 * way.
 */
package io.parley.schemas.config;
