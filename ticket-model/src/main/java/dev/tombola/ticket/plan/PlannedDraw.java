package dev.tombola.ticket.plan;

/** A mask that a search wants drawn, whether or not it can be drawn yet. */
public record PlannedDraw(ChainLevel place, Prospect<Draw> draw) {}
