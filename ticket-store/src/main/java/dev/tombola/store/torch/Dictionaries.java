package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.TensorView;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file's tensors by the path of the dictionary that they are in, empty for the outermost one; finds those of one network.
 *
 * @param tensors no list is empty
 */
record Dictionaries(Path file, Map<String, List<TensorView>> tensors) {
    /** Under which training scripts keep the network, beside optimizers and counters. */
    private static final List<String> USUAL = List.of("state_dict", "model_state_dict", "model", "net", "");

    /** Of a network trained in parallel, and of a compiled one. */
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

    /** Of MoCo, whose other encoder is an average over time. */
    private static final String QUERY_ENCODER = "encoder_q.";

    private static final int LISTED = 12;

    /**
     * The tensors of one network.
     *
     * @param prefix what their names begin with, up to a point; empty where nothing has to be taken off
     */
    record Part(String dictionary, String prefix) {
        boolean has(String path, TensorView tensor) {
            return path.equals(dictionary) && tensor.name().startsWith(prefix);
        }
    }

    Dictionaries {
        if (tensors.isEmpty()) {
            throw new InvalidTensorFileException(file + ": holds no tensors");
        }
    }

    /**
     * What the file most likely is of.
     *
     * @throws MissingPartException when nobody can tell
     */
    Part usual() {
        return usualDictionary()
                .map(path -> network(path, ""))
                .orElseThrow(() -> new MissingPartException(
                        "%s: holds several dictionaries of tensors, and none is called state_dict: name one of %s"
                                .formatted(file, listed())));
    }

    /**
     * What somebody asks for: the path of a dictionary, perhaps followed by what names in it begin with. Of the usual
     * dictionary, the path and what wrappers put in front of its names can be left out.
     *
     * @throws MissingPartException when there is nothing of that name
     */
    Part named(String asked) {
        if (tensors.containsKey(asked)) {
            return network(asked, "");
        }
        var spelledOut = tensors.keySet().stream()
                .filter(path -> path.isEmpty() || asked.startsWith(path + "."))
                .map(path -> new Part(path, asked.substring(path.isEmpty() ? 0 : path.length() + 1) + "."));
        var shortened = usualDictionary().stream()
                .flatMap(path -> Stream.of("", wrappers(path, "")).map(front -> new Part(path, front + asked + ".")));
        return Stream.concat(spelledOut, shortened)
                .filter(part -> in(part).findAny().isPresent())
                .findFirst()
                .map(part -> network(part.dictionary, part.prefix))
                .orElseThrow(() -> new MissingPartException(
                        "%s: no tensors in %s; there are some in %s".formatted(file, asked, listed())));
    }

    /**
     * What can be asked for, with the number of its tensors: every dictionary, and what names in it begin with where a
     * whole network's seem to follow, since those go on with a name and not with the number of a block.
     */
    Map<String, Integer> parts() {
        var parts = new LinkedHashMap<String, Integer>();
        tensors.forEach((path, all) -> {
            parts.put(path, all.size());
            String wrappers = wrappers(path, "");
            all.stream()
                    .map(tensor -> tensor.name().substring(wrappers.length()).split("\\.", -1))
                    .filter(words -> words.length > 2 && !words[1].matches("\\d+"))
                    .map(words -> wrappers + words[0])
                    .distinct()
                    .forEach(start -> parts.put(path.isEmpty() ? start : path + "." + start, (int)
                            in(new Part(path, start + ".")).count()));
        });
        return parts;
    }

    /** The parts for people, in one line. */
    String listed() {
        var parts = parts();
        String first = parts.entrySet().stream()
                .limit(LISTED)
                .map(part -> (part.getKey().isEmpty() ? "the outermost" : part.getKey()) + " (" + part.getValue() + ")")
                .collect(Collectors.joining(", "));
        return parts.size() <= LISTED ? first : "%s and %d more".formatted(first, parts.size() - LISTED);
    }

    /** Without what is in front of the network's own names. */
    private Part network(String path, String start) {
        String wrappers = wrappers(path, start);
        var query = new Part(path, wrappers + QUERY_ENCODER);
        return in(query).findAny().isPresent() ? query : new Part(path, wrappers);
    }

    private String wrappers(String path, String start) {
        String found = start;
        for (var next = wrapper(path, found); next.isPresent(); next = wrapper(path, found)) {
            found += next.get();
        }
        return found;
    }

    private Optional<String> wrapper(String path, String before) {
        return WRAPPERS.stream()
                .filter(wrapper -> in(new Part(path, before))
                        .allMatch(tensor -> tensor.name().startsWith(before + wrapper)))
                .findFirst();
    }

    private Optional<String> usualDictionary() {
        return Stream.concat(USUAL.stream(), tensors.size() == 1 ? tensors.keySet().stream() : Stream.of())
                .filter(tensors::containsKey)
                .findFirst();
    }

    Stream<TensorView> in(Part part) {
        return tensors.getOrDefault(part.dictionary, List.of()).stream()
                .filter(tensor -> part.has(part.dictionary, tensor));
    }
}
