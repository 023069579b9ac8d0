package dev.tombola.benchmarks.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The services under load, with trainers and a measurer that return recorded results. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Puts a load on real services; trainers and measurer return what was recorded.",
        subcommands = {ManySearches.class, Growth.class, Makespan.class, Trainers.class})
public final class LoadBenchmark {
    private LoadBenchmark() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadBenchmark()).execute(args));
    }
}
