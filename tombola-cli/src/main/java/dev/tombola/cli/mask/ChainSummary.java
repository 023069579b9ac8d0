package dev.tombola.cli.mask;

import dev.tombola.cli.report.Tables;
import dev.tombola.store.mask.MaskFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many weights each level of a mask file keeps. */
record ChainSummary(int total, List<Level> levels) {
    ChainSummary {
        levels = List.copyOf(levels);
    }

    /** One level's share. */
    record Level(int level, int kept, double sparsity) {}

    static ChainSummary of(MaskFile file) {
        int total = file.layout().size();
        var levels = new ArrayList<Level>();
        for (int level : file.levels()) {
            int kept = file.mask(level).kept();
            levels.add(new Level(level, kept, (double) (total - kept) / total));
        }
        return new ChainSummary(total, levels);
    }

    String table() {
        return Tables.of(
                List.of("level", "kept", "of", "sparsity"),
                0,
                levels.stream()
                        .map(level -> List.of(
                                String.valueOf(level.level()),
                                String.valueOf(level.kept()),
                                String.valueOf(total),
                                String.format(Locale.ROOT, "%.2f %%", 100 * level.sparsity())))
                        .toList());
    }
}
