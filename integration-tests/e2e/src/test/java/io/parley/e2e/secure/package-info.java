/**
 * Tests on the secured stack: the whole pipeline with the rights of the rights table, what each
 * principal is refused, and that no secret is found where people look.
 */
package io.parley.e2e.secure;
