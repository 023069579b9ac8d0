package dev.tombola.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void aSpreadTakesTwoRuns() {
        assertThat(Numbers.spread(new Summary(0.846, 0.002, List.of(0.844, 0.848))))
                .isEqualTo("84.6 ± 0.2");
        assertThat(Numbers.spread(new Summary(0.846, null, List.of(0.846)))).isEqualTo("84.6");
    }

    @Test
    void namesWhatIsNotTop1() {
        assertThat(Numbers.named(metric("top-1"))).isEqualTo("53.6 %");
        assertThat(Numbers.named(metric("knn"))).isEqualTo("53.6 % knn");
    }

    private static Metric metric(String name) {
        return new Metric(
                name, 0.536, Metric.Direction.HIGHER_IS_BETTER, 100, new ObjectRef(Digest.of(new byte[0]), 0));
    }

    @Test
    void anEarlierVersionsZeroForOneRunIsNoSpreadEither() {
        var written = Json.read("{\"mean\":0.846,\"std\":0.0,\"values\":[0.846]}", Summary.class);

        assertThat(Numbers.spread(written)).isEqualTo("84.6");
    }
}
