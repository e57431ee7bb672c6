/**
 * Tests of the reference gateway's page in a real browser, headless Chromium.
 *
 * <p>{@link io.parley.e2e.chat.PageTest} and its neighbours run against {@link
 * io.parley.e2e.chat.FakeGateway}, which speaks the gateway's protocol without any server behind
 * it. {@code ChatIT} runs the same page on the whole stack. Where no Chromium is installed the
 * tests do not run, and say so in a banner.
 */
package io.parley.e2e.chat;
