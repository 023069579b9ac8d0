package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.plan.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CostTest {
    private static final Path SIMCLR = Path.of("../examples/fashion-in-minutes-simclr.yaml");

    @Test
    void countsBothViewsOfAnImage() {
        var pretraining = cost(new Role.Pretrain("simclr"));

        assertThat(pretraining).isEqualTo(new Cost(6 * 62, 6 * 62 * 256 * 2)); // 16,000 images are 62 whole batches
    }

    @Test
    void countsAnImageOnceWhereClassesAreLearned() {
        var transfer = cost(new Role.Transfer("transferable", 0, "odd", 1));

        assertThat(transfer).isEqualTo(new Cost(120, 120 * 64));
    }

    private static Cost cost(Role role) {
        return Cost.of(SearchFile.read(SIMCLR).search(), role);
    }
}
