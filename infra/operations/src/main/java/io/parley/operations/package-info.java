/** The commands of operators: deploy steps, checks, and tools for bad days. */
package io.parley.operations;
