package dev.tombola.ticket.search;

/** Which mask of a search: that of a chain at a level. */
public record MaskPlace(String chain, int level) {}
