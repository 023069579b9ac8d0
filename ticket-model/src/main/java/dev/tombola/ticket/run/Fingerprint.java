package dev.tombola.ticket.run;

/** Within equal fingerprints, equal runs give equal bytes; across them only metrics can be compared (design 8). */
public record Fingerprint(String engine, String processor, int threads, String precision) {}
