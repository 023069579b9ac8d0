package dev.tombola.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the parts of a run are, each beside PyTorch's way of doing the same, in turn on the same machine. */
@Command(
        name = "speed",
        mixinStandardHelpOptions = true,
        description = "Times the parts of a run beside PyTorch; without a command, all of them.")
final class Speed implements Runnable {
    @Option(names = "--python", defaultValue = "python3", description = "A Python that has PyTorch (${DEFAULT-VALUE}).")
    private String python = "";

    @Option(names = "--peers", required = true, description = "The folder of PyTorch's sides.")
    private Path peers = Path.of("");

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, or gpu0, … (${DEFAULT-VALUE}).")
    private String device = "";

    @Option(names = "--turns", defaultValue = "9", description = "That count (${DEFAULT-VALUE}).")
    private int turns;

    @Option(names = "--network", description = "Training steps and input of this one alone.")
    private @Nullable String network;

    @Option(names = "--cifar10", description = "A folder with CIFAR-10's files, for views, which need it.")
    private @Nullable Path cifar10;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Speed()).execute(arguments));
    }

    @Override
    public void run() {
        training();
        input();
        selfSupervised();
        pruning();
        evaluation();
        card();
        if (cifar10 != null) {
            views(cifar10);
        }
    }

    @Command(description = "A training step.")
    void training() {
        new TrainingSteps(at(), device, network).measure(turns);
    }

    @Command(description = "The preparation of a batch, beside a training step.")
    void input() {
        new TrainingSteps(at(), device, network).measureInput(turns);
    }

    @Command(
            name = "self-supervised",
            description = "A step of simCLR and of MoCo; with --cifar10 beside torchvision too.")
    void selfSupervised() {
        new SelfSupervisedSteps(at(), device, cifar10).measure(turns);
    }

    @Command(description = "A round of pruning.")
    void pruning() {
        new PruningRounds(at()).measure(turns);
    }

    @Command(description = "Predictions for a test split.")
    void evaluation() {
        new Evaluations(at(), device).measure(turns);
    }

    @Command(description = "A ticket's speed beside the dense network's.")
    void card() {
        new SpeedCard(device).measure(turns);
    }

    @Command(description = "Batches of two views of every image; needs --cifar10.")
    void views() {
        if (cifar10 == null) {
            throw new IllegalArgumentException("views need images: --cifar10 FOLDER");
        }
        views(cifar10);
    }

    private void views(Path folder) {
        new TwoViews(at(), folder).measure(turns);
    }

    private Peer.Python at() {
        return new Peer.Python(python, peers);
    }
}
