package dev.tombola.ticket;

/**
 * A subnetwork: the mask that a chain has at a level, on the weights that the chain rewinds to.
 *
 * @param level rounds of pruning behind it; 0 is the dense network
 */
public record TicketId(SearchId search, String chain, int level) {
    public TicketId {
        if (level < 0) {
            throw new IllegalArgumentException("level: " + level + " is negative");
        }
    }

    /** {@code search/chain/level}: the key of its events, and what {@code tombola tickets get} takes. */
    public String path() {
        return search + "/" + chain + "/" + level;
    }

    /** Reads {@link #path()}. */
    public static TicketId parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !parts[2].matches("\\d{1,4}")) {
            throw new IllegalArgumentException(path + " is not a ticket: expected SEARCH/CHAIN/LEVEL");
        }
        return new TicketId(new SearchId(parts[0]), parts[1], Integer.parseInt(parts[2]));
    }
}
