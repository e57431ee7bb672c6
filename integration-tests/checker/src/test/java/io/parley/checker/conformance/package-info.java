/** Tests of the judgement of gateways, with a good gateway in memory and breaches made in it. */
package io.parley.checker.conformance;
