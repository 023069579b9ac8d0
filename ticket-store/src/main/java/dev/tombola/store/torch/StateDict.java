package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.MappedFile;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network's tensors out of a file of any kind, under the names that the network itself gives them: what training wrappers
 * put in front of them is taken off. Whatever the file holds beside them is listed, never left out in silence.
 */
public final class StateDict implements AutoCloseable {
    private final Format format;
    private final Dictionaries all;
    private final Dictionaries.Part part;
    private final List<TensorView> tensors;
    private final List<String> leftOut;
    private final List<String> others;
    private final Map<String, String> metadata;
    private final Runnable closing;

    /** How the file is written. */
    public enum Format {
        SAFETENSORS,
        TORCH
    }

    private StateDict(Path path, Safetensors file, @Nullable String asked) {
        this(
                new Dictionaries(path, file.tensors().isEmpty() ? Map.of() : Map.of("", file.tensors())),
                asked,
                Format.SAFETENSORS,
                List.of(),
                file.metadata(),
                file::close);
    }

    private StateDict(Path path, TorchCheckpoint file, @Nullable String asked) {
        this(new Dictionaries(path, file.parts()), asked, Format.TORCH, file.others(), Map.of(), file::close);
    }

    private StateDict(
            Dictionaries all,
            @Nullable String asked,
            Format format,
            List<String> others,
            Map<String, String> metadata,
            Runnable closing) {
        this.all = all;
        this.part = asked == null ? all.usual() : all.named(asked);
        this.format = format;
        this.others = others;
        this.metadata = metadata;
        this.closing = closing;
        this.tensors = all.in(part)
                .map(tensor -> tensor.named(tensor.name().substring(prefix().length())))
                .toList();
        this.leftOut = all.tensors().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(tensor -> !part.has(entry.getKey(), tensor))
                        .map(tensor -> entry.getKey().isEmpty() ? tensor.name() : entry.getKey() + "." + tensor.name()))
                .toList();
    }

    /** Maps a file and finds the network in it. */
    public static StateDict open(Path file) {
        return open(file, null);
    }

    /**
     * Maps a file.
     *
     * @param part which network's tensors to take: one of {@link #parts()}; null for the usual one
     * @throws MissingPartException when it has no such part, or nobody can tell which one is the network
     * @throws InvalidTensorFileException when it is no file of tensors
     * @throws UncheckedIOException when it cannot be read
     */
    public static StateDict open(Path file, @Nullable String part) {
        if (isTorch(file)) {
            var checkpoint = TorchCheckpoint.open(file);
            try {
                return new StateDict(file, checkpoint, part);
            } catch (InvalidTensorFileException e) {
                checkpoint.close();
                throw e;
            }
        }
        var safetensors = Safetensors.open(file);
        try {
            return new StateDict(file, safetensors, part);
        } catch (InvalidTensorFileException e) {
            safetensors.close();
            throw e;
        }
    }

    public Format format() {
        return format;
    }

    /** Which dictionary of the file it is; empty for the outermost one. */
    public String part() {
        return part.dictionary();
    }

    /** What was taken off the front of every name. */
    public String prefix() {
        return part.prefix();
    }

    /**
     * What can be asked for, with the number of its tensors: dictionaries by their paths, and what names in one begin with
     * where it seems to hold several networks.
     */
    public Map<String, Integer> parts() {
        return all.parts();
    }

    /** The parts for people, in one line. */
    public String listedParts() {
        return all.listed();
    }

    /** In the file's order. */
    public List<TensorView> tensors() {
        return tensors;
    }

    /** The tensors of the file that are not the network's, by their paths. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** What the file holds that is no tensor. */
    public List<String> others() {
        return others;
    }

    public Optional<TensorView> find(String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /**
     * A tensor that must be there.
     *
     * @throws InvalidTensorFileException when it is not
     */
    public TensorView tensor(String name) {
        return find(name)
                .orElseThrow(() -> new InvalidTensorFileException("%s: no tensor %s".formatted(all.file(), name)));
    }

    /** The texts under a safetensors file's {@code __metadata__}; a checkpoint has none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Whether the file as it lies there is what a search needs: safetensors under the network's own names. */
    public boolean isPlain() {
        return format == Format.SAFETENSORS && prefix().isEmpty();
    }

    /**
     * Where this comes from and what was left, for people, in one line.
     *
     * @param listed how many names are listed before it says how many more there are
     */
    public String origin(int listed) {
        var line = new StringBuilder("%d tensors".formatted(tensors.size()));
        line.append(part().isEmpty() ? "" : " of " + part());
        line.append(prefix().isEmpty() ? "" : ", %s taken off their names".formatted(prefix()));
        line.append(
                leftOut.isEmpty()
                        ? ""
                        : "; %d other tensors left out: %s".formatted(leftOut.size(), some(leftOut, listed)));
        line.append(others.isEmpty() ? "" : "; no tensors: " + some(others, listed));
        return line.toString();
    }

    private static String some(List<String> names, int listed) {
        String first = names.stream().limit(listed).collect(Collectors.joining(", "));
        return names.size() <= listed ? first : "%s and %d more".formatted(first, names.size() - listed);
    }

    @Override
    public void close() {
        closing.run();
    }

    private static boolean isTorch(Path file) {
        return TorchCheckpoint.looksLike(MappedFile.beginning(file, Long.BYTES));
    }
}
