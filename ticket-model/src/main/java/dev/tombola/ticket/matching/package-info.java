@org.jspecify.annotations.NullMarked
package dev.tombola.ticket.matching;
