/** Tests of the page's logic and files that need no browser. */
package io.parley.gateway.page;
