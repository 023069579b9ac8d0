package dev.tombola.ticket.plan;

/** Which mask of a search: that of a chain at a level. */
public record ChainLevel(String chain, int level) {}
