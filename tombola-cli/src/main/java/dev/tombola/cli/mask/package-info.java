/** Masks of plain weight files, without a search. */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.mask;
