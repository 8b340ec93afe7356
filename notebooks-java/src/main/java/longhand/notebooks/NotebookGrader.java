package longhand.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.Grade;
import longhand.sandbox.SandboxException;
import longhand.sandbox.WorkerProcess;

/**
 * Runs a student's notebook in a process of its own and tells which tests it passes. A cell that ends the process, or
 * does not end itself, fails; the others are run again without it, so that one bad cell does not cost the whole
 * notebook.
 */
final class NotebookGrader {
    private static final int MEGABYTES = 1024;
    private static final int MOST_STARTS = 4;
    private final NotebookTask task;
    private final Assignment assignment;
    private final Duration limit;

    /** @param limit time for each cell */
    NotebookGrader(NotebookTask task, Assignment assignment, Duration limit) {
        this.task = task;
        this.assignment = assignment;
        this.limit = limit;
    }

    /** One answer for each test. */
    List<Grade.Answer> grade(String text, Assignment.Sheet sheet) {
        List<NotebookTask.Step> steps = task.merge(Notebook.parse(Path.of("the notebook"), text));
        Map<Integer, String> faults = new HashMap<>();
        Set<Integer> left = new HashSet<>();
        int starts = 0;
        Optional<Integer> ended = run(steps, left, faults);
        while (ended.isPresent() && ++starts < MOST_STARTS) {
            left.add(ended.get());
            ended = run(steps, left, faults);
        }
        List<Grade.Answer> answers = new ArrayList<>();
        String earlier = "";
        for (int i = 0; i < steps.size(); i++) {
            int test = steps.get(i).test();
            boolean reached = ended.isEmpty() || i <= ended.get();
            String fault = reached ? faults.getOrDefault(i, "")
                    : "It was not reached: a cell before it ended the program.";
            if (test < 0) {
                earlier = faults.containsKey(i) ? faults.get(i) : earlier;
            } else {
                double points = assignment.points().get(test);
                String remark = fault.isEmpty() ? "correct" : fault
                        + (earlier.isEmpty() ? "" : "\nBefore it, this cell failed:\n" + earlier);
                answers.add(new Grade.Answer(sheet.questions()
                        .get(test), fault.isEmpty() ? Grade.Status.CORRECT : Grade.Status.WRONG,
                        fault.isEmpty() ? points : 0, points, new boolean[] {fault.isEmpty()}, List.of(),
                        Optional.empty(), remark));
                earlier = "";
            }
        }
        return answers;
    }

    /** Runs the cells, but not those that are left out; the one that ended the process, if one did. */
    private Optional<Integer> run(List<NotebookTask.Step> steps, Set<Integer> left, Map<Integer, String> faults) {
        try (WorkerProcess worker = WorkerProcess.start(NotebookWorkerMain.class, MEGABYTES)) {
            for (int i = 0; i < steps.size(); i++) {
                if (!left.contains(i)) {
                    faults.remove(i);
                    ObjectNode question = NotebookJson.MAPPER.createObjectNode().put("source", steps.get(i).source());
                    task.packages().forEach(question.withArray("packages")::add);
                    try {
                        fault(worker, worker.ask(question, i == 0 ? limit.plusSeconds(20) : limit))
                                .ifPresent(new Keep(faults, i)::as);
                    } catch (SandboxException e) {
                        faults.put(i, e.getMessage());
                        return Optional.of(i);
                    }
                }
            }
            return Optional.empty();
        }
    }

    private record Keep(Map<Integer, String> faults, int cell) {
        void as(String fault) {
            faults.put(cell, fault);
        }
    }

    private static Optional<String> fault(WorkerProcess worker, JsonNode answer) {
        if (answer.path("failure").asText().equals(SandboxException.Kind.MEMORY.name())) {
            return Optional.of(worker.outOfMemory());
        }
        return answer.has("failure") ? Optional.of(answer.path("text").asText())
                : answer.has("error") ? Optional.of(answer.path("error").asText()) : Optional.empty();
    }
}
