package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "restart",
                "init",
                "submit",
                "watch",
                "status",
                "tickets",
                "tickets get",
                "audit",
                "cancel",
                "figure",
                "data",
                "data fetch",
                "weights",
                "weights show",
                "weights convert",
                "mask",
                "mask prune",
                "mask compare",
                "mask pack",
                "mask unpack",
                "tickets export",
                "tickets masks",
                "tickets compare"
            })
    void everyCommandHasHelp(String command) {
        var outcome = Outcome.of((command + " --help").split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("Usage: tombola " + command).contains("--home=DIR");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void wrongUsageIsOneLineAndExitCode2() {
        var outcome = Outcome.of("submit", "--dryrun");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("tombola submit: ")
                .endsWith("; see tombola submit --help");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(Outcome.of("frobnicate").exitCode()).isEqualTo(2);
        assertThat(Outcome.of().exitCode()).isEqualTo(2);
        assertThat(Outcome.of("tickets", "get", "nonsense", "-o", "x").exitCode())
                .isEqualTo(2);
        assertThat(Outcome.of("tickets", "export", "nonsense", "-o", "x.pt").exitCode())
                .isEqualTo(2);
        assertThat(Outcome.of("tickets", "export", "a/b/1", "-o", "x.npz").exitCode())
                .isEqualTo(2);
        assertThat(Outcome.of("tickets", "masks", "nonsense", "-o", "x").exitCode())
                .isEqualTo(2);
    }

    @Test
    void whatCannotBeDoneIsOneLineAndExitCode1() {
        var outcome = Outcome.of("submit", folder.resolve("none.yaml").toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEqualToNormalizingNewlines("tombola: " + folder + "/none.yaml: no such file\n");
    }

    @Test
    void verboseSaysWhereAnErrorComesFrom() {
        var outcome =
                Outcome.of("submit", "--verbose", folder.resolve("none.yaml").toString());

        assertThat(outcome.err()).contains("InvalidDocumentException").contains("at dev.tombola.cli");
    }

    @Test
    void saysHowToGetABrokerWhereNoneIsKnown() {
        var outcome = Outcome.of("status", "--home", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("tombola: no Kafka is known here: start one with ./tombola up");
    }

    @Test
    void downIsContentWhereNothingRuns() {
        var outcome = Outcome.of("down", "--home", folder.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("nothing was running in ");
    }

    @Test
    void servicesAloneAreRestarted() {
        var outcome = Outcome.of("restart", "store", "--home", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("tombola: store is none of pruner, evaluator, trainer and trainer-N");
    }

    @Test
    void nothingIsRestartedThatDoesNotRun() {
        var outcome = Outcome.of("restart", "pruner", "--home", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualToIgnoringNewLines("tombola: no pruner runs in " + folder + ": run tombola up first");
    }

    @Test
    void aDryRunCountsWithoutAnyBroker() {
        var outcome =
                Outcome.of("submit", "--dry-run", "--home", folder.toString(), "../examples/fashion-in-minutes.yaml");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains(" pre-training supervised             |    1 |    750 |  96,000")
                .contains(" total                               |   90 | 10,451 | 738,688");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDryRunNamesAFileOfWeightsThatIsNotThere() throws Exception {
        var file = Files.writeString(folder.resolve("search.yaml"), """
                name: transferred
                network: { name: cifar-resnet8 }
                recipes: { r: { learningRate: 0.1, batch: 8, epochs: 1 } }
                pretrainings: { p: { weights: nothere.pth } }
                chains: { c: { from: p, on: t, rounds: 1 } }
                tasks: { t: { task: mnist, recipe: r } }
                """);

        var outcome = Outcome.of("submit", "--dry-run", "--home", folder.toString(), file.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("tombola: pretrainings.p.weights: no file at " + folder.resolve("nothere.pth")
                        + System.lineSeparator());
    }

    @Test
    void findsTheDemosSearch() {
        assertThat(Files.exists(Path.of("../examples/fashion-in-minutes.yaml"))).isTrue();
        assertThat(dev.tombola.cli.stack.Distribution.find().example("fashion-in-minutes-simclr.yaml"))
                .exists();
    }
}
