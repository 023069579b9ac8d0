package dev.tombola.cli.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Files that Debian packages too: a way to them where the web is closed but a package mirror is not. Downloading and
 * unpacking with folders of its own takes no rights, and installs nothing.
 *
 * @param folder in the package, without a leading slash
 */
record DebianPackage(String name, String folder) {
    private static final int MINUTES = 3;

    /** @param scratch an empty folder; afterwards the package's files lie below it in {@link #folder} */
    Path unpack(Path scratch, Progress progress) throws FetchFailedException, IOException {
        Path lists = scratch.resolve("lists");
        Path cache = scratch.resolve("cache");
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        var options = List.of(
                "-q",
                "-o",
                "Dir::State::Lists=" + lists,
                "-o",
                "Dir::Cache=" + cache,
                "-o",
                "APT::Sandbox::User=root", // as root, apt would else turn into a user who cannot write here
                "-o",
                "Acquire::http::Timeout=10",
                "-o",
                "Acquire::https::Timeout=10");
        try (var _ = progress.begin("Debian's package " + name, -1)) {
            downloadAfterUpdate(scratch, options);
            run(scratch, List.of("dpkg-deb", "-x", onlyPackage(scratch).toString(), scratch.toString()));
        }
        return scratch.resolve(folder);
    }

    /** An update fails as a whole when any one of the machine's sources does; what matters is whether the package comes. */
    private void downloadAfterUpdate(Path scratch, List<String> options) throws FetchFailedException, IOException {
        String fault = "";
        try {
            run(scratch, aptGet(options, "update"));
        } catch (FetchFailedException e) {
            fault = e.getMessage() + "; ";
        }
        try {
            run(scratch, aptGet(options, "download", name));
        } catch (FetchFailedException e) {
            throw new FetchFailedException(fault + e.getMessage(), e);
        }
    }

    private static List<String> aptGet(List<String> options, String... words) {
        var command = new ArrayList<>(List.of("apt-get"));
        command.addAll(options);
        command.addAll(List.of(words));
        return command;
    }

    private Path onlyPackage(Path scratch) throws IOException, FetchFailedException {
        try (var files = Files.list(scratch)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(
                            () -> new FetchFailedException("apt-get download %s brought no package".formatted(name)));
        }
    }

    private void run(Path scratch, List<String> command) throws FetchFailedException, IOException {
        File log = scratch.resolve("log").toFile();
        String what = command.getFirst() + " " + (command.contains("update") ? "update" : name);
        Process process = start(scratch, command, log, what);
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new FetchFailedException("%s took more than %d minutes".formatted(what, MINUTES));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchFailedException(what + " was interrupted", e);
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new FetchFailedException("%s: %s".formatted(what, lastLine(log)));
        }
    }

    private static Process start(Path scratch, List<String> command, File log, String what)
            throws FetchFailedException {
        var builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new FetchFailedException(what + ": there is no " + command.getFirst() + " on this machine", e);
        }
    }

    private static String lastLine(File log) throws IOException {
        return Files.readAllLines(log.toPath()).stream()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("failed without a word");
    }
}
