@org.jspecify.annotations.NullMarked
package dev.tombola.ticket.run;
