package dev.tombola.ticket.search;

/** A mask that a search wants drawn, whether or not it can be drawn yet. */
public record PlannedDraw(MaskPlace place, Prospect<Draw> draw) {}
