/**
 * The rules of the house as tests: arrows between modules run one way, decisions know no engine,
 * and no class outgrows a reader. Everything here reads compiled classes or source files; no server
 * is started.
 */
package io.parley.e2e.architecture;
