package dev.tombola.cli.mask;

import dev.tombola.ticket.Mask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks that stand to be compared with those of others. */
public interface ComparedChain {
    String name();

    /** Ascending; none where there is a single mask of no level. */
    List<Integer> levels();

    /**
     * The mask of one level.
     *
     * @param level null of a chain without levels, of which it is ignored
     */
    Mask mask(@Nullable Integer level);
}
