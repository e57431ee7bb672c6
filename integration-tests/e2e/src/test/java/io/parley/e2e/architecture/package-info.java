/**
 * Tests of the architecture. Dependencies between modules run one way, decisions do not use Flink,
 * and the size of classes is limited. These tests read compiled classes or source files and start
 * no server.
 */
package io.parley.e2e.architecture;
