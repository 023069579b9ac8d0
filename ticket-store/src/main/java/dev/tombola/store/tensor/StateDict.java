package dev.tombola.store.tensor;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network's tensors out of a file of any kind, under the names that the network itself gives them: what training wrappers
 * put in front of them is taken off. Whatever the file holds beside them is listed, never left out in silence.
 */
public final class StateDict implements AutoCloseable {
    /** Under which training scripts keep the network, beside optimizers and counters. */
    private static final List<String> USUAL_PARTS = List.of("state_dict", "model_state_dict", "model", "net", "");

    /** Of a network trained in parallel, and of a compiled one. */
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

    /** Of MoCo, whose other encoder is an average over time. */
    private static final String QUERY_ENCODER = "encoder_q.";

    private final Format format;
    private final String part;
    private final String prefix;
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
        this(path, Format.SAFETENSORS, Map.of("", file.tensors()), List.of(), file.metadata(), asked, file::close);
    }

    private StateDict(Path path, TorchCheckpoint file, @Nullable String asked) {
        this(path, Format.TORCH, file.parts(), file.others(), Map.of(), asked, file::close);
    }

    private StateDict(
            Path path,
            Format format,
            Map<String, List<TensorView>> parts,
            List<String> others,
            Map<String, String> metadata,
            @Nullable String asked,
            Runnable closing) {
        this.format = format;
        this.others = others;
        this.metadata = metadata;
        this.closing = closing;
        this.part = asked == null ? usualPart(path, parts) : asked;
        var all = parts.get(part);
        if (all == null) {
            throw new InvalidTensorFileException(
                    "%s: no tensors in %s; there are some in %s".formatted(path, part, described(parts)));
        }
        this.prefix = prefix(all);
        this.tensors = all.stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .map(tensor -> tensor.named(tensor.name().substring(prefix.length())))
                .toList();
        this.leftOut = parts.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(tensor ->
                                !entry.getKey().equals(part) || !tensor.name().startsWith(prefix))
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
     * @param part the dictionary to take, by its path as in {@link TorchCheckpoint#parts()}; null for the usual one
     * @throws InvalidTensorFileException when it is no file of tensors, or nobody can tell which part is the network
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
        return part;
    }

    /** What was taken off the front of every name. */
    public String prefix() {
        return prefix;
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

    /** The texts under a safetensors file's {@code __metadata__}; a checkpoint has none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Whether the file as it lies there is what a search needs: safetensors under the network's own names. */
    public boolean isPlain() {
        return format == Format.SAFETENSORS && prefix.isEmpty();
    }

    /**
     * Where this comes from and what was left, for people, in one line.
     *
     * @param listed how many names are listed before it says how many more there are
     */
    public String origin(int listed) {
        var line = new StringBuilder("%d tensors".formatted(tensors.size()));
        line.append(part.isEmpty() ? "" : " of " + part);
        line.append(prefix.isEmpty() ? "" : ", %s taken off their names".formatted(prefix));
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

    private static String usualPart(Path path, Map<String, List<TensorView>> parts) {
        if (parts.isEmpty()) {
            throw new InvalidTensorFileException(path + ": holds no tensors");
        }
        return Stream.concat(USUAL_PARTS.stream(), parts.size() == 1 ? parts.keySet().stream() : Stream.of())
                .filter(parts::containsKey)
                .findFirst()
                .orElseThrow(() -> new InvalidTensorFileException(
                        "%s: holds several dictionaries of tensors, and none is called state_dict: name one of %s"
                                .formatted(path, described(parts))));
    }

    private static String described(Map<String, List<TensorView>> parts) {
        return parts.entrySet().stream()
                .map(entry ->
                        "%s (%d)".formatted(entry.getKey(), entry.getValue().size()))
                .collect(Collectors.joining(", "));
    }

    private static String prefix(List<TensorView> tensors) {
        String wrappers = "";
        for (var wrapper = wrapper(tensors, wrappers); wrapper.isPresent(); wrapper = wrapper(tensors, wrappers)) {
            wrappers += wrapper.get();
        }
        String query = wrappers + QUERY_ENCODER;
        return tensors.stream().anyMatch(tensor -> tensor.name().startsWith(query)) ? query : wrappers;
    }

    private static Optional<String> wrapper(List<TensorView> tensors, String before) {
        return WRAPPERS.stream()
                .filter(wrapper ->
                        tensors.stream().allMatch(tensor -> tensor.name().startsWith(before + wrapper)))
                .findFirst();
    }

    private static boolean isTorch(Path file) {
        return TorchCheckpoint.looksLike(MappedFile.beginning(file, Long.BYTES));
    }
}
