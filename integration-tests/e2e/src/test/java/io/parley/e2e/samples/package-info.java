/** What the tests of the samples need: a conversation, the samples themselves, and a judgement. */
package io.parley.e2e.samples;
