package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.mask.MaskFile;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskCompareCommandTest {
    private static final MaskLayout.Tensor FIRST = new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(2, 2, 1, 1));
    private static final MaskLayout.Tensor SECOND = new MaskLayout.Tensor("layer2.0.conv1.weight", List.of(4, 1, 1, 1));
    private static final MaskLayout LAYOUT = new MaskLayout(List.of(FIRST, SECOND));

    @TempDir
    private Path folder;

    private Path simclr;
    private Path moco;

    @BeforeEach
    void writeChains() {
        simclr = chain("simclr.masks", Map.of(1, keeping(0, 1, 4, 5), 2, keeping(0, 4)));
        moco = chain("moco.masks", Map.of(1, keeping(0, 2, 4, 6), 2, keeping(0, 6), 3, keeping(6)));
    }

    @Test
    void comparesChainsAtEveryLevelThatBothHave() {
        var outcome = compare(simclr, moco);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualToNormalizingNewlines("""
                 level | masks        | similarity |  chance | chance by layer | shared | of
                -------+--------------+------------+---------+-----------------+--------+----
                 1     | simclr, moco |    33.33 % | 33.33 % |         33.33 % |      2 |  6
                 2     | simclr, moco |    33.33 % | 14.29 % |         14.29 % |      1 |  3

                 level | mask   | kept | of | sparsity | pruned filters | of
                -------+--------+------+----+----------+----------------+----
                 1     | simclr |    4 |  8 |  50.00 % |              3 |  6
                 1     | moco   |    4 |  8 |  50.00 % |              2 |  6
                 2     | simclr |    2 |  8 |  75.00 % |              4 |  6
                 2     | moco   |    2 |  8 |  75.00 % |              4 |  6
                """);
    }

    @Test
    void comparesStagesOfChosenLevelsForPrograms() {
        var outcome = compare(simclr, moco, "--levels", "2", "--by", "stage", "--json");

        var comparison = Json.read(outcome.out(), MaskComparison.class);
        assertThat(comparison.masks()).containsExactly("simclr", "moco");
        assertThat(comparison.levels()).singleElement().satisfies(level -> {
            assertThat(level.level()).isEqualTo(2);
            assertThat(level.similarities())
                    .extracting(alike -> alike.part() + " " + alike.similarity().relative())
                    .containsExactly("layer1 1.0", "layer2 0.0", "total " + 1.0 / 3);
            assertThat(level.remainders())
                    .extracting(left -> left.mask() + " " + left.part() + " "
                            + left.remainder().prunedFilters())
                    .containsExactly(
                            "simclr layer1 1",
                            "simclr layer2 3",
                            "simclr total 4",
                            "moco layer1 1",
                            "moco layer2 3",
                            "moco total 4");
        });
    }

    /** Three masks, in as many forms; the last has its tensors the other way round. */
    @Test
    void comparesSingleMasksWithALevelOfAChain() {
        // Given
        var state = folder.resolve("supervised.pt");
        TorchCheckpoint.write(state, WeightMasks.export(keeping(0, 4)));
        var backwards = folder.resolve("backwards.safetensors");
        var bits = new BitSet();
        bits.set(0);
        bits.set(5);
        Safetensors.write(
                backwards, WeightMasks.export(Mask.keeping(new MaskLayout(List.of(SECOND, FIRST)), bits)), Map.of());

        // When
        var outcome = compare(simclr, state, backwards, "--levels", "2", "--by", "layer");

        // Then
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().map(line -> line.replace(" ", "")))
                .contains(
                        "2|simclr,supervised|total|100.00%|14.29%|14.29%|2|2",
                        "2|simclr,backwards|total|33.33%|14.29%|14.29%|1|3",
                        "2|all|layer2.0.conv1.weight|100.00%|2.70%|2.70%|1|1",
                        "2|all|total|33.33%|2.70%|2.70%|1|3",
                        "2|backwards|layer1.0.conv1.weight|1|4|75.00%|1|2");
    }

    @Test
    void singleMasksHaveNoLevel() {
        var a = single("a.safetensors", keeping(0));
        var b = single("b.safetensors", keeping(0, 1));

        assertThat(compare(a, b).out()).startsWith(" masks | similarity |").contains(" a, b  |    50.00 % |");
        assertThat(compare(a, b, "--json").out()).doesNotContain("\"level\"");
    }

    @Test
    void filesOfOneNameAreToldApartByTheirPaths() {
        var other = single("moco.safetensors", keeping(0, 2, 4, 6));

        assertThat(compare(moco, other, "--levels", "1").out())
                .contains("| " + moco + ", " + other + " |   100.00 % |");
    }

    @Test
    void drawsWhatItSaysInEitherForm() {
        var svg = folder.resolve("masks.svg");
        var png = folder.resolve("masks.png");

        var outcome = compare(simclr, moco, "--by", "stage", "--figure", svg, "--json");

        assertThat(outcome.err()).isEmpty();
        assertThat(Json.read(outcome.out(), MaskComparison.class).levels()).hasSize(2);
        assertThat(svg)
                .content()
                .startsWith("<svg ")
                .contains("masks of simclr, moco", "total: similarity", "layer2: pruned filters of 4")
                .contains("simclr, moco", "chance by layer", "similarity in %", "remaining weights in %");
        assertThat(compare(simclr, moco, "--figure", png).exitCode()).isZero();
        assertThat(compare(simclr, moco, "--figure", png).err())
                .isEqualToNormalizingNewlines(png + " was there, and is replaced\n");
    }

    @Test
    void saysInOneLineWhatCannotBeCompared() {
        var other = new MaskLayout(List.of(FIRST, new MaskLayout.Tensor(SECOND.name(), List.of(8, 1, 1, 1))));
        var wide = single("wide.safetensors", Mask.dense(other));
        var shorter = single("shorter.safetensors", Mask.dense(new MaskLayout(List.of(FIRST))));
        var late = chain("late.masks", Map.of(4, keeping(0)));
        var full = single("full.safetensors", keeping(0));

        assertThat(failure(simclr, wide, "--levels", "1"))
                .isEqualTo("tombola: wide is of another network than simclr:"
                        + " it has layer2.0.conv1.weight of [8, 1, 1, 1], not [4, 1, 1, 1]\n");
        assertThat(failure(full, shorter))
                .isEqualTo("tombola: shorter is of another network than full: it has no layer2.0.conv1.weight\n");
        assertThat(failure(shorter, full))
                .isEqualTo("tombola: full is of another network than shorter: it has layer2.0.conv1.weight besides\n");
        assertThat(failure(simclr, late))
                .isEqualTo("tombola: no level is in all of them: simclr has 1, 2; late has 4\n");
        assertThat(failure(simclr, moco, "--levels", "2,3"))
                .isEqualTo("tombola: simclr has no level 3; there are 1, 2\n");
        assertThat(failure(simclr, full))
                .isEqualTo("tombola: full is a single mask: choose the level to compare it with by --levels K;"
                        + " there are 1, 2\n");
        assertThat(failure(full, wide, "--levels", "2"))
                .isEqualTo("tombola: --levels: each file has a single mask, of no level\n");
        Safetensors.write(folder.resolve("none"), List.of(TensorView.of("bias", new float[] {1}, 1)), Map.of());
        assertThat(failure(simclr, folder.resolve("none")))
                .startsWith("tombola: " + folder.resolve("none") + ": the file has no tensor NAME.weight_mask");
    }

    @Test
    void wrongUsageIsExitCode2() {
        var once = compare(simclr);
        var twice = compare(simclr, folder.resolve("x/../simclr.masks"));
        var gif = compare(simclr, moco, "--figure", "masks.gif");

        assertThat(List.of(once.exitCode(), twice.exitCode(), gif.exitCode())).containsOnly(2);
        assertThat(twice.err()).contains("x/../simclr.masks is there twice");
        assertThat(gif.err()).contains("masks.gif ends neither in .svg nor in .png");
    }

    private String failure(Object... words) {
        var outcome = compare(words);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        return outcome.err().replace("\r\n", "\n");
    }

    private Outcome compare(Object... words) {
        return Outcome.of(Stream.concat(Stream.of("mask", "compare"), Stream.of(words))
                .map(String::valueOf)
                .toArray(String[]::new));
    }

    private Path chain(String name, Map<Integer, Mask> masks) {
        var file = folder.resolve(name);
        MaskFile.write(file, new TreeMap<>(masks));
        return file;
    }

    private Path single(String name, Mask mask) {
        var file = folder.resolve(name);
        Safetensors.write(file, WeightMasks.export(mask), Map.of());
        return file;
    }

    private static Mask keeping(int... weights) {
        var kept = new BitSet();
        for (int weight : weights) {
            kept.set(weight);
        }
        return Mask.keeping(LAYOUT, kept);
    }
}
