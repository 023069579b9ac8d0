package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The working memory of a pickle's interpreter: values, marks between them, and what was set aside to be used again. */
final class PickleStack {
    private final List<Pickled> values = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Long, Pickled> memo = new HashMap<>();

    void push(Pickled value) {
        values.add(value);
    }

    Pickled pop() {
        int floor = marks.isEmpty() ? 0 : marks.element();
        if (values.size() <= floor) {
            throw new InvalidTensorFileException("an operation of the pickle takes more than there is");
        }
        return values.removeLast();
    }

    Pickled top() {
        var top = pop();
        push(top);
        return top;
    }

    void mark() {
        marks.push(values.size());
    }

    /** Everything above the last mark, which goes too. */
    List<Pickled> popToMark() {
        if (marks.isEmpty()) {
            throw new InvalidTensorFileException("an operation of the pickle looks for a mark that is not there");
        }
        var above = values.subList(marks.pop(), values.size());
        var taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    /** So many values, the topmost last. */
    List<Pickled> pop(int count) {
        var taken = new ArrayList<Pickled>();
        for (int i = 0; i < count; i++) {
            taken.addFirst(pop());
        }
        return taken;
    }

    void remember(long place) {
        memo.put(place, top());
    }

    void rememberNext() {
        remember(memo.size());
    }

    void recall(long place) {
        var value = memo.get(place);
        if (value == null) {
            throw new InvalidTensorFileException("the pickle recalls %d, which it never stored".formatted(place));
        }
        push(value);
    }
}
