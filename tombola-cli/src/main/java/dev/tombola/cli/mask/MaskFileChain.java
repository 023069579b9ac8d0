package dev.tombola.cli.mask;

import dev.tombola.store.mask.MaskFile;
import dev.tombola.ticket.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file with masks: of a chain, level by level, or a single one. */
sealed interface MaskFileChain extends ComparedChain, AutoCloseable {
    @Override
    void close();

    /** A mask file (docs/mask-file.md). */
    record Chain(String name, MaskFile file) implements MaskFileChain {
        @Override
        public List<Integer> levels() {
            return file.levels();
        }

        @Override
        public Mask mask(@Nullable Integer level) {
            return file.mask(Objects.requireNonNull(level));
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** A file of {@code NAME.weight_mask}. */
    record Single(String name, Mask mask) implements MaskFileChain {
        @Override
        public List<Integer> levels() {
            return List.of();
        }

        @Override
        public Mask mask(@Nullable Integer level) {
            return mask;
        }

        @Override
        public void close() {}
    }

    static MaskFileChain open(String name, Path file) {
        return MaskFile.looksLike(file)
                ? new Chain(name, MaskFile.open(file))
                : new Single(name, new WeightMaskFile(file).read(Layouts::masks));
    }

    /** Short names: those of the files without their endings, unless two would be the same. */
    static List<String> names(List<Path> files) {
        var names = new ArrayList<String>();
        var counts = files.stream().collect(Collectors.groupingBy(MaskFileChain::stem, Collectors.counting()));
        for (var file : files) {
            names.add(Objects.requireNonNull(counts.get(stem(file))) == 1 ? stem(file) : file.toString());
        }
        return names;
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}
