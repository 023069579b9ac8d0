/** Where masks prune, and what they have in common: paper 4.1 to 4.3. */
@org.jspecify.annotations.NullMarked
package dev.tombola.ticket.structure;
